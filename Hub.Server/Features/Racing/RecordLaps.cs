using System.ComponentModel.DataAnnotations;
using Hub.Features.Contest;

namespace Hub.Features.Racing;

/// <summary>A timer tells what it has of a flight: always all of it, so that what it tells again, or what comes late,
/// changes nothing. A list that only begins as the one that is known is an older one. One that contradicts it is kept
/// beside it, for the race director to decide; what the race director said stays.</summary>
/// <param name="Stage">Null, as <paramref name="Heat"/>: that in which the run was heard of first, else the one that is
/// on now.</param>
/// <param name="Run">The timer's own name for the flight, 1 to 64 characters: another flight has another.</param>
/// <param name="Finished">The flight is over: its places are proposed, or count where the plan says so.</param>
public sealed record RecordLaps(
    ContestId Contest,
    string? Stage,
    string? Heat,
    string Run,
    bool Finished,
    IReadOnlyList<PilotLaps> Pilots
) : Command
{
    private const int LongestRun = 64,
        MostPilots = 8;

    /// <summary>The board that an integration's badge is for, to time a contest's race.</summary>
    public static string BoardOf(ContestId contest) => $"race/{contest}";

    public override Who May() => Who.LeaderOf(Contest) | Who.IntegrationOf(BoardOf(Contest));

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var (race, contest) = (fair.Race(Contest), fair.Contest(Contest));
        if (
            (Stage is null) != (Heat is null)
            || Run is not { Length: > 0 and <= LongestRun }
            || Pilots is not { Count: <= MostPilots }
            || !Pilots.All(p => Flights.IsSound(p.Flight))
        )
            throw RaceRefusals.BadLaps();
        var (stageId, heatId) = Stage is null ? Where(race) : (Stage, Heat!);
        var stage = fair.OpenStage(Contest, stageId);
        var heat = stage.HeatToFly(heatId);
        var (said, pilots) = (
            Pilots.Select(p => (Pilot: contest.Pilot(p.Contestant), p.Flight)).ToList(),
            heat.Flying.ToHashSet()
        );
        if (said.Any(p => !pilots.Contains(p.Pilot)))
            throw RaceRefusals.NotInThisHeat(heatId, pilots.Select(contest.Called));
        if (said.DistinctBy(p => p.Pilot).Count() < said.Count)
            throw RaceRefusals.BadLaps();
        var known = stage.Timings.Find(heatId, Run);
        var facts = new List<Fact>();
        foreach (var (pilot, flight) in said)
            if (News(known?.Pilots.GetValueOrDefault(pilot), flight) is { } news)
                facts.Add(new LapsTimed(Contest, stageId, heatId, Run, pilot, news.Flight, news.Doubt));
        if (Finished && known is not { Finished: true })
            facts.Add(new FlightFinished(Contest, stageId, heatId, Run));
        if (facts.Count == 0)
            return Decision.Nothing;
        if (!race.Plan.Confirm && heat.State is HeatState.Ready && Settled(fair, facts, now) is { } places)
            facts.Add(new HeatFlown(Contest, stageId, heatId, stage.Run(heatId), places));
        return Decision.Of(facts);

        // the places by all of this, where the flight counts, is over and leaves nothing open
        IReadOnlyList<Placing>? Settled(Fair fair, List<Fact> facts, DateTimeOffset now)
        {
            var then = facts.Aggregate(fair.Slice<RaceSlice>(), (s, f) => (RaceSlice)s.Then(f, now));
            var flight = then.Races[Contest].Stages[stageId].Timings.Current(heatId);
            if (
                flight is not { Finished: true }
                || flight.Run != Run
                || flight.Pilots.Values.Any(p => p.Doubt is not null)
            )
                return null;
            var places = flight.Places(heat.Flying, stage.Stage.Laps);
            return ReportHeat.Ties(heat, places) || stage.Stage.Format is RaceFormat.Ace && !places[0].Flew
                ? null
                : places;
        }
    }

    /// <summary>What is news of a pilot's flight; null: nothing.</summary>
    private static (Flight Flight, bool Doubt)? News(Timed? known, Flight said)
    {
        if (known is { Corrected: true })
            return null;
        if ((known?.Flight ?? Flight.None).With(said) is { } both)
            return known is not null && both.Same(known.Flight) ? null : (both, false);
        return known!.Doubt?.Same(said) is true ? null : (said, true);
    }

    private (string, string) Where(RaceState race)
    {
        foreach (var (id, stage) in race.Stages.OrderBy(s => s.Key, StringComparer.Ordinal))
        foreach (var (heat, flights) in stage.Timings.Of.OrderBy(h => h.Key, StringComparer.Ordinal))
            if (flights.Any(t => t.Run == Run))
                return (id, heat);
        return race.On ?? throw RaceRefusals.NoHeatOn();
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/race/laps",
                (ContestId contest, LapsRequest l, HttpContext http) =>
                    http.Ask(new RecordLaps(contest, l.Stage, l.Heat, l.Run, l.Finished, l.Pilots))
            )
            .Asks<RecordLaps>("Tell all that a timer has of a flight");
}

/// <param name="Start">Seconds from the start signal to the first crossing of the gate; null: there was none.</param>
/// <param name="Laps">Seconds of each, in the order flown, with at most 6 decimals: all of them, always.</param>
/// <param name="Deleted">Laps that do not count (0, 1…), because the crossing that ended them was none: their time is
/// part of the next.</param>
public sealed record PilotLaps(
    ContestantId Contestant,
    decimal? Start,
    [property: MaxLength(Flight.MostLaps)] IReadOnlyList<decimal> Laps,
    [property: MaxLength(Flight.MostLaps)] IReadOnlyList<int>? Deleted = null
)
{
    internal Flight Flight => new(Start, Laps, [.. (Deleted ?? []).Distinct().Order()]);
}

/// <param name="Stage">Null, as the heat: the one that is on now.</param>
/// <param name="Run">The timer's own name for the flight.</param>
/// <param name="Finished">The flight is over.</param>
public sealed record LapsRequest(
    [property: MaxLength(64)] string Run,
    [property: MaxLength(8)] IReadOnlyList<PilotLaps> Pilots,
    string? Stage = null,
    string? Heat = null,
    bool Finished = false
);
