namespace Hub.Features.Access;

/// <summary>What the rules of badges and passes refuse.</summary>
public static class AccessRefusals
{
    public static Refusal BadgeUnknown() =>
        new("badge-unknown", "徽章无效或已被收回。", "This badge does not count, or was revoked.", 401);

    public static Refusal SessionOver() =>
        new(
            "badge-session-over",
            "这台设备已退出，请重新打开徽章的链接进入。没有发送的内容还在。",
            "This device is signed out: open the badge's link again. What was not sent yet is still there.",
            401
        );

    public static Refusal BadSessionHours(string name, string said) =>
        Refusal.Malformed(
            $"设置 Sessions:{name} 是小时数，大于 0：{said}。",
            $"The setting Sessions:{name} is a number of hours above 0, not {said}."
        );

    public static Refusal UnknownSecond() =>
        Refusal.Unknown(
            "second",
            "没有这项等待确认的请求：可能已处理、已撤回或已过期。",
            "Nothing waits for confirmation under this id: it is done, refused or over."
        );

    public static Refusal TooManySeconds() =>
        new(
            "too-many-seconds",
            "等待确认的请求太多：请先确认或拒绝已有的。",
            "Too much waits for confirmation: confirm or refuse some of it first."
        );

    public static Refusal OwnSecond(string id) =>
        new(
            "own-second",
            $"这是您自己的请求：要由另一位组织者确认，或在主机键盘上运行 hub confirm {id}。",
            $"You asked this yourself: another organizer confirms it, or `hub confirm {id}` at the hub's machine.",
            403
        );

    public static Refusal UnknownBadge() => Refusal.Unknown("badge", "没有这个徽章。", "There is no such badge.");

    public static Refusal LastOrganizer() =>
        new("last-organizer", "这是最后一个组织者徽章，不能收回。", "This is the last organizer's badge.");

    public static Refusal BadLabel() => Refusal.Malformed("标签要有 1 到 80 个字。", "A label has 1 to 80 characters.");

    public static Refusal BadgeNeeds(Role role, string word) =>
        Refusal.Malformed($"{role} 徽章缺少 {word}。", $"A {role} badge needs a {word}.");

    public static Refusal BadWord(string word) =>
        Refusal.Malformed($"{word} 最多 64 个字，不能有“/”。", $"A {word} has 64 characters at most, and no '/'.");

    public static Refusal BadgeShownOnce() =>
        new(
            "secret-shown-once",
            "这个徽章已经发出，密钥只显示一次；请收回后重新发放。",
            "This badge was issued already and its secret is shown once; revoke it and issue another."
        );

    public static Refusal PassShownOnce() =>
        new(
            "secret-shown-once",
            "这个通行证已经生成，恢复码不会再次发送；请重新生成。",
            "This pass was made already and its code is not sent again; make another."
        );

    public static Refusal BadPass() =>
        Refusal.Malformed("通行证号只能是 1–32 个字母、数字或“-”。", "A pass is 1 to 32 letters, digits and '-'.");

    public static Refusal PassTaken() =>
        new("pass-taken", "这个号码已被使用，请再试一次。", "This number is taken; try again.", retry: true);

    public static Refusal PassRevoked(PassId pass) =>
        new("pass-revoked", $"通行证 {pass} 已作废，请出示新的通行证。", $"Pass {pass} was revoked; show the new one.");

    public static Refusal UnknownPass(PassId pass) =>
        Refusal.Unknown("pass", $"没有通行证 {pass}。", $"There is no pass {pass}.");

    public static Refusal UnknownScannedPass(PassId pass) =>
        Refusal.Unknown(
            "pass",
            $"没有通行证 {pass}：请在手机上打开“我的通行证”。",
            $"There is no pass {pass}: open \"My pass\" on the phone."
        );

    public static Refusal NoPassYet() =>
        Refusal.Unknown("pass", "这部手机还没有通行证。", "This phone has no pass yet.");

    public static Refusal ForeignPage() =>
        new("foreign-page", "请在本站页面上操作。", "Another site's page may not act with this site's badge.", 403);
}
