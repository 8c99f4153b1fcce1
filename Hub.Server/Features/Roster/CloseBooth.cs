namespace Hub.Features.Roster;

/// <summary>Closes a booth, or opens it again. Whoever is in a booth that closes has left it; what was scanned before
/// still counts when it comes late.</summary>
public sealed record CloseBooth(BoothId Booth, bool Closed) : Command
{
    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        fair.DemandBooth(Booth);
        return fair.Roster.Closed.ContainsKey(Booth) == Closed ? Decision.Nothing
            : Closed ? new BoothClosed(Booth)
            : new BoothOpened(Booth);
    }

    public static void Map(IEndpointRouteBuilder fair)
    {
        fair.MapPost("booths/{booth}/close", (BoothId booth, HttpContext http) => http.Ask(new CloseBooth(booth, true)))
            .Asks<CloseBooth>("Close a booth");
        fair.MapPost("booths/{booth}/open", (BoothId booth, HttpContext http) => http.Ask(new CloseBooth(booth, false)))
            .Asks<CloseBooth>("Open a closed booth");
    }
}
