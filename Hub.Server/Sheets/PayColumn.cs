using System.Text.RegularExpressions;

namespace Hub.Sheets;

/// <summary>What a column of salaries says of all its cells goes into each that does not say it: 10-15万 below 年薪 is
/// 年薪10-15万, and 5-8 below 月薪（千元） is 5-8千元.</summary>
internal static partial class PayColumn
{
    public static string Whole(string header, string cell)
    {
        if (!Digits().IsMatch(cell))
            return cell;
        var says = Cell.Narrow(header).ToLowerInvariant();
        if (UnitOf(says) is { } unit && Bare().IsMatch(cell))
            cell = $"{cell.TrimEnd('元').TrimEnd()}{unit}元";
        return PerOf(says) is { } per && !Per().IsMatch(cell) ? per + cell : cell;
    }

    /// <summary>The least and the most as one salary.</summary>
    public static string Between(string? least, string? most) =>
        (least, most) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) when least == most => least,
            ({ Length: > 0 }, { Length: > 0 }) => $"{least}-{most}",
            ({ Length: > 0 }, _) => $"{least}以上",
            (_, { Length: > 0 }) => $"{most}以下",
            _ => "",
        };

    private static string? UnitOf(string header) =>
        TenThousands().IsMatch(header) ? "万"
        : Thousands().IsMatch(header) ? "千"
        : null;

    private static string? PerOf(string header) =>
        Month().IsMatch(header) ? null
        : Year().IsMatch(header) ? "年薪"
        : Day().IsMatch(header) ? "日薪"
        : Hour().IsMatch(header) ? "时薪"
        : null;

    [GeneratedRegex(@"\d")]
    private static partial Regex Digits();

    /// <summary>Numbers alone.</summary>
    [GeneratedRegex(@"^[\d.,，\s¥￥\-–—−~～〜至到]+元?$")]
    private static partial Regex Bare();

    [GeneratedRegex("万")]
    private static partial Regex TenThousands();

    [GeneratedRegex(@"千|\bk\b|thousand")]
    private static partial Regex Thousands();

    [GeneratedRegex("月|month|/m")]
    private static partial Regex Month();

    [GeneratedRegex("年|annual|year|/y|p\\.a")]
    private static partial Regex Year();

    [GeneratedRegex("日薪|日工资|/天|/日|每天|每日|daily|/day|per day")]
    private static partial Regex Day();

    [GeneratedRegex("时薪|小时|hour")]
    private static partial Regex Hour();

    [GeneratedRegex("年|月|天|日|时|周|year|annual|month|day|hour|/[ymdh]", RegexOptions.IgnoreCase)]
    private static partial Regex Per();
}
