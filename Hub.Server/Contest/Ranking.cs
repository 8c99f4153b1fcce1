namespace Hub.Contest;

/// <summary>A contestant's result so far.</summary>
/// <param name="Rank">1 is best; equal totals share a rank and the next one is skipped; null before the first mark.</param>
/// <param name="Total">0 to 100, two decimals, halves away from zero.</param>
/// <param name="Modules">Module → 0 to 100; those that have a mark.</param>
/// <param name="Marks">Marks that are in.</param>
public sealed record Result(string Contestant, int? Rank, decimal Total, IReadOnlyDictionary<string, decimal> Modules, int Marks);

/// <summary>From marks to ranks, in decimal arithmetic. Rounding stands at the end only: totals.</summary>
public static class Ranking
{
    /// <summary>Results of all contestants, in starting order.</summary>
    public static IReadOnlyList<Result> Of(ContestState contest)
    {
        var (scheme, marks) = (contest.Scheme, contest.Marks);
        var results = scheme.Contestants.Select(contestant =>
        {
            var modules = scheme.Modules.Select(module =>
            {
                var given = module.Criteria.Select(c => scheme.Seats.Select(s => marks.GetValueOrDefault(new(contestant, c.Id, s))?.Value).OfType<decimal>().ToArray()).ToArray();
                var value = Weighted(module.Criteria.Zip(given, (c, g) => (TrimmedMean(g, scheme.Trim) / c.Max * 100, c.Weight)));
                return (module.Id, module.Weight, Value: value, Marks: given.Sum(g => g.Length));
            }).ToArray();
            return new Result(contestant, null, Round(Weighted(modules.Select(m => (m.Value, m.Weight)))),
                modules.Where(m => m.Marks > 0).ToDictionary(m => m.Id, m => Round(m.Value)), modules.Sum(m => m.Marks));
        }).ToArray();

        var marked = results.Where(r => r.Marks > 0).Select(r => r.Total).OrderDescending().ToArray();
        return [.. results.Select(r => r.Marks == 0 ? r : r with { Rank = 1 + Array.IndexOf(marked, r.Total) })];
    }

    /// <summary>The mean without the <paramref name="trim"/> highest and lowest. With too few marks to trim, the mean of all; of none, 0.</summary>
    public static decimal TrimmedMean(IReadOnlyCollection<decimal> marks, int trim)
    {
        if (marks.Count == 0) return 0;
        return marks.Count <= 2 * trim ? marks.Average() : marks.Order().Skip(trim).Take(marks.Count - 2 * trim).Average();
    }

    private static decimal Round(decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);

    private static decimal Weighted(IEnumerable<(decimal Value, decimal Weight)> parts)
    {
        decimal sum = 0, weights = 0;
        foreach (var (value, weight) in parts) (sum, weights) = (sum + value * weight, weights + weight);
        return weights == 0 ? 0 : sum / weights;
    }
}
