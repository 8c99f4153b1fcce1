namespace Hub.Sheets;

/// <summary>Cells of CSV files (RFC 4180) that spreadsheet programs open.</summary>
internal static class CsvText
{
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    /// <summary>A cell of text that somebody may have typed.</summary>
    public static string Cell(string text)
    {
        // A spreadsheet would run it as a formula; an apostrophe makes it text.
        return Quoted(IsFormula(text) ? "'" + text : text);
    }

    /// <summary>What a cell of a CSV file says: the apostrophe that <see cref="Cell"/> wrote before it is none of
    /// it.</summary>
    public static string Said(string cell) => cell.StartsWith('\'') && IsFormula(cell) ? cell[1..] : cell;

    private static bool IsFormula(string text) =>
        text.AsSpan().TrimStart('\'') is { Length: > 0 } said && FormulaStarts.Contains(said[0]);

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
}
