using Hub.Sheets;

namespace Hub.Features.Roster;

/// <summary>Corrects one position, also its title and place; whose it is stays.</summary>
/// <param name="Row">What is null in it stays.</param>
public sealed record EditPosition(string Id, PositionRow Row) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        fair.Position(Id);
        return Edit.Decide(fair, [], [Row], Row.At, Id);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "positions/{id}",
                (string id, EditRequest b, HttpContext http) =>
                {
                    var now = http.Fair();
                    var had = RosterTable.Cells(now.Roster.Directory, now.Position(id));
                    return http.Ask(new EditPosition(id, Edit.Read(RosterKind.Positions, had, b.Cells).Positions[0]));
                }
            )
            .Asks<EditPosition>("Correct a position");
}
