namespace Hub.Features.Racing;

/// <summary>Facts of races.</summary>
public static class RaceFacts
{
    public static readonly FactKind[] All =
    [
        FactKind.Of<RaceSet>("race", "set"),
        FactKind.Of<StageOpened>("race", "open"),
        FactKind.Of<SeatFilled>("race", "seat"),
        FactKind.Of<HeatsPlanned>("race", "plan"),
        FactKind.Of<FlightCalled>("race", "call"),
        FactKind.Of<HeatFlown>("race", "flown"),
        FactKind.Of<HeatVoided>("race", "void"),
        FactKind.Of<LapsTimed>("race", "laps"),
        FactKind.Of<FlightFinished>("race", "finished"),
        FactKind.Of<LapsCorrected>("race", "correct"),
    ];
}

/// <summary>A contest got its race, or another plan of it. Stages that are open and not changed stay open.</summary>
/// <param name="Secret">What the secrets of its stages are made of: see <see cref="RaceState.Draw"/>. A race keeps its
/// first.</param>
public sealed record RaceSet(ContestId Contest, RacePlan Plan, string Secret) : Fact;

/// <summary>It is known who flies in a stage.</summary>
/// <param name="Seeds">The best seed first.</param>
/// <param name="Reserves">Who comes after them.</param>
/// <param name="Drawn">Whether the stage's secret decided anything of it.</param>
/// <param name="Among">Who was taken of those who share the last place; null: nobody had to be.</param>
/// <param name="Reason">Why these.</param>
public sealed record StageOpened(
    ContestId Contest,
    string Stage,
    IReadOnlyList<ContestantId> Seeds,
    IReadOnlyList<ContestantId> Reserves,
    bool Drawn = false,
    IReadOnlyList<ContestantId>? Among = null,
    string? Reason = null
) : Fact;

/// <summary>Somebody does not start in a stage of which no heat was flown; the next in the order has the
/// seed.</summary>
public sealed record SeatFilled(ContestId Contest, string Stage, ContestantId Out, ContestantId In, string Reason)
    : Fact;

/// <summary>When the heats of a stage are to be flown.</summary>
/// <param name="From">The first of them.</param>
/// <param name="Minutes">From one to the next.</param>
public sealed record HeatsPlanned(ContestId Contest, string Stage, string From, DateTimeOffset First, int Minutes)
    : Fact;

/// <summary>A heat was called to the start; nulls: none is on.</summary>
public sealed record FlightCalled(ContestId Contest, string? Stage, string? Heat) : Fact;

/// <summary>The places of a heat, or others.</summary>
/// <param name="Run">1; more where it was flown again.</param>
/// <param name="Reason">Why they are others.</param>
public sealed record HeatFlown(
    ContestId Contest,
    string Stage,
    string Heat,
    int Run,
    IReadOnlyList<Placing> Places,
    string? Reason = null
) : Fact;

/// <summary>A flight does not count: the heat is flown again.</summary>
public sealed record HeatVoided(ContestId Contest, string Stage, string Heat, int Run, string Reason) : Fact;

/// <summary>What a timer says of a pilot's flight, where it is news.</summary>
/// <param name="Run">The timer's own name for the flight.</param>
/// <param name="Doubt">It does not go together with what the timer said before, which stays.</param>
public sealed record LapsTimed(
    ContestId Contest,
    string Stage,
    string Heat,
    string Run,
    ContestantId Contestant,
    Flight Flight,
    bool Doubt = false
) : Fact;

/// <summary>A timer says that a flight is over.</summary>
public sealed record FlightFinished(ContestId Contest, string Stage, string Heat, string Run) : Fact;

/// <summary>The race director said a pilot's laps. What the timer says of them counts no more.</summary>
public sealed record LapsCorrected(
    ContestId Contest,
    string Stage,
    string Heat,
    string Run,
    ContestantId Contestant,
    Flight Flight,
    string Reason
) : Fact;
