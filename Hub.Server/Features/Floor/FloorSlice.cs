using System.Collections.Immutable;
using Hub.Features.Roster;

namespace Hub.Features.Floor;

/// <summary>A picture of the halls.</summary>
/// <param name="Type">Of its content.</param>
/// <param name="Image">Base64.</param>
/// <param name="Version">Another picture has another.</param>
public sealed record Plan(string Type, string Image, string Version);

/// <summary>Where a booth is on the plan; see <see cref="BoothPlaced"/>.</summary>
public sealed record Spot(int X, int Y);

/// <summary>Where a pass is today.</summary>
/// <param name="Walk">Where its trail has led.</param>
/// <param name="Visited">Whether it has entered any booth.</param>
public sealed record Whereabouts(Walk Walk, Trail Trail, bool Visited)
{
    /// <summary>Null after it left its last booth.</summary>
    public BoothId? Booth => Walk.Booth;

    /// <summary>When it came to, or left, that booth.</summary>
    public DateTimeOffset Since => DateTimeOffset.FromUnixTimeMilliseconds(Walk.Since);
}

/// <summary>A day's visits; see <see cref="FloorSlice"/>.</summary>
internal sealed record FloorDay(
    DateOnly Day,
    ImmutableDictionary<PassId, Whereabouts> Passes,
    ImmutableDictionary<BoothId, Crowd> Crowds,
    int Here,
    int People,
    int Visits
);

/// <summary>Who is where. Of visits it keeps one day, and the one before.</summary>
/// <param name="Passes">Those that were scanned on that day.</param>
/// <param name="Day">The last day with a visit, at the fair's place.</param>
/// <param name="People">Distinct passes on that day.</param>
/// <param name="Visits">Visits on that day.</param>
public sealed record FloorSlice(
    ImmutableDictionary<PassId, Whereabouts> Passes,
    ImmutableDictionary<BoothId, Crowd> Crowds,
    DateOnly Day,
    int People,
    int Visits
) : Slice
{
    public static readonly FloorSlice Empty = new(
        ImmutableDictionary<PassId, Whereabouts>.Empty,
        ImmutableDictionary<BoothId, Crowd>.Empty,
        default,
        0,
        0
    );

    public static readonly SliceKind Kind = new(
        Empty,
        FloorFacts.All,
        typeof(RosterImported),
        typeof(RosterWithdrawn),
        typeof(BoothClosed),
        typeof(BoothOpened),
        typeof(ClockConfirmed),
        typeof(FairOpened)
    );

    /// <summary>Passes that are not known to have left the booth that they entered last. How many of them are still
    /// there: see <see cref="Occupancy"/>.</summary>
    public int Here { get; init; }

    /// <summary>How many people the organizer allows in a booth, in a hall, and in all together.</summary>
    public ImmutableDictionary<PlaceId, int> Capacities { get; init; } = ImmutableDictionary<PlaceId, int>.Empty;

    /// <summary>The picture of the halls; null: there is none.</summary>
    public Plan? Plan { get; init; }

    /// <summary>Booth → where it is on the plan.</summary>
    public ImmutableDictionary<BoothId, Spot> Spots { get; init; } = ImmutableDictionary<BoothId, Spot>.Empty;

    /// <summary>The day before, for when the clock was ahead; null: there was none.</summary>
    internal FloorDay? Before { get; init; }

    /// <summary>Booths that take nobody, and since when: what the roster said, for scans that come late.</summary>
    internal ImmutableDictionary<BoothId, DateTimeOffset> Closed { get; init; } =
        ImmutableDictionary<BoothId, DateTimeOffset>.Empty;

    /// <summary>Booth → the employer in it, as the roster said.</summary>
    internal ImmutableDictionary<BoothId, EmployerId> Booths { get; init; } =
        ImmutableDictionary<BoothId, EmployerId>.Empty;

    /// <summary>Booth → its number in <see cref="Names"/>: trails say it so.</summary>
    internal ImmutableDictionary<BoothId, int> Numbers { get; init; } = ImmutableDictionary<BoothId, int>.Empty;

    internal ImmutableArray<BoothId> Names { get; init; } = [];

    public override bool Knows(PassId pass) => Passes.ContainsKey(pass);

    public override Slice Then(Fact fact, DateTimeOffset at) =>
        fact switch
        {
            VisitRecorded f => new VisitFold(this).Then(f, at).Floor,
            VisitTakenBack f => new VisitFold(this).Then(f).Floor,
            RosterImported f => With(f.Employers.Select(e => e.Id), f.Employers, at),
            RosterWithdrawn f => With(f.Employers, [], at),
            BoothClosed f => Close([f.Booth], at),
            BoothOpened f => this with { Closed = Closed.Remove(f.Booth) },
            ClockConfirmed f => PutRight(f, at),
            // where it is still yesterday in the fair's new zone, whoever was scanned today was scanned on that day
            FairOpened f when new About(f.Name, f.NameEn, f.Zone).Day(at) is var day && Day > day => this with
            {
                Day = day,
                Before = null,
            },
            FairOpened => this,
            CapacitySet f => this with
            {
                Capacities = f.People is { } most ? Capacities.SetItem(f.Place, most) : Capacities.Remove(f.Place),
            },
            PlanSet f => this with
            {
                Plan = f.Image is { } image ? new Plan(f.Type!, image, $"{at.ToUnixTimeMilliseconds():x}") : null,
            },
            BoothPlaced f => this with
            {
                Spots = f.X is { } x && f.Y is { } y ? Spots.SetItem(f.Booth, new Spot(x, y)) : Spots.Remove(f.Booth),
            },
            _ => throw new UnknownFactException(fact),
        };

    public override Slice Then(IReadOnlyList<Entry> entries)
    {
        var fold = new VisitFold(this);
        foreach (var e in entries)
            if (e.Fact is VisitRecorded f)
                fold.Then(f, e.At);
            else
                fold = new VisitFold((FloorSlice)fold.Floor.Then(e.Fact, e.At));
        return fold.Floor;
    }

    /// <param name="known">Employers that are now in the booths of <paramref name="employers"/>, and in no
    /// others.</param>
    private FloorSlice With(IEnumerable<EmployerId> known, IEnumerable<Employer> employers, DateTimeOffset at)
    {
        var moved = known.ToHashSet();
        var booths = Booths
            .RemoveRange(Booths.Where(b => moved.Contains(b.Value)).Select(b => b.Key))
            .SetItems(employers.SelectMany(e => e.AllBooths().Select(b => KeyValuePair.Create(b, e.Id))));
        BoothId[] added = [.. booths.Keys.Except(Booths.Keys).Order()];
        BoothId[] gone = [.. Booths.Keys.Except(booths.Keys)];
        BoothId[] unnumbered = [.. added.Where(b => !Numbers.ContainsKey(b))];
        var next = this with
        {
            Booths = booths,
            Closed = Closed.RemoveRange(added),
            Numbers = Numbers.AddRange(unnumbered.Select((b, i) => KeyValuePair.Create(b, Numbers.Count + i))),
            Names = Names.AddRange(unnumbered),
        };
        // whoever was in a booth that is no more has left it
        return gone.Length == 0 ? next : next.Close(gone, at);
    }

    /// <summary>What was noted by a clock that was ahead was before now, and what was scanned on a day that has not
    /// come yet was scanned today.</summary>
    private FloorSlice PutRight(ClockConfirmed f, DateTimeOffset at)
    {
        var next = this with
        {
            Closed = Closed.SetItems(
                Closed.Where(c => c.Value > at).Select(c => KeyValuePair.Create(c.Key, f.Right(c.Value, at)))
            ),
        };
        return Day > f.Day ? new VisitFold(next).PutRight(f, at).Floor : next;
    }

    private FloorSlice Close(BoothId[] booths, DateTimeOffset at) =>
        new VisitFold(this).Empty(booths.ToHashSet(), at).Floor with
        {
            Closed = Closed.SetItems(booths.Select(b => KeyValuePair.Create(b, at))),
        };
}
