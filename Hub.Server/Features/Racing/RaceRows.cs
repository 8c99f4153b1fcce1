namespace Hub.Features.Racing;

/// <summary>A row of <c>race/CONTEST</c>: a stage under <c>stage/ID</c>, a heat under <c>heat/STAGE/ID</c>, a pilot's
/// rank under <c>rank/STAGE/NUMBER</c>, and under <c>now</c> what is on and what comes next.</summary>
public abstract record RaceRow;

/// <param name="Place">1, 2… in the order of the plan.</param>
/// <param name="Heat">Pilots in a heat.</param>
/// <param name="GoOn">So many of a heat go on.</param>
/// <param name="Wins">Of chase the ace: so many heats won win it.</param>
/// <param name="Laps">So many laps end a heat; null: it is flown for a time.</param>
/// <param name="Open">Who flies in it is known.</param>
/// <param name="Begun">A heat was flown.</param>
/// <param name="Veiled">It was open before the names were hidden: who flies in it is shown when they are
/// released.</param>
/// <param name="Reserves">So many come behind those who fly.</param>
/// <param name="Winner">Null: not known yet, or none.</param>
/// <param name="Confirm">The race director confirms what the timer says.</param>
/// <param name="Commitment">SHA-256 of the secret that a draw of this stage goes by.</param>
/// <param name="Secret">What decided the draw; null: nothing was drawn, or names are hidden.</param>
public sealed record StageRow(
    int Place,
    string Name,
    string? NameEn,
    RaceFormat Format,
    int Heat,
    int GoOn,
    Seeding Seeding,
    int Wins,
    int? Laps,
    bool Open,
    bool Begun,
    bool Ended,
    bool Veiled,
    int Pilots,
    int Reserves,
    ContestantId? Winner,
    bool Confirm,
    string Commitment,
    string? Secret
) : RaceRow;

/// <param name="Order">1, 2… in the order in which the stage's heats are flown.</param>
/// <param name="GoOn">The first so many go on.</param>
/// <param name="Drops">The others go on among those who lost once.</param>
/// <param name="Run">Which flight of the heat it is, or will be: more than 1 where it is flown again.</param>
/// <param name="Due">When it is to start; null: not planned, or decided.</param>
/// <param name="Timer">The timer's name for its flight; null: not timed.</param>
/// <param name="Over">The timer says that its flight is over: its places wait to be confirmed.</param>
/// <param name="Standing">Places as the timer has them now; null: not timed, or decided.</param>
public sealed record HeatRow(
    string Stage,
    string Id,
    int Order,
    BracketSide Side,
    int Round,
    HeatState State,
    int GoOn,
    bool Drops,
    int Run,
    DateTimeOffset? Due,
    IReadOnlyList<SlotRow> Slots,
    string? Timer,
    bool Over,
    IReadOnlyList<StandingRow>? Standing
) : RaceRow;

/// <summary>A slot of a heat. Who it is for is in <paramref name="Seed"/>, or in <paramref name="From"/> and
/// <paramref name="Place"/>.</summary>
/// <param name="Seed">Of the pilot, or whose slot it is; null: not known yet.</param>
/// <param name="From">The heat from which somebody comes here; null: it is a seed's.</param>
/// <param name="FromPlace">The place in that heat.</param>
/// <param name="Contestant">Number, or code while names are hidden; null: nobody, or not known yet.</param>
/// <param name="Known">Whether it is known who comes, if anybody.</param>
/// <param name="Scratched">Does not start any more.</param>
/// <param name="Place">In this heat; null: not flown.</param>
/// <param name="GoesOn">Goes on, or has won.</param>
/// <param name="Start">Seconds from the start signal to the first crossing.</param>
/// <param name="Laps">Seconds of the laps that count, exact; null: not timed.</param>
/// <param name="Time">Seconds of start and laps together, exact.</param>
/// <param name="Corrected">The race director said the laps.</param>
/// <param name="Doubt">What the timer says last and contradicts <paramref name="Laps"/>; null: nothing.</param>
public sealed record SlotRow(
    int? Seed,
    string? From,
    int? FromPlace,
    ContestantId? Contestant,
    string? Name,
    string? Channel,
    bool Known,
    bool Scratched,
    int? Place,
    FlightOutcome? Outcome,
    bool GoesOn,
    decimal? Start,
    IReadOnlyList<decimal>? Laps,
    decimal? Time,
    bool Corrected,
    IReadOnlyList<decimal>? Doubt
);

public sealed record StandingRow(ContestantId Contestant, int Place, FlightOutcome Outcome);

/// <param name="Order">1, 2… in the order of the ranking.</param>
/// <param name="Rank">Null: not known yet, or not ranked.</param>
/// <param name="Heat">The last heat that the pilot is in.</param>
/// <param name="Wins">Heats won.</param>
/// <param name="Laps">Of the pilot's best heat.</param>
/// <param name="Time">Of the pilot's best heat: seconds, exact.</param>
public sealed record RankRow(
    string Stage,
    int Order,
    int? Rank,
    ContestantId Contestant,
    string? Name,
    int Seed,
    PilotFate Fate,
    string? Heat,
    int Wins,
    int? Laps,
    decimal? Time
) : RaceRow;

/// <param name="Stage">Null: no heat is on.</param>
/// <param name="Since">When it was called.</param>
/// <param name="Next">The heats that come next, at most three.</param>
public sealed record RaceNowRow(string? Stage, string? Heat, DateTimeOffset? Since, IReadOnlyList<NextRow> Next)
    : RaceRow;

/// <param name="Due">When it is to start; null: not planned.</param>
public sealed record NextRow(string Stage, string Heat, DateTimeOffset? Due);
