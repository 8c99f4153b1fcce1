using Hub.Features.Roster;

namespace Hub.Features.Floor;

/// <summary>Says where a booth is on the plan.</summary>
/// <param name="X">From the left, 0 to 1000 thousandths of the picture's width; null: nowhere.</param>
/// <param name="Y">From the top, 0 to 1000 thousandths of its height.</param>
public sealed record PlaceBooth(BoothId Booth, int? X, int? Y) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        fair.DemandBooth(Booth);
        if (X is null != Y is null || X is < 0 or > 1000 || Y is < 0 or > 1000)
            throw FloorRefusals.BadSpot();
        var spot = X is { } x && Y is { } y ? new Spot(x, y) : null;
        return spot == fair.Floor.Spots.GetValueOrDefault(Booth) ? Decision.Nothing : new BoothPlaced(Booth, X, Y);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("floor/spots", (PlaceBooth place, HttpContext http) => http.Ask(place))
            .Asks<PlaceBooth>("Say where a booth is on the picture of the halls");
}
