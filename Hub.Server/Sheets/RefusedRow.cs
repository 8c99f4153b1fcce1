using System.Globalization;
using System.Text;

namespace Hub.Sheets;

/// <summary>A row that was not taken, and the first thing wrong with it.</summary>
/// <param name="Row">1-based row of the file's sheet, as Excel numbers it; in a text file records are counted, not
/// lines.</param>
/// <param name="Column">Header of the column in question, or the field's Chinese name where the file has no such
/// column.</param>
/// <param name="Value">What stood there, at most 200 characters of it.</param>
/// <param name="Sheet">The sheet's name, where several were read.</param>
public sealed record RefusedRow(
    int Row,
    string Column,
    string Value,
    string Reason,
    string ReasonEn,
    string? Sheet = null
)
{
    /// <summary>Names a row among those of its file: <c>12</c>, or <c>二号馆!12</c> where several sheets were
    /// read.</summary>
    public static string Named(int row, string? sheet) =>
        string.Create(CultureInfo.InvariantCulture, $"{sheet}{(sheet is null ? "" : "!")}{row}");

    /// <summary>RFC 4180 with a header. The caller writes the byte order mark.</summary>
    internal static string Csv(IReadOnlyList<RefusedRow> rows)
    {
        var sheets = rows.Any(r => r.Sheet is not null);
        var csv = new StringBuilder(sheets ? "工作表," : "").Append("行,列,值,原因,Reason\r\n");
        foreach (var r in rows)
            csv.Append(sheets ? CsvText.Cell(r.Sheet ?? "") + "," : "")
                .Append(r.Row)
                .Append(',')
                .AppendJoin(',', new[] { r.Column, r.Value, r.Reason, r.ReasonEn }.Select(CsvText.Cell))
                .Append("\r\n");
        return csv.ToString();
    }
}
