namespace Hub.Features.Contest.Scoring;

/// <summary>A step that compares, in its place.</summary>
/// <param name="Slot">See <see cref="Place.Slot"/>.</param>
/// <param name="Seat">Whose marks are compared, 0, 1…; -1: values of the part.</param>
/// <param name="Step">0, 1… within the part's steps.</param>
internal readonly record struct Station(int Slot, int Seat, int Step);

/// <summary>All who are compared with each other, for the steps that compare: see
/// <see cref="Step.Comparing"/>.</summary>
public sealed class Comparison
{
    private readonly Rules _rules;
    private readonly IReadOnlyList<Entrant> _entrants;

    // the entrants' reckonings among each other
    private readonly Reckoning[] _members;

    // which of them the others are compared with, and which have other marks than a moment before
    private readonly int[] _counting,
        _changed;
    private readonly Comparison? _before;
    private readonly Dictionary<Station, Measured> _measures = [];
    private readonly bool[] _isOther;

    /// <param name="Of">What it was measured of, in the order of those who count.</param>
    private readonly record struct Measured(object? Measure, Value[] Of);

    private Comparison(Rules rules, IReadOnlyList<Entrant> entrants, Comparison? before)
    {
        (_rules, _entrants) = (rules, entrants);
        _before = before is not null && before.IsOf(entrants) ? before : null;
        _isOther = new bool[rules.Places.Count];
        _counting = [.. Enumerable.Range(0, entrants.Count).Where(i => Counts(entrants[i]))];
        _members = new Reckoning[entrants.Count];
        for (var i = 0; i < entrants.Count; i++)
            _members[i] = entrants[i].Reckoning.Among(this, IsAsItWas(i) ? _before!._members[i] : null);
        _changed = [.. Enumerable.Range(0, _counting.Length).Where(i => !IsAsItWas(_counting[i]))];
        foreach (var place in rules.Compared)
            Look(place);
        // all of it now, because several boards may look at the same moment
        foreach (var member in _members)
            _ = member.Total;
        // what was a moment before can go
        _before = null;
    }

    /// <summary>The same entrants, each reckoned among the others of its group. Where the scheme compares nobody, they
    /// are as they come.</summary>
    /// <param name="entrants">Each reckoned by its own marks alone.</param>
    /// <param name="before">What was compared a moment before, by group: of that, only what is another now is reckoned
    /// anew. Is told what is compared now.</param>
    public static IReadOnlyList<Entrant> Of(
        Rules rules,
        IReadOnlyList<Entrant> entrants,
        Dictionary<string, Comparison>? before = null
    )
    {
        if (!rules.Compares)
            return entrants;
        var among = new Dictionary<Reckoning, Reckoning>(entrants.Count);
        foreach (var group in entrants.GroupBy(e => e.Group ?? ""))
        {
            var compared = new Comparison(rules, [.. group], before?.GetValueOrDefault(group.Key));
            for (var i = 0; i < compared._members.Length; i++)
                among[compared._entrants[i].Reckoning] = compared._members[i];
            if (before is not null)
                before[group.Key] = compared;
        }
        return [.. entrants.Select(e => e with { Reckoning = among[e.Reckoning] })];
    }

    /// <summary>What a step compares with; null: nobody can be compared there.</summary>
    internal object? Measure(Station station) => _measures[station].Measure;

    private static bool Counts(Entrant entrant) =>
        entrant.Status is Status.Ranked or Status.DidNotFinish or Status.Withdrawn;

    /// <summary>Whether the same take part and count.</summary>
    private bool IsOf(IReadOnlyList<Entrant> entrants) =>
        _entrants.Count == entrants.Count
        && _entrants.Zip(entrants).All(e => e.First.Number == e.Second.Number && Counts(e.First) == Counts(e.Second));

    private bool IsAsItWas(int entrant) =>
        _before is not null && ReferenceEquals(_before._entrants[entrant].Reckoning, _entrants[entrant].Reckoning);

    /// <summary>Measures what is compared at a place, and finds whether its values are others than before.</summary>
    private void Look(Place place)
    {
        if (place.ComparedNeeds.Any(p => _isOther[p.Index]))
            SayOther(place);
        if (!place.HasComparing)
            return;
        var marks = place.Part.MarkSteps ?? [];
        // all tries together come after each of them
        for (var attempt = place.Loop is null ? 0 : place.Attempts; attempt >= 0; attempt--)
        {
            var slot = place.Slot(attempt);
            if (place.Loop is null || attempt > 0)
                for (var step = 0; step < marks.Count; step++)
                    if (marks[step] is Step.Comparing comparing)
                        for (var seat = 0; seat < place.Seats.Count; seat++)
                        {
                            var (of, at) = (seat, step);
                            Measure(
                                place,
                                new(slot, seat, step),
                                comparing,
                                place.MarkBest(step),
                                m => m.MarkBefore(place, attempt, of, at)
                            );
                        }
            var steps = place.Steps(attempt);
            for (var step = 0; step < steps.Count; step++)
                if (steps[step] is Step.Comparing comparing)
                {
                    var at = step;
                    Measure(
                        place,
                        new(slot, -1, step),
                        comparing,
                        place.StepBest(attempt, step),
                        m => m.Before(place, attempt, at)
                    );
                }
        }
    }

    private void Measure(Place place, Station station, Step.Comparing step, Best best, Func<Reckoning, Value> before)
    {
        if (_before is null)
        {
            var of = Array.ConvertAll(_counting, i => before(_members[i]));
            _measures[station] = new(Made(step, best, of), of);
            SayOther(place);
            return;
        }
        var was = _before._measures[station];
        var now = was.Of;
        foreach (var i in _isOther[place.Index] ? Enumerable.Range(0, _counting.Length) : _changed)
        {
            var value = before(_members[_counting[i]]);
            if (value == was.Of[i])
                continue;
            if (ReferenceEquals(now, was.Of))
                now = [.. was.Of];
            now[i] = value;
        }
        var made = ReferenceEquals(now, was.Of) ? was.Measure : Made(step, best, now);
        _measures[station] = new(made, now);
        if (!Equals(made, was.Measure))
            SayOther(place);
    }

    private static object? Made(Step.Comparing step, Best best, Value[] of)
    {
        var numbers = of.Select(v => v.Number).OfType<decimal>().ToArray();
        Array.Sort(numbers, (a, b) => best.Compare(b, a));
        try
        {
            return step.Measure(numbers, best);
        }
        // nobody is compared by what is beyond all numbers
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The values of a place are others for everybody; what is known of them is forgotten.</summary>
    private void SayOther(Place place)
    {
        _isOther[place.Index] = true;
        foreach (var member in _members)
            member.Forget(place);
    }
}
