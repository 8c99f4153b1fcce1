using System.Text.Json;

namespace Hub.Tests;

/// <summary>What a screen holds of a board: a fold of frames, as the page's store does it.</summary>
internal sealed class Fold
{
    public SortedDictionary<string, string> Rows { get; private set; } = new(StringComparer.Ordinal);
    public string? Node { get; private set; }
    public long Version { get; private set; }
    public long Offset { get; private set; }

    /// <summary>The moment that the rows are of, by the clock of their node.</summary>
    public DateTimeOffset At { get; private set; }

    /// <returns>False when the frame does not continue what is held: the screen has to start anew.</returns>
    public bool Apply(JsonElement frame)
    {
        var fits = Apply(
            frame.GetProperty("node").GetString()!,
            frame.GetProperty("version").GetInt64(),
            frame.GetProperty("from").GetInt64(),
            frame.GetProperty("offset").GetInt64(),
            Raw(frame.GetProperty("set")),
            frame.GetProperty("gone").EnumerateArray().Select(k => k.GetString()!)
        );
        if (fits)
            At = frame.GetProperty("at").GetDateTimeOffset();
        return fits;
    }

    public bool Apply(
        string node,
        long version,
        long from,
        long offset,
        IEnumerable<KeyValuePair<string, string>> set,
        IEnumerable<string> gone
    )
    {
        if (from == 0)
            Rows = new(StringComparer.Ordinal);
        else if (node != Node || from != Version)
            return false;
        foreach (var (key, row) in set)
            Rows[key] = row;
        foreach (var key in gone)
            Rows.Remove(key);
        (Node, Version, Offset) = (node, version, offset);
        return true;
    }

    public static SortedDictionary<string, string> Raw(JsonElement rows) =>
        new(rows.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetRawText()), StringComparer.Ordinal);
}
