using System.Text.RegularExpressions;

namespace Hub.Features.Roster.Changes;

/// <summary>Whether two names are likely one that was corrected.</summary>
internal static partial class Likeness
{
    /// <summary>Of their pairs of characters, this share is common to both (L. R. Dice, Ecology 26, 1945,
    /// 297–302).</summary>
    private const double Least = 0.6;

    /// <summary>In shorter names one character tells one from another.</summary>
    private const int MostShort = 4;

    /// <summary>A name without what all employers have in theirs.</summary>
    public static string Core(string name) => LegalForm().Replace(Sheets.Roster.Key(name), "");

    /// <returns>0 to 1; 0 where they are too unlike to ask.</returns>
    /// <param name="one">See <see cref="Core"/>.</param>
    public static double Of(string one, string other)
    {
        if (one == other)
            return one.Length > 0 ? 1 : 0;
        var (least, most) = (Math.Min(one.Length, other.Length), Math.Max(one.Length, other.Length));
        if (
            Numbers(one) != Numbers(other)
            || least < 3
            || most > least + 1 && 2.0 * (least - 1) < Least * (least + most - 2)
        )
            return 0;
        var (common, rest) = (0, Pairs(other));
        foreach (var pair in Pairs(one))
            if (rest.Remove(pair))
                common++;
        var dice = 2.0 * common / (one.Length + other.Length - 2);
        return dice >= Least ? dice
            : least >= MostShort && IsOneApart(one, other) ? Least
            : 0;
    }

    /// <summary>What tells numbered names apart, as 一厂 and 二厂.</summary>
    private static string Numbers(string text) =>
        string.Concat(text.Where(c => char.IsDigit(c) || "一二三四五六七八九十".Contains(c)));

    public static List<(char, char)> Pairs(string text) => [.. text.Zip(text.Skip(1))];

    /// <summary>One character is another, too much or missing.</summary>
    private static bool IsOneApart(string one, string other)
    {
        if (one.Length > other.Length)
            (one, other) = (other, one);
        var begin = one.AsSpan().CommonPrefixLength(other);
        return other.Length - one.Length <= 1
            && one.AsSpan(Math.Min(one.Length, begin + 1 - (other.Length - one.Length)))
                .SequenceEqual(other.AsSpan(begin + 1));
    }

    [GeneratedRegex("股份|有限|责任|公司|集团|(?:,?inc|,?ltd|llc|corp|co|corporation|company|limited|gmbh)\\.?$")]
    private static partial Regex LegalForm();
}
