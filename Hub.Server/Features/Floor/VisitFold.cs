using System.Collections.Immutable;

namespace Hub.Features.Floor;

/// <summary>Folds visits, one or a million, copying of the state only what they touch.</summary>
internal sealed class VisitFold(FloorSlice floor) : ICrowds
{
    private readonly ImmutableDictionary<PassId, Whereabouts>.Builder _passes = floor.Passes.ToBuilder();
    private readonly Dictionary<BoothId, Crowd> _crowds = [];
    private FloorSlice _floor = floor;
    private int _here = floor.Here,
        _people = floor.People,
        _visits = floor.Visits;

    public FloorSlice Floor =>
        _floor with
        {
            Passes = _passes.ToImmutable(),
            Crowds = _floor.Crowds.SetItems(_crowds),
            Here = _here,
            People = _people,
            Visits = _visits,
        };

    public VisitFold Then(VisitRecorded f, DateTimeOffset at)
    {
        if (f.Day > _floor.Day)
            Begin(f.Day);
        // no rule grants a scan of another day; a ledger may still hold one
        if (f.Day < _floor.Day)
            return this;
        Scan(f.Pass, f.Booth, f.At?.ToUnixTimeMilliseconds(), at.ToUnixTimeMilliseconds(), f.In);
        return this;
    }

    public VisitFold Then(VisitTakenBack f)
    {
        if (
            f.Day == _floor.Day
            && _floor.Numbers.TryGetValue(f.Booth, out var number)
            && _passes.TryGetValue(f.Pass, out var was)
            && was.Trail.Without(f.At.ToUnixTimeMilliseconds(), f.In, number) is var trail
            && trail != was.Trail
        )
            Walk(f.Pass, was, trail, null);
        return this;
    }

    /// <summary>Whoever is in these booths has left them.</summary>
    public VisitFold Empty(IReadOnlySet<BoothId> booths, DateTimeOffset at)
    {
        foreach (
            var pass in _passes
                .Where(p => p.Value.Booth is { } booth && booths.Contains(booth))
                .Select(p => (p.Key, p.Value.Booth))
                .ToArray()
        )
            Scan(pass.Key, pass.Booth!.Value, null, at.ToUnixTimeMilliseconds(), enters: false);
        return this;
    }

    /// <param name="moment">When it was scanned, if that is known; else it is what happened last.</param>
    private void Scan(PassId pass, BoothId booth, long? moment, long now, bool enters)
    {
        if (!_floor.Numbers.TryGetValue(booth, out var number))
            _floor = _floor with
            {
                Numbers = _floor.Numbers.Add(booth, number = _floor.Numbers.Count),
                Names = _floor.Names.Add(booth),
            };
        booth = _floor.Names[number];
        var was = _passes.GetValueOrDefault(pass);
        var before = was?.Trail ?? Trail.Empty;
        var at = moment ?? Math.Max(now, before.Last + 1);
        var trail = before.With(at, enters, number);
        if (trail != before)
            Walk(pass, was, trail, at > before.Last ? (booth, at, enters) : null);
    }

    /// <param name="next">The scan that the trail has more than before, where it is the last; null: it is walked
    /// anew.</param>
    private void Walk(PassId pass, Whereabouts? was, Trail trail, (BoothId Booth, long At, bool Enters)? next)
    {
        var walk = was?.Walk ?? default;
        if (walk.Booth is { } left)
            Crowd(left).Leave(walk.Seen);
        if (next is (var booth, var at, var enters))
            walk.Step(booth, at, enters, this, 1);
        else
        {
            was?.Trail.Tell(_floor.Names, this, -1);
            walk = trail.Tell(_floor.Names, this, 1);
        }
        if (walk.Booth is { } stays)
            Crowd(stays).Stay(walk.Seen);
        _here += (walk.Booth is null ? 0 : 1) - (was?.Booth is null ? 0 : 1);
        _people += (trail.Enters ? 1 : 0) - (was?.Visited is true ? 1 : 0);
        if (trail.Last == 0)
            _passes.Remove(pass);
        else
            _passes[pass] = new Whereabouts(walk, trail, trail.Enters);

        // it was there before the booth was closed, and that is known only now
        if (
            walk.Booth is { } here
            && _floor.Closed.TryGetValue(here, out var closed)
            && closed.ToUnixTimeMilliseconds() is var end
            && end >= walk.Seen
        )
            Scan(pass, here, end, end, enters: false);
    }

    void ICrowds.Visited(BoothId booth, long at, int sign)
    {
        Crowd(booth).Visit(at, sign);
        _visits += sign;
    }

    void ICrowds.Ended(BoothId booth, long from, long at, End how, int sign) => Crowd(booth).End(from, at, how, sign);

    /// <summary>The clock was ahead: the floor is again as it was on this day, and whoever was scanned since, was
    /// scanned on it.</summary>
    public VisitFold PutRight(ClockConfirmed f, DateTimeOffset at)
    {
        var ahead = Floor;
        Turn(ahead.Before is { } before && before.Day == f.Day ? before : Empty(f.Day));
        _floor = _floor with { Before = null };
        foreach (var (pass, was) in ahead.Passes.OrderBy(p => p.Key))
        foreach (var (number, moment, enters) in was.Trail.Steps)
            Scan(
                pass,
                _floor.Names[number],
                f.Right(DateTimeOffset.FromUnixTimeMilliseconds(moment), at).ToUnixTimeMilliseconds(),
                at.ToUnixTimeMilliseconds(),
                enters
            );
        return this;
    }

    /// <summary>A day begins with an empty floor: no stay outlives its day.</summary>
    private void Begin(DateOnly day)
    {
        var ended = Floor;
        Turn(Empty(day));
        _floor = _floor with
        {
            Before =
                ended.Day == default
                    ? null
                    : new FloorDay(ended.Day, ended.Passes, ended.Crowds, ended.Here, ended.People, ended.Visits),
        };
    }

    private static FloorDay Empty(DateOnly day) =>
        new(day, FloorSlice.Empty.Passes, FloorSlice.Empty.Crowds, Here: 0, People: 0, Visits: 0);

    private void Turn(FloorDay to)
    {
        _passes.Clear();
        _passes.AddRange(to.Passes);
        _crowds.Clear();
        (_here, _people, _visits) = (to.Here, to.People, to.Visits);
        _floor = _floor with { Day = to.Day, Crowds = to.Crowds };
    }

    private Crowd Crowd(BoothId booth)
    {
        if (!_crowds.TryGetValue(booth, out var crowd))
            _crowds[booth] = crowd = _floor.Crowds.GetValueOrDefault(booth)?.Copy() ?? new Crowd();
        return crowd;
    }
}
