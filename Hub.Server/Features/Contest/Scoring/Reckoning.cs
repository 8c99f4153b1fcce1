namespace Hub.Features.Contest.Scoring;

/// <summary>Where a mark stands.</summary>
/// <param name="Attempt">1, 2… ; 1 where there are no attempts.</param>
public readonly record struct Slot(string Criterion, int Attempt, SeatId Seat);

/// <summary>One of the values that made another: a judge's mark, or what was reckoned for a part.</summary>
/// <param name="Seat">Whose mark; null for a part's value.</param>
/// <param name="Of">How it was reckoned; null for a mark.</param>
public readonly record struct Made(Value Value, Fate Fate, SeatId? Seat = null, Reckoned? Of = null);

/// <param name="With">The other part's value, for a step that names one.</param>
/// <param name="Measure">What the values of all who are compared make, for a step that compares.</param>
public sealed record Stepped(Step Step, Value After, Reckoned? With = null, object? Measure = null);

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
    public bool Begun { get; init; } = IsBegun(From);

    /// <summary>The marks as they were given, as many as <see cref="From"/>, where something is done to each of them
    /// before they are combined; null where they count as they are.</summary>
    public IReadOnlyList<Value>? Given { get; init; }

    /// <summary>The mark, or part's value, that it was combined from, as it was given.</summary>
    public Value Mark(int index) => Given is null ? From[index].Value : Given[index];

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
/// <remarks>Where a scheme compares contestants, this has no value for what is compared: see
/// <see cref="Comparison.Of"/>.</remarks>
/// <param name="mark">The mark that stands for a criterion, of an attempt, 1, 2…, and of one of its
/// <see cref="Place.Seats"/>, 0, 1….</param>
public sealed class Reckoning(Rules rules, Func<Place, int, int, Value> mark)
{
    private static readonly Combine BestTry = new(Keep: 1);

    private readonly Lock _lock = new();
    private readonly Reckoned?[] _known = new Reckoned?[rules.Slots];

    // what was reckoned up to a step that compares
    private Reckoned?[]? _begun;

    // among others: the same marks by themselves, and the others
    private Reckoning? _alone;
    private Comparison? _others;

    public Reckoned Total => Of(rules.Total);

    /// <summary>The value of a part. Of one that is within attempts: the values of the tries that count, joined as
    /// those tries are.</summary>
    public Reckoned Of(Place place) => Of(place, 0);

    /// <summary>The values of a part's tries: one, where it has no attempts.</summary>
    public IEnumerable<Reckoned> Tries(Place place) => TriesOf(place).Select(t => Of(t.Place, t.Attempt));

    /// <summary>The value of one try of a part, 1, 2…; of a part without tries its value.</summary>
    internal Reckoned Try(Place place, int attempt) => Of(place, place.Loop is null ? 0 : attempt);

    /// <summary>The same marks among those of others.</summary>
    /// <param name="was">These among others of a moment before: what is known of them is known again.</param>
    internal Reckoning Among(Comparison others, Reckoning? was)
    {
        var among = new Reckoning(rules, mark) { _alone = this, _others = others };
        was?._known.CopyTo(among._known);
        return among;
    }

    /// <summary>Knows no value of a place any more.</summary>
    internal void Forget(Place place)
    {
        Array.Clear(_known, place.Slot(0), place.Loop is null ? 1 : place.Attempts + 1);
        if (_begun is not null)
            Array.Clear(_begun, place.Slot(0), place.Loop is null ? 1 : place.Attempts + 1);
        // which of its tries count may be others
        if (place.HasAttempts)
            foreach (var part in rules.Places)
                if (part.Loop == place)
                    _known[part.Slot(0)] = null;
    }

    /// <summary>What a value is before a step of its that compares.</summary>
    internal Value Before(Place place, int attempt, int step) => Begun(place, attempt, step).Value;

    private Reckoned Begun(Place place, int attempt, int step)
    {
        var by = !place.IsMadeOfCompared(attempt) && step == place.FirstComparing(attempt) ? _alone! : this;
        lock (by._lock)
            return by.Begin(place, attempt, step);
    }

    /// <summary>The mark of a seat before a step that compares it.</summary>
    internal Value MarkBefore(Place place, int attempt, int seat, int step) =>
        Stepped(place, attempt, seat, mark(place, Math.Max(1, attempt), seat), step);

    private Reckoned Begin(Place place, int attempt, int step)
    {
        var slot = place.Slot(attempt);
        _begun ??= new Reckoned?[rules.Slots];
        if (_begun[slot] is { } begun && begun.Steps.Count == step)
            return begun;
        return _begun[slot] = Closed((place, attempt), open => Reckon(place, attempt, open, step));
    }

    // several boards may look at the same moment
    private Reckoned Of(Place place, int attempt)
    {
        if (_alone is not null && !place.IsCompared(attempt))
            return _alone.Of(place, attempt);
        lock (_lock)
            return _known[place.Slot(attempt)] ??= Closed(
                (place, attempt),
                open => Reckon(place, attempt, open, int.MaxValue)
            );
    }

    /// <summary>Reckons all that something needs, and it.</summary>
    private Reckoned Closed((Place Place, int Attempt) what, Func<Stack<(Place, int)>, Reckoned?> reckon)
    {
        // each lies above what needs it: an old ledger may chain more parts than a thread's stack holds
        var open = new Stack<(Place Place, int Attempt)>();
        while (true)
        {
            if (open.Count == 0)
            {
                if (reckon(open) is { } reckoned)
                    return reckoned;
                continue;
            }
            var next = open.Peek();
            ref var known = ref _known[next.Place.Slot(next.Attempt)];
            if (known is not null || (known = Reckon(next.Place, next.Attempt, open, int.MaxValue)) is not null)
                open.Pop();
        }
    }

    /// <param name="open">Is given what has to be reckoned first.</param>
    /// <param name="upTo">So many of its steps are done at most.</param>
    /// <returns>Null while something has to be.</returns>
    private Reckoned? Reckon(Place place, int attempt, Stack<(Place, int)> open, int upTo)
    {
        if (_others is not null && upTo == int.MaxValue && place.FirstComparing(attempt) is { } first)
            return Continue(place, attempt, Begun(place, attempt, first), open);
        if (place.Loop is { } loop && attempt == 0)
        {
            var attempts = loop.Part.Attempts!;
            var join = attempts.Combine ?? BestTry;
            if (place.HasAttempts)
                return Join(place, 0, Made(TriesOf(place), open), join, [], attempts.Steps, open, upTo, place.Better);
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
                    open,
                    upTo
                );
        }
        if (place.Part.Kind is Kind.Value)
        {
            var named = rules[place.Part.Of!];
            return place.Part.Combine is { } rule && named.Loop is not null && named.Loop != place.Loop
                ? Join(place, attempt, Made(TriesOf(named), open), rule, [], place.Part.Steps, open, upTo)
                : Join(
                    place,
                    attempt,
                    Made([(named, Seen(named, place, attempt))], open),
                    Combine.Sum,
                    [],
                    place.Part.Steps,
                    open,
                    upTo
                );
        }
        Made[]? from = place.IsEntered
            ? [.. place.Seats.Select((s, i) => new Made(mark(place, Math.Max(1, attempt), i), default, s))]
            : Made(place.Counting.Select(c => (c, attempt)), open);
        if (place.Part.MarkSteps is not { Count: > 0 } || from is null)
            return Join(place, attempt, from, place.Combine, place.Weights, place.Part.Steps, open, upTo);
        var given = Array.ConvertAll(from, m => m.Value);
        for (var i = 0; i < from.Length; i++)
            from[i] = from[i] with { Value = Stepped(place, attempt, i, from[i].Value, int.MaxValue) };
        var joined = Join(place, attempt, from, place.Combine, place.Weights, place.Part.Steps, open, upTo);
        return joined is null ? null : joined with { Given = given, Begun = given.Any(m => !m.IsNothing) };
    }

    /// <summary>A seat's mark after the steps that are done to each.</summary>
    private Value Stepped(Place place, int attempt, int seat, Value value, int upTo)
    {
        var steps = place.Part.MarkSteps!;
        for (var i = 0; i < Math.Min(steps.Count, upTo); i++)
            if (steps[i] is not Step.Comparing comparing)
                value = steps[i].Of(value, default);
            else if (value.Number is { } number)
                value = _others?.Measure(new(place.Slot(attempt), seat, i)) is { } measure
                    ? comparing.Of(number, measure, place.MarkBest(i))
                    : default(Value);
        return value;
    }

    /// <summary>Goes on with what was reckoned up to a step that compares.</summary>
    private Reckoned? Continue(Place place, int attempt, Reckoned begun, Stack<(Place, int)> open)
    {
        var steps = place.Steps(attempt);
        var others = Others(steps, place, attempt, open);
        return others is null ? null : Step(place, attempt, begun, steps, others, int.MaxValue);
    }

    private static IEnumerable<(Place Place, int Attempt)> TriesOf(Place place) =>
        place.Loop is null ? [(place, 0)] : Enumerable.Range(1, place.Attempts).Select(a => (place, a));

    /// <summary>The try of another part that one which is reckoned now sees: the same, when both are in the same
    /// tries.</summary>
    private static int Seen(Place other, Place from, int attempt) =>
        other.Loop is not null && other.Loop == from.Loop ? attempt : 0;

    private Reckoned? Known(Place place, int attempt, Stack<(Place, int)> open)
    {
        if (_alone is not null && !place.IsCompared(attempt))
            return _alone.Of(place, attempt);
        var found = _known[place.Slot(attempt)];
        if (found is null)
            open.Push((place, attempt));
        return found;
    }

    /// <returns>Null while one of them is not known.</returns>
    private Made[]? Made(IEnumerable<(Place Place, int Attempt)> parts, Stack<(Place, int)> open)
    {
        var found = parts.Select(p => Known(p.Place, p.Attempt, open)).ToList();
        return found.Exists(r => r is null) ? null : [.. found.Select(r => new Made(r!.Value, default, Of: r))];
    }

    /// <summary>The values that steps name, in the place of each; null: one is not known yet.</summary>
    private Reckoned?[]? Others(IReadOnlyList<Step> steps, Place place, int attempt, Stack<(Place, int)> open)
    {
        var (others, known) = (steps.Count > 0 ? new Reckoned?[steps.Count] : [], true);
        for (var i = 0; i < steps.Count; i++)
            if (steps[i].Names is { } name && rules[name] is var other)
                known &= (others[i] = Known(other, Seen(other, place, attempt), open)) is not null;
        return known ? others : null;
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
        int upTo,
        Best? best = null
    )
    {
        var others = Others(steps ??= [], place, attempt, open);
        if (from is null || others is null)
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
        try
        {
            (combined, var said) = combine.Of(values, weights, best ?? place.Best, fates);
            if (said is not Note.None)
                note = said;
        }
        // beyond all numbers by a scheme that an older hub took: there is no value, and the board goes on
        catch (OverflowException)
        {
            note = Note.TooLarge;
        }
        var cut = note is Note.TooLarge;
        for (var i = 0; i < from.Length; i++)
        {
            cut |= from[i].Of is { IsCut: true };
            if (fates[i] is Fate.Counted && from[i].Of is { Value.IsNothing: true } && !from[i].Value.IsNothing)
                from[i] = from[i] with { Fate = Fate.Zeroed };
            else if (fates[i] != from[i].Fate)
                from[i] = from[i] with { Fate = fates[i] };
        }
        var made = new Reckoned(place.Part.Id, attempt, combined, from, combine, note, combined, []) { IsCut = cut };
        return steps.Count == 0 || note is Note.TooLarge ? made : Step(place, attempt, made, steps, others, upTo);
    }

    /// <summary>Does those steps that are not done yet.</summary>
    private Reckoned Step(
        Place place,
        int attempt,
        Reckoned made,
        IReadOnlyList<Step> steps,
        Reckoned?[] others,
        int upTo
    )
    {
        var (value, note) = (made.Value, made.Note);
        var done = new List<Stepped>(steps.Count);
        done.AddRange(made.Steps);
        try
        {
            for (var i = done.Count; i < Math.Min(steps.Count, upTo); i++)
            {
                object? measure = null;
                if (steps[i] is not Step.Comparing comparing)
                    value = steps[i].Of(value, others[i]?.Value ?? default);
                else if (value.Number is { } number)
                    value = (measure = _others?.Measure(new(place.Slot(attempt), -1, i))) is null
                        ? default(Value)
                        : comparing.Of(number, measure, place.StepBest(attempt, i));
                else if (_others is not null)
                    measure = _others.Measure(new(place.Slot(attempt), -1, i));
                done.Add(new Stepped(steps[i], value, others[i], measure));
            }
        }
        catch (OverflowException)
        {
            (value, note) = (default, Note.TooLarge);
        }
        var cut = made.IsCut || note is Note.TooLarge || Array.Exists(others, o => o is { IsCut: true });
        return made with { Value = value, Note = note, Steps = done, IsCut = cut };
    }
}
