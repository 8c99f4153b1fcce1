namespace Hub.Features.Contest.Scoring;

/// <summary>Where a mark stands.</summary>
/// <param name="Attempt">1, 2… ; 1 where there are no attempts.</param>
public readonly record struct Slot(string Criterion, int Attempt, SeatId Seat);

/// <summary>One of the values that made another: a judge's mark, or what was reckoned for a part.</summary>
/// <param name="Seat">Whose mark; null for a part's value.</param>
/// <param name="Of">How it was reckoned; null for a mark.</param>
public readonly record struct Made(Value Value, Fate Fate, SeatId? Seat = null, Reckoned? Of = null);

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
)
{
    /// <summary>Some mark that it was made of is in.</summary>
    public bool Begun { get; } = IsBegun(From);

    /// <summary>It, or a part that it is made of, became too large to be reckoned.</summary>
    public bool IsCut { get; init; }

    // thousands of values, each after a mark
    private static bool IsBegun(IReadOnlyList<Made> from)
    {
        for (var i = 0; i < from.Count; i++)
            if (from[i] is var m && (m.Of is { } of ? of.Begun : !m.Value.IsNothing))
                return true;
        return false;
    }
}

/// <summary>One contestant's values, from the marks that stand. A pure function: neither order nor hour of the marks
/// matters.</summary>
/// <param name="mark">The mark that stands for a criterion, of an attempt, 1, 2…, and of one of its
/// <see cref="Place.Seats"/>, 0, 1….</param>
public sealed class Reckoning(Rules rules, Func<Place, int, int, Value> mark)
{
    private static readonly Combine BestTry = new(Keep: 1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(int Place, int Attempt), Reckoned> _known = [];

    public Reckoned Total => Of(rules.Total);

    /// <summary>The value of a part. Of one that is within attempts: the values of the tries that count, joined as
    /// those tries are.</summary>
    public Reckoned Of(Place place) => Of(place, 0);

    /// <summary>The values of a part's tries: one, where it has no attempts.</summary>
    public IEnumerable<Reckoned> Tries(Place place) => TriesOf(place).Select(t => Of(t.Place, t.Attempt));

    /// <summary>The value of one try of a part, 1, 2…; of a part without tries its value.</summary>
    internal Reckoned Try(Place place, int attempt) => Of(place, place.Loop is null ? 0 : attempt);

    // several boards may look at the same moment
    private Reckoned Of(Place place, int attempt)
    {
        lock (_lock)
        {
            if (_known.TryGetValue((place.Index, attempt), out var found))
                return found;
            // each lies above what needs it: an old ledger may chain more parts than a thread's stack holds
            var open = new Stack<(Place Place, int Attempt)>([(place, attempt)]);
            while (open.TryPeek(out var next))
                if (_known.ContainsKey((next.Place.Index, next.Attempt)))
                    open.Pop();
                else if (Reckon(next.Place, next.Attempt, open) is { } reckoned)
                    _known[(next.Place.Index, next.Attempt)] = reckoned;
            return _known[(place.Index, attempt)];
        }
    }

    /// <param name="open">Is given what has to be reckoned first.</param>
    /// <returns>Null while something has to be.</returns>
    private Reckoned? Reckon(Place place, int attempt, Stack<(Place, int)> open)
    {
        if (place.Loop is { } loop && attempt == 0)
        {
            var attempts = loop.Part.Attempts!;
            var join = attempts.Combine ?? BestTry;
            if (place.HasAttempts)
                return Join(place, 0, Made(TriesOf(place), open), join, [], attempts.Steps, open, place.Better);
            return Known(loop, 0, open) is not { } all
                ? null
                : Join(
                    place,
                    0,
                    Made(
                        all.From.Where(t => t.Fate is Fate.Counted or Fate.Zeroed).Select(t => (place, t.Of!.Attempt)),
                        open
                    ),
                    new Combine(join.By, Absent: join.Absent is Absent.Zero ? Absent.Zero : Absent.Trim),
                    [],
                    null,
                    open
                );
        }
        if (place.Part.Kind is Kind.Value)
        {
            var named = rules[place.Part.Of!];
            return place.Part.Combine is { } rule && named.Loop is not null && named.Loop != place.Loop
                ? Join(place, attempt, Made(TriesOf(named), open), rule, [], place.Part.Steps, open)
                : Join(
                    place,
                    attempt,
                    Made([(named, Seen(named, place, attempt))], open),
                    Combine.Sum,
                    [],
                    place.Part.Steps,
                    open
                );
        }
        Made[]? from = place.IsEntered
            ? [.. place.Seats.Select((s, i) => new Made(mark(place, Math.Max(1, attempt), i), default, s))]
            : Made(place.Counting.Select(c => (c, attempt)), open);
        return Join(place, attempt, from, place.Combine, place.Weights, place.Part.Steps, open);
    }

    private static IEnumerable<(Place Place, int Attempt)> TriesOf(Place place) =>
        place.Loop is null ? [(place, 0)] : Enumerable.Range(1, place.Attempts).Select(a => (place, a));

    /// <summary>The try of another part that one which is reckoned now sees: the same, when both are in the same
    /// tries.</summary>
    private static int Seen(Place other, Place from, int attempt) =>
        other.Loop is not null && other.Loop == from.Loop ? attempt : 0;

    private Reckoned? Known(Place place, int attempt, Stack<(Place, int)> open)
    {
        if (!_known.TryGetValue((place.Index, attempt), out var found))
            open.Push((place, attempt));
        return found;
    }

    /// <returns>Null while one of them is not known.</returns>
    private Made[]? Made(IEnumerable<(Place Place, int Attempt)> parts, Stack<(Place, int)> open)
    {
        var found = parts.Select(p => Known(p.Place, p.Attempt, open)).ToList();
        return found.Exists(r => r is null) ? null : [.. found.Select(r => new Made(r!.Value, default, Of: r))];
    }

    /// <summary>What counts for a part that lacks marks, where the scheme says 0.</summary>
    private Value Zero(Reckoned unfinished)
    {
        var place = rules[unfinished.Part];
        return (unfinished.Attempt > 0 ? place.Better : place.Final) is Best.Low ? Value.Failed : 0;
    }

    private Reckoned? Join(
        Place place,
        int attempt,
        Made[]? from,
        Combine combine,
        decimal[] weights,
        IReadOnlyList<Step>? steps,
        Stack<(Place, int)> open,
        Best? best = null
    )
    {
        var others = (steps ?? [])
            .OfType<Step.MultiplyBy>()
            .Select(s => rules[s.Part])
            .Select(other => Known(other, Seen(other, place, attempt), open))
            .ToList();
        if (from is null || others.Exists(o => o is null))
            return null;

        var (fates, combined, note) = (new Fate[from.Length], default(Value), Note.None);
        var values = new Value[from.Length];
        for (var i = 0; i < from.Length; i++)
        {
            values[i] = from[i].Value;
            if (from[i].Of is not { Begun: true, IsCut: false, Value.IsNothing: true } unfinished)
                continue;
            if (rules.Scheme.Missing is Lacking.Wait)
                return new Reckoned(place.Part.Id, attempt, default, from, combine, Note.Waiting, default, []);
            note = Note.Unfinished;
            if (rules.Scheme.Missing is Lacking.Zero && unfinished.Note is not Note.Gap)
                from[i] = from[i] with { Value = values[i] = Zero(unfinished) };
        }
        var done = steps is { Count: > 0 } ? new List<Stepped>(steps.Count) : null;
        var value = default(Value);
        try
        {
            (combined, var said) = combine.Of(values, weights, best ?? place.Best, fates);
            (value, note) = (combined, said is Note.None ? note : said);
            var next = 0;
            foreach (var step in steps ?? [])
            {
                var other = step is Step.MultiplyBy ? others[next++] : null;
                value = step.Of(value, other?.Value ?? default);
                done!.Add(new Stepped(step, value, other));
            }
        }
        // beyond all numbers by a scheme that an older hub took: there is no value, and the board goes on
        catch (OverflowException)
        {
            (value, note) = (default, Note.TooLarge);
        }
        var cut = note is Note.TooLarge || others.Exists(o => o!.IsCut);
        for (var i = 0; i < from.Length; i++)
        {
            cut |= from[i].Of is { IsCut: true };
            if (fates[i] is Fate.Counted && from[i].Of is { Value.IsNothing: true } && !from[i].Value.IsNothing)
                from[i] = from[i] with { Fate = Fate.Zeroed };
            else if (fates[i] != from[i].Fate)
                from[i] = from[i] with { Fate = fates[i] };
        }
        return new Reckoned(place.Part.Id, attempt, value, from, combine, note, combined, done ?? []) { IsCut = cut };
    }
}
