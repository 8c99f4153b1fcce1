using Hub.Sheets;

namespace Hub.Features.Roster;

/// <summary>Takes the good rows of a spreadsheet. What is there already and the same is left alone; a column that the
/// sheet does not have changes nothing.</summary>
public sealed record ImportRoster(IReadOnlyList<EmployerRow> Employers, IReadOnlyList<PositionRow> Positions) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var diff = RosterDiff.Of(fair.Roster.Directory, Employers, Positions);
        if (diff.Employers.Count + diff.Positions.Count == 0)
            return Decision.Nothing;
        return new RosterImported(diff.Employers, diff.Positions);
    }
}
