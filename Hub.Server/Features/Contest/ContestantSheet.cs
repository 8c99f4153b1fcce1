using Hub.Features.Contest.Scoring;
using Hub.Sheets;

namespace Hub.Features.Contest;

/// <summary>Contestants from a spreadsheet: number (编号), name (姓名), and where they are, affiliation (单位) and
/// group (组别). In starting order.</summary>
internal static class ContestantSheet
{
    private static readonly IReadOnlyList<Field> Fields =
    [
        Columns.Of(
            "number",
            "编号",
            "Number",
            true,
            "选手编号 参赛号 参赛编号 号码 号 准考证号 序号 no bib contestant"
        ),
        Columns.Of("name", "姓名", "Name", true, "选手姓名 选手 参赛选手 参赛者 名字 fullname contestantname"),
        Columns.Of(
            "affiliation",
            "单位",
            "Affiliation",
            false,
            "学校 参赛单位 所在单位 工作单位 院校 school company organization organisation team 代表队"
        ),
        Columns.Of("group", "组别", "Group", false, "参赛组别 组 分组 category division"),
    ];

    /// <summary>Every row is either taken or refused.</summary>
    /// <exception cref="UnreadableRosterException">Empty, too large, or not a table.</exception>
    public static (IReadOnlyList<Contestant> Contestants, IReadOnlyList<RefusedRow> Refused) Read(
        byte[] file,
        string fileName
    )
    {
        var sheet = Sheet.Read(file, fileName, Fields);
        var columns = Columns.Match(Fields, sheet.Seen);
        var (good, refused) = (new List<Contestant>(), new List<RefusedRow>());
        var taken = new Dictionary<string, (Sheet, int)>();
        for (var i = 0; i < sheet.Rows.Count; i++)
        {
            var line = new Line(sheet, Fields, columns, taken, i);
            var number = Cell.Narrow(line.Required("number", 32));
            if (!SchemeCheck.IsWord(number))
                line.Refuse(
                    "number",
                    number,
                    "编号应为 1–32 个字母、数字和“-”",
                    "a number is 1–32 letters, digits and hyphens"
                );
            line.Once("number", number, "编号重复", "the same number");
            var (name, affiliation, group) = (
                line.Required("name", DefineContest.LongestName),
                line.Text("affiliation", DefineContest.LongestAffiliation),
                line.Text("group", DefineContest.LongestGroup)
            );
            if (line.Refused is { } refusal)
            {
                refused.Add(refusal);
                continue;
            }
            line.Claim();
            good.Add(new Contestant(new(number), name, Filled(affiliation), Filled(group)));
        }
        return (good, refused);
    }

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
