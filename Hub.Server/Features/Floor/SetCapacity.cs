using Hub.Features.Roster;

namespace Hub.Features.Floor;

/// <summary>Says how many people a place holds: a booth, a hall, or with neither the whole fair. Screens warn at 80 %
/// and at 100 %.</summary>
/// <param name="People">1 to 1,000,000; null: as the roster says, or without a limit.</param>
public sealed record SetCapacity(int? People, BoothId? Booth = null, string? Hall = null) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (People is < 1 or > 1_000_000)
            throw FloorRefusals.BadCapacity();
        if (Booth is not null && Hall is not null)
            throw FloorRefusals.BoothAndHall();
        var floor = fair.Floor;
        if (Booth is { } booth)
            fair.DemandBooth(booth);
        if (Hall is not null && fair.Roster.Directory.Employers.Values.All(e => e.Hall != Hall))
            throw FloorRefusals.UnknownHall(Hall);
        var place =
            Booth is { } its ? PlaceId.OfBooth(its)
            : Hall is not null ? PlaceId.OfHall(Hall)
            : PlaceId.Fair;
        return People == (floor.Capacities.TryGetValue(place, out var had) ? had : null)
            ? Decision.Nothing
            : new CapacitySet(place, People);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("floor/capacity", (SetCapacity capacity, HttpContext http) => http.Ask(capacity))
            .Asks<SetCapacity>("Say how many people a booth, a hall or the whole fair holds");
}
