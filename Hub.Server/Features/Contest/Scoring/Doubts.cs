using System.Text.Json.Serialization;

namespace Hub.Features.Contest.Scoring;

/// <summary>What a chief should look at before anything is final: a judge has not marked what others have; judges are
/// too far apart to agree (the value waits); the kept marks were too far apart, so that all count; a mark is far from
/// the median of its panel; what the scheme checks does not hold.</summary>
[JsonConverter(typeof(Words<DoubtKind>))]
public enum DoubtKind
{
    Missing,
    Gap,
    Apart,
    Outlier,
    Check,
}

/// <param name="Seat">Whose mark; null where it is all of them.</param>
/// <param name="Name">What does not hold, as the scheme says it; null for the other kinds.</param>
public sealed record Doubt(
    DoubtKind Kind,
    string Criterion,
    int Attempt,
    SeatId? Seat,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NameEn = null
);

/// <param name="Sum">In parts of the range.</param>
public readonly record struct Leaning(decimal Sum, int Count);

/// <summary>Finds what is doubtful in a panel's marks.</summary>
public static class Doubts
{
    /// <summary>Of one contestant.</summary>
    public static IEnumerable<Doubt> Of(Rules rules, Reckoning reckoning)
    {
        foreach (var doubt in Unheld(rules, reckoning))
            yield return doubt;
        foreach (var place in rules.Places.Where(p => p.IsEntered))
        foreach (var r in reckoning.Tries(place))
        {
            var marks = r.From.Select((m, i) => m with { Value = r.Mark(i) }).Where(m => !m.Value.IsNothing).ToList();
            if (marks.Count == 0)
                continue;
            var attempt = Math.Max(1, r.Attempt);
            for (var i = 0; i < r.From.Count; i++)
                if (r.Mark(i).IsNothing)
                    yield return new(DoubtKind.Missing, place.Part.Id, attempt, r.From[i].Seat);
            if (r.Note is Note.Gap)
                yield return new(DoubtKind.Gap, place.Part.Id, attempt, null);
            if (r.Note is Note.Apart)
                yield return new(DoubtKind.Apart, place.Part.Id, attempt, null);
            if (OutlierOf(place) is not { } most || marks.Count < 3)
                continue;
            var median = Median([.. marks.Select(m => m.Value.Number).OfType<decimal>()]);
            foreach (var m in marks.Where(m => m.Value.Number is { } n && Math.Abs(n - median) > most))
                yield return new(DoubtKind.Outlier, place.Part.Id, attempt, m.Seat);
        }
    }

    private static IEnumerable<Doubt> Unheld(Rules rules, Reckoning reckoning)
    {
        foreach (var check in rules.Scheme.Checks ?? [])
        foreach (var tried in reckoning.Tries(rules[check.Part]))
            if (
                tried.Value.Number is { } value
                && (check.Than is null ? check.Number : reckoning.Try(rules[check.Than], tried.Attempt).Value.Number)
                    is { } than
                && !check.Holds(value, than)
            )
                yield return new(
                    DoubtKind.Check,
                    check.Part,
                    Math.Max(1, tried.Attempt),
                    null,
                    check.Name,
                    check.NameEn
                );
    }

    /// <summary>How far each seat's marks of one contestant lie above (or, negative, below) the mean of the others of
    /// its panel. Over judged criteria.</summary>
    public static IReadOnlyDictionary<SeatId, Leaning> Leanings(Rules rules, Reckoning reckoning)
    {
        var found = new Dictionary<SeatId, Leaning>();
        // thousands of marks: nothing is made for each criterion
        var given = new List<(SeatId Seat, decimal Own)>();
        foreach (var place in rules.Places.Where(p => p.Part.Kind is Kind.Judged or Kind.Judgement))
        foreach (var r in reckoning.Tries(place))
        {
            given.Clear();
            for (var i = 0; i < r.From.Count; i++)
                if (r.Mark(i).Number is { } number && r.From[i].Seat is { } seat)
                    given.Add((seat, number));
            var range = place.Range.Max - place.Range.Min;
            // where only one mark may be given, nobody leans
            if (given.Count < 2 || range == 0)
                continue;
            var (sum, others) = (given.Sum(m => m.Own), given.Count - 1);
            foreach (var (seat, own) in given)
            {
                var had = found.GetValueOrDefault(seat);
                found[seat] = new(had.Sum + (own - (sum - own) / others) / range, had.Count + 1);
            }
        }
        return found;
    }

    /// <summary>How a seat leans on average over all contestants, in per cent of the range; null where it cannot be
    /// said.</summary>
    public static decimal? Drift(IEnumerable<IReadOnlyDictionary<SeatId, Leaning>> all, SeatId seat)
    {
        var (sum, count) = all.Select(l => l.GetValueOrDefault(seat))
            .Aggregate((Sum: 0m, Count: 0), (t, l) => (t.Sum + l.Sum, t.Count + l.Count));
        return count == 0 ? null : Math.Round(100 * sum / count, 1, MidpointRounding.AwayFromZero);
    }

    /// <summary>Whether a seat leans so far, 5 per cent of the range or more, that a chief should look.</summary>
    public static bool IsFar(decimal? drift) => drift is <= -5 or >= 5;

    private static decimal? OutlierOf(Place place) =>
        place.Part.Outlier
        ?? (place.Part.Kind is Kind.Judged or Kind.Judgement ? (place.Range.Max - place.Range.Min) / 5 : null);

    private static decimal Median(List<decimal> numbers)
    {
        numbers.Sort();
        return (numbers[(numbers.Count - 1) / 2] + numbers[numbers.Count / 2]) / 2;
    }
}
