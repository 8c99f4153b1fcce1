namespace Hub.Sheets;

/// <summary>What the person says about where the table is.</summary>
/// <param name="Sheets">Names of the workbook's sheets to read; null: those whose columns are best known.</param>
/// <param name="Header">The number of the header's first row, from 1; null: it is found.</param>
public sealed record Where(IReadOnlyList<string>? Sheets = null, int? Header = null);

/// <summary>A file: the sheets that are read, and all that it has.</summary>
/// <param name="Taken">At least one, in the file's order: the best known, and those that look like it.</param>
/// <param name="Sheets">Of a workbook; empty for a text file.</param>
public sealed record Book(IReadOnlyList<Sheet> Taken, IReadOnlyList<SheetSeen> Sheets)
{
    /// <summary>Reads a CSV, TSV, XLSX or XLS file; what it is, is told by its bytes, not by its name.</summary>
    /// <param name="kind">What is looked for, where a workbook holds both employers and positions.</param>
    /// <exception cref="UnreadableRosterException">Empty, too large, not a table, or no such sheet or row.</exception>
    public static Book Read(byte[] file, string fileName, Where? where = null, RosterKind? kind = null) =>
        Read(file, fileName, where ?? new(), Wanted.Roster(kind));

    /// <summary>The same, where another table is looked for than a roster.</summary>
    internal static Book Read(byte[] file, string fileName, Where where, Wanted wanted) =>
        (
            Workbook.Is(file) ? Of(Workbook.Read(file), where, wanted)
            : Delimited.Read(file, where.Header, wanted) is { } sheet ? new Book([sheet], [])
            : null
        )
        ?? throw (
            where.Header is { } row
                ? new UnreadableRosterException(
                    $"第 {row} 行是空的，不是表头。",
                    $"Row {row} is empty: it is no header."
                )
                : new UnreadableRosterException($"文件“{fileName}”是空的。", $"The file \"{fileName}\" is empty.")
        );

    private static Book? Of(IReadOnlyList<Table> tables, Where where, Wanted wanted)
    {
        foreach (var name in where.Sheets ?? [])
            if (tables.All(t => t.Name != name))
                throw new UnreadableRosterException(
                    $"没有名为“{name}”的工作表；有：{string.Join(", ", tables.Select(t => t.Name))}。",
                    $"There is no sheet \"{name}\"; there are: {string.Join(", ", tables.Select(t => t.Name))}."
                );
        var seen = tables
            .Select(t => (Table: t, Sheet: Sheet.Of(null, null, t.Name, t.Grid, where.Header, wanted)))
            .ToList();
        var best = seen.Where(s => s.Sheet is not null && where.Sheets?.Contains(s.Table.Name) is not false)
            .OrderByDescending(s => wanted.Fit(s.Sheet!.Seen))
            .ThenByDescending(s => s.Table.Visible)
            .FirstOrDefault();
        if (best.Sheet is null)
            return null;
        List<Sheet> taken =
        [
            .. seen.Where(s =>
                    s.Sheet is not null
                    && (
                        where.Sheets?.Contains(s.Table.Name)
                        ?? (s == best || s.Table.Visible && wanted.Alike(best.Sheet.Seen, s.Sheet.Seen))
                    )
                )
                .Select(s => s.Sheet!),
        ];
        if (taken.Sum(s => s.Rows.Count) > Tally.Rows)
            throw Tally.TooLarge();
        return new(
            taken,
            [
                .. seen.Select(s => new SheetSeen(
                    s.Table.Name,
                    s.Sheet?.Rows.Count ?? 0,
                    s.Sheet is not null && taken.Contains(s.Sheet),
                    !s.Table.Visible
                )),
            ]
        );
    }
}

/// <summary>A sheet of a workbook.</summary>
/// <param name="Rows">How many rows with content are below its header.</param>
/// <param name="Taken">It is read.</param>
/// <param name="Hidden">The workbook does not show it.</param>
public sealed record SheetSeen(string Name, int Rows, bool Taken, bool Hidden);

/// <summary>One of a sheet's first rows, to choose the header among them.</summary>
/// <param name="Row">From 1, as Excel numbers it.</param>
/// <param name="Text">Its filled cells, at most 80 characters.</param>
public sealed record FirstRow(int Row, string Text);
