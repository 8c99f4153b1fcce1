using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Features.Roster.Pay;

/// <summary>A salary as it is written, in one way of writing: digits, no thousands' commas, simplified characters, one
/// dash.</summary>
internal static partial class PayText
{
    private const string Digits = "零一二三四五六七八九";

    public static string Plain(string text)
    {
        var plain = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        foreach (var (written, meant) in Written)
            plain = plain.Replace(written, meant, StringComparison.Ordinal);
        plain = Commas().Replace(plain, "");
        plain = Ends().Replace(plain, m => $"{Digit(m.Groups[1].Value)}-{Digit(m.Groups[2].Value)}");
        plain = Two().Replace(plain, m => $"{Digit(m.Groups[1].Value)}-{Digit(m.Groups[2].Value)}{m.Groups[3].Value}");
        plain = Either().Replace(plain, "$1-$2");
        plain = Numerals().Replace(plain, m => Value(m.Value) is { } value ? $"{value}" : m.Value);
        plain = Mixed().Replace(plain, m => Mixed(m) is { } value ? $"{value}" : m.Value);
        return Dashes().Replace(plain, "-");
    }

    private static readonly (string, string)[] Written =
    [
        ("萬", "万"),
        ("時", "时"),
        ("資", "资"),
        ("綜", "综"),
        ("試", "试"),
        ("實習", "实习"),
        ("週", "周"),
        ("達", "达"),
        ("轉", "转"),
        ("稅", "税"),
        ("獎", "奖"),
        ("補", "补"),
        ("兩", "两"),
        ("個", "个"),
        ("塊", "块"),
        ("圓", "元"),
        ("圆", "元"),
        ("〇", "零"),
        ("两", "二"),
        ("俩", "二"),
        ("壹", "一"),
        ("贰", "二"),
        ("叁", "三"),
        ("肆", "四"),
        ("伍", "五"),
        ("陆", "六"),
        ("柒", "七"),
        ("捌", "八"),
        ("玖", "九"),
        ("拾", "十"),
        ("佰", "百"),
        ("仟", "千"),
    ];

    private static int Digit(string character) => Digits.IndexOf(character, StringComparison.Ordinal);

    /// <summary>The value of 八千五, 一万二, 三千五百.</summary>
    private static long? Value(string numerals)
    {
        var (sum, part, digit, unit) = (0L, 0L, -1L, 0L);
        foreach (var c in numerals)
            switch (c)
            {
                case '万':
                    (sum, part, digit, unit) = ((sum + part + Math.Max(digit, 0)) * 10_000, 0, -1, 10_000);
                    break;
                case '千' or '百' or '十':
                    unit = c switch
                    {
                        '千' => 1000,
                        '百' => 100,
                        _ => 10,
                    };
                    (part, digit) = (part + (digit < 0 ? 1 : digit) * unit, -1);
                    break;
                default:
                    if (digit > 0)
                        return null;
                    digit = Digits.IndexOf(c, StringComparison.Ordinal);
                    if (digit == 0)
                        (unit, digit) = (10, -1);
                    break;
            }
        // 八千五 is 八千五百, and 三千零五 is not
        return sum + part + (digit < 0 ? 0 : digit * Math.Max(1, unit / 10));
    }

    /// <summary>The value of 1万2, 1万5千, 8千5, 2万3000.</summary>
    private static long? Mixed(Match m)
    {
        var unit = m.Groups[2].Value is "万" or "w" ? 10_000 : 1000;
        var (rest, of) = (m.Groups[3].Value, m.Groups[4].Value);
        var more = long.Parse(rest, CultureInfo.InvariantCulture);
        var value = (of, rest.Length) switch
        {
            ("千", _) => more * 1000,
            ("百", _) => more * 100,
            (_, 1) => more * unit / 10,
            (_, var digits) when digits == (unit == 1000 ? 3 : 4) => more,
            _ => -1,
        };
        return value < 0 ? null : long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) * unit + value;
    }

    [GeneratedRegex(@"(?<=\d),(?=\d{3}(?!\d))")]
    private static partial Regex Commas();

    /// <summary>五到八千.</summary>
    [GeneratedRegex(
        @"(?<![零一二三四五六七八九十百千万])([一二三四五六七八])\s*[-~至到]\s*([二三四五六七八九])(?=[千万百])"
    )]
    private static partial Regex Ends();

    /// <summary>六七千.</summary>
    [GeneratedRegex("(?<![零一二三四五六七八九十百千万])([一二三四五六七八])、?([二三四五六七八九])([千万百])")]
    private static partial Regex Two();

    /// <summary>6、7千.</summary>
    [GeneratedRegex(@"(?<![\d.])(\d)[、,/](\d[千万百kw])")]
    private static partial Regex Either();

    /// <summary>Numbers in characters, of a hundred at least: what is smaller counts days and insurances.</summary>
    [GeneratedRegex("[一二三四五六七八九十][零一二三四五六七八九十百千万]*[百千万][零一二三四五六七八九十百千万]*")]
    private static partial Regex Numerals();

    [GeneratedRegex(@"(?<![\d.])(\d{1,3})(万|w|千|k)(\d{1,4})(千|百)?(?![\d.万千wk个天年人名薪周])")]
    private static partial Regex Mixed();

    /// <summary>One character is typed for another: 一 and ー for a dash. 到手 and 达到 are none.</summary>
    [GeneratedRegex(
        @"\s*(?:[-‐‑‒–—―−─~〜∼ー→]|\.{2,}|\bto\b|(?<=[\d.])一(?=\d)"
            + @"|(?<![达拿得挣涨高])[至到](?=\s*(?:[¥\d]|rmb|人民币)))+\s*"
    )]
    private static partial Regex Dashes();
}
