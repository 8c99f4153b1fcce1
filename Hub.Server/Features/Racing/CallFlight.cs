namespace Hub.Features.Racing;

/// <summary>Calls a heat to the start, so that every screen shows it; or says that none is on.</summary>
/// <param name="Stage">Null, as <paramref name="Heat"/>: none.</param>
public sealed record CallFlight(ContestId Contest, string? Stage, string? Heat) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var race = fair.Race(Contest);
        if (Stage is null || Heat is null)
            return race.On is null ? Decision.Nothing : new FlightCalled(Contest, null, null);
        if (fair.OpenStage(Contest, Stage).HeatToFly(Heat).State is HeatState.Flown)
            throw RaceRefusals.HeatFlownBefore(Heat);
        return race.On == (Stage, Heat) ? Decision.Nothing : new FlightCalled(Contest, Stage, Heat);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/race/now",
                (ContestId contest, CallFlightRequest c, HttpContext http) =>
                    http.Ask(new CallFlight(contest, c.Stage, c.Heat))
            )
            .Asks<CallFlight>("Call a heat of a race to the start");
}

/// <param name="Stage">Null: no heat is on.</param>
public sealed record CallFlightRequest(string? Stage = null, string? Heat = null);
