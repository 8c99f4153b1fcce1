using Hub.Features.Roster.Changes;
using Hub.Sheets;

namespace Hub.Features.Roster;

/// <param name="Cells">Field, as in an import's report, → what it is to say, as a spreadsheet would; what is not named
/// stays, and an empty one is emptied.</param>
public sealed record EditRequest(IReadOnlyDictionary<string, string> Cells);

/// <summary>One row of the roster, corrected by hand: read as a spreadsheet is, but what a spreadsheet may have odd is
/// refused here, because who typed it is there to put it right.</summary>
internal static class Edit
{
    /// <param name="had">See <see cref="RosterTable"/>.</param>
    /// <exception cref="Refusal"><c>bad-roster-row</c>, <c>malformed</c>: no such field.</exception>
    public static RosterResult Read(RosterKind kind, string?[] had, IReadOnlyDictionary<string, string> cells)
    {
        var fields = RosterTable.Fields(kind);
        if (cells.Keys.FirstOrDefault(k => fields.All(f => f.Id != k)) is { } unknown)
            throw Refusal.Malformed($"没有 {unknown} 这一项。", $"There is no field {unknown}.");
        // only what is said: what somebody else corrects meanwhile stays theirs
        (Field Field, string Cell)[] said =
        [
            .. fields
                .Index()
                .Where(f => f.Item.Required || cells.ContainsKey(f.Item.Id))
                .Select(f => (f.Item, cells.GetValueOrDefault(f.Item.Id, had[f.Index] ?? ""))),
        ];
        var sheet = new Sheet(
            null,
            null,
            null,
            [.. said.Select(s => s.Field.Zh)],
            [
                [.. said.Select(s => s.Cell)],
            ]
        );
        var columns = fields.ToDictionary(f => f.Id, f => Array.FindIndex(said, s => s.Field == f));
        var read = Sheets.Roster.Read(kind, sheet, columns);
        return (read.Refused.FirstOrDefault() ?? read.Warned.FirstOrDefault()) is { } bad
            ? throw RosterRefusals.BadRow(bad)
            : read;
    }

    public static Decision Decide(
        Fair fair,
        IReadOnlyList<EmployerRow> employers,
        IReadOnlyList<PositionRow> positions,
        string row,
        string id
    )
    {
        var same = new Answers(new Dictionary<string, string> { [row] = id }, new HashSet<string> { row });
        var diff = RosterDiff.Of(fair.Roster.Directory, employers, positions, same);
        if (diff.Refused is [var bad, ..])
            throw RosterRefusals.BadRow(bad);
        return diff.Changes.Count == 0 ? Decision.Nothing : new RosterImported(diff.Employers, diff.Positions);
    }
}
