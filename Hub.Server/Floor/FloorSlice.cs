using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Hub.Ledger;

namespace Hub.Floor;

/// <summary>An employer at the fair.</summary>
/// <param name="Booth">Its booth; null while it has none.</param>
/// <param name="Zone">The development zone that it comes from.</param>
/// <param name="Hall">The hall that its booth is in.</param>
/// <param name="Capacity">How many people its booth holds.</param>
public sealed record Employer(string Id, string Name, string? NameEn, string? Cluster, string? Industry, string? Website, string? Description, string? Booth,
    string? Zone = null, string? Hall = null, int? Capacity = null);

/// <summary>An open position.</summary>
/// <param name="Employer">The employer's id.</param>
/// <param name="Headcount">How many are sought; null = several.</param>
public sealed record Position(string Id, string Employer, string Title, int? Headcount, string? Degree, string? Major, string? Salary, string? Place, string? Type);

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
    public string? Booth => Walk.Booth;

    /// <summary>When it came to, or left, that booth.</summary>
    public DateTimeOffset Since => DateTimeOffset.FromUnixTimeMilliseconds(Walk.Since);
}

/// <summary>The fair's floor: who offers what where, and who is where. Of visits it keeps one day.</summary>
/// <param name="Passes">Those that were scanned on that day.</param>
/// <param name="Day">The last day with a visit, at the fair's place.</param>
/// <param name="People">Distinct passes on that day.</param>
/// <param name="Visits">Visits on that day.</param>
public sealed record FloorSlice(
    Directory Directory,
    ImmutableDictionary<string, Whereabouts> Passes,
    ImmutableDictionary<string, Crowd> Crowds,
    DateOnly Day,
    int People,
    int Visits) : Slice
{
    public static readonly FloorSlice Empty = new(Directory.Empty, ImmutableDictionary<string, Whereabouts>.Empty, ImmutableDictionary<string, Crowd>.Empty, default, 0, 0);

    public static readonly SliceKind Kind = new("floor", Empty, typeof(FloorFact), FloorJson.Default.FloorFact);

    /// <summary>Passes that are not known to have left the booth that they entered last. How many of them are still there: see <see cref="Occupancy"/>.</summary>
    public int Here { get; init; }

    /// <summary>Whether only passes count that were made at this fair.</summary>
    public bool KnownPassesOnly { get; init; }

    /// <summary>Booths that are closed, or are no more, and since when.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Closed { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>How many people the organizer allows: <c>booth/B</c>, <c>hall/H</c>, and <c>fair</c> for all together.</summary>
    public ImmutableDictionary<string, int> Capacities { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The picture of the halls; null: there is none.</summary>
    public Plan? Plan { get; init; }

    /// <summary>Booth → where it is on the plan.</summary>
    public ImmutableDictionary<string, Spot> Spots { get; init; } = ImmutableDictionary<string, Spot>.Empty;

    /// <summary>Booth → its number in <see cref="Names"/>: trails say it so.</summary>
    internal ImmutableDictionary<string, int> Numbers { get; init; } = ImmutableDictionary<string, int>.Empty;

    internal ImmutableArray<string> Names { get; init; } = [];

    public override Slice Then(Fact fact, DateTimeOffset at) => fact switch
    {
        VisitRecorded f => new VisitFold(this).Then(f, at).Floor,
        RosterImported f => Import(f, at),
        FloorRulesSet f => this with { KnownPassesOnly = f.KnownPassesOnly },
        BoothClosed f => Close([f.Booth], at),
        BoothOpened f => this with { Closed = Closed.Remove(f.Booth) },
        CapacitySet f => this with { Capacities = f.People is { } most ? Capacities.SetItem(f.Place, most) : Capacities.Remove(f.Place) },
        PlanSet f => this with { Plan = f.Image is { } image ? new Plan(f.Type!, image, $"{at.ToUnixTimeMilliseconds():x}") : null },
        BoothPlaced f => this with { Spots = f.X is { } x && f.Y is { } y ? Spots.SetItem(f.Booth, new Spot(x, y)) : Spots.Remove(f.Booth) },
        _ => throw new UnknownFactException(fact),
    };

    public override Slice Then(IReadOnlyList<Entry> entries)
    {
        var fold = new VisitFold(this);
        foreach (var e in entries)
            if (e.Fact is VisitRecorded f) fold.Then(f, e.At);
            else fold = new VisitFold((FloorSlice)fold.Floor.Then(e.Fact, e.At));
        return fold.Floor;
    }

    private FloorSlice Import(RosterImported f, DateTimeOffset at)
    {
        var next = this with { Directory = Directory.Then(f) };
        string[] added = [.. next.Directory.Booths.Keys.Where(b => !Directory.Booths.ContainsKey(b))];
        string[] gone = [.. Directory.Booths.Keys.Where(b => !next.Directory.Booths.ContainsKey(b))];
        string[] unnumbered = [.. added.Where(b => !Numbers.ContainsKey(b))];
        next = next with
        {
            Closed = next.Closed.RemoveRange(added),
            Numbers = Numbers.AddRange(unnumbered.Select((b, i) => KeyValuePair.Create(b, Numbers.Count + i))),
            Names = Names.AddRange(unnumbered),
        };
        // whoever was in a booth that is no more has left it
        return gone.Length == 0 ? next : next.Close(gone, at);
    }

    private FloorSlice Close(string[] booths, DateTimeOffset at) =>
        (new VisitFold(this).Empty(booths.ToHashSet(), at).Floor) with { Closed = Closed.SetItems(booths.Select(b => KeyValuePair.Create(b, at))) };
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(VisitRecorded), "visit")]
[JsonDerivedType(typeof(RosterImported), "roster")]
[JsonDerivedType(typeof(FloorRulesSet), "rules")]
[JsonDerivedType(typeof(BoothClosed), "closed")]
[JsonDerivedType(typeof(BoothOpened), "opened")]
[JsonDerivedType(typeof(CapacitySet), "capacity")]
[JsonDerivedType(typeof(PlanSet), "plan")]
[JsonDerivedType(typeof(BoothPlaced), "placed")]
public abstract record FloorFact : Fact;

/// <summary>A pass entered or left a booth. Entering one booth leaves the one before.</summary>
/// <param name="Day">The date at the fair's place.</param>
/// <param name="At">When it was scanned, by the hub's clock, where a tablet has said so; else that is when the fact came into the ledger.</param>
public sealed record VisitRecorded(string Pass, string Booth, bool In, DateOnly Day, DateTimeOffset? At = null) : FloorFact;

/// <summary>Employers and positions were added or changed.</summary>
public sealed record RosterImported(IReadOnlyList<Employer> Employers, IReadOnlyList<Position> Positions) : FloorFact;

/// <summary>The organizer said what counts on the floor.</summary>
/// <param name="KnownPassesOnly">Only passes that were made at this fair; else whatever a scanner reads.</param>
public sealed record FloorRulesSet(bool KnownPassesOnly) : FloorFact;

/// <summary>A booth takes nobody any more; whoever was there has left.</summary>
public sealed record BoothClosed(string Booth) : FloorFact;

/// <summary>A closed booth takes people again.</summary>
public sealed record BoothOpened(string Booth) : FloorFact;

/// <summary>The organizer said how many people a place holds.</summary>
/// <param name="Place">See <see cref="FloorSlice.Capacities"/>.</param>
/// <param name="People">Null: nobody counts.</param>
public sealed record CapacitySet(string Place, int? People) : FloorFact;

/// <summary>The halls have a picture.</summary>
/// <param name="Type">Of its content, like <c>image/png</c>.</param>
/// <param name="Image">Base64; null: there is none any more.</param>
public sealed record PlanSet(string? Type, string? Image) : FloorFact;

/// <summary>A booth has its place on the plan.</summary>
/// <param name="X">From the left, in thousandths of the picture's width; null: it has none any more.</param>
/// <param name="Y">From the top, in thousandths of its height.</param>
public sealed record BoothPlaced(string Booth, int? X, int? Y) : FloorFact;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FloorFact))]
internal sealed partial class FloorJson : JsonSerializerContext;
