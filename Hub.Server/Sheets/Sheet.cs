namespace Hub.Sheets;

/// <summary>A table as it stood in the file, before anything is understood of it.</summary>
/// <param name="Charset">Of a text file, e.g. <c>utf-8</c>, <c>gb18030</c>; null for a workbook.</param>
/// <param name="Delimiter">Of a text file; null for a workbook, or when there is only one column.</param>
/// <param name="Name">Of the workbook's sheet; null for a text file.</param>
/// <param name="Rows">The rows below the header that have content, each as wide as <paramref name="Headers"/>.</param>
public sealed record Sheet(
    string? Charset,
    string? Delimiter,
    string? Name,
    IReadOnlyList<string> Headers,
    IReadOnlyList<IReadOnlyList<string>> Rows
)
{
    /// <summary>The 1-based row in the file of each of <see cref="Rows"/>: titles above the header and blank rows
    /// count.</summary>
    public IReadOnlyList<int> Numbers { get; init; } = [.. Enumerable.Range(2, Rows.Count)];

    /// <summary>How many columns there are up to the last that has a name.</summary>
    internal int Named { get; } = Headers.ToList().FindLastIndex(h => h.Length > 0) + 1;

    /// <summary>What it was found in.</summary>
    internal Grid? Grid { get; init; }

    /// <summary>The headers to know columns by: those of hidden columns are empty, for nobody sees them.</summary>
    internal IReadOnlyList<string> Seen => [.. Headers.Select((h, i) => IsHidden(i) ? "" : h)];

    internal bool IsHidden(int column) => Grid?.HiddenColumns.Contains(column + 1) is true;

    /// <summary>Why a row that the sheet hides is not taken: only what it shows is.</summary>
    internal static (string Zh, string En) HiddenRow { get; } =
        ("表格里隐藏了这一行：要导入就取消隐藏", "the sheet hides this row: unhide it to import it");

    /// <param name="row">Of <see cref="Rows"/>, from 0.</param>
    internal bool IsHiddenRow(int row) => Grid?.HiddenRows.Contains(Numbers[row]) is true;

    /// <summary>Why a cell, both counted from 0, may not say what the sheet shows; null: it does.</summary>
    internal (string Zh, string En)? DoubtOf(int row, int column) =>
        Grid?.Doubts.TryGetValue((Numbers[row], column + 1), out var doubt) is true ? Doubts.Say(doubt) : null;

    /// <summary>Reads a CSV, TSV, XLSX or XLS file; what it is, is told by its bytes, not by its name.</summary>
    /// <param name="sheetName">The workbook's sheet to read; without it, the one whose columns are best known.</param>
    /// <param name="kind">What is looked for, where a workbook holds both employers and positions.</param>
    /// <exception cref="UnreadableRosterException">Empty, too large, not a table, or no such sheet.</exception>
    public static Sheet Read(byte[] file, string fileName, string? sheetName = null, RosterKind? kind = null) =>
        Read(file, fileName, sheetName, Wanted.Roster(kind));

    /// <summary>The same, where another table is looked for than a roster.</summary>
    internal static Sheet Read(byte[] file, string fileName, IReadOnlyList<Field> table) =>
        Read(file, fileName, null, Wanted.Only(table));

    private static Sheet Read(byte[] file, string fileName, string? sheetName, Wanted wanted)
    {
        var sheet = Workbook.Is(file) ? Workbook.Read(file, sheetName, wanted) : Delimited.Read(file, wanted);
        return sheet
            ?? throw new UnreadableRosterException($"文件“{fileName}”是空的。", $"The file \"{fileName}\" is empty.");
    }

    /// <summary>Finds the header in <paramref name="grid"/>, whose rows are numbered and have content.</summary>
    /// <returns>Null when there is nothing.</returns>
    internal static Sheet? Of(string? charset, string? delimiter, string? name, Grid grid, Wanted wanted)
    {
        if (grid.Rows.Count == 0)
            return null;
        var header = HeaderOf(grid.Rows, wanted);
        var width = grid.Rows.Skip(header).Max(r => Width(r.Cells));
        var rows = grid.Rows.Skip(header + 1).ToList();
        return new Sheet(
            charset,
            delimiter,
            name,
            [.. Padded(grid.Rows[header].Cells, width).Select(Cell.Line)],
            [.. rows.Select(r => Padded(r.Cells, width))]
        )
        {
            Numbers = [.. rows.Select(r => r.Number)],
            Grid = grid,
        };
    }

    internal static int Width(string[] cells) => Array.FindLastIndex(cells, c => !string.IsNullOrWhiteSpace(c)) + 1;

    // Chinese spreadsheets put a merged title, a date or a remark above the header, and may have a second, finer header
    // row.
    private static int HeaderOf(IReadOnlyList<(int Number, string[] Cells)> grid, Wanted wanted)
    {
        var known = grid.Take(20).Select(r => wanted.Known(r.Cells)).ToList();
        var least = grid.Max(r => Width(r.Cells)) > 1 ? 2 : 1;
        var header = 0;
        while (
            header < known.Count - 1
            && known[header] < least
            && grid[header].Cells.Count(c => !string.IsNullOrWhiteSpace(c)) == 1
        )
            header++;
        if (known[header] < least)
            return 0;
        while (header < known.Count - 1 && known[header + 1] > known[header])
            header++;
        return header;
    }

    private static string[] Padded(string[] cells, int width) =>
        [.. cells.Take(width), .. Enumerable.Repeat("", Math.Max(0, width - cells.Length))];
}
