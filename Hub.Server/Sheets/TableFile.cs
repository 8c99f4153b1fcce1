using System.Globalization;
using System.Text;
using MiniExcelLibs;

namespace Hub.Sheets;

/// <summary>Tables as files for spreadsheet programs. A cell is text, a number, or null.</summary>
internal static class TableFile
{
    public const string CsvType = "text/csv; charset=utf-8",
        XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>UTF-8 with a byte order mark, without which Excel takes it for another charset. Text that it would run
    /// as a formula begins with an apostrophe.</summary>
    public static byte[] Csv(IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(header))
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return Csv(text.ToString());
    }

    /// <summary>The same of a text that is CSV already.</summary>
    public static byte[] Csv(string text) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];

    /// <summary>One sheet; numbers are numbers and text is text, whatever it begins with.</summary>
    public static byte[] Xlsx(IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows, string sheet)
    {
        // two columns may have the same name, but not in a sheet
        var names = new List<string>();
        foreach (var name in header)
            names.Add(names.Contains(name) ? $"{name} {names.Count + 1}" : name);
        var lines = rows.Select(r => names.Zip(r).ToDictionary(c => c.First, c => c.Second))
            .DefaultIfEmpty(names.ToDictionary(n => n, _ => (object?)null));
        using var file = new MemoryStream();
        file.SaveAs(lines, sheetName: sheet);
        return file.ToArray();
    }

    private static string Cell(object? cell) =>
        cell switch
        {
            null => "",
            string text => CsvText.Cell(text),
            IFormattable number => number.ToString("0.############################", CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException($"No cell for {cell}."),
        };
}
