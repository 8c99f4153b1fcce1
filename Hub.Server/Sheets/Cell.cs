using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Sheets;

/// <summary>What a cell may say.</summary>
internal static partial class Cell
{
    private static readonly HashSet<string> Nothing = ["null", "n/a", "-", "--", "—", "——", "/", "无", "暂无"];

    /// <summary>One line: each run of white space becomes one space, invisible characters go.</summary>
    public static string Line(string text) => Spaces().Replace(Visible(text), " ").Trim();

    /// <summary>Several lines, parted by <c>\n</c>.</summary>
    public static string Lines(string text) =>
        BlankLines().Replace(string.Join('\n', LineEnd().Split(Visible(text)).Select(l => l.TrimEnd())), "\n\n").Trim();

    /// <summary>NFKC: full-width letters, digits and signs become the usual ones.</summary>
    public static string Narrow(string text) => Line(text).Normalize(NormalizationForm.FormKC);

    /// <summary>Whether the cell says in words that it is empty, as exports from databases do.</summary>
    public static bool SaysNothing(string text) => Nothing.Contains(text.ToLowerInvariant());

    /// <summary>Whether a formula failed here. Not taken for empty: the person should know.</summary>
    public static bool IsError(string text) =>
        text is "#NULL!" or "#DIV/0!" or "#VALUE!" or "#REF!" or "#NAME?" or "#NUM!" or "#N/A";

    /// <summary>A booth in its one spelling, e.g. <c>A-12</c>; null when it is not 1–16 letters, digits and
    /// hyphens.</summary>
    public static string? Booth(string text)
    {
        var booth = Hyphens().Replace(Narrow(text), "-").ToUpperInvariant();
        return booth.Length is >= 1 and <= 16 && booth.All(c => char.IsLetterOrDigit(c) || c == '-') ? booth : null;
    }

    /// <summary>Most booths that a cell names.</summary>
    private const int MostBooths = 20;

    /// <summary>The booths of a cell, each as <see cref="Booth"/> has it: <c>A01、A02</c>, <c>A01/02</c> and
    /// <c>A01~A03</c> name several, and marks around one, as in <c>C3*</c> and <c>12#</c>, are none of it.</summary>
    /// <returns>Null when they are not to be told.</returns>
    public static IReadOnlyList<string>? Booths(string text)
    {
        if (Booth(text) is { } one && !BoothsJoined().IsMatch(one))
            return [one];
        string[] parts =
        [
            .. BoothParts().Split(Narrow(text)).Select(p => BoothMarks().Replace(p, "")).Where(p => p != ""),
        ];
        if (parts.Length > 1)
            for (var i = 0; i < parts.Length; i++)
                // 02 after A01 is A02; letters alone, as in A/12, are no booth
                if (
                    BoothNumber().Match(parts[0]) is { Success: true } first
                    && parts[i].Length == first.Groups[2].Length
                    && parts[i].All(char.IsAsciiDigit)
                )
                    parts[i] = first.Groups[1].Value + parts[i];
                else if (!parts[i].Any(char.IsDigit))
                    return null;
        var booths = parts.SelectMany(p => Row(p) ?? [Booth(p) ?? ""]).Distinct().Take(MostBooths + 1).ToList();
        return booths.Count is >= 1 and <= MostBooths && !booths.Contains("") ? booths : null;
    }

    /// <summary>Whether a cell names these booths and says nothing else.</summary>
    /// <param name="booths">See <see cref="Booths"/>, parted by 、.</param>
    public static bool SaysBooths(string text, string booths) =>
        Booth(text) == booths
        || BoothParts().Replace(Narrow(text), "、").Equals(booths, StringComparison.OrdinalIgnoreCase);

    /// <summary>A01~A03 is three booths.</summary>
    private static IEnumerable<string>? Row(string text)
    {
        if (BoothRow().Match(text) is not { Success: true } row)
            return null;
        var (prefix, first, last) = (row.Groups[1].Value.ToUpperInvariant(), row.Groups[2].Value, row.Groups[4].Value);
        var (from, to) = (
            int.Parse(first, CultureInfo.InvariantCulture),
            int.Parse(last, CultureInfo.InvariantCulture)
        );
        var again = row.Groups[3].Value;
        return
            (again.Length == 0 || again.Equals(row.Groups[1].Value, StringComparison.OrdinalIgnoreCase))
            && to > from
            && to - from < MostBooths
            ? Enumerable
                .Range(from, to - from + 1)
                .Select(n => prefix + n.ToString(CultureInfo.InvariantCulture).PadLeft(first.Length, '0'))
            : null;
    }

    /// <summary>1–9999, null for "several"; false when it is neither.</summary>
    public static bool Headcount(string text, out int? count)
    {
        count = null;
        var said = Narrow(text).Replace(" ", "").TrimEnd('人', '名', '个', '位');
        if (said is "" or "若干" or "不限" or "多" or "several")
            return true;
        if (Numerals.Read(said, grouped: true) is not { } number || number is < 1 or > 9999 || number % 1 != 0)
            return false;
        count = (int)number;
        return true;
    }

    /// <summary>Whether a text says about how many: 2-3人, 10余人, 5+, 约20人, 30人以上.</summary>
    public static bool IsAboutHeadcount(string text) => AboutHeadcount().IsMatch(Narrow(text).Replace(" ", ""));

    /// <summary>An http(s) address, <c>https://</c> put before a bare host; null when it is none, or longer than
    /// 2,000.</summary>
    public static string? Website(string text)
    {
        var said = Narrow(text);
        var address = said.Contains("://") ? said : "https://" + said;
        return
            said.Length <= 2000
            && !said.Contains(' ')
            && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri.UserInfo.Length == 0
            && uri.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4
            && Host().IsMatch(uri.Host)
            ? address
            : null;
    }

    /// <summary>The first address of a cell that says several, or a word before one.</summary>
    public static string? FirstWebsite(string text) =>
        WebsiteParts().Split(Narrow(text)).Select(Website).FirstOrDefault(w => w is not null);

    /// <summary>Marks that may stand on one letter. Text with more takes as long as their square to normalise; Unicode
    /// Standard Annex 15, Stream-Safe Text Format, allows as many.</summary>
    private const int MostMarks = 30;

    // Enumerating runes also mends lone surrogates, which nothing downstream could encode.
    private static string Visible(string text)
    {
        if (text.All(c => c is >= ' ' and <= '~' or >= '一' and <= '鿿'))
            return text;
        var visible = new StringBuilder(text.Length);
        var marks = 0;
        Span<char> chars = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            marks = category
                is UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpacingCombiningMark
                    or UnicodeCategory.EnclosingMark
                ? marks + 1
                : 0;
            if (
                marks <= MostMarks
                && (Rune.IsWhiteSpace(rune) || category is not (UnicodeCategory.Control or UnicodeCategory.Format))
            )
                visible.Append(chars[..rune.EncodeToUtf16(chars)]);
        }
        return visible.ToString();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\r\n|[\r\n\u0085\u2028\u2029]")]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"\s*[\p{Pd}−_]\s*")]
    private static partial Regex Hyphens();

    [GeneratedRegex(@"\d[和与及至到]\p{L}?-?\d")]
    private static partial Regex BoothsJoined();

    [GeneratedRegex(@"[、,;/&+和与及\s]+")]
    private static partial Regex BoothParts();

    [GeneratedRegex(@"^[*#※★☆()（）]+|[*#※★☆()（）]+$")]
    private static partial Regex BoothMarks();

    [GeneratedRegex(@"^(\p{L}+-?)(\d+)$")]
    private static partial Regex BoothNumber();

    [GeneratedRegex(@"^(\p{L}*-?)(\d{1,4})[~至到](\p{L}*-?)(\d{1,4})$")]
    private static partial Regex BoothRow();

    [GeneratedRegex(@"^约?[1-9]\d{0,3}(?:[-~–—至到]\d{1,4})?[余多几]?\+?[人名个位]?\+?(?:以上|左右|以内)?$")]
    private static partial Regex AboutHeadcount();

    [GeneratedRegex(@"[\s;,、|]+|^[\p{IsCJKUnifiedIdeographs}]+:")]
    private static partial Regex WebsiteParts();

    [GeneratedRegex(@"^[\p{L}\p{M}\p{N}_-]+(\.[\p{L}\p{M}\p{N}_-]+)+$")]
    private static partial Regex Host();
}
