using System.Text.RegularExpressions;

namespace Hub.Sheets;

/// <summary>What stands where a name should and is none: a total, a remark, who made the sheet, a number of the
/// row.</summary>
internal static partial class Nonsense
{
    public static bool Is(string name) => Words().IsMatch(Cell.Narrow(name)) || name.All(char.IsDigit);

    [GeneratedRegex(
        "^(?:(?:合计|总计|共计|小计|累计|备注|注|说明|填表说明|填表人|制表人?|审核人?|审批人?|负责人|经办人|填报人"
            + "|填报单位|填报日期|制表日期|联系人|联系电话|日期|盖章|单位盖章"
            + @"|total|subtotal|sum|notes?|remarks?|prepared by)\s*(?:[:：].*|[(\d].*)?|共\s*\d+\s*[家个人条名].*)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Words();
}
