using System.Globalization;
using System.Text;
using Hub.Rosters;
using MiniExcelLibs;

namespace Hub.Contest.Export;

/// <summary>Results as files for spreadsheet programs.</summary>
public static class ResultFiles
{
    /// <summary>UTF-8 with a byte order mark, without which Excel takes it for another charset. Text that it would run as a formula begins with an apostrophe.</summary>
    public static byte[] Csv(ResultTable table, bool zh)
    {
        var text = new StringBuilder().AppendJoin(',', table.Header(zh).Select(CsvText.Cell)).Append("\r\n");
        foreach (var r in table.Results) text.AppendJoin(',', ResultTable.Cells(r, zh).Select(Cell)).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>One sheet; numbers are numbers and text is text, whatever it begins with.</summary>
    public static byte[] Xlsx(ResultTable table, bool zh)
    {
        // modules may have the same name, columns of a sheet may not
        var names = new List<string>();
        foreach (var name in table.Header(zh)) names.Add(names.Contains(name) ? $"{name} {names.Count + 1}" : name);
        var rows = table.Results.Select(r => names.Zip(ResultTable.Cells(r, zh)).ToDictionary(c => c.First, c => c.Second)).DefaultIfEmpty(names.ToDictionary(n => n, _ => (object?)null));
        using var file = new MemoryStream();
        file.SaveAs(rows, sheetName: zh ? "成绩" : "Results");
        return file.ToArray();
    }

    private static string Cell(object? cell) => cell switch
    {
        null => "",
        string text => CsvText.Cell(text),
        IFormattable number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"No cell for {cell}."),
    };
}
