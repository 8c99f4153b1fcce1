using System.Text.Json.Serialization;
using Hub.Contest.Scoring;
using Hub.Ledger;

namespace Hub.Contest;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(ContestDefined), "defined")]
[JsonDerivedType(typeof(ContestSet), "set")]
[JsonDerivedType(typeof(MarkEntered), "mark")]
[JsonDerivedType(typeof(MarkTakenBack), "unmark")]
[JsonDerivedType(typeof(StatusSet), "status")]
[JsonDerivedType(typeof(MarkCorrected), "correct")]
[JsonDerivedType(typeof(SheetSigned), "sign")]
[JsonDerivedType(typeof(SheetReturned), "return")]
[JsonDerivedType(typeof(ContestLocked), "lock")]
[JsonDerivedType(typeof(ContestUnlocked), "unlock")]
[JsonDerivedType(typeof(ContestFrozen), "freeze")]
[JsonDerivedType(typeof(ContestUnfrozen), "unfreeze")]
[JsonDerivedType(typeof(FreezePlanned), "freezeAt")]
[JsonDerivedType(typeof(ResultsCarried), "carry")]
[JsonDerivedType(typeof(RevealBegun), "reveal")]
[JsonDerivedType(typeof(RankRevealed), "revealed")]
[JsonDerivedType(typeof(ContestantCalled), "call")]
[JsonDerivedType(typeof(ResultsPosted), "post")]
[JsonDerivedType(typeof(AppealFiled), "appeal")]
[JsonDerivedType(typeof(AppealDecided), "decide")]
[JsonDerivedType(typeof(OrderDrawn), "draw")]
[JsonDerivedType(typeof(NamesReleased), "names")]
[JsonDerivedType(typeof(HeatCalled), "heat")]
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

/// <summary>A chief put another value in the place of a judge's mark.</summary>
/// <param name="Was">The mark before; null: there was none.</param>
public sealed record MarkCorrected(string Contest, string Contestant, string Criterion, string Seat, int Attempt, Value Value, Value Was, string Reason) : ContestFact
{
    [JsonIgnore]
    public Slot Slot => new(Criterion, Attempt, Seat);
}

[JsonConverter(typeof(Words<Signer>))]
public enum Signer { Judge, Contestant, Chief }

/// <summary>Somebody stands by what is on a sheet.</summary>
/// <param name="Seat">The judge's.</param>
public sealed record SheetSigned(string Contest, string Contestant, Signer As, string? Seat) : ContestFact;

/// <summary>A sheet was given back to its judges: nobody has signed it.</summary>
public sealed record SheetReturned(string Contest, string Contestant, string Reason) : ContestFact;

/// <summary>The results are official.</summary>
public sealed record ContestLocked(string Contest) : ContestFact;

public sealed record ContestUnlocked(string Contest, string Reason) : ContestFact;

/// <summary>The public sees from now on what there was at this moment.</summary>
public sealed record ContestFrozen(string Contest) : ContestFact;

public sealed record ContestUnfrozen(string Contest) : ContestFact;

/// <summary>The public is to see what there is at this moment, from then on; null: no longer.</summary>
public sealed record FreezePlanned(string Contest, DateTimeOffset? At) : ContestFact;

/// <summary>The official totals of an earlier contest came in; who is not among them has none.</summary>
public sealed record ResultsCarried(string Contest, string From, IReadOnlyList<CarriedResult> Results) : ContestFact;

public sealed record CarriedResult(string Number, Value Value);

/// <summary>The ceremony begins: nobody's rank is shown yet.</summary>
public sealed record RevealBegun(string Contest) : ContestFact;

/// <summary>One more rank was shown, from the last one up; with the first the ceremony ends.</summary>
/// <param name="Shown">So many are shown now.</param>
public sealed record RankRevealed(string Contest, int Shown) : ContestFact;

/// <summary>Somebody is on now; null: nobody.</summary>
public sealed record ContestantCalled(string Contest, string? Contestant, string? Module, int Attempt) : ContestFact;

/// <summary>The provisional results were posted: appeals are taken from now on.</summary>
public sealed record ResultsPosted(string Contest) : ContestFact;

public sealed record AppealFiled(string Contest, string Id, string Contestant, string Text) : ContestFact;

public sealed record AppealDecided(string Contest, string Id, bool Upheld, string Reason) : ContestFact;

/// <summary>Running order, heats and stations were drawn.</summary>
/// <param name="Hidden">Until the names are released, contestants are known by their codes only.</param>
public sealed record OrderDrawn(string Contest, int Seed, bool Hidden, IReadOnlyList<Drawn> Order) : ContestFact;

public sealed record NamesReleased(string Contest) : ContestFact;

public sealed record HeatCalled(string Contest, int Heat) : ContestFact;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(ContestFact))]
internal sealed partial class ContestJson : JsonSerializerContext;
