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

    public override Slice Then(Fact fact, DateTimeOffset at) => fact switch
    {
        VisitRecorded f => Visit(f, at),
        RosterImported f => Import(f),
        _ => throw new UnknownFactException(fact),
    };

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

    private FloorSlice Visit(VisitRecorded f, DateTimeOffset at)
    {
        var was = Passes.GetValueOrDefault(f.Pass);
        var crowds = Crowds;
        var here = Here;
        if (was?.Booth is { } left && (f.In || left == f.Booth))
        {
            crowds = crowds.SetItem(left, crowds[left] with { Here = crowds[left].Here - 1 });
            here--;
        }
        var (people, visits) = f.Day == Day ? (People, Visits) : (0, 0);
        if (was?.Day != f.Day) people++;
        if (f.In)
        {
            var crowd = crowds.GetValueOrDefault(f.Booth, new Crowd(0, 0, f.Day));
            crowds = crowds.SetItem(f.Booth, new Crowd(crowd.Here + 1, crowd.Day == f.Day ? crowd.Visits + 1 : 1, f.Day));
            here++;
            visits++;
        }
        return this with
        {
            Passes = Passes.SetItem(f.Pass, new Whereabouts(f.In ? f.Booth : null, at, f.Day)),
            Crowds = crowds,
            Here = here,
            Day = f.Day,
            People = people,
            Visits = visits,
        };
    }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(VisitRecorded), "visit")]
[JsonDerivedType(typeof(RosterImported), "roster")]
public abstract record FloorFact : Fact;

/// <summary>A pass entered or left a booth. Entering one booth leaves the one before.</summary>
/// <param name="Day">The date at the fair's place.</param>
public sealed record VisitRecorded(string Pass, string Booth, bool In, DateOnly Day) : FloorFact;

/// <summary>Employers and positions were added or changed.</summary>
public sealed record RosterImported(IReadOnlyList<Employer> Employers, IReadOnlyList<Position> Positions) : FloorFact;

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
