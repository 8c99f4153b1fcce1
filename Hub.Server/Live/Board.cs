using System.Text.Json;
using Hub.Ledger;

namespace Hub.Live;

/// <summary>What a kind of screen needs, as keyed rows: a pure function of the fair and the hour.</summary>
/// <param name="Pattern">Its name; <c>*</c> stands for one word, as in <c>leaderboard/*</c>. The words are handed to the functions.</param>
/// <param name="Watchers">The roles that may watch it at all, for the list of boards; empty = everybody.</param>
/// <param name="Allows">Whether this asker may watch this very board.</param>
/// <param name="Reads">What of the fair it reads: while that is equal, the rows are the same (but for the hour).</param>
/// <param name="Rows">Its rows; null when the fair has no such board. A row is anything that becomes a JSON object, or a
/// <see cref="RawRow"/>.</param>
public sealed record Board(
    string Pattern,
    Role[] Watchers,
    Func<Asker, string[], bool> Allows,
    Func<Fair, string[], object> Reads,
    Func<Fair, string[], DateTimeOffset, IEnumerable<(string Key, object Row)>?> Rows)
{
    /// <summary>A board that everybody may watch.</summary>
    public static Board Public(string pattern, Func<Fair, string[], object> reads, Func<Fair, string[], DateTimeOffset, IEnumerable<(string, object)>?> rows) =>
        new(pattern, [], (_, _) => true, reads, rows);

    /// <summary>A board that everybody may watch, one of its kind.</summary>
    public static Board Public(string pattern, Func<Fair, object> reads, Func<Fair, string[], DateTimeOffset, IEnumerable<(string, object)>?> rows) =>
        new(pattern, [], (_, _) => true, (fair, _) => reads(fair), rows);

    /// <summary>The words that a name puts in the place of the pattern's stars; null when it is not of this pattern.</summary>
    public string[]? Match(string name)
    {
        string[] pattern = Pattern.Split('/'), words = name.Split('/');
        if (pattern.Length != words.Length) return null;
        var stars = new List<string>();
        for (var i = 0; i < words.Length; i++)
            if (pattern[i] == "*") stars.Add(words[i]);
            else if (pattern[i] != words[i]) return null;
        return [.. stars];
    }
}

/// <summary>A row that is JSON already, UTF-8.</summary>
public sealed record RawRow(ReadOnlyMemory<byte> Json)
{
    /// <summary>A row as it travels.</summary>
    public static ReadOnlyMemory<byte> Of(object row) => row is RawRow raw ? raw.Json : JsonSerializer.SerializeToUtf8Bytes(row, row.GetType(), WireJson.Options);
}
