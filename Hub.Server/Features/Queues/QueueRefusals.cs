namespace Hub.Features.Queues;

/// <summary>What the rules of queues refuse.</summary>
public static class QueueRefusals
{
    public static Refusal BoothClosed(BoothId booth) =>
        new("booth-closed", $"展位 {booth} 已关闭，不能排队。", $"Booth {booth} is closed: it has no queue.");

    public static Refusal UnknownDesk(string? desk) =>
        Refusal.Unknown("desk", $"面试席 {desk} 没有人。", $"Nobody sits at desk {desk}.");

    public static Refusal NotInQueue(int number) =>
        new("not-in-queue", $"{number} 号已不在这个队列里。", $"Number {number} is not in this queue any more.");

    public static Refusal PassNotInQueue() =>
        new("not-in-queue", "这张通行证已不在这个队列里。", "This pass is not in this queue any more.");

    public static Refusal DeskPaused(string desk) =>
        new("desk-paused", $"面试席 {desk} 正在休息，请先恢复。", $"Desk {desk} takes a break: end it first.");

    public static Refusal NobodyWaits() => new("nobody-waits", "现在没有人在等。", "Nobody waits now.", retry: true);

    public static Refusal DeskBusy(string desk, int number) =>
        new(
            "desk-busy",
            $"{number} 号已被叫到面试席 {desk}，请先结束。",
            $"Number {number} is called to desk {desk}: finish that first."
        );

    public static Refusal DeskStillBusy(string desk, int number) =>
        new(
            "desk-busy",
            $"{number} 号还在面试席 {desk}，请先结束或转走。",
            $"Number {number} is still at desk {desk}: finish or transfer it first."
        );

    public static Refusal NotCalledToDesk(int number) =>
        new("not-called", $"{number} 号没有被叫到这个面试席。", $"Number {number} was not called to this desk.");

    public static Refusal NotCalledYet(int number) =>
        new("not-called", $"还没有叫 {number} 号。", $"Number {number} is not called yet.");

    public static Refusal GraceNotOver(int number, double seconds) =>
        new(
            "grace-not-over",
            $"再等 {Math.Ceiling(seconds):0} 秒：{number} 号还在赶来的时间内。",
            $"Wait {Math.Ceiling(seconds):0} seconds more: number {number} may still come.",
            retry: true
        );

    public static Refusal PeopleWaiting(int length) =>
        new(
            "people-waiting",
            $"还有 {length} 人在排队，这是最后一个面试席；请结束整个队列。",
            $"{length} people wait, and this is the last desk: close the whole queue instead."
        );

    public static Refusal AlreadyQueued(int number) =>
        new(
            "already-queued",
            $"您已在这里排队，号码 {number}；换面试席请找工作人员。",
            $"You are in this queue already, number {number}; the staff can move you to another desk."
        );

    public static Refusal QueueClosed() =>
        new(
            "queue-closed",
            "这里现在没有面试官，暂不能排队。",
            "There is no interviewer here now: the queue takes nobody.",
            retry: true
        );

    public static Refusal DeskClosed(string desk) =>
        new(
            "desk-closed",
            $"面试席 {desk} 现在没有人，请选别的。",
            $"Nobody sits at desk {desk} now: choose another.",
            retry: true
        );

    public static Refusal QueueFull(int capacity) =>
        new(
            "queue-full",
            $"排队的人已满（{capacity} 人），请稍后再来。",
            $"The queue is full ({capacity}); try again later.",
            retry: true
        );

    public static Refusal TooManyQueues(int most) =>
        new(
            "too-many-queues",
            $"最多同时在 {most} 个展位排队，请先退出一个。",
            $"You can wait at {most} booths at a time: leave one first."
        );

    public static Refusal NobodyBehind() =>
        new("nobody-behind", "您后面没有人在等，不用让。", "Nobody waits behind you: there is nobody to let go first.");

    public static Refusal BadDesk() =>
        Refusal.Malformed("面试席编号是 1–8 个字母或数字。", "A desk is 1 to 8 letters and digits.");

    public static Refusal LabelTooLong() =>
        Refusal.Malformed("面试席名称最多 24 个字。", "A desk's label has 24 characters at most.");

    public static Refusal TooManyDesks(int most) =>
        new("too-many-desks", $"一个展位最多 {most} 个面试席。", $"A booth has {most} desks at most.");

    public static Refusal BadBreak() =>
        Refusal.Malformed("休息时间是 1 到 180 分钟。", "A break takes 1 to 180 minutes.");

    public static Refusal BadCapacity() =>
        Refusal.Malformed("队列容量是 0 到 500 人。", "A queue takes 0 to 500 people.");

    public static Refusal BadGrace() =>
        Refusal.Malformed("等候到场的时间是 0 到 1800 秒。", "The grace is 0 to 1800 seconds.");
}
