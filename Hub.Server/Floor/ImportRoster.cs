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
        var refused = new List<RefusedRow>();
        // each row is decided on what the rows before it have made of the directory
        var after = directory;
        var (nextEmployer, nextPosition) = (directory.Employers.Count, directory.Positions.Count);
        var (newEmployers, newPositions) = (new Dictionary<string, Employer>(), new Dictionary<string, Position>());
        foreach (var row in employers)
        {
            var id = after.EmployerIds.GetValueOrDefault(Rosters.Roster.Key(row.Name));
            var had = id is null ? null : after.Employers[id];
            if (Filled(row.Booth) is { } booth && after.Booths.TryGetValue(booth, out var holder) && holder != id)
            {
                refused.Add(new RefusedRow(row.Row, "booth", booth, $"展位已由“{after.Employers[holder].Name}”使用", $"The booth is {after.Employers[holder].Name}'s"));
                continue;
            }
            var now = new Employer(id ?? $"e{++nextEmployer}", had?.Name ?? row.Name, Keep(row.NameEn, had?.NameEn), Keep(row.Cluster, had?.Cluster), Keep(row.Industry, had?.Industry),
                Keep(row.Website, had?.Website), Keep(row.Description, had?.Description), Keep(row.Booth, had?.Booth));
            if (now == had) continue;
            newEmployers[now.Id] = now;
            after = after.Then(new RosterImported([now], []));
        }
        var positionIds = directory.PositionIds.ToBuilder();
        foreach (var row in positions)
        {
            if (!after.EmployerIds.TryGetValue(Rosters.Roster.Key(row.Employer), out var employer))
            {
                refused.Add(new RefusedRow(row.Row, "employer", row.Employer, "没有这家单位，请先导入单位名单", "There is no such employer; import the employers first"));
                continue;
            }
            var key = Directory.KeyOf(employer, row.Title, Filled(row.Place));
            var id = positionIds.GetValueOrDefault(key);
            var had = id is null ? null : newPositions.GetValueOrDefault(id) ?? directory.Positions[id];
            var now = new Position(id ?? $"p{++nextPosition}", employer, had?.Title ?? row.Title, row.Headcount ?? had?.Headcount, Keep(row.Degree, had?.Degree), Keep(row.Major, had?.Major),
                Keep(row.Salary, had?.Salary), Keep(row.Place, had?.Place), Keep(row.Type, had?.Type));
            if (now == had) continue;
            newPositions[now.Id] = now;
            positionIds[key] = now.Id;
        }
        Employer[] employersNow = [.. newEmployers.Values.Where(e => e != directory.Employers.GetValueOrDefault(e.Id))];
        Position[] positionsNow = [.. newPositions.Values.Where(p => p != directory.Positions.GetValueOrDefault(p.Id))];
        var added = employersNow.Count(e => !directory.Employers.ContainsKey(e.Id)) + positionsNow.Count(p => !directory.Positions.ContainsKey(p.Id));
        var changed = employersNow.Length + positionsNow.Length - added;
        return new RosterDiff(employersNow, positionsNow, added, changed, employers.Count + positions.Count - refused.Count - added - changed, refused);
    }

    /// <summary>No such column keeps what was; an empty cell clears it.</summary>
    private static string? Keep(string? cell, string? had) => cell is null ? had : Filled(cell);

    private static string? Filled(string? cell) => string.IsNullOrEmpty(cell) ? null : cell;
}
