namespace Hub.Kernel;

/// <summary>A command or question that is not granted. It changed nothing.</summary>
/// <param name="code">Stable, kebab-case: what programs look at.</param>
/// <param name="zh">The sentence for the person, Chinese.</param>
/// <param name="en">The same in English.</param>
/// <param name="status">HTTP status.</param>
/// <param name="retry">Whether the very same asked again can be granted.</param>
public sealed class Refusal(string code, string zh, string en, int status = 409, bool retry = false) : Exception(en)
{
    public string Code => code;
    public string Zh => zh;
    public string En => Message;
    public int Status => status;
    public bool Retry => retry;

    /// <summary>Seconds until it may be asked again, where nothing but time is needed.</summary>
    public int After { get; init; } = 1;

    public static Refusal Malformed(string zh, string en) => new("malformed", zh, en, 400);

    public static Refusal Unknown(string what, string zh, string en) => new($"unknown-{what}", zh, en, 404);

    public static Refusal Forbidden() => new("forbidden", "这个徽章无权这样做。", "This badge may not do that.", 403);

    public static Refusal UnknownFair(string fair) =>
        Unknown("fair", $"没有活动 {fair}。", $"There is no fair {fair}.");

    public static Refusal BadFairId() =>
        Malformed("活动编号只能用小写字母、数字和“-”，最多 32 个。", "A fair's id is 1 to 32 of a-z, 0-9 and '-'.");

    public static Refusal BadFairName() =>
        Malformed("活动名称要有 1 到 120 个字。", "A fair's name has 1 to 120 characters.");

    public static Refusal UnknownZone(string zone) => Malformed($"没有时区 {zone}。", $"There is no time zone {zone}.");

    public static Refusal BadLanguage() => Malformed("lang 是 zh 或 en。", "lang is zh or en.");

    /// <summary>A list in a file that cannot be read at all.</summary>
    public static Refusal UnreadableRoster(string zh, string en) => new("unreadable-roster", zh, en, 400);

    public static Refusal CommandIdTaken() =>
        new("command-id-taken", "这个命令编号已用于另一个请求。", "This command id was used for something else.", 422);

    public static Refusal BadIdempotencyKey() =>
        new("bad-idempotency-key", "Idempotency-Key 必须是 UUID。", "Idempotency-Key has to be a UUID.", 400);

    /// <param name="shows">What the hub's clock shows.</param>
    /// <param name="zh">What speaks against it.</param>
    public static Refusal ClockInDoubt(string shows, string zh, string en) =>
        new(
            "clock-in-doubt",
            $"hub 的时钟显示 {shows}，但{zh}：确认之前什么也不记录。请校准时钟，或由组织者在组织台"
                + "（或用 hub clock）确认，再用同一个编号重试。",
            $"The hub's clock shows {shows}, but {en}: nothing is recorded until somebody says which is right. Set the "
                + "clock, or confirm it on the organizer's desk or by `hub clock`; then try again, under the same "
                + "command id.",
            503,
            retry: true
        );

    public static Refusal ClockShowsAnother(string said, string shows) =>
        new(
            "clock-shows-another",
            $"你确认的是 {said}，但这台 hub 的时钟显示 {shows}。",
            $"You confirmed {said}, but the clock of this hub shows {shows}.",
            409
        );

    public static Refusal Unavailable() =>
        new(
            "ledger-unavailable",
            "账本暂时写不进去，请稍后用同一个编号再试。",
            "The ledger cannot be written right now; try again shortly, under the same command id.",
            503,
            retry: true
        );

    /// <param name="good">So many facts hold together, from the first on.</param>
    /// <param name="zh">What is wrong then, Chinese.</param>
    /// <param name="en">The same in English.</param>
    public static Refusal Damaged(string fair, long good, string zh, string en) =>
        new(
            "ledger-damaged",
            $"活动 {fair} 的账本已损坏（前 {good} 条完好；{zh}），修复前一概不受理；请管理员运行 verify。",
            $"The ledger of {fair} is damaged: {good} facts hold, then {en}. Nothing is taken until whoever runs the "
                + "hub has seen to it (`verify`).",
            503,
            retry: true
        );

    public static Refusal TooFast() =>
        new("too-many-requests", "太快了，请稍后再试。", "Too fast; try again in a moment.", 429, retry: true);

    public static Refusal Busy() =>
        new("busy", "请求太多，请稍后再试。", "Too many commands are waiting; try again shortly.", 503, retry: true);

    public static Refusal ImportBusy() =>
        new(
            "import-busy",
            "正在读取别的文件，请 10 秒后再试。",
            "Other files are being read; try again in 10 seconds.",
            503,
            retry: true
        )
        {
            After = 10,
        };
}
