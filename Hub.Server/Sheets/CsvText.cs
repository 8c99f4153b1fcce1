namespace Hub.Sheets;

/// <summary>Cells of CSV files (RFC 4180) that spreadsheet programs open.</summary>
internal static class CsvText
{
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    /// <summary>A cell of text that somebody may have typed.</summary>
    public static string Cell(string text)
    {
        // A spreadsheet would run it as a formula; an apostrophe makes it text.
        return Quoted(text.Length > 0 && FormulaStarts.Contains(text[0]) ? "'" + text : text);
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
}
