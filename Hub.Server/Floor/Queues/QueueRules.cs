using Hub.Ledger;

namespace Hub.Floor.Queues;

/// <summary>What several rules of a queue ask first.</summary>
internal static class QueueRules
{
    extension(Fair fair)
    {
        /// <exception cref="Refusal"><c>unknown-booth</c></exception>
        public BoothQueue QueueAt(string booth)
        {
            fair.EmployerAt(booth);
            return fair.Queues.Of(booth);
        }

        /// <exception cref="Refusal"><c>booth-closed</c></exception>
        public void DemandOpen(string booth)
        {
            if (fair.Floor.Closed.ContainsKey(booth)) throw new Refusal("booth-closed", $"展位 {booth} 已关闭，不能排队。", $"Booth {booth} is closed: it has no queue.");
        }
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
