using System.ComponentModel.DataAnnotations;
using Hub.Features.Contest;

namespace Hub.Features.Racing;

/// <summary>The race director says a pilot's laps of a flight; the timer changes them no more. Places that were said
/// stay until they are said again.</summary>
/// <param name="Run">The timer's name for the flight; where no timer was there, any.</param>
/// <param name="Start">As in <see cref="PilotLaps"/>; null: as it is known.</param>
/// <param name="Laps">The laps that count.</param>
/// <param name="Reason">For the record; 1 to 200 characters.</param>
public sealed record CorrectLaps(
    ContestId Contest,
    string Stage,
    string Heat,
    string Run,
    ContestantId Contestant,
    decimal? Start,
    IReadOnlyList<decimal> Laps,
    string Reason
) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var (stage, contest) = (fair.OpenStage(Contest, Stage), fair.Contest(Contest));
        var heat = stage.HeatToFly(Heat);
        var pilot = contest.Sheet(Contestant).Number;
        if (!heat.Flying.Contains(pilot))
            throw RaceRefusals.NotInThisHeat(Heat, heat.Flying.Select(contest.Called));
        var known = stage.Timings.Find(Heat, Run)?.Pilots.GetValueOrDefault(pilot);
        var flight = new Flight(Start ?? known?.Flight.Start, Laps, []);
        if (Run is not { Length: > 0 and <= 64 } || !Flights.IsSound(flight))
            throw RaceRefusals.BadLaps();
        return known is { Corrected: true } && known.Flight.Same(flight)
            ? Decision.Nothing
            : new LapsCorrected(Contest, Stage, Heat, Run, pilot, flight, ContestOfFair.Reason(Reason));
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/race/stages/{stage}/heats/{heat}/laps",
                (ContestId contest, string stage, string heat, CorrectLapsRequest c, HttpContext http) =>
                    http.Ask(new CorrectLaps(contest, stage, heat, c.Run, c.Contestant, c.Start, c.Laps, c.Reason))
            )
            .Asks<CorrectLaps>("Correct a pilot's laps");
}

/// <param name="Run">The timer's name for the flight.</param>
/// <param name="Laps">The laps that count.</param>
/// <param name="Start">Null: as it is known.</param>
public sealed record CorrectLapsRequest(
    [property: MaxLength(64)] string Run,
    ContestantId Contestant,
    [property: MaxLength(Flight.MostLaps)] IReadOnlyList<decimal> Laps,
    [property: MaxLength(ContestOfFair.LongestReason)] string Reason,
    decimal? Start = null
);
