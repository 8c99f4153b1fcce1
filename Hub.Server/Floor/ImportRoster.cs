using Hub.Access;
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
        return diff.Employers.Count + diff.Positions.Count == 0 ? Decision.Nothing : new RosterImported(diff.Employers, diff.Positions);
    }
}

/// <summary>What a spreadsheet would change.</summary>
/// <param name="Refused">Rows that only the fair's state refuses: an employer nobody knows, a booth that is taken.</param>
public sealed record RosterDiff(IReadOnlyList<Employer> Employers, IReadOnlyList<Position> Positions, int Added, int Changed, int Same, IReadOnlyList<RefusedRow> Refused)
{
    public static RosterDiff Of(Directory directory, IReadOnlyList<EmployerRow> employers, IReadOnlyList<PositionRow> positions)
    {
        var (changedEmployers, changedPositions, refused) = (new List<Employer>(), new List<Position>(), new List<RefusedRow>());
        int added = 0, changed = 0, same = 0;
        var booths = directory.Booths;
        var nextEmployer = directory.Employers.Count;
        foreach (var row in employers)
        {
            var id = directory.EmployerIds.GetValueOrDefault(Rosters.Roster.Key(row.Name));
            var had = id is null ? null : directory.Employers[id];
            if (Filled(row.Booth) is { } booth && booths.TryGetValue(booth, out var holder) && holder != id)
            {
                refused.Add(new RefusedRow(row.Row, "booth", booth, $"展位已由“{directory.Employers.GetValueOrDefault(holder)?.Name}”使用",
                    $"The booth is {directory.Employers.GetValueOrDefault(holder)?.Name}'s"));
                continue;
            }
            var now = new Employer(id ?? $"e{++nextEmployer}", had?.Name ?? row.Name, Keep(row.NameEn, had?.NameEn), Keep(row.Cluster, had?.Cluster), Keep(row.Industry, had?.Industry),
                Keep(row.Website, had?.Website), Keep(row.Description, had?.Description), Keep(row.Booth, had?.Booth));
            if (now == had) { same++; continue; }
            if (had is null) added++; else changed++;
            if (had?.Booth is { } left && left != now.Booth) booths = booths.Remove(left);
            if (now.Booth is not null) booths = booths.SetItem(now.Booth, now.Id);
            changedEmployers.Add(now);
        }
        var nextPosition = directory.Positions.Count;
        foreach (var row in positions)
        {
            if (!directory.EmployerIds.TryGetValue(Rosters.Roster.Key(row.Employer), out var employer))
            {
                refused.Add(new RefusedRow(row.Row, "employer", row.Employer, "没有这家单位,请先导入单位名单", "There is no such employer; import the employers first"));
                continue;
            }
            var id = directory.PositionIds.GetValueOrDefault(Directory.KeyOf(employer, row.Title, Filled(row.Place)));
            var had = id is null ? null : directory.Positions[id];
            var now = new Position(id ?? $"p{++nextPosition}", employer, had?.Title ?? row.Title, row.Headcount ?? had?.Headcount, Keep(row.Degree, had?.Degree), Keep(row.Major, had?.Major),
                Keep(row.Salary, had?.Salary), Keep(row.Place, had?.Place), Keep(row.Type, had?.Type));
            if (now == had) { same++; continue; }
            if (had is null) added++; else changed++;
            changedPositions.Add(now);
        }
        return new RosterDiff(changedEmployers, changedPositions, added, changed, same, refused);
    }

    /// <summary>No such column keeps what was; an empty cell clears it.</summary>
    private static string? Keep(string? cell, string? had) => cell is null ? had : Filled(cell);

    private static string? Filled(string? cell) => string.IsNullOrEmpty(cell) ? null : cell;
}
