using Hub.Floor.Queues;
using Hub.Ledger;
using Hub.Rosters;

namespace Hub.Floor;

/// <summary>Takes the good rows of a spreadsheet. What is there already and the same is left alone; a column that the sheet does not have
/// changes nothing.</summary>
public sealed record ImportRoster(IReadOnlyList<EmployerRow> Employers, IReadOnlyList<PositionRow> Positions) : Command
{
    public override bool Allows(Asker asker) => asker.Role is Role.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var diff = RosterDiff.Of(fair.Floor.Directory, Employers, Positions);
        if (diff.Employers.Count + diff.Positions.Count == 0) return Decision.Nothing;
        var imported = new RosterImported(diff.Employers, diff.Positions);
        return new Decision([imported, .. QueuesAfter.Import(fair, imported)], []);
    }
}
