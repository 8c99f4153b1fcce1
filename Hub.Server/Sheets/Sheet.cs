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

    /// <summary>The 1-based rows in the file of the header's first and last row.</summary>
    public int HeaderFrom { get; init; } = 1;
    public int HeaderUntil { get; init; } = 1;

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

    /// <summary>Why a row, from 0, is none of the list; null: it may be one.</summary>
    internal (string Zh, string En)? AsideOf(int row) =>
        IsHiddenRow(row) ? HiddenRow : Aside.Of(Rows[row], Grid?.Across.GetValueOrDefault(Numbers[row]) ?? 0, Named);

    /// <summary>The same column in a sheet that looks like this one; null where it is not there.</summary>
    internal int? ColumnIn(Sheet other, int column)
    {
        var name = Columns.Name(Headers[column]);
        if (column < other.Headers.Count && Columns.Name(other.Headers[column]) == name)
            return column;
        var at = other.Headers.ToList().FindIndex(h => name.Length > 0 && Columns.Name(h) == name);
        return at < 0 ? null : at;
    }

    /// <summary>Its first rows, to choose the header among them.</summary>
    internal IReadOnlyList<FirstRow> First =>
        [
            .. (Grid?.Rows ?? [])
                .Take(15)
                .Select(r => (r.Number, Text: string.Join(" · ", r.Cells.Select(Cell.Line).Where(c => c.Length > 0))))
                .Select(r => new FirstRow(r.Number, r.Text.Length > 80 ? r.Text[..79] + "…" : r.Text)),
        ];

    /// <summary>Whether the text of its first rows was read in another charset before, the header's too.</summary>
    internal bool IsGarbled => (Grid?.Rows ?? []).Take(30).Any(r => r.Cells.Any(Garbled.Is));

    /// <summary>Reads a file of which one sheet is wanted, as a <see cref="Book"/> is read.</summary>
    /// <param name="sheetName">The workbook's sheet to read; without it, the one whose columns are best known.</param>
    /// <param name="kind">What is looked for, where a workbook holds both employers and positions.</param>
    /// <exception cref="UnreadableRosterException">Empty, too large, not a table, or no such sheet.</exception>
    public static Sheet Read(byte[] file, string fileName, string? sheetName = null, RosterKind? kind = null) =>
        Read(file, fileName, sheetName, Wanted.Roster(kind));

    /// <summary>The same, where another table is looked for than a roster.</summary>
    internal static Sheet Read(byte[] file, string fileName, IReadOnlyList<Field> table) =>
        Read(file, fileName, null, Wanted.Only(table));

    private static Sheet Read(byte[] file, string fileName, string? sheetName, Wanted wanted) =>
        Book.Read(file, fileName, new(sheetName is null ? null : [sheetName]), wanted).Taken[0];

    /// <summary>Finds the header in <paramref name="grid"/>.</summary>
    /// <param name="said">The number of its first row, where the person says so.</param>
    /// <returns>Null when there is nothing, or no such row.</returns>
    internal static Sheet? Of(string? charset, string? delimiter, string? name, Grid grid, int? said, Wanted wanted)
    {
        if (Header.Of(grid.Rows, wanted, said) is not { } header)
            return null;
        var rows = grid.Rows.Skip(header.Until + 1).ToList();
        var width = rows.Select(r => Width(r.Cells)).Append(Width(header.Names)).Max();
        return new Sheet(
            charset,
            delimiter,
            name,
            [.. Padded(header.Names, width).Select(Cell.Line)],
            [.. rows.Select(r => Padded(r.Cells, width))]
        )
        {
            Numbers = [.. rows.Select(r => r.Number)],
            HeaderFrom = grid.Rows[header.From].Number,
            HeaderUntil = grid.Rows[header.Until].Number,
            Grid = grid,
        };
    }

    internal static int Width(string[] cells) => Array.FindLastIndex(cells, c => !string.IsNullOrWhiteSpace(c)) + 1;

    private static string[] Padded(string[] cells, int width) =>
        [.. cells.Take(width), .. Enumerable.Repeat("", Math.Max(0, width - cells.Length))];
}
