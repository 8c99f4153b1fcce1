namespace Hub.Contest;

/// <summary>A contestant's result so far.</summary>
/// <param name="Rank">1 is best; equal totals share a rank and the next one is skipped; null before the first mark.</param>
/// <param name="Total">0 to 100, two decimals, halves away from zero.</param>
/// <param name="Modules">Module → 0 to 100.</param>
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
            var count = 0;
            var modules = scheme.Modules.ToDictionary(m => m.Id, module => Weighted(module.Criteria.Select(criterion =>
            {
                var given = scheme.Seats.Where(s => marks.ContainsKey(new(contestant, criterion.Id, s))).Select(s => marks[new(contestant, criterion.Id, s)].Value).ToArray();
                count += given.Length;
                return (TrimmedMean(given, scheme.Trim) / criterion.Max * 100, criterion.Weight);
            })));
            var total = Math.Round(Weighted(scheme.Modules.Select(m => (modules[m.Id], m.Weight))), 2, MidpointRounding.AwayFromZero);
            return new Result(contestant, null, total, modules.ToDictionary(m => m.Key, m => Math.Round(m.Value, 2, MidpointRounding.AwayFromZero)), count);
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

    private static decimal Weighted(IEnumerable<(decimal Value, decimal Weight)> parts)
    {
        decimal sum = 0, weights = 0;
        foreach (var (value, weight) in parts) (sum, weights) = (sum + value * weight, weights + weight);
        return weights == 0 ? 0 : sum / weights;
    }
}
