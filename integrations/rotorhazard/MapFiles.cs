using Sylvan.Data.Csv;

namespace Hub.RotorHazard;

/// <summary>The two small files in which a race director says what is what. CSV in UTF-8, with a header.</summary>
internal static class MapFiles
{
    /// <summary><c>callsign,number</c></summary>
    /// <exception cref="IOException">It cannot be read; or a column is missing, or something stands twice: says which
    /// row.</exception>
    public static Dictionary<string, string> Pilots(string path)
    {
        var pilots = Read(path, ["callsign", "number"]).ToList();
        Once(path, pilots.Select(p => (p.Row, p.Cells[1])));
        return Once(path, pilots.Select(p => (p.Row, p.Cells[0])))
            .Zip(pilots, (callsign, p) => (callsign, p.Cells[1]))
            .ToDictionary();
    }

    /// <summary><c>timer,stage,heat</c>: the timer's number or name of a heat, and the hub's stage and heat.</summary>
    /// <exception cref="IOException">As of <see cref="Pilots"/>.</exception>
    public static Dictionary<string, Place> Heats(string path)
    {
        var heats = Read(path, ["timer", "stage", "heat"]).ToList();
        return Once(path, heats.Select(h => (h.Row, h.Cells[0])))
            .Zip(heats, (timer, h) => (timer, new Place(h.Cells[1], h.Cells[2])))
            .ToDictionary();
    }

    /// <summary>Rows count from 1, the header is the first.</summary>
    private static IEnumerable<(int Row, string[] Cells)> Read(string path, string[] columns)
    {
        using var csv = CsvDataReader.Create(path);
        var at = columns.Select(c => Column(csv, path, c)).ToArray();
        while (csv.Read())
        {
            string[] cells = [.. at.Select(i => i < csv.RowFieldCount ? csv.GetString(i).Trim() : "")];
            if (cells.All(c => c is ""))
                continue;
            if (Array.IndexOf(cells, "") is >= 0 and var empty)
                throw new IOException($"{path}:{csv.RowNumber + 1}: {columns[empty]} ?");
            yield return (csv.RowNumber + 1, cells);
        }
    }

    private static int Column(CsvDataReader csv, string path, string name) =>
        Enumerable
            .Range(0, csv.FieldCount)
            .Select(i => (int?)i)
            .FirstOrDefault(i => csv.GetName(i!.Value).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new IOException($"{path}:1: {name} ?");

    private static List<string> Once(string path, IEnumerable<(int Row, string Word)> words)
    {
        var seen = new HashSet<string>();
        return
        [
            .. words.Select(w => seen.Add(w.Word) ? w.Word : throw new IOException($"{path}:{w.Row}: {w.Word} × 2")),
        ];
    }
}
