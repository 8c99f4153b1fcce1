using Hub.Sheets;

namespace Hub.Features.Roster;

/// <summary>What a spreadsheet would change.</summary>
/// <param name="Refused">Rows that only the fair's state refuses: an employer nobody knows, a booth that is
/// taken.</param>
public sealed record RosterDiff(
    IReadOnlyList<Employer> Employers,
    IReadOnlyList<Position> Positions,
    int Added,
    int Changed,
    int Same,
    IReadOnlyList<RefusedRow> Refused
)
{
    public static RosterDiff Of(
        RosterDirectory directory,
        IReadOnlyList<EmployerRow> employers,
        IReadOnlyList<PositionRow> positions
    )
    {
        var (newEmployers, newPositions) = (new List<Employer>(), new Dictionary<string, Position>());
        var (nextEmployer, nextPosition) = (directory.Employers.Count, directory.Positions.Count);
        // an employer that a sheet names twice is what its last row says
        Wish[] wishes =
        [
            .. employers
                .GroupBy(e => Sheets.Roster.Key(e.Name))
                .Select(e => new Wish(
                    e.Last(),
                    directory.EmployerIds.TryGetValue(e.Key, out var id) ? directory.Employers[id] : null
                )),
        ];
        var taken = Taken(directory, wishes);
        foreach (var wish in wishes.Where(w => !taken.ContainsKey(w)))
        {
            var (row, had) = (wish.Row, wish.Had);
            var now = new Employer(
                had?.Id ?? new($"e{++nextEmployer}"),
                had?.Name ?? row.Name,
                Keep(row.NameEn, had?.NameEn),
                Keep(row.Cluster, had?.Cluster),
                Keep(row.Industry, had?.Industry),
                Keep(row.Website, had?.Website),
                Keep(row.Description, had?.Description),
                AnyId.Maybe<BoothId>(Keep(row.Booth, had?.Booth?.Text)),
                Keep(row.Zone, had?.Zone),
                Keep(row.Hall, had?.Hall),
                row.Capacity is null ? had?.Capacity
                    : row.Capacity > 0 ? row.Capacity
                    : null
            );
            if (now != had)
                newEmployers.Add(now);
        }
        var after = directory.Then(new RosterImported(newEmployers, []));
        List<RefusedRow> refused =
        [
            .. taken.Select(t => new RefusedRow(
                t.Key.Row.Row,
                "booth",
                t.Key.Asks!.Value.Text,
                $"展位已由“{t.Value}”使用",
                $"The booth is {t.Value}'s",
                t.Key.Row.Sheet
            )),
        ];
        var positionIds = directory.PositionIds.ToBuilder();
        foreach (var row in positions)
        {
            if (!after.EmployerIds.TryGetValue(Sheets.Roster.Key(row.Employer), out var employer))
            {
                refused.Add(
                    new RefusedRow(
                        row.Row,
                        "employer",
                        row.Employer,
                        "没有这家单位，请先导入单位名单",
                        "There is no such employer; import the employers first",
                        row.Sheet
                    )
                );
                continue;
            }
            var key = RosterDirectory.KeyOf(employer, row.Title, Filled(row.Place));
            var id = positionIds.GetValueOrDefault(key);
            var had = id is null ? null : newPositions.GetValueOrDefault(id) ?? directory.Positions[id];
            var now = new Position(
                id ?? $"p{++nextPosition}",
                employer,
                had?.Title ?? row.Title,
                row.Headcount ?? had?.Headcount,
                Keep(row.Degree, had?.Degree),
                Keep(row.Major, had?.Major),
                Keep(row.Salary, had?.Salary),
                Keep(row.Place, had?.Place),
                Keep(row.Type, had?.Type)
            );
            if (now == had)
                continue;
            newPositions[now.Id] = now;
            positionIds[key] = now.Id;
        }
        Position[] positionsNow = [.. newPositions.Values.Where(p => p != directory.Positions.GetValueOrDefault(p.Id))];
        var added =
            newEmployers.Count(e => !directory.Employers.ContainsKey(e.Id))
            + positionsNow.Count(p => !directory.Positions.ContainsKey(p.Id));
        var changed = newEmployers.Count + positionsNow.Length - added;
        return new RosterDiff(
            newEmployers,
            positionsNow,
            added,
            changed,
            employers.Count + positions.Count - refused.Count - added - changed,
            refused
        );
    }

    /// <summary>Who asks in vain: the booth's holder still holds it after the sheet, or a row above asked for it. A row
    /// that is refused keeps its employer where it was, and that refuses those who asked for this booth.</summary>
    /// <returns>Wish → the name of who holds the booth after the sheet.</returns>
    private static Dictionary<Wish, string> Taken(RosterDirectory directory, IReadOnlyList<Wish> wishes)
    {
        var asking = wishes.Where(w => w.Asks is not null).ToLookup(w => w.Asks);
        var freed = wishes.Select(w => w.Leaves).ToHashSet();
        var refused = new HashSet<Wish>();
        var next = new Queue<Wish>(
            asking.SelectMany(booth =>
                booth.Skip(freed.Contains(booth.Key) || !directory.Booths.ContainsKey(booth.Key!.Value) ? 1 : 0)
            )
        );
        while (next.TryDequeue(out var wish))
            if (refused.Add(wish))
                foreach (var other in asking[wish.Leaves])
                    next.Enqueue(other);
        return refused.ToDictionary(
            w => w,
            w =>
                asking[w.Asks].FirstOrDefault(other => !refused.Contains(other))?.Name
                ?? directory.Employers[directory.Booths[w.Asks!.Value]].Name
        );
    }

    /// <summary>What a row wants of the employer that is there already.</summary>
    private sealed class Wish(EmployerRow row, Employer? had)
    {
        public EmployerRow Row => row;
        public Employer? Had => had;
        public string Name => had?.Name ?? row.Name;

        /// <summary>The booth that it does not have yet.</summary>
        public BoothId? Asks { get; } = Filled(row.Booth) is { } booth && booth != had?.Booth?.Text ? new(booth) : null;

        /// <summary>The booth that it gives up.</summary>
        public BoothId? Leaves { get; } =
            row.Booth is not null && Filled(row.Booth) != had?.Booth?.Text ? had?.Booth : null;
    }

    /// <summary>No such column keeps what was; an empty cell clears it.</summary>
    private static string? Keep(string? cell, string? had) => cell is null ? had : Filled(cell);

    private static string? Filled(string? cell) => string.IsNullOrEmpty(cell) ? null : cell;
}
