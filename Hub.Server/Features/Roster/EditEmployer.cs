using Hub.Sheets;

namespace Hub.Features.Roster;

/// <summary>Corrects one employer, also its name. Its booths' queues go where it goes.</summary>
/// <param name="Row">What is null in it stays.</param>
public sealed record EditEmployer(EmployerId Id, EmployerRow Row) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        fair.Employer(Id);
        return Edit.Decide(fair, [Row], [], Row.At, Id.Text);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "employers/{id}",
                (EmployerId id, EditRequest b, HttpContext http) =>
                {
                    var had = RosterTable.Cells(http.Fair().Employer(id));
                    return http.Ask(new EditEmployer(id, Edit.Read(RosterKind.Employers, had, b.Cells).Employers[0]));
                }
            )
            .Asks<EditEmployer>("Correct an employer");
}
