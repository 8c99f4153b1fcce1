using Hub.Sheets;

namespace Hub.Features.Roster.Changes;

/// <summary>What a spreadsheet would change.</summary>
/// <param name="Refused">Rows that only the fair's state refuses: an employer nobody knows, a booth that is taken, a
/// row that is asked about and not answered.</param>
/// <param name="Changes">Row by row what was and what becomes of it.</param>
/// <param name="Pairs">What is asked: whether these are the same.</param>
/// <param name="Missing">What is there and the file does not name: the employers of a list of employers, and of a list
/// of positions those of the employers that it names.</param>
public sealed record RosterDiff(
    IReadOnlyList<Employer> Employers,
    IReadOnlyList<Position> Positions,
    int Added,
    int Changed,
    int Same,
    IReadOnlyList<RefusedRow> Refused,
    IReadOnlyList<RosterChange> Changes,
    IReadOnlyList<Pair> Pairs,
    IReadOnlyList<Missing> Missing
)
{
    /// <summary>Names the pairs, for an answer to all of them; null: there are none.</summary>
    public string? Pairing => Pair.Name(Pairs);

    public static RosterDiff Of(
        RosterDirectory directory,
        IReadOnlyList<EmployerRow> employers,
        IReadOnlyList<PositionRow> positions,
        Answers? answers = null
    )
    {
        var employer = new EmployerChanges(directory, employers, answers ?? Answers.None);
        var after = directory.Then(new RosterImported(employer.Now, []));
        var position = new PositionChanges(after, positions, answers ?? Answers.None);
        RosterChange[] changes = [.. employer.Changes, .. position.Changes];
        RefusedRow[] refused = [.. employer.Refused, .. position.Refused];
        var added = changes.Count(c => c.Cells.Count == 0);
        return new RosterDiff(
            employer.Now,
            position.Now,
            added,
            changes.Length - added,
            employers.Count + positions.Count - refused.Length - changes.Length,
            refused,
            changes,
            [.. employer.Pairs, .. position.Pairs],
            [
                .. employer
                    .Missing.Select(e => new Missing(
                        e.Id.Text,
                        e.Name,
                        e.Booth is null ? null : string.Join('、', e.AllBooths())
                    ))
                    .OrderBy(m => m.Name, StringComparer.Ordinal),
                .. position
                    .Missing.Select(p => new Missing(p.Id, $"{after.Employers[p.Employer].Name} · {p.Title}", p.Place))
                    .OrderBy(m => m.Name, StringComparer.Ordinal),
            ]
        );
    }

    /// <param name="was">Null: it is added.</param>
    internal static RosterChange Change(
        (int Row, string? Sheet) at,
        string id,
        string name,
        RosterKind kind,
        string?[]? was,
        string?[] now
    ) =>
        new(
            at.Row,
            at.Sheet,
            id,
            name,
            was is null
                ? []
                :
                [
                    .. RosterTable
                        .Fields(kind)
                        .Select((f, i) => new CellChange(f.Id, was[i], now[i]))
                        .Where(c => (c.Was ?? "") != (c.Now ?? "")),
                ]
        );
}
