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

    public static Refusal TooManyWords(int most) =>
        Refusal.Malformed($"最多搜索 {most} 个词。", $"Search for {most} words at most.");
}
