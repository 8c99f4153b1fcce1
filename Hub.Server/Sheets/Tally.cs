namespace Hub.Sheets;

/// <summary>How much of a file has been read. What is beyond a bound is refused while it is read, whatever the file
/// says of itself: it may come from anybody. A file within them takes at most 2 seconds and 200 MB.</summary>
internal sealed class Tally
{
    /// <summary>Rows with content, the last row's number, columns, filled cells of all sheets, sheets.</summary>
    public const int Rows = 20_000,
        LastRow = 100_000,
        Columns = 256,
        Cells = 300_000,
        Sheets = 100;

    /// <summary>Characters of a cell, as many as Excel takes, and of all cells.</summary>
    public const int CellText = 32_767,
        Text = 10_000_000;

    /// <summary>Bytes of a workbook's parts when they are unpacked, and of an old XLS.</summary>
    public const int Unpacked = 40 << 20,
        OldFile = 8 << 20;

    private long _cells;
    private long _text;
    private long _unpacked;

    /// <summary>Bytes that were unpacked.</summary>
    public void Unpack(int bytes)
    {
        if ((_unpacked += bytes) > Unpacked)
            throw new UnreadableRosterException(
                $"工作簿解压后太大：最多 {Unpacked >> 20} MB。",
                $"The workbook is too large when it is unpacked: {Unpacked >> 20} MB at most."
            );
    }

    /// <summary>A filled cell, in words of <paramref name="text"/> characters.</summary>
    /// <param name="row">1-based.</param>
    /// <param name="column">1-based.</param>
    public void Cell(int row, int column, int text)
    {
        if (row > LastRow || column > Columns || ++_cells > Cells)
            throw TooLarge();
        Said(row, text);
    }

    /// <summary>Text of a cell.</summary>
    /// <param name="row">1-based; 0 when it is not known.</param>
    public void Said(int row, int text)
    {
        if (text > CellText)
            throw new UnreadableRosterException(
                row > 0 ? $"第 {row} 行有一个单元格超过 {CellText} 个字符。" : $"有一个单元格超过 {CellText} 个字符。",
                row > 0
                    ? $"A cell in row {row} has more than {CellText:N0} characters."
                    : $"A cell has more than {CellText:N0} characters."
            );
        if ((_text += text) > Text)
            throw TooMuchText();
    }

    public static UnreadableRosterException TooMuchText() =>
        new(
            $"文字太多：所有单元格合计最多 {Text} 个字符。",
            $"There is too much text: {Text:N0} characters in all cells at most."
        );

    public static UnreadableRosterException TooManySheets() =>
        new($"工作表太多：最多 {Sheets} 个。", $"There are too many sheets: {Sheets} at most.");

    public static UnreadableRosterException OldTooLarge() =>
        new(
            $"XLS 文件最多 {OldFile >> 20} MB：请另存为 XLSX 再导入。",
            $"An XLS file has {OldFile >> 20} MB at most: save it as XLSX and import that."
        );

    public static UnreadableRosterException TooLarge() =>
        new(
            $"表格太大：最多 {Rows} 行（行号到 {LastRow}）、{Columns} 列、{Cells} 个有内容的单元格。",
            $"The table is too large: at most {Rows:N0} rows (numbered up to {LastRow:N0}), {Columns} columns and "
                + $"{Cells:N0} filled cells."
        );
}
