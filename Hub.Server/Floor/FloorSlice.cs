using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Hub.Ledger;

namespace Hub.Floor;

/// <summary>An employer at the fair.</summary>
/// <param name="Booth">Its booth; null while it has none.</param>
public sealed record Employer(string Id, string Name, string? NameEn, string? Cluster, string? Industry, string? Website, string? Description, string? Booth);

/// <summary>An open position.</summary>
/// <param name="Employer">The employer's id.</param>
/// <param name="Headcount">How many are sought; null = several.</param>
public sealed record Position(string Id, string Employer, string Title, int? Headcount, string? Degree, string? Major, string? Salary, string? Place, string? Type);

/// <summary>Where a pass is.</summary>
/// <param name="Booth">Null after it left its last booth.</param>
/// <param name="Since">When it came to, or left, that booth.</param>
/// <param name="Day">The date of that at the fair's place.</param>
public sealed record Whereabouts(string? Booth, DateTimeOffset Since, DateOnly Day);

/// <summary>A booth's people.</summary>
/// <param name="Here">Passes in the booth now.</param>
/// <param name="Visits">Visits on <paramref name="Day"/>: a pass that comes twice counts twice.</param>
public sealed record Crowd(int Here, int Visits, DateOnly Day);

/// <summary>The fair's floor: who offers what where, and who is where.</summary>
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

    /// <summary>Passes in any booth now.</summary>
    public int Here { get; init; }

    /// <summary>Whether only passes count that were made at this fair.</summary>
    public bool KnownPassesOnly { get; init; }

    public override Slice Then(Fact fact, DateTimeOffset at) => fact switch
    {
        VisitRecorded f => new VisitFold(this).Then(f, at).Floor,
        RosterImported f => Import(f),
        FloorRulesSet f => this with { KnownPassesOnly = f.KnownPassesOnly },
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

    private FloorSlice Import(RosterImported f)
    {
        var next = this with { Directory = Directory.Then(f) };
        var closed = Crowds.Where(c => c.Value.Here > 0 && !next.Directory.Booths.ContainsKey(c.Key)).Select(c => c.Key).ToHashSet();
        // whoever was in a booth that is no more has left it
        return closed.Count == 0 ? next : next with
        {
            Here = Here - closed.Sum(b => Crowds[b].Here),
            Crowds = Crowds.SetItems(closed.Select(b => KeyValuePair.Create(b, Crowds[b] with { Here = 0 }))),
            Passes = Passes.SetItems(Passes.Where(p => p.Value.Booth is { } b && closed.Contains(b)).Select(p => KeyValuePair.Create(p.Key, p.Value with { Booth = null }))),
        };
    }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(VisitRecorded), "visit")]
[JsonDerivedType(typeof(RosterImported), "roster")]
[JsonDerivedType(typeof(FloorRulesSet), "rules")]
public abstract record FloorFact : Fact;

/// <summary>A pass entered or left a booth. Entering one booth leaves the one before.</summary>
/// <param name="Day">The date at the fair's place.</param>
public sealed record VisitRecorded(string Pass, string Booth, bool In, DateOnly Day) : FloorFact;

/// <summary>Employers and positions were added or changed.</summary>
public sealed record RosterImported(IReadOnlyList<Employer> Employers, IReadOnlyList<Position> Positions) : FloorFact;

/// <summary>The organizer said what counts on the floor.</summary>
/// <param name="KnownPassesOnly">Only passes that were made at this fair; else whatever a scanner reads.</param>
public sealed record FloorRulesSet(bool KnownPassesOnly) : FloorFact;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FloorFact))]
internal sealed partial class FloorJson : JsonSerializerContext;

public static class FloorOfFair
{
    extension(Fair fair)
    {
        public FloorSlice Floor => fair.Slice<FloorSlice>();
    }
}
