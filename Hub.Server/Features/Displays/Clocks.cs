namespace Hub.Features.Displays;

/// <summary>Whoever sees on the desk that a node's clock is in doubt, and knows that it is right, says so
/// there.</summary>
public static class Clocks
{
    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("clock", (ClockRequest r, HttpContext http) => http.Ask(new ConfirmClock(r.At)))
            .Asks<ConfirmClock>("Say that what the hub's clock shows is right, whatever speaks against it");
}

/// <param name="At">What it shows.</param>
public sealed record ClockRequest(DateTimeOffset At);
