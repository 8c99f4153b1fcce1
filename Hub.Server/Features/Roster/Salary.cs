using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Features.Roster;

/// <summary>What a position pays, in yuan a month.</summary>
internal readonly partial record struct Salary(int Low, int High)
{
    /// <summary>Working days, and working hours, of a month: 21.75, as the Chinese Ministry of Labour reckons
    /// (劳社部发〔2008〕3号), by 8 hours.</summary>
    private const double Days = 21.75,
        Hours = Days * 8;

    /// <summary>Reads <c>8-12K</c>, <c>6000-8000元/月</c>, <c>0.8-1.2万·13薪</c>, <c>10万-15万/年</c>, <c>200元/天</c>,
    /// <c>5k以上</c>.</summary>
    /// <returns>Null: it says no number, like 面议.</returns>
    public static Salary? Of(string? text)
    {
        if (text is null)
            return null;
        var plain = text.Normalize(NormalizationForm.FormKC)
            .ToLowerInvariant()
            .Replace(",", "", StringComparison.Ordinal);
        if (Numbers().Match(plain) is not { Success: true } match)
            return null;
        var (low, unit) = (Number(match.Groups[1].Value), match.Groups[2].Value);
        var (high, highUnit) = match.Groups[3].Success
            ? (Number(match.Groups[3].Value), match.Groups[4].Value)
            : (low, unit);
        if (highUnit.Length == 0)
            highUnit = unit;
        // in "8-12k" the unit stands for both
        if (unit.Length == 0)
            unit = highUnit;
        var per =
            Year().IsMatch(plain) ? 1 / 12.0
            : Day().IsMatch(plain) ? Days
            : Hour().IsMatch(plain) ? Hours
            : 1;
        var (least, most) = (low * Unit(unit) * per, high * Unit(highUnit) * per);
        return most is < 1 or > 10_000_000
            ? null
            : new Salary((int)Math.Round(Math.Min(least, most)), (int)Math.Round(Math.Max(least, most)));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Unit(string unit) =>
        unit switch
        {
            "k" or "千" => 1_000,
            "w" or "万" => 10_000,
            _ => 1,
        };

    [GeneratedRegex(
        @"(\d{1,8}(?:\.\d{1,2})?)\s*(k|千|w|万)?(?:元)?"
            + @"(?:\s*(?:-|–|—|~|～|至|到)\s*(\d{1,8}(?:\.\d{1,2})?)\s*(k|千|w|万)?)?"
    )]
    private static partial Regex Numbers();

    [GeneratedRegex("年|annual|year|/y|p\\.?a\\.?")]
    private static partial Regex Year();

    [GeneratedRegex("天|日|/d|per day")]
    private static partial Regex Day();

    [GeneratedRegex("时|/h|hour")]
    private static partial Regex Hour();
}
