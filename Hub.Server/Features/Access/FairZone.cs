namespace Hub.Features.Access;

/// <summary>An organizer says on the desk in which time zone the fair is.</summary>
public static class FairZone
{
    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("zone", (ZoneRequest r, HttpContext http) => http.Ask(new SetZone(r.Zone)))
            .Asks<SetZone>("Say in which time zone the fair is");
}

/// <param name="Zone">IANA, like <c>Asia/Shanghai</c>.</param>
public sealed record ZoneRequest(string Zone);
