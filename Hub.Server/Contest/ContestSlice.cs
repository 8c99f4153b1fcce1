using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Hub.Ledger;

namespace Hub.Contest;

/// <summary>One thing that every judge of the panel marks.</summary>
/// <param name="Max">Marks are 0 to this.</param>
/// <param name="Step">Marks are whole multiples of this.</param>
/// <param name="Weight">Its share of the module; only the ratios within a module count.</param>
public sealed record Criterion(string Id, string Name, decimal Max, decimal Step, decimal Weight, string? NameEn = null);

/// <param name="Weight">Its share of the total; only the ratios within a contest count.</param>
public sealed record Module(string Id, string Name, decimal Weight, IReadOnlyList<Criterion> Criteria, string? NameEn = null);

/// <summary>What a contest is marked by.</summary>
/// <param name="Trim">So many of the highest and of the lowest marks of a criterion do not count.</param>
/// <param name="Seats">The panel.</param>
/// <param name="Contestants">Their numbers, in starting order. Names are personal data and lie beside the ledger.</param>
public sealed record Scheme(string Id, string Name, string? NameEn, int Trim, IReadOnlyList<Module> Modules, IReadOnlyList<string> Seats, IReadOnlyList<string> Contestants)
{
    /// <summary>Marks that a contestant has when all are in.</summary>
    [JsonIgnore]
    public int MarksEach => Seats.Count * Modules.Sum(m => m.Criteria.Count);

    public Criterion? Criterion(string id) => Modules.SelectMany(m => m.Criteria).FirstOrDefault(c => c.Id == id);

    /// <summary>Key of a contestant's personal data.</summary>
    public static string PersonKey(string contest, string contestant) => $"{contest}/{contestant}";
}

/// <summary>Whose mark of what.</summary>
public readonly record struct MarkKey(string Contestant, string Criterion, string Seat);

public sealed record Mark(decimal Value, DateTimeOffset At);

/// <summary>A contest with the marks that stand.</summary>
public sealed record ContestState(Scheme Scheme, ImmutableDictionary<MarkKey, Mark> Marks);

public sealed record ContestSlice(ImmutableDictionary<string, ContestState> Contests) : Slice
{
    public static readonly SliceKind Kind = new("contest", new ContestSlice(ImmutableDictionary<string, ContestState>.Empty), typeof(ContestFact), ContestJson.Default.ContestFact);

    public override Slice Then(Fact fact, DateTimeOffset at) => fact switch
    {
        ContestDefined f => new ContestSlice(Contests.SetItem(f.Scheme.Id,
            new ContestState(f.Scheme, Contests.GetValueOrDefault(f.Scheme.Id)?.Marks ?? ImmutableDictionary<MarkKey, Mark>.Empty))),
        MarkEntered f => new ContestSlice(Contests.SetItem(f.Contest, Contests[f.Contest] is var c
            ? c with { Marks = c.Marks.SetItem(new MarkKey(f.Contestant, f.Criterion, f.Seat), new Mark(f.Value, at)) } : null!)),
        _ => throw new UnknownFactException(fact),
    };
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(ContestDefined), "defined")]
[JsonDerivedType(typeof(MarkEntered), "mark")]
public abstract record ContestFact : Fact;

/// <summary>A contest got its scheme, or another one; marks of contestants, criteria and seats that stay, stay.</summary>
public sealed record ContestDefined(Scheme Scheme) : ContestFact;

/// <summary>A judge marked a criterion, or corrected the mark.</summary>
public sealed record MarkEntered(string Contest, string Contestant, string Criterion, string Seat, decimal Value) : ContestFact;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContestFact))]
internal sealed partial class ContestJson : JsonSerializerContext;

public static class ContestOfFair
{
    extension(Fair fair)
    {
        public ImmutableDictionary<string, ContestState> Contests => fair.Slice<ContestSlice>().Contests;

        /// <exception cref="Refusal"><c>unknown-contest</c></exception>
        public ContestState Contest(string id) =>
            fair.Contests.GetValueOrDefault(id) ?? throw Refusal.Unknown("contest", $"没有比赛 {id}。", $"There is no contest {id}.");
    }
}
