using Sylvan.Data.Csv;

namespace Hub.Sheets;

/// <summary>Reads delimited text: CSV, TSV and their kin, whatever the file is called.</summary>
internal static class Delimited
{
    private const int Sampled = 200; // records
    private const int LongestRecord = 1 << 20; // characters
    private const char Absent = '\u0001'; // as a delimiter: none

    /// <param name="header">The number of the header's row, where the person says so.</param>
    public static Sheet? Read(byte[] file, int? header, Wanted wanted)
    {
        if (FileKind.OfBytes(file) is { } other)
            throw other;
        var (charset, text) = Charset.Decode(file);
        if (FileKind.OfText(text) is { } noTable)
            throw noTable;
        var delimiter = Announced(ref text) ?? DelimiterOf(text, wanted);
        return Sheet.Of(charset, delimiter?.ToString(), null, Whole(text, delimiter ?? Absent), header, wanted);
    }

    // Excel writes "sep=;" above the table where the list separator is not the comma.
    private static char? Announced(ref string text)
    {
        var end = text.IndexOf('\n');
        var line = end < 0 ? "" : text[..end].TrimEnd('\r').Trim('"');
        if (line.Length != 5 || !line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            return null;
        text = text[(end + 1)..];
        return line[4];
    }

    /// <summary>The delimiter that shows the most known columns, and then the one under which rows are most alike; null
    /// = a single column.</summary>
    private static char? DelimiterOf(string text, Wanted wanted)
    {
        var best = ",;\t|"
            .Select(d => (d, fit: Fit(text, d, wanted)))
            .Where(c => c.fit.Width > 1)
            .OrderByDescending(c => c.fit)
            .FirstOrDefault();
        // Names of companies are full of commas: a line that is only the name of a column means that there is only one.
        return best.fit.Width == 0 || best.fit.Known < 2 && Fit(text, Absent, wanted).Known == 1 ? null : best.d;
    }

    private static (int Known, double Share, int Width) Fit(string text, char delimiter, Wanted wanted)
    {
        List<string[]> sample;
        try
        {
            sample = Records(text, delimiter, CsvStyle.Lax)
                .Take(Sampled)
                .Select(r => r.Cells)
                .Where(c => Sheet.Width(c) > 0)
                .ToList();
        }
        catch (UnreadableRosterException)
        {
            return default;
        }
        var usual = sample
            .GroupBy(c => c.Length)
            .OrderByDescending(g => g.Count())
            .ThenByDescending(g => g.Key)
            .FirstOrDefault();
        return usual is null
            ? default
            : (sample.Take(20).Max(wanted.Known), (double)usual.Count() / sample.Count, usual.Key);
    }

    /// <summary>All records; text after a closing quote is forgiven, a quote that swallows the rest of the file is
    /// not.</summary>
    private static Grid Whole(string text, char delimiter)
    {
        try
        {
            var strict = new Grid(new Tally());
            foreach (var (number, cells) in Records(text, delimiter, CsvStyle.Standard))
                strict.Add(number, cells);
            return strict;
        }
        catch (CsvFormatException) { }
        var lax = new Grid(new Tally());
        (int Number, string[] Cells)? first = null,
            last = null;
        foreach (var record in Records(text, delimiter, CsvStyle.Lax))
        {
            if (record.Cells[^1].Length > Tally.CellText && record.Cells[^1].AsSpan().ContainsAny('\r', '\n'))
                throw NeverClosed(record.Number);
            lax.Add(record.Number, record.Cells);
            (first, last) = (first ?? record, record);
        }
        if (
            last is { } end
            && (end.Cells[^1].AsSpan().ContainsAny('\r', '\n') || end.Cells.Length < first!.Value.Cells.Length)
        )
            throw NeverClosed(end.Number);
        return lax;
    }

    private static UnreadableRosterException NeverClosed(int row) =>
        new($"第 {row} 行有一个引号没有闭合。", $"A quote in row {row} is never closed.");

    /// <exception cref="UnreadableRosterException">There are too many, or one is too long.</exception>
    private static IEnumerable<(int Number, string[] Cells)> Records(string text, char delimiter, CsvStyle style)
    {
        using var reader = Opened(text, delimiter, style);
        for (var number = 1; Read(reader, number); number++)
        {
            if (number > Tally.LastRow)
                throw Tally.TooLarge();
            yield return (
                number,
                [.. Enumerable.Range(0, Math.Min(reader.RowFieldCount, Tally.Columns + 1)).Select(reader.GetString)]
            );
        }
    }

    private static CsvDataReader Opened(string text, char delimiter, CsvStyle style)
    {
        try
        {
            return CsvDataReader.Create(
                new StringReader(text),
                new CsvDataReaderOptions
                {
                    HasHeaders = false,
                    Delimiter = delimiter,
                    CsvStyle = style,
                    Comment = '\0', // else lines that start with # are skipped
                    MaxBufferSize = LongestRecord,
                }
            );
        }
        // it reads ahead
        catch (CsvRecordTooLargeException)
        {
            throw TooLong(1);
        }
    }

    private static bool Read(CsvDataReader reader, int number)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvRecordTooLargeException)
        {
            throw TooLong(number);
        }
    }

    private static UnreadableRosterException TooLong(int row) =>
        new(
            $"第 {row} 行超过 {LongestRecord} 个字符：可能有一个引号没有闭合。",
            $"Row {row} has more than {LongestRecord:N0} characters: is a quote never closed?"
        );
}
