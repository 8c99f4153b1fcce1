using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SpreadCheetah;
using Written = SpreadCheetah.Cell;

namespace Hub.Sheets;

/// <summary>Tables as files for spreadsheet programs. A cell is text, a number, or null.</summary>
internal static partial class TableFile
{
    public const string CsvType = "text/csv; charset=utf-8",
        XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>UTF-8 with a byte order mark, without which Excel takes it for another charset. Text that it would run
    /// as a formula begins with an apostrophe.</summary>
    public static byte[] Csv(IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(header))
            text.AppendJoin(',', row.Select(CsvCell)).Append("\r\n");
        return Csv(text.ToString());
    }

    /// <summary>The same of a text that is CSV already.</summary>
    public static byte[] Csv(string text) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];

    /// <summary>One sheet; numbers are numbers and text is text, whatever it begins with.</summary>
    public static byte[] Xlsx(IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows, string sheet)
    {
        using var file = new MemoryStream();
        // into memory: nothing is waited for
        WriteAsync().GetAwaiter().GetResult();
        return file.ToArray();

        async Task WriteAsync()
        {
            await using var book = await Spreadsheet.CreateNewAsync(file);
            await book.StartWorksheetAsync(sheet);
            foreach (var row in rows.Prepend(header))
                await book.AddRowAsync([.. row.Select(XlsxCell)]);
            await book.FinishAsync();
        }
    }

    private static Written XlsxCell(object? cell) =>
        cell switch
        {
            null => new Written(),
            // _x0041_ would be read as A: ECMA-376 part 1, 22.9.2.19, ST_Xstring
            string text => new Written(Escapes().Replace(text, "_x005F_")),
            decimal number => new Written(number),
            IConvertible number => new Written(number.ToDouble(CultureInfo.InvariantCulture)),
            _ => throw NoCell(cell),
        };

    private static string CsvCell(object? cell) =>
        cell switch
        {
            null => "",
            string text => CsvText.Cell(text),
            IFormattable number => number.ToString("0.############################", CultureInfo.InvariantCulture),
            _ => throw NoCell(cell),
        };

    /// <summary>The sign that begins what readers take for a character's number.</summary>
    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Escapes();

    private static NotSupportedException NoCell(object cell) => new($"No cell for {cell}.");
}
