using System.Text.RegularExpressions;

namespace Hub.Sheets;

/// <summary>Rows among those of a list that are none of it: totals, notes, who filled it in, headings between
/// parts.</summary>
internal static partial class Aside
{
    /// <param name="across">Over how many columns the row's first filled cell is merged.</param>
    /// <param name="columns">How many columns have names.</param>
    /// <returns>Why it is none; null: it may be one.</returns>
    public static (string Zh, string En)? Of(IReadOnlyList<string> cells, int across, int columns)
    {
        if (columns < 2)
            return null;
        string[] filled = [.. cells.Where(c => !string.IsNullOrWhiteSpace(c))];
        if (filled.Length == 0)
            return null;
        var first = Cell.Narrow(filled[0]);
        if (Total().IsMatch(first.Replace(" ", "")) && filled.Skip(1).All(c => Amount().IsMatch(Cell.Narrow(c))))
            return ("合计，不是名单里的一行", "a total, not a row of the list");
        return Note().IsMatch(first) || filled.Length == 1 && (2 * across > columns || Sentence().IsMatch(first))
            ? ("附注或标题，不是名单里的一行", "a note or a heading, not a row of the list")
            : null;
    }

    [GeneratedRegex(
        "^(合计|总计|小计|共计|累计|总数|合計|總計|(sub|grand)?total)([:(].*|\\d.*)?$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Total();

    [GeneratedRegex(@"^\D{0,3}[\d.,]+\s*\D{0,3}$")]
    private static partial Regex Amount();

    [GeneratedRegex(
        @"^(注|备注|附注|说明|填表说明|填报说明|注意事项|(填表|填报|制表|审核|审批|经办|报送|复核|统计|填写|联系|负责)"
            + @"(人|单位|日期|时间|部门|电话)?(\([^)]*\))?|notes?|remarks?|(prepared|approved|checked) by)\s*:",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Note();

    /// <summary>In NFKC, where the comma, the semicolon and the colon of Chinese are those of English.</summary>
    [GeneratedRegex(@"。|^\(?[\d一二三四五六七八九十]{1,2}[、.)].*[,;:]")]
    private static partial Regex Sentence();
}
