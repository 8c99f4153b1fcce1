using System.Text.RegularExpressions;

namespace Hub.Sheets;

/// <summary>Columns that are called like a field and are something else.</summary>
internal static partial class Misplaced
{
    /// <summary>Rows that have to say so.</summary>
    private const int Least = 5;

    /// <summary>Whether a header may be a field, by the columns beside it: the title after a contact's name is the
    /// contact's, and a building in an address is no hall.</summary>
    /// <param name="names">All headers, as <see cref="Columns.Name"/> has them.</param>
    public static bool Is(string field, IReadOnlyList<string> names, int column)
    {
        var (before, after) = (names.ElementAtOrDefault(column - 1) ?? "", names.ElementAtOrDefault(column + 1) ?? "");
        return field switch
        {
            "title" => names[column] is "title" or "职务" or "职位" or "role" or "position" && Person().IsMatch(before),
            "hall" => names[column] is "building"
                && (Address().IsMatch(before) || Address().IsMatch(after) || !names.Any(n => Booth().IsMatch(n))),
            _ => false,
        };
    }

    /// <summary>By how many rows a column of web addresses is out of place: hosts are often named like who has them, so
    /// where most are named like the row above, and few like their own, somebody moved the column.</summary>
    /// <returns>-1: they belong to the row above; 1: below; 0: they do not say so.</returns>
    public static int ByRows(IReadOnlyList<(string Name, string? Website)> rows)
    {
        var all = rows.Count(r => !string.IsNullOrEmpty(r.Website));
        var (own, above, below) = (Alike(0), Alike(-1), Alike(1));
        return above >= Least && above * 3 >= all && above >= own * 3 ? -1
            : below >= Least && below * 3 >= all && below >= own * 3 ? 1
            : 0;

        int Alike(int by) =>
            Enumerable
                .Range(0, rows.Count)
                .Count(i => rows.ElementAtOrDefault(i + by).Name is { } name && IsAlike(name, rows[i].Website));
    }

    private static bool IsAlike(string name, string? website)
    {
        if (string.IsNullOrEmpty(website) || !Uri.TryCreate(website, UriKind.Absolute, out var uri))
            return false;
        string[] words = [.. Words().Matches(name.ToLowerInvariant()).Select(w => w.Value)];
        var (whole, initials) = (string.Concat(words), string.Concat(words.Select(w => w[0])));
        return uri
            .IdnHost.ToLowerInvariant()
            .Split('.')
            .Where(l => !Common().IsMatch(l))
            .Select(l => l.Replace("-", ""))
            .Any(l =>
                words.Any(w => w.Length >= 4 && l.Contains(w, StringComparison.Ordinal))
                || l.Length >= 4 && whole.Contains(l, StringComparison.Ordinal)
                || l.Length is >= 2 and <= 6 && (words.FirstOrDefault() == l || initials.Length >= 3 && initials == l)
            );
    }

    [GeneratedRegex(
        "^(?:first|last|full|given|family)?name$|^contact|^hr(?:name)?$|recruiter|representative|联系人|姓名|负责人"
    )]
    private static partial Regex Person();

    [GeneratedRegex("address|street|city|room|floor|state|zip|postal|suite|地址|街道|楼层")]
    private static partial Regex Address();

    [GeneratedRegex("booth|table|stand|展位|展台|摊位|桌号|席位")]
    private static partial Regex Booth();

    [GeneratedRegex("[a-z0-9]+")]
    private static partial Regex Words();

    [GeneratedRegex("^(?:www|com|org|net|gov|edu|co|cn|us|uk|de|io|jobs?|careers?|)$")]
    private static partial Regex Common();
}
