using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Hub.Demo;

/// <summary>Somebody was somewhere from one moment to another.</summary>
public sealed record Stay(string Pass, TimeSpan Start, TimeSpan End, string Booth);

/// <summary>A real day from a file: rows <c>time,pass,booth,in/out</c>, or stays <c>id,start,end,pos</c> as ChinaVis
/// 2019 published them, told apart by the header. Times are HH:mm:ss or seconds of the day. A file that ends in .gz is
/// unpacked.</summary>
public static partial class DayFile
{
    /// <exception cref="FormatException">A row cannot be understood; the message names it.</exception>
    /// <exception cref="InvalidDataException">It ends in .gz and is not packed so.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<Scan> Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream bytes = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var text = new StreamReader(bytes);
        return Read(text);
    }

    /// <returns>The scans in time order; those of the same moment in the file's order.</returns>
    /// <exception cref="FormatException">A row cannot be understood; the message names it.</exception>
    public static IReadOnlyList<Scan> Read(TextReader text)
    {
        var rows = Rows(text).ToList();
        if (rows.Count > 0 && rows[0].Cells.SequenceEqual(["id", "start", "end", "pos"]))
            return [.. FromStays(rows.Skip(1).Select(r => new Stay(Pass(r, 0), Time(r, 1), Time(r, 2), Booth(r, 3))))];
        var header =
            rows.Count > 0
            && rows[0].Cells is [.., var last]
            && Way(last) is null
            && !char.IsDigit(rows[0].Cells[0].FirstOrDefault());
        return [.. rows.Skip(header ? 1 : 0).Select(ToScan).OrderBy(s => s.At)];
    }

    /// <summary>The scans that make these stays: everybody checks in and out.</summary>
    /// <returns>In time order.</returns>
    public static IEnumerable<Scan> FromStays(IEnumerable<Stay> stays) =>
        stays.GroupBy(s => s.Pass).SelectMany(OfOnePass).OrderBy(s => s.At);

    private static IEnumerable<Scan> OfOnePass(IEnumerable<Stay> stays)
    {
        Stay? before = null;
        foreach (var stay in stays.OrderBy(s => s.Start))
        {
            if (before is not null)
                yield return Leave(before);
            yield return new Scan(stay.Start, stay.Pass, stay.Booth, true);
            before = stay;
        }
        if (before is not null)
            yield return Leave(before);
    }

    private static Scan Leave(Stay stay) => new(stay.End, stay.Pass, stay.Booth, false);

    private static Scan ToScan(Row row)
    {
        var way = Way(Cell(row, 3)) ?? throw row.Wrong($"'{row.Cells[3]}' is not in, out, 进 or 出");
        return new Scan(Time(row, 0), Pass(row, 1), Booth(row, 2), way);
    }

    private static bool? Way(string text) =>
        text.ToLowerInvariant() switch
        {
            "in" or "进" => true,
            "out" or "出" => false,
            _ => null,
        };

    private static string Pass(Row row, int index)
    {
        var pass = Cell(row, index);
        return PassShape().IsMatch(pass)
            ? pass
            : throw row.Wrong($"'{pass}' is not a pass: 1 to 32 letters, digits and '-'");
    }

    /// <summary>In the spelling that a roster gives it.</summary>
    private static string Booth(Row row, int index)
    {
        var booth = Cell(row, index).ToUpperInvariant();
        return BoothShape().IsMatch(booth)
            ? booth
            : throw row.Wrong($"'{booth}' is not a booth: 1 to 16 letters, digits and '-'");
    }

    private static TimeSpan Time(Row row, int index)
    {
        var text = Cell(row, index);
        if (
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds < 200_000
        )
            return TimeSpan.FromSeconds(seconds);
        return TimeSpan.TryParseExact(text, [@"h\:m\:s", @"h\:m"], CultureInfo.InvariantCulture, out var time)
            ? time
            : throw row.Wrong($"'{text}' is neither HH:mm:ss nor seconds of the day");
    }

    private static string Cell(Row row, int index) =>
        index < row.Cells.Length && row.Cells[index].Length > 0
            ? row.Cells[index]
            : throw row.Wrong($"column {index + 1} is empty");

    private static IEnumerable<Row> Rows(TextReader text)
    {
        for (var number = 1; text.ReadLine() is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line))
                yield return new Row(number, [.. line.Split(',').Select(c => c.Trim(' ', '\t', '"'))]);
    }

    private sealed record Row(int Number, string[] Cells)
    {
        public FormatException Wrong(string why) => new($"Row {Number}: {why}.");
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,32}$")]
    private static partial Regex PassShape();

    [GeneratedRegex(@"^[\p{L}\p{Nd}-]{1,16}$")]
    private static partial Regex BoothShape();
}
