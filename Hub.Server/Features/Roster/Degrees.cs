using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Features.Roster;

/// <summary>How much schooling a position asks for.</summary>
internal static partial class Degrees
{
    /// <summary>From the least: what a jobseeker may have.</summary>
    public static readonly string[] Names = ["中专", "大专", "本科", "硕士", "博士"];

    /// <summary>What of <see cref="Names"/> has to be had, by its number: the least of what is named, as 大专及以上 and
    /// 本科/硕士 say it. What is only preferred is not asked for.</summary>
    /// <returns>-1: nothing, or nothing that is known.</returns>
    public static int Asked(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return -1;
        var plain = Gaps().Replace(text.Normalize(NormalizationForm.FormKC).ToLowerInvariant(), "");
        if (None().IsMatch(plain))
            return -1;
        var asked = int.MaxValue;
        foreach (var clause in Clauses().Split(plain))
        foreach (Match named in Named.Matches(clause))
            if (!Preferred().IsMatch(clause[named.Index..]))
                for (var i = 0; i < Names.Length; i++)
                    if (named.Groups[$"d{i}"].Success)
                        asked = Math.Min(asked, i);
        if (asked < int.MaxValue)
            return asked;
        return Chosen().Match(plain) is { Success: true } school && !Preferred().IsMatch(plain[school.Index..])
            ? 2
            : -1;
    }

    [GeneratedRegex(@"(?<=\p{IsCJKUnifiedIdeographs})\s+(?=\p{IsCJKUnifiedIdeographs})")]
    private static partial Regex Gaps();

    [GeneratedRegex("[,;。!|()\n]")]
    private static partial Regex Clauses();

    [GeneratedRegex(
        "[不无無][限拘]|不(?:要求|作要求|做要求|设限)|无(?:学历)?要求|無要求|[与及]?以下|初中|小学|国中"
            + @"|any\b|not required|no degree|none\b"
    )]
    private static partial Regex None();

    /// <summary>A choice of universities asks for a bachelor where it names no degree: 985/211.</summary>
    [GeneratedRegex("985|211|双一流|雙一流")]
    private static partial Regex Chosen();

    [GeneratedRegex("优先|優先|更佳|尤佳|佳$|为宜|加分|prefer|a plus|desirable")]
    private static partial Regex Preferred();

    /// <summary>Numbers of <see cref="Names"/> and what says them. What stands first is looked for first: 博士研究生 is
    /// no 研究生.</summary>
    private static readonly (int Degree, string Words)[] Said =
    [
        (4, @"博士(?:研究生|后)?|博後|直博|(?<![a-z])ph\.?\s?d(?![a-z])\.?|doctor(?:ate|al)?"),
        (2, @"本\s?[、/]?硕|本碩"),
        (3, "[专專学學法][硕碩]|[硕碩](?:士|[、/]?博)(?:研究生)?|研究[生所]"),
        (3, @"(?<![a-z])(?:e?mba|mpa|m\.?sc|m\.?eng|m\.?s(?! ?office)|m\.?a|ll\.?m)(?![a-z])"),
        (3, "master|postgraduate|graduate degree"),
        (0, "中大[专專]|大中[专專]|(?:技术|职业|普通)?(?:职校|职业学校)"),
        (1, "副[学學]士|大[学學][专專]科|高等[专專]科|高等职业|高[职職](?:高[专專])?|高[专專]|大[专專]"),
        (1, @"[专專]\s?[、/]?本|本[专專]科?|[专專]科"),
        (1, "associate|junior college|college diploma|college(?! graduate)|vocational college|polytechnic"),
        (2, "专升本|專升本|本科|大本|[一二三]本(?!书)|[学學]士|大[学學](?!英语|英語|生|城|路)|双[学學]位"),
        (2, "bachelor|undergraduate|college graduate|university"),
        (2, @"(?<![a-z])(?:b\.?sc|b\.?eng|b\.?a|b\.?s|bba|ll\.?b)(?![a-z])"),
        (0, "中[专專](?!业)|中等(?:[专專]|[职職])|中[职職]|中技|[职職]高|[职職]中|[职職][业業]高中"),
        (0, "普高|高中|高[级級]中[学學]|技校|技工学校|high[ -]school|secondary|vocational(?! college)"),
    ];

    private static readonly Regex Named = new(
        string.Join('|', Said.Select(s => $"(?<d{s.Degree}>{s.Words})")),
        RegexOptions.CultureInvariant
    );
}
