namespace Hub.Sheets;

/// <summary>Why what is read of a cell may not be what the sheet shows there.</summary>
internal enum Doubt
{
    /// <summary>A date or a time, which each program shows in its own form. What was typed is gone.</summary>
    Date,

    /// <summary>A truth value.</summary>
    Truth,

    /// <summary>A formula without its value: whatever wrote the file did not reckon it.</summary>
    Uncomputed,

    /// <summary>The format shows nothing of it.</summary>
    Unshown,

    /// <summary>A number of more digits than are kept, or one shown by a power of ten.</summary>
    Long,

    /// <summary>A format that is not known.</summary>
    Format,
}

/// <summary>A doubt in words for the person.</summary>
internal static class Doubts
{
    public static (string Zh, string En) Say(Doubt doubt)
    {
        var (zh, en) = doubt switch
        {
            Doubt.Date => ("表格把它存成了日期或时间", "the sheet has made a date or a time of it"),
            Doubt.Truth => ("表格把它存成了逻辑值", "the sheet has made a truth value of it"),
            Doubt.Uncomputed => (
                "公式没有算出结果：用 Excel 或 WPS 打开再保存",
                "the formula was never computed: open the file in Excel or WPS and save it"
            ),
            Doubt.Unshown => ("单元格的格式不显示它", "the cell's format shows nothing of it"),
            Doubt.Long => ("表格把它存成了很长的数，位数可能不全", "the sheet has made a long number of it"),
            Doubt.Format => ("单元格的格式读不出来", "the cell's format is not known"),
            _ => throw new NotSupportedException($"No words for {doubt}."),
        };
        return doubt is Doubt.Uncomputed
            ? ($"{zh}，或把这个单元格写成文本", $"{en}, or write this cell as text")
            : ($"{zh}：请把这个单元格写成文本", $"{en}: write this cell as text");
    }
}
