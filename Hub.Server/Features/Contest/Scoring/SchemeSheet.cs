using System.Globalization;
using System.Text.RegularExpressions;
using Hub.Sheets;

namespace Hub.Features.Contest.Scoring;

/// <param name="Scheme">Null where a row is refused. It may have holes: <see cref="Rules.Of"/> tells.</param>
public sealed record SchemeRead(Scheme? Scheme, IReadOnlyList<RefusedRow> Refused);

/// <summary>
/// A scheme from a spreadsheet with a row for each criterion: module (模块), weight (权重), criterion (评分项), kind
/// (类型), seats (评委席: <c>J1-J5</c>, <c>J1, J2</c>), and where needed id (编号), max (满分), step (步长), attempts
/// (次数; the best counts), combine (合成), dropHigh (去高), dropLow (去低), points (分值), best (优者: 高 or 低 values
/// are better; of a time the lower ones). A module's empty cell, or weight, is as in the row above. Points are what the
/// highest mark is worth; of a count, what each one is worth, also below 0.
/// </summary>
public static partial class SchemeSheet
{
    internal static readonly IReadOnlyList<Field> Fields =
    [
        Columns.Of("module", "模块", "Module", true, "模块名称 竞赛模块 任务"),
        Columns.Of("weight", "权重", "Weight", false, "模块权重 占比 比例"),
        Columns.Of("criterion", "评分项", "Criterion", true, "评分点 评分内容 评分要素 项目 aspect"),
        Columns.Of("kind", "类型", "Kind", false, "评分类型 评分方式 方式 type"),
        Columns.Of("seats", "评委席", "Seats", true, "席位 评委组 评委 裁判 裁判组 panel judges"),
        Columns.Of("id", "编号", "Id", false, "代码 code"),
        Columns.Of("max", "满分", "Max", false, "最高分 上限 maximum"),
        Columns.Of("step", "步长", "Step", false, "最小刻度 刻度"),
        Columns.Of("attempts", "次数", "Attempts", false, "轮次 轮数 尝试次数 tries runs"),
        Columns.Of("combine", "合成", "Combine", false, "合成方法 合成方式"),
        Columns.Of("dropHigh", "去高", "Drop high", false, "去掉最高 去最高分"),
        Columns.Of("dropLow", "去低", "Drop low", false, "去掉最低 去最低分"),
        Columns.Of("points", "分值", "Points", false, "折算分 配分 worth"),
        Columns.Of("best", "优者", "Better", false, "胜者 优劣 best wins"),
    ];

    private static readonly Dictionary<string, Kind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["评分"] = Kind.Judged,
        ["主观"] = Kind.Judged,
        ["打分"] = Kind.Judged,
        ["judged"] = Kind.Judged,
        ["等级"] = Kind.Judgement,
        ["judgement"] = Kind.Judgement,
        ["测量"] = Kind.Measured,
        ["客观"] = Kind.Measured,
        ["measured"] = Kind.Measured,
        ["计时"] = Kind.Time,
        ["时间"] = Kind.Time,
        ["用时"] = Kind.Time,
        ["time"] = Kind.Time,
        ["计数"] = Kind.Count,
        ["次数"] = Kind.Count,
        ["个数"] = Kind.Count,
        ["count"] = Kind.Count,
        ["是否"] = Kind.YesNo,
        ["yesno"] = Kind.YesNo,
        ["yes/no"] = Kind.YesNo,
    };

    private static readonly Dictionary<string, By> Bys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["平均"] = By.Mean,
        ["mean"] = By.Mean,
        ["中位数"] = By.Median,
        ["median"] = By.Median,
        ["和"] = By.Sum,
        ["求和"] = By.Sum,
        ["sum"] = By.Sum,
        ["最高"] = By.Highest,
        ["highest"] = By.Highest,
        ["最低"] = By.Lowest,
        ["lowest"] = By.Lowest,
    };

    private static readonly Dictionary<string, Best> Bests = new(StringComparer.OrdinalIgnoreCase)
    {
        ["高"] = Best.High,
        ["大"] = Best.High,
        ["high"] = Best.High,
        ["higher"] = Best.High,
        ["低"] = Best.Low,
        ["小"] = Best.Low,
        ["low"] = Best.Low,
        ["lower"] = Best.Low,
    };

    /// <param name="fileName">Names the contest, and, where it can, is its id.</param>
    /// <exception cref="UnreadableRosterException">Empty, too large, or not a table.</exception>
    public static SchemeRead Read(byte[] file, string fileName) =>
        Of(Sheet.Read(file, fileName, Fields), Path.GetFileNameWithoutExtension(fileName));

    internal static SchemeRead Of(Sheet sheet, string name)
    {
        var (refused, modules, panels) = (
            new List<RefusedRow>(),
            new List<(string Name, decimal? Weight, List<Part> Criteria)>(),
            new Dictionary<string, string>()
        );
        var columns = Columns.Match(Fields, sheet.Seen);
        foreach (var field in Fields.Where(f => f.Required && !columns.ContainsKey(f.Id)))
            refused.Add(new(1, field.Zh, "", "表中没有这一列", "the sheet has no such column"));
        if (sheet.Rows.Count > SchemeBounds.Parts)
            refused.Add(
                new(
                    sheet.Numbers[SchemeBounds.Parts],
                    "",
                    "",
                    $"评分项最多 {SchemeBounds.Parts} 个",
                    $"{SchemeBounds.Parts:N0} criteria at most"
                )
            );
        for (var i = 0; i < Math.Min(sheet.Rows.Count, SchemeBounds.Parts); i++)
        {
            var row = new Row(sheet, columns, i, refused);
            row.RefuseDoubts();
            var (module, weight) = (row.Text("module"), row.Number("weight", 0, 100));
            if (module.Length > 0 && modules.FindIndex(m => m.Name == module) is var at and < 0)
                modules.Add((module, weight, []));
            else if (module.Length == 0 && modules.Count == 0)
                row.Refuse("module", "第一行要写模块", "the first row names a module");
            else
            {
                at = module.Length == 0 ? modules.Count - 1 : modules.FindIndex(m => m.Name == module);
                if (weight is not null && modules[at].Weight is { } had && had != weight)
                    row.Refuse("weight", $"同一模块前面写的是 {had}", $"this module has {had} above");
                modules[at] = modules[at] with { Weight = modules[at].Weight ?? weight };
                if (module.Length > 0 && at < modules.Count - 1)
                    row.Refuse("module", "同一模块的行要连在一起", "the rows of a module stand together");
            }
            if (modules.Count > 0)
                modules[^1].Criteria.Add(Criterion(row, $"m{modules.Count}-{modules[^1].Criteria.Count + 1}", panels));
        }
        if (sheet.Rows.Count == 0)
            refused.Add(new(2, "", "", "没有评分项", "there is no criterion"));
        return new(
            refused.Count > 0
                ? null
                : new Scheme(
                    new(SchemeCheck.IsWord(name) ? name : "contest"),
                    name,
                    panels.ToDictionary(p => p.Value, p => new Panel([.. p.Key.Split(' ').Select(SeatId.Of)])),
                    [
                        .. modules.Select(
                            (m, i) => new Part($"m{i + 1}", m.Name, Weight: m.Weight, Criteria: m.Criteria)
                        ),
                    ],
                    Edition: Scheme.Newest
                ),
            refused
        );
    }

    private static Part Criterion(Row row, string id, Dictionary<string, string> panels)
    {
        var kind = row.OneOf("kind", Kinds) ?? Kind.Judged;
        var seats = Seats(row);
        if (!panels.TryGetValue(seats, out var panel))
            panels[seats] = panel = $"p{panels.Count + 1}";
        var max = row.Number("max", 0.001m, 1_000_000);
        if (row.Text("max").Length == 0 && kind is Kind.Judged or Kind.Count)
            row.Refuse("max", "这种评分项要写满分", "this kind needs a highest mark");
        var (by, high, low, attempts) = (
            row.OneOf("combine", Bys),
            row.Whole("dropHigh", 0, 50),
            row.Whole("dropLow", 0, 50),
            row.Whole("attempts", 1, 100)
        );
        Step? worth = (row.Number("points", -1_000_000, 1_000_000), kind) switch
        {
            (null, _) => null,
            ({ } points, Kind.Count or Kind.YesNo) => new Step.Multiply(points),
            ({ } points, Kind.Judgement) => new Step.Scale(3, points),
            ({ } points, Kind.Judged or Kind.Measured) when max is { } most => new Step.Scale(most, points),
            (_, Kind.Judged or Kind.Measured) when row.Text("max").Length > 0 => null,
            _ => row.Refuse(
                "points",
                kind is Kind.Time ? "计时项的折算请在方案里用 line 或 table 写" : "有分值就要有满分",
                kind is Kind.Time
                    ? "how a time makes points is said in the scheme, by line or table"
                    : "points need a highest mark"
            ),
        };
        var said = row.Text("id");
        if (said.Length > 0 && !SchemeCheck.IsWord(said))
            row.Refuse("id", "编号只能用字母、数字和“-”，最多 32 个", "1 to 32 letters, digits and '-'");
        var name = row.Text("criterion");
        if (name.Length is 0 or > 120)
            row.Refuse("criterion", "要有 1 到 120 个字", "1 to 120 characters");
        return new Part(
            said.Length > 0 ? said : id,
            name,
            Kind: kind,
            Best: row.OneOf("best", Bests),
            Panel: panel,
            Max: kind is Kind.YesNo or Kind.Judgement ? null : max,
            Step: row.Number("step", 0.000_001m, 1_000_000),
            Combine: by is null && (high ?? 0) + (low ?? 0) == 0
                ? null
                : new Combine(by ?? By.Mean, high ?? 0, low ?? 0),
            Steps: worth is null ? null : [worth],
            Attempts: attempts is > 1 ? new Attempts(attempts.Value) : null
        );
    }

    /// <summary>The seats in their one spelling, parted by spaces.</summary>
    private static string Seats(Row row)
    {
        var seats = new List<string>();
        foreach (
            var word in Between()
                .Split(Cell.Narrow(row.Text("seats")))
                .Where(w => w.Length > 0)
                .TakeWhile(_ => seats.Count <= 50)
        )
            if (
                Range().Match(word) is { Success: true } m
                && (m.Groups[3].Length == 0 || m.Groups[1].Value == m.Groups[3].Value)
                && int.Parse(m.Groups[2].ValueSpan, CultureInfo.InvariantCulture) is var from
                && int.Parse(m.Groups[4].ValueSpan, CultureInfo.InvariantCulture) is var to
                && to >= from
                && to - from < 50
            )
                seats.AddRange(Enumerable.Range(from, to - from + 1).Select(n => $"{m.Groups[1].Value}{n}"));
            else
                seats.Add(word);
        if (
            seats.Count is 0 or > 50
            || seats.Any(s => !SchemeCheck.IsWord(s))
            || seats.Distinct().Count() < seats.Count
        )
            row.Refuse(
                "seats",
                "写成 J1-J5 或 J1、J2：1 到 50 个不同的席位，用字母、数字和“-”",
                "as in J1-J5 or J1, J2: 1 to 50 distinct seats of letters, digits and '-'"
            );
        return string.Join(' ', seats);
    }

    /// <summary>One row, of which every cell that cannot be read is told.</summary>
    private sealed class Row(Sheet sheet, IReadOnlyDictionary<string, int> columns, int index, List<RefusedRow> refused)
    {
        /// <summary>Characters of a cell; nothing that a scheme says is as long.</summary>
        private const int LongestText = 2_000;

        public string Text(string field) =>
            columns.TryGetValue(field, out var c)
            && Cell.Line(sheet.Rows[index][c]) is var text
            && !Cell.SaysNothing(text)
                ? text[..Math.Min(text.Length, LongestText)]
                : "";

        /// <summary>A cell that may not say what the sheet shows is refused, and a row that it hides.</summary>
        public void RefuseDoubts()
        {
            foreach (var (field, column) in columns)
                if (sheet.DoubtOf(index, column) is var (why, whyEn))
                    Refuse(field, why, whyEn);
            if (sheet.IsHiddenRow(index))
                Refuse("module", Sheet.HiddenRow.Zh, Sheet.HiddenRow.En);
        }

        public decimal? Number(string field, decimal min, decimal max)
        {
            if (Cell.Narrow(Text(field)) is not { Length: > 0 } text)
                return null;
            var (number, why) = Numerals.Decimal(text.TrimEnd('%', '分', ' '));
            if (number >= min && number <= max)
                return number;
            var (zh, en) = why ?? ("超出范围", "out of range");
            Refuse(field, $"{zh}：应为 {min} 到 {max} 的数", $"{en}: a number from {min} to {max}");
            return null;
        }

        public int? Whole(string field, int min, int max)
        {
            if (Number(field, min, max) is not { } number)
                return null;
            if (number != Math.Truncate(number))
                Refuse(field, "应为整数", "a whole number");
            return (int)number;
        }

        public T? OneOf<T>(string field, Dictionary<string, T> words)
            where T : struct
        {
            if (Text(field) is not { Length: > 0 } text)
                return null;
            if (words.TryGetValue(Cell.Narrow(text), out var found))
                return found;
            Refuse(field, $"应为：{string.Join('、', words.Keys)}", $"one of: {string.Join(", ", words.Keys)}");
            return null;
        }

        /// <returns>Null, always.</returns>
        public Step? Refuse(string field, string why, string whyEn)
        {
            var header = columns.TryGetValue(field, out var c) ? sheet.Headers[c] : Fields.First(f => f.Id == field).Zh;
            var value = columns.ContainsKey(field) ? Cell.Line(sheet.Rows[index][c]) : "";
            refused.Add(
                new RefusedRow(
                    sheet.Numbers[index],
                    header,
                    value.Length > 200 ? value[..199] + "…" : value,
                    why,
                    whyEn
                )
            );
            return null;
        }
    }

    [GeneratedRegex(@"[\s,，、;；/]+")]
    private static partial Regex Between();

    [GeneratedRegex(@"^([A-Za-z]*)([0-9]{1,4})[-–—~至到]([A-Za-z]*)([0-9]{1,4})$")]
    private static partial Regex Range();
}
