namespace Hub.Features.Roster;

/// <summary>What the roster's rules refuse.</summary>
public static class RosterRefusals
{
    public static Refusal UnknownBooth(BoothId booth) =>
        Refusal.Unknown("booth", $"没有展位 {booth}。", $"There is no booth {booth}.");

    public static Refusal UnknownEmployer() =>
        Refusal.Unknown("employer", "没有这家单位。", "There is no such employer.");

    public static Refusal UnknownPosition() =>
        Refusal.Unknown("position", "没有这个岗位。", "There is no such position.");

    public static Refusal UnknownPositionOfEmployer() =>
        Refusal.Unknown("position", "这家单位没有这个岗位。", "This employer has no such position.");

    public static Refusal RosterFull(int employers, int positions) =>
        new(
            "roster-full",
            $"一个活动最多 {employers} 家单位、{positions} 个岗位。",
            $"A fair has {employers:N0} employers and {positions:N0} positions at most."
        );

    public static Refusal UnknownKind() =>
        Refusal.Malformed("kind 是 employers 或 positions。", "kind is employers or positions.");

    public static Refusal BadMapping() =>
        Refusal.Malformed("mapping 必须是 {字段: 列号} 的 JSON。", "mapping has to be JSON of {field: column index}.");

    public static Refusal BadAnswers() =>
        Refusal.Malformed(
            "same 写作“行号:编号”，taken 写作行号，几个用逗号分开。",
            "same is row:id and taken is rows, parted by commas."
        );

    /// <param name="row">What speaks against it.</param>
    public static Refusal BadRow(Sheets.RefusedRow row) =>
        new("bad-roster-row", $"“{row.Value}”：{row.Reason}。", $"\"{row.Value}\": {row.ReasonEn}.", 422);

    public static Refusal NothingToWithdraw() =>
        Refusal.Malformed("没有说撤下哪家单位或哪个岗位。", "It is not said which employers or positions to withdraw.");

    public static Refusal UnknownFormat() => Refusal.Malformed("format 是 csv 或 xlsx。", "format is csv or xlsx.");

    public static Refusal TooManyWords(int most) =>
        Refusal.Malformed($"最多搜索 {most} 个词。", $"Search for {most} words at most.");
}
