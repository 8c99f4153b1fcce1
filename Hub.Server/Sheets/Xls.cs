using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Hub.Sheets;

/// <summary>Reads workbooks of Excel 97 to 2003 (XLS).</summary>
internal static class Xls
{
    /// <summary>So many rows of each sheet tell whether its text is garbled.</summary>
    private const int Looked = 100;

    static Xls() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="UnreadableRosterException">It is more than may be read, protected, or no workbook.</exception>
    public static IReadOnlyList<Table> Read(byte[] file)
    {
        if (FileKind.OfOld(file) is { } other)
            throw other;
        if (file.Length > Tally.OldFile)
            throw Tally.OldTooLarge();
        try
        {
            var tables = Tables(file, "windows-1252");
            return tables.SelectMany(t => t.Grid.Rows.Take(Looked)).Any(r => r.Cells.Any(Garbled.Is))
                ? Tables(file, "gb18030")
                : tables;
        }
        catch (InvalidPasswordException e)
        {
            throw FileKind.Protected(e);
        }
    }

    /// <param name="charset">Of a workbook that does not say its code page, as some programs wrote before
    /// Unicode.</param>
    private static List<Table> Tables(byte[] file, string charset)
    {
        using var reader = ExcelReaderFactory.CreateBinaryReader(
            new MemoryStream(file),
            new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding(charset) }
        );
        if (reader.ResultsCount > Tally.Sheets)
            throw Tally.TooManySheets();
        var (tables, tally) = (new List<Table>(), new Tally());
        var formats = new Dictionary<(int, string?), CellFormat>();
        do tables.Add(new(reader.Name, reader.VisibleState == "visible", Sheet(reader, tally, formats)));
        while (reader.NextResult());
        return tables;
    }

    private static Grid Sheet(IExcelDataReader reader, Tally tally, Dictionary<(int, string?), CellFormat> formats)
    {
        if (reader.FieldCount > Tally.Columns || reader.RowCount > Tally.LastRow)
            throw Tally.TooLarge();
        var grid = new Grid(tally);
        for (var column = 0; column < reader.FieldCount; column++)
            if (reader.GetColumnWidth(column) == 0)
                grid.HiddenColumns.Add(column + 1);
        for (var row = 1; reader.Read(); row++)
        {
            if (reader.RowHeight == 0)
                grid.HiddenRows.Add(row);
            var cells = new string[reader.FieldCount];
            for (var column = 0; column < cells.Length; column++)
            {
                var (text, doubt) = Shown(reader, column, formats);
                cells[column] = text;
                if (doubt is { } why && text.Length > 0)
                    grid.Doubtful(row, column + 1, why);
            }
            grid.Add(row, cells);
        }
        grid.Spread(
            (reader.MergeCells ?? []).Select(m => new Merged(
                m.FromRow + 1,
                m.FromColumn + 1,
                m.ToRow + 1,
                m.ToColumn + 1
            ))
        );
        return grid;
    }

    private static (string Text, Doubt? Doubt) Shown(
        IExcelDataReader reader,
        int column,
        Dictionary<(int, string?), CellFormat> formats
    )
    {
        if (reader.GetValue(column) is not { } value)
            return ("", null);
        var key = (reader.GetNumberFormatIndex(column), reader.GetNumberFormatString(column));
        if (!formats.TryGetValue(key, out var format))
            formats[key] = format = CellFormat.Of(key.Item1, key.Item2);
        return value switch
        {
            double number => format.Show(number),
            DateTime date => format.Show(date.ToOADate()),
            TimeSpan time => format.Show(time.TotalDays),
            bool truth => (truth ? "TRUE" : "FALSE", Doubt.Truth),
            string text => format.Show(text),
            _ => throw new NotSupportedException($"A cell of {value.GetType()}."),
        };
    }
}
