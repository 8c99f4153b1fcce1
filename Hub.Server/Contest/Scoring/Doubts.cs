using System.Text.Json.Serialization;

namespace Hub.Contest.Scoring;

/// <summary>What a chief should look at before anything is final: a judge has not marked what others have; judges are too far apart to agree
/// (the value waits); the kept marks were too far apart, so that all count; a mark is far from the median of its panel.</summary>
[JsonConverter(typeof(Words<DoubtKind>))]
public enum DoubtKind { Missing, Gap, Apart, Outlier }

/// <param name="Seat">Whose mark; null where it is all of them.</param>
public sealed record Doubt(DoubtKind Kind, string Criterion, int Attempt, string? Seat);

/// <summary>Finds what is doubtful in a panel's marks.</summary>
public static class Doubts
{
    /// <summary>Of one contestant.</summary>
    public static IEnumerable<Doubt> Of(Rules rules, Reckoning reckoning)
    {
        foreach (var place in rules.Places.Where(p => p.IsEntered))
            foreach (var r in reckoning.Tries(place))
            {
                var marks = r.From.Where(m => !m.Value.IsNothing).ToList();
                if (marks.Count == 0) continue;
                var attempt = Math.Max(1, r.Attempt);
                foreach (var m in r.From.Where(m => m.Value.IsNothing)) yield return new(DoubtKind.Missing, place.Part.Id, attempt, m.Seat);
                if (r.Note is Note.Gap) yield return new(DoubtKind.Gap, place.Part.Id, attempt, null);
                if (r.Note is Note.Apart) yield return new(DoubtKind.Apart, place.Part.Id, attempt, null);
                if (OutlierOf(place) is not { } most || marks.Count < 3) continue;
                var median = Median([.. marks.Select(m => m.Value.Number).OfType<decimal>()]);
                foreach (var m in marks.Where(m => m.Value.Number is { } n && Math.Abs(n - median) > most)) yield return new(DoubtKind.Outlier, place.Part.Id, attempt, m.Seat);
            }
    }

    /// <summary>How much a seat gives above (or, negative, below) the mean of the others of its panel, on average, in per cent of the range; null where it
    /// cannot be said. Over judged criteria.</summary>
    public static decimal? Drift(Rules rules, IEnumerable<Reckoning> all, string seat)
    {
        var (sum, count) = (0m, 0);
        var judged = rules.Places.Where(p => p.Part.Kind is Kind.Judged or Kind.Judgement && p.Seats.Contains(seat)).ToList();
        foreach (var reckoning in all)
            foreach (var place in judged)
                foreach (var r in reckoning.Tries(place))
                {
                    if (r.From.FirstOrDefault(m => m.Seat == seat)?.Value.Number is not { } own) continue;
                    var others = r.From.Where(m => m.Seat != seat).Select(m => m.Value.Number).OfType<decimal>().ToList();
                    if (others.Count == 0) continue;
                    (sum, count) = (sum + (own - others.Average()) / (place.Range.Max - place.Range.Min), count + 1);
                }
        return count == 0 ? null : Math.Round(100 * sum / count, 1, MidpointRounding.AwayFromZero);
    }

    private static decimal? OutlierOf(Place place) => place.Part.Outlier ?? (place.Part.Kind is Kind.Judged or Kind.Judgement ? (place.Range.Max - place.Range.Min) / 5 : null);

    private static decimal Median(List<decimal> numbers)
    {
        numbers.Sort();
        return (numbers[(numbers.Count - 1) / 2] + numbers[numbers.Count / 2]) / 2;
    }
}
