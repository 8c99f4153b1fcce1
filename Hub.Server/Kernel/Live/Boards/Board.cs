using System.Text.Json;

namespace Hub.Kernel.Live;

/// <summary>A kind of row on a board.</summary>
/// <param name="Key">Its key; <c>*</c> stands for a word of one or more characters.</param>
public sealed record RowKind(string Key, Type Row);

/// <summary>What a kind of screen needs, as keyed rows: a pure function of the fair and the hour.</summary>
/// <param name="Pattern">Its name; <c>*</c> stands for one word, as in <c>leaderboard/*</c>. The words are handed to
/// the functions.</param>
/// <param name="May">Who may watch this very board.</param>
/// <param name="Reads">What of the fair it reads: while that is equal, the rows are the same (but for the
/// hour).</param>
public abstract record Board(string Pattern, Func<string[], Who> May, Func<Fair, string[], object> Reads)
{
    /// <summary>All kinds of rows that it has.</summary>
    public abstract IReadOnlyList<RowKind> Kinds { get; init; }

    /// <summary>Who may watch boards of this kind, whatever the words.</summary>
    public Who Watch => May([.. Pattern.Split('/').Where(word => word == "*")]);

    /// <summary>Its rows; null when the fair has no such board.</summary>
    public abstract IEnumerable<(string Key, object Row)>? Rows(Fair fair, string[] words, DateTimeOffset now);

    /// <summary>The words that a name puts in the place of the pattern's stars; null when it is not of this
    /// pattern.</summary>
    public string[]? Match(string name)
    {
        string[] pattern = Pattern.Split('/'),
            words = name.Split('/');
        if (pattern.Length != words.Length)
            return null;
        var stars = new List<string>();
        for (var i = 0; i < words.Length; i++)
            if (pattern[i] == "*")
                stars.Add(words[i]);
            else if (pattern[i] != words[i])
                return null;
        return [.. stars];
    }
}

/// <summary>A board whose rows are of one type, or of one closed family.</summary>
/// <typeparam name="TRow">Becomes a JSON object; or <see cref="RawRow"/>, which is one.</typeparam>
/// <param name="Of">Its rows; null when the fair has no such board.</param>
public sealed record Board<TRow>(
    string Pattern,
    Func<string[], Who> May,
    Func<Fair, string[], object> Reads,
    Func<Fair, string[], DateTimeOffset, IEnumerable<(string Key, TRow Row)>?> Of
) : Board(Pattern, May, Reads)
    where TRow : class
{
    public override IReadOnlyList<RowKind> Kinds { get; init; } = [new("*", typeof(TRow))];

    public override IEnumerable<(string Key, object Row)>? Rows(Fair fair, string[] words, DateTimeOffset now) =>
        Of(fair, words, now)?.Select(row => (row.Key, (object)row.Row));
}

/// <summary>A row that is JSON already, UTF-8.</summary>
public sealed record RawRow(ReadOnlyMemory<byte> Json)
{
    /// <summary>A row as it travels.</summary>
    public static ReadOnlyMemory<byte> Of(object row) =>
        row is RawRow raw ? raw.Json : JsonSerializer.SerializeToUtf8Bytes(row, row.GetType(), WireJson.Options);
}
