using Hub.Access;
using Hub.Ledger;

namespace Hub.Floor.Queues;

/// <summary>What several rules of a queue ask first.</summary>
internal static class QueueRules
{
    extension(Fair fair)
    {
        /// <exception cref="Refusal"><c>unknown-booth</c></exception>
        public BoothQueue QueueAt(string booth) => booth is not null && fair.Floor.Directory.Booths.ContainsKey(booth)
            ? fair.Queues.Of(booth) : throw Refusal.Unknown("booth", $"没有展位 {booth}。", $"There is no booth {booth}.");
    }

    /// <summary>The pass as it was made, however it was typed; as it is, where the fair takes passes that it did not make.</summary>
    /// <exception cref="Refusal"><c>malformed</c>, <c>pass-revoked</c>, <c>unknown-pass</c></exception>
    public static string PassOf(this Fair fair, string typed)
    {
        if (typed is not { Length: > 0 and <= 32 } || typed.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-')) throw Refusal.Malformed("通行证号只能是 1–32 个字母、数字或“-”。", "A pass is 1 to 32 letters, digits and '-'.");
        var made = PassCode.Normal(typed);
        return fair.Access.Passes.GetValueOrDefault(made) switch
        {
            { Revoked: true } => throw new Refusal("pass-revoked", $"通行证 {made} 已作废，请出示新的通行证。", $"Pass {made} was revoked; show the new one."),
            null when fair.Floor.KnownPassesOnly => throw Refusal.Unknown("pass", $"没有通行证 {typed}：请在手机上打开“我的通行证”。", $"There is no pass {typed}: open \"My pass\" on the phone."),
            null => typed,
            _ => made,
        };
    }

    /// <exception cref="Refusal"><c>booth-closed</c></exception>
    public static void DemandOpen(this Fair fair, string booth)
    {
        if (fair.Floor.Closed.ContainsKey(booth)) throw new Refusal("booth-closed", $"展位 {booth} 已关闭，不能排队。", $"Booth {booth} is closed: it has no queue.");
    }

    extension(BoothQueue queue)
    {
        /// <exception cref="Refusal"><c>unknown-desk</c>: nobody sits there.</exception>
        public Desk DeskOf(string desk) => desk is not null && queue.Desks.TryGetValue(desk, out var open)
            ? open : throw Refusal.Unknown("desk", $"面试席 {desk} 没有人。", $"Nobody sits at desk {desk}.");

        /// <exception cref="Refusal"><c>not-in-queue</c></exception>
        public Ticket TicketOf(int number) => queue.Numbered(number) ?? throw Absent($"{number} 号", $"Number {number}");

        /// <exception cref="Refusal"><c>not-in-queue</c></exception>
        public Ticket TicketOf(string pass) => queue.Of(pass) ?? throw Absent("这张通行证", "This pass");
    }

    private static Refusal Absent(string zh, string en) => new("not-in-queue", $"{zh}已不在这个队列里。", $"{en} is not in this queue any more.");
}
