using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Hub.Contest.Scoring;
using Hub.Ledger;

namespace Hub.Contest;

/// <summary>Somebody who takes part, by number: names are personal data and lie beside the ledger.</summary>
/// <param name="Group">Who is ranked together; null where all are.</param>
public sealed record Starter(string Number, string? Group = null);

public sealed record Mark(Value Value, DateTimeOffset At);

/// <summary>A contestant with the marks that stand.</summary>
public sealed record ScoreSheet(string Number, string? Group, Status Status, ImmutableDictionary<Slot, Mark> Marks);

/// <param name="Order">The contestants' numbers, in starting order.</param>
public sealed record ContestState(Scheme Scheme, IReadOnlyList<string> Order, ImmutableDictionary<string, ScoreSheet> Sheets)
{
    // what follows from the state is not part of it, and kept only as long as it
    private static readonly ConditionalWeakTable<Scheme, Rules> RulesOf = [];
    private static readonly ConditionalWeakTable<ScoreSheet, Reckoning> ReckoningOf = [];
    private static readonly ConditionalWeakTable<ContestState, IReadOnlyList<Standing>> StandingsOf = [];

    [JsonIgnore]
    public Rules Rules => RulesOf.GetValue(Scheme, Rules.Of);

    public IReadOnlyList<Standing> Standings => StandingsOf.GetValue(this, s => Scoring.Standings.Of(s.Rules, s.Order.Select(n => s.Sheets[n])
        .Select(e => new Entrant(e.Number, s.Reckoning(e), e.Group, e.Status))));

    public Reckoning Reckoning(ScoreSheet sheet) => ReckoningOf.GetValue(sheet, e => new Reckoning(Rules, slot => e.Marks.GetValueOrDefault(slot)?.Value ?? default));

    /// <summary>Key of a contestant's personal data.</summary>
    public static string PersonKey(string contest, string contestant) => $"{contest}/{contestant}";

    /// <summary>The contest with another scheme or other contestants; who stays keeps marks and status.</summary>
    public static ContestState Set(ContestState? had, Scheme scheme, IReadOnlyList<Starter> contestants) => new(scheme, [.. contestants.Select(c => c.Number)],
        contestants.ToImmutableDictionary(c => c.Number, c => had?.Sheets.GetValueOrDefault(c.Number) is { } stays ? stays with { Group = c.Group }
            : new ScoreSheet(c.Number, c.Group, Status.Ranked, ImmutableDictionary<Slot, Mark>.Empty)));

    public ContestState With(string contestant, Func<ScoreSheet, ScoreSheet> change) => this with { Sheets = Sheets.SetItem(contestant, change(Sheets[contestant])) };
}

public sealed record ContestSlice(ImmutableDictionary<string, ContestState> Contests) : Slice
{
    public static readonly SliceKind Kind = new("contest", new ContestSlice(ImmutableDictionary<string, ContestState>.Empty), typeof(ContestFact), ContestJson.Default.ContestFact);

    public override Slice Then(Fact fact, DateTimeOffset at) => fact switch
    {
        ContestDefined f => Set(f.Scheme.Today(), [.. f.Scheme.Contestants.Select(n => new Starter(n))]),
        ContestSet f => Set(f.Scheme, f.Contestants),
        MarkEntered f => With(f.Contest, f.Contestant, e => e with { Marks = e.Marks.SetItem(f.Slot, new Mark(f.Value, at)) }),
        MarkTakenBack f => With(f.Contest, f.Contestant, e => e with { Marks = e.Marks.Remove(new Slot(f.Criterion, f.Attempt, f.Seat)) }),
        StatusSet f => With(f.Contest, f.Contestant, e => e with { Status = f.Status }),
        _ => throw new UnknownFactException(fact),
    };

    private ContestSlice Set(Scheme scheme, IReadOnlyList<Starter> contestants) =>
        new(Contests.SetItem(scheme.Id, ContestState.Set(Contests.GetValueOrDefault(scheme.Id), scheme, contestants)));

    private ContestSlice With(string contest, string contestant, Func<ScoreSheet, ScoreSheet> change) => new(Contests.SetItem(contest, Contests[contest].With(contestant, change)));
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(ContestDefined), "defined")]
[JsonDerivedType(typeof(ContestSet), "set")]
[JsonDerivedType(typeof(MarkEntered), "mark")]
[JsonDerivedType(typeof(MarkTakenBack), "unmark")]
[JsonDerivedType(typeof(StatusSet), "status")]
public abstract record ContestFact : Fact;

/// <summary>As <see cref="ContestSet"/>, of the first hubs.</summary>
public sealed record ContestDefined(FirstScheme Scheme) : ContestFact;

/// <summary>A contest got its scheme and contestants, or others; marks of contestants, criteria and seats that stay, stay.</summary>
public sealed record ContestSet(Scheme Scheme, IReadOnlyList<Starter> Contestants) : ContestFact;

/// <summary>A judge marked a criterion, or corrected the mark.</summary>
/// <param name="Attempt">1, 2…; the first hubs knew no attempts.</param>
public sealed record MarkEntered(string Contest, string Contestant, string Criterion, string Seat, Value Value, int Attempt = 1) : ContestFact
{
    [JsonIgnore]
    public Slot Slot => new(Criterion, Attempt, Seat);
}

/// <summary>A judge took a mark back: there is none again.</summary>
public sealed record MarkTakenBack(string Contest, string Contestant, string Criterion, string Seat, int Attempt) : ContestFact;

/// <summary>How a contestant takes part was changed.</summary>
public sealed record StatusSet(string Contest, string Contestant, Status Status, string Reason) : ContestFact;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowOutOfOrderMetadataProperties = true)]
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
