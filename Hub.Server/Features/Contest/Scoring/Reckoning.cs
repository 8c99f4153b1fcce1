namespace Hub.Features.Contest.Scoring;

/// <summary>Where a mark stands.</summary>
/// <param name="Attempt">1, 2… ; 1 where there are no attempts.</param>
public readonly record struct Slot(string Criterion, int Attempt, SeatId Seat);

/// <summary>One of the values that made another: a judge's mark, or what was reckoned for a part.</summary>
/// <param name="Seat">Whose mark; null for a part's value.</param>
/// <param name="Of">How it was reckoned; null for a mark.</param>
public sealed record Made(Value Value, Fate Fate, SeatId? Seat = null, Reckoned? Of = null);

/// <param name="With">The other part's value, for a step that names one.</param>
public sealed record Stepped(Step Step, Value After, Reckoned? With = null);

/// <summary>A number with all that made it: the explanation is the reckoning itself.</summary>
/// <param name="Part">Id of the part.</param>
/// <param name="Attempt">Which try; 0 for the value of all of them.</param>
/// <param name="From">What it was combined from.</param>
/// <param name="Combined">The value before the steps.</param>
public sealed record Reckoned(
    string Part,
    int Attempt,
    Value Value,
    IReadOnlyList<Made> From,
    Combine Combine,
    Note Note,
    Value Combined,
    IReadOnlyList<Stepped> Steps
);

/// <summary>One contestant's values, from the marks that stand. A pure function: neither order nor hour of the marks
/// matters.</summary>
/// <param name="mark">The mark that stands in a slot.</param>
public sealed class Reckoning(Rules rules, Func<Slot, Value> mark)
{
    private static readonly Combine BestTry = new(Keep: 1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(int Place, int Attempt), Reckoned> _known = [];

    public Reckoned Total => Of(rules.Total);

    /// <summary>The value of a part. Of one that is within attempts: the values of the tries that count, joined as
    /// those tries are.</summary>
    public Reckoned Of(Place place) => Of(place, 0);

    /// <summary>The values of a part's tries: one, where it has no attempts.</summary>
    public IEnumerable<Reckoned> Tries(Place place) =>
        place.Loop is null ? [Of(place)] : Enumerable.Range(1, place.Attempts).Select(a => Of(place, a));

    // several boards may look at the same moment
    private Reckoned Of(Place place, int attempt)
    {
        lock (_lock)
        {
            if (!_known.TryGetValue((place.Index, attempt), out var found))
                _known[(place.Index, attempt)] = found = Reckon(place, attempt);
            return found;
        }
    }

    private Reckoned Reckon(Place place, int attempt)
    {
        if (place.Loop is { } loop && attempt == 0)
        {
            var attempts = loop.Part.Attempts!;
            var join = attempts.Combine ?? BestTry;
            return place.HasAttempts
                ? Join(place, 0, Made(Tries(place)), join, [], attempts.Steps)
                : Join(
                    place,
                    0,
                    Made(Of(loop, 0).From.Where(t => t.Fate is Fate.Counted).Select(t => Of(place, t.Of!.Attempt))),
                    new Combine(join.By),
                    [],
                    null
                );
        }
        if (place.Part.Kind is Kind.Value)
        {
            var named = rules[place.Part.Of!];
            if (place.Part.Combine is { } rule && named.Loop is not null && named.Loop != place.Loop)
                return Join(place, attempt, Made(Tries(named)), rule, [], place.Part.Steps);
            var other = Of(named, place, attempt);
            return Join(place, attempt, [new Made(other.Value, default, Of: other)], Combine.Sum, [], place.Part.Steps);
        }
        Made[] from = place.IsEntered
            ? [.. place.Seats.Select(s => new Made(mark(new Slot(place.Part.Id, Math.Max(1, attempt), s)), default, s))]
            : Made(place.Counting.Select(c => Of(c, attempt)));
        return Join(place, attempt, from, place.Combine, place.Weights, place.Part.Steps);
    }

    private static Made[] Made(IEnumerable<Reckoned> parts) =>
        [.. parts.Select(p => new Made(p.Value, default, Of: p))];

    /// <summary>Another part's value, as one that is reckoned now sees it: of the same try, when both are in the same
    /// tries.</summary>
    private Reckoned Of(Place other, Place seenFrom, int attempt) =>
        Of(other, other.Loop is not null && other.Loop == seenFrom.Loop ? attempt : 0);

    private Reckoned Join(
        Place place,
        int attempt,
        Made[] from,
        Combine combine,
        decimal[] weights,
        IReadOnlyList<Step>? steps
    )
    {
        var values = new Value[from.Length];
        for (var i = 0; i < from.Length; i++)
            values[i] = from[i].Value;
        var fates = new Fate[from.Length];
        var (combined, note) = combine.Of(values, weights, place.Best, fates);
        for (var i = 0; i < from.Length; i++)
            if (fates[i] != from[i].Fate)
                from[i] = from[i] with { Fate = fates[i] };

        var value = combined;
        var done = steps is { Count: > 0 } ? new List<Stepped>(steps.Count) : null;
        foreach (var step in steps ?? [])
        {
            var other = step is Step.MultiplyBy by ? Of(rules[by.Part], place, attempt) : null;
            value = step.Of(value, other?.Value ?? default);
            done!.Add(new Stepped(step, value, other));
        }
        return new Reckoned(place.Part.Id, attempt, value, from, combine, note, combined, done ?? []);
    }
}
