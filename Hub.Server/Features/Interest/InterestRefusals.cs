namespace Hub.Features.Interest;

/// <summary>What the rules of intentions refuse.</summary>
public static class InterestRefusals
{
    public static Refusal UnknownIntention(PassId pass) =>
        Refusal.Unknown("intention", $"通行证 {pass} 没有表达过意向。", $"Pass {pass} has declared no intention.");

    public static Refusal Withdrawn() => new("intention-withdrawn", "对方已撤回意向。", "The intention was withdrawn.");

    public static Refusal Declined() =>
        new("intention-declined", "已婉拒，不能再变更。", "It was declined, and stays so.");

    public static Refusal DeclinedBefore() =>
        new(
            "intention-declined",
            "这家单位已婉拒，不能再次表达意向。",
            "This employer has declined: an intention cannot be declared again."
        );

    public static Refusal AlreadyInterviewed() =>
        new("already-interviewed", "已经面试过了。", "They have talked already.");

    public static Refusal NotInterviewed() =>
        new("not-interviewed", "面试之后才能确认初步协议。", "An agreement can be confirmed after the interview only.");

    public static Refusal ConsentTextChanged() =>
        new(
            "consent-text-changed",
            "授权说明已更新，请重新阅读后再同意。",
            "The consent text has changed: read it again before you agree."
        );

    public static Refusal UnknownLead(PassId pass) =>
        Refusal.Unknown("lead", $"通行证 {pass} 不在您的名单里。", $"Pass {pass} is not on your list.");

    public static Refusal NoteTooLong(int most) =>
        Refusal.Malformed($"备注最多 {most} 个字。", $"A note has {most} characters at most.");

    public static Refusal BadFormat() => Refusal.Malformed("format 是 csv 或 xlsx。", "format is csv or xlsx.");
}
