using System.Text.Json.Serialization;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>Facts of contests, marks and results.</summary>
public static class ContestFacts
{
    public static readonly FactKind[] All =
    [
        FactKind.Of<ContestDefined>("contest", "defined"),
        FactKind.Of<ContestSet>("contest", "set") with
        {
            AnyOrder = true,
        },
        FactKind.Of<MarkEntered>("contest", "mark"),
        FactKind.Of<MarkTakenBack>("contest", "unmark"),
        FactKind.Of<StatusSet>("contest", "status"),
        FactKind.Of<MarkCorrected>("contest", "correct"),
        FactKind.Of<SheetSigned>("contest", "sign"),
        FactKind.Of<SheetReturned>("contest", "return"),
        FactKind.Of<ContestLocked>("contest", "lock"),
        FactKind.Of<ContestUnlocked>("contest", "unlock"),
        FactKind.Of<ContestFrozen>("contest", "freeze"),
        FactKind.Of<ContestUnfrozen>("contest", "unfreeze"),
        FactKind.Of<FreezePlanned>("contest", "freezeAt"),
        FactKind.Of<ResultsCarried>("contest", "carry"),
        FactKind.Of<RevealBegun>("contest", "reveal"),
        FactKind.Of<RankRevealed>("contest", "revealed"),
        FactKind.Of<ContestantCalled>("contest", "call"),
        FactKind.Of<ResultsPosted>("contest", "post"),
        FactKind.Of<AppealFiled>("contest", "appeal"),
        FactKind.Of<AppealDecided>("contest", "decide"),
        FactKind.Of<OrderDrawn>("contest", "draw"),
        FactKind.Of<LateDrawn>("contest", "drawLate"),
        FactKind.Of<NamesReleased>("contest", "names"),
        FactKind.Of<HeatCalled>("contest", "heat"),
    ];
}

/// <summary>As <see cref="ContestSet"/>, of the first hubs.</summary>
public sealed record ContestDefined(FirstScheme Scheme) : Fact;

/// <summary>A contest got its scheme and contestants, or others; marks of contestants, criteria and seats that stay,
/// stay.</summary>
public sealed record ContestSet(Scheme Scheme, IReadOnlyList<Starter> Contestants) : Fact;

/// <summary>A judge marked a criterion, or corrected the mark.</summary>
/// <param name="Attempt">1, 2…; the first hubs knew no attempts.</param>
public sealed record MarkEntered(
    ContestId Contest,
    ContestantId Contestant,
    string Criterion,
    SeatId Seat,
    Value Value,
    int Attempt = 1
) : Fact
{
    [JsonIgnore]
    public Slot Slot => new(Criterion, Attempt, Seat);
}

/// <summary>A judge took a mark back: there is none again.</summary>
public sealed record MarkTakenBack(
    ContestId Contest,
    ContestantId Contestant,
    string Criterion,
    SeatId Seat,
    int Attempt
) : Fact;

/// <summary>How a contestant takes part was changed.</summary>
public sealed record StatusSet(ContestId Contest, ContestantId Contestant, Status Status, string Reason) : Fact;

/// <summary>A chief put another value in the place of a judge's mark.</summary>
/// <param name="Was">The mark before; null: there was none.</param>
public sealed record MarkCorrected(
    ContestId Contest,
    ContestantId Contestant,
    string Criterion,
    SeatId Seat,
    int Attempt,
    Value Value,
    Value Was,
    string Reason
) : Fact
{
    [JsonIgnore]
    public Slot Slot => new(Criterion, Attempt, Seat);
}

[JsonConverter(typeof(Words<Signer>))]
public enum Signer
{
    Judge,
    Contestant,
    Chief,
}

/// <summary>Somebody stands by what is on a sheet.</summary>
/// <param name="Seat">The judge's.</param>
public sealed record SheetSigned(ContestId Contest, ContestantId Contestant, Signer As, SeatId? Seat) : Fact;

/// <summary>A sheet was given back to its judges: nobody has signed it.</summary>
public sealed record SheetReturned(ContestId Contest, ContestantId Contestant, string Reason) : Fact;

/// <summary>The results are official.</summary>
public sealed record ContestLocked(ContestId Contest) : Fact;

public sealed record ContestUnlocked(ContestId Contest, string Reason) : Fact;

/// <summary>The public sees from now on what there was at this moment.</summary>
public sealed record ContestFrozen(ContestId Contest) : Fact;

public sealed record ContestUnfrozen(ContestId Contest) : Fact;

/// <summary>The public is to see what there is at this moment, from then on; null: no longer.</summary>
public sealed record FreezePlanned(ContestId Contest, DateTimeOffset? At) : Fact;

/// <summary>The official totals of an earlier contest came in; who is not among them has none.</summary>
public sealed record ResultsCarried(ContestId Contest, ContestId From, IReadOnlyList<CarriedResult> Results) : Fact;

public sealed record CarriedResult(ContestantId Number, Value Value);

/// <summary>The ceremony begins: nobody's rank is shown yet.</summary>
public sealed record RevealBegun(ContestId Contest) : Fact;

/// <summary>One more rank was shown, from the last one up; with the first the ceremony ends.</summary>
/// <param name="Shown">So many are shown now.</param>
public sealed record RankRevealed(ContestId Contest, int Shown) : Fact;

/// <summary>Somebody is on now; null: nobody.</summary>
public sealed record ContestantCalled(ContestId Contest, ContestantId? Contestant, string? Module, int Attempt) : Fact;

/// <summary>The provisional results were posted: appeals are taken from now on.</summary>
public sealed record ResultsPosted(ContestId Contest) : Fact;

public sealed record AppealFiled(ContestId Contest, string Id, ContestantId Contestant, string Text) : Fact;

public sealed record AppealDecided(ContestId Contest, string Id, bool Upheld, string Reason) : Fact;

/// <summary>Running order, heats and stations were drawn.</summary>
/// <param name="Seed">Of the first hubs, which drew by 31 bits; 0 since.</param>
/// <param name="Hidden">Until the names are released, contestants are known by their codes only.</param>
/// <param name="Secret">See <see cref="Draw"/>; null in the first hubs.</param>
/// <param name="Stations">See <see cref="Draw"/>; 0 in the first hubs.</param>
public sealed record OrderDrawn(
    ContestId Contest,
    int Seed,
    bool Hidden,
    IReadOnlyList<Drawn> Order,
    string? Secret = null,
    int Stations = 0
) : Fact;

/// <summary>Who came after the draw got places behind it.</summary>
public sealed record LateDrawn(ContestId Contest, IReadOnlyList<Drawn> Order) : Fact;

public sealed record NamesReleased(ContestId Contest) : Fact;

public sealed record HeatCalled(ContestId Contest, int Heat) : Fact;
