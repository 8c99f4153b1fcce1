using Hub.Sheets;

namespace Hub.Features.Roster;

/// <summary>A row of the roster as a spreadsheet has it, to be corrected by hand.</summary>
/// <param name="Cells">In the order of the columns.</param>
public sealed record EditableRow(RosterKind Kind, string Id, IReadOnlyList<EditableCell> Cells)
{
    private static EditableRow Of(Fair fair, string id)
    {
        var isEmployer = fair.Roster.Directory.Employers.TryGetValue(new EmployerId(id), out var employer);
        var kind = isEmployer ? RosterKind.Employers : RosterKind.Positions;
        var cells = isEmployer
            ? RosterTable.Cells(employer!)
            : RosterTable.Cells(fair.Roster.Directory, fair.Position(id));
        return new(
            kind,
            id,
            [
                .. RosterTable
                    .Fields(kind)
                    .Select((f, i) => new EditableCell(f.Id, f.Zh, f.En, f.Required, cells[i] ?? ""))
                    // whose a position is stays
                    .Where(c => c.Field != "employer"),
            ]
        );
    }

    public static void Map(IEndpointRouteBuilder fairs) =>
        fairs
            .MapGet("roster/rows/{id}", (string id, HttpContext http) => Of(http.Fair(), id))
            .For(_ => Who.Organizer, "An employer or a position as a spreadsheet has it, to correct it");
}

public sealed record EditableCell(string Field, string Zh, string En, bool Required, string Cell);
