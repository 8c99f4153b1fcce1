namespace Hub.Features.Floor;

/// <summary>What the floor's rules refuse.</summary>
public static class FloorRefusals
{
    public static Refusal BoothClosed(BoothId booth) =>
        new("booth-closed", $"展位 {booth} 已关闭，不再签到。", $"Booth {booth} is closed and takes nobody any more.");

    public static Refusal BadMoment() => Refusal.Malformed("扫描时间不对。", "The moment of the scan cannot be.");

    public static Refusal BadClock() =>
        Refusal.Malformed("Hub-Clock 必须是 ISO 8601 时间。", "Hub-Clock has to be a time in ISO 8601.");

    public static Refusal ScanFromTheFuture() =>
        new(
            "scan-from-the-future",
            "扫描时间在将来：请校准这台设备的时钟。",
            "This was scanned in the future: set the clock of this device.",
            422
        );

    public static Refusal ScanOfAnotherDay() =>
        new(
            "scan-of-another-day",
            "不是今天的扫描，那一天的人数已经结算，不再计入。",
            "This was not scanned today: the count of that day is closed.",
            422
        );

    public static Refusal UnknownScan(PassId pass, BoothId booth) =>
        Refusal.Unknown(
            "scan",
            $"展位 {booth} 今天没有 {pass} 的这次扫描，或已撤销。",
            $"Booth {booth} has no such scan of {pass} today, or it was taken back already."
        );

    public static Refusal BadCapacity() =>
        Refusal.Malformed("容量是 1 到 1000000 人。", "A capacity is 1 to 1,000,000 people.");

    public static Refusal BoothAndHall() =>
        Refusal.Malformed("展位和展馆只能选一个。", "Name a booth or a hall, not both.");

    public static Refusal UnknownHall(string hall) =>
        Refusal.Unknown("hall", $"没有展馆 {hall}。", $"There is no hall {hall}.");

    public static Refusal PlanTooLarge() =>
        Refusal.Malformed("图片最多 1 MB，请缩小后再上传。", "A plan has 1 MB at most: make the picture smaller.");

    public static Refusal NoPicture() =>
        Refusal.Malformed("展位图要是 PNG、JPEG 或 WebP 图片。", "A plan is a PNG, JPEG or WebP picture.");

    public static Refusal UnknownPlan() => Refusal.Unknown("plan", "还没有展位图。", "There is no plan yet.");

    public static Refusal BadSpot() =>
        Refusal.Malformed("位置是 0 到 1000 的千分比。", "A place is 0 to 1000 thousandths of the picture.");
}
