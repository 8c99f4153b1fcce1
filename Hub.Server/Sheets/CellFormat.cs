using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ExcelNumberFormat;

namespace Hub.Sheets;

/// <summary>How a cell shows its value: a number format of ECMA-376, part 1, 18.8.30.</summary>
internal sealed partial class CellFormat
{
    public static readonly CellFormat General = new("General");

    /// <summary>The formats that a file names by their number alone, as Excel shows them in China. What 14 to 22, 27 to
    /// 36 and 50 to 58 show is another date in each country.</summary>
    private static readonly Dictionary<int, string> BuiltIn = new()
    {
        [1] = "0",
        [2] = "0.00",
        [3] = "#,##0",
        [4] = "#,##0.00",
        [5] = "#,##0",
        [6] = "#,##0",
        [7] = "#,##0.00",
        [8] = "#,##0.00",
        [9] = "0%",
        [10] = "0.00%",
        [11] = "0.00E+00",
        [12] = "# ?/?",
        [13] = "# ??/??",
        [14] = "yyyy/m/d",
        [15] = "d-mmm-yy",
        [16] = "d-mmm",
        [17] = "mmm-yy",
        [18] = "h:mm AM/PM",
        [19] = "h:mm:ss AM/PM",
        [20] = "h:mm",
        [21] = "h:mm:ss",
        [22] = "yyyy/m/d h:mm",
        [27] = "yyyy年m月",
        [28] = "m月d日",
        [29] = "m月d日",
        [30] = "m/d/yy",
        [31] = "yyyy年m月d日",
        [32] = "h时mm分",
        [33] = "h时mm分ss秒",
        [34] = "h时mm分",
        [35] = "h时mm分ss秒",
        [36] = "yyyy年m月",
        [37] = "#,##0;-#,##0",
        [38] = "#,##0;-#,##0",
        [39] = "#,##0.00;-#,##0.00",
        [40] = "#,##0.00;-#,##0.00",
        [41] = "#,##0;-#,##0",
        [42] = "#,##0;-#,##0",
        [43] = "#,##0.00;-#,##0.00",
        [44] = "#,##0.00;-#,##0.00",
        [45] = "mm:ss",
        [46] = "[h]:mm:ss",
        [47] = "mm:ss.0",
        [48] = "##0.0E+0",
        [49] = "@",
        [50] = "yyyy年m月",
        [51] = "m月d日",
        [52] = "yyyy年m月",
        [53] = "m月d日",
        [54] = "m月d日",
        [55] = "h时mm分",
        [56] = "h时mm分ss秒",
        [57] = "yyyy年m月",
        [58] = "m月d日",
    };

    /// <summary>The last day that a sheet knows, 9999-12-31.</summary>
    private const double LastDay = 2_958_466;

    private readonly bool _plain;
    private readonly bool _date;

    /// <summary>A date without a year, in digits: what was typed is what is shown.</summary>
    private readonly bool _monthDay;

    /// <summary>Null where it is not known.</summary>
    private readonly NumberFormat? _format;

    private CellFormat(string code)
    {
        _plain = code.ToLowerInvariant() is "" or "general" or "@";
        if (_plain || code.Contains("[DBNum", StringComparison.OrdinalIgnoreCase))
            return;
        var format = new NumberFormat(Escaped(code));
        _format = format.IsValid ? format : null;
        _date = format.IsValid && (format.IsDateTimeFormat || format.IsTimeSpanFormat);
        _monthDay = _date && MonthDay().IsMatch(code);
    }

    /// <param name="id">A number that is in no list shows numbers as they are.</param>
    /// <param name="code">What the file says of it; null: nothing.</param>
    public static CellFormat Of(int id, string? code) =>
        code is null && !BuiltIn.ContainsKey(id) ? General : new(code ?? BuiltIn[id]);

    public (string Text, Doubt? Doubt) Show(double number, bool since1904 = false)
    {
        if (_plain)
            return (Plain(number), Math.Abs(number) < 1e15 ? null : Doubt.Long);
        if (_format is null || _date && number is < 0 or >= LastDay)
            return (Plain(number), Doubt.Format);
        var shown = _format.Format(number, CultureInfo.InvariantCulture, since1904);
        return (shown, Math.Abs(number)) switch
        {
            _ when _date => (shown, _monthDay ? null : Doubt.Date),
            (_, >= 1e15) => (shown, Doubt.Long),
            // zeros are often hidden on purpose: an empty cell
            (_, > 0) when string.IsNullOrWhiteSpace(shown) => (Plain(number), Doubt.Unshown),
            _ when PowerOfTen().IsMatch(shown) => (shown, Doubt.Long),
            _ => (shown, null),
        };
    }

    public (string Text, Doubt? Doubt) Show(string text)
    {
        if (_plain || _format is null || _date || text.Length == 0)
            return (text, null);
        var shown = _format.Format(text, CultureInfo.InvariantCulture);
        return string.IsNullOrWhiteSpace(shown) && !string.IsNullOrWhiteSpace(text)
            ? (text, Doubt.Unshown)
            : (shown, null);
    }

    // Excel keeps 15 digits, as a decimal made from a double does.
    private static string Plain(double number) =>
        Math.Abs(number) >= 1e15
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : ((decimal)number).ToString("0.###############", CultureInfo.InvariantCulture);

    /// <summary>Excel takes letters that mean nothing in a format for themselves, and ! for the sign before one; the
    /// library knows them behind a backslash.</summary>
    private static string Escaped(string code)
    {
        var escaped = new StringBuilder(code.Length);
        for (var i = 0; i < code.Length; i++)
        {
            var end = code[i] switch
            {
                '"' => code.IndexOf('"', i + 1),
                '[' => code.IndexOf(']', i + 1),
                '\\' or '_' or '*' => Math.Min(i + 1, code.Length - 1),
                _ => i,
            };
            if (code[i] == '!' && i + 1 < code.Length)
                escaped.Append('\\').Append(code[++i]);
            else if (code[i] > '~')
                escaped.Append('\\').Append(code[i]);
            else
            {
                end = end < 0 ? code.Length - 1 : end;
                escaped.Append(code, i, end - i + 1);
                i = end;
            }
        }
        return escaped.ToString();
    }

    [GeneratedRegex(@"^(\[\$[^\]]*\])?m{1,2}\\?(""-""|-)d{1,2}(;@)?$", RegexOptions.IgnoreCase)]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"\dE[+-]?\d")]
    private static partial Regex PowerOfTen();
}
