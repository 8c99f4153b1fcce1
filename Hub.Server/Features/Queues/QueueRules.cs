using Hub.Features.Roster;

namespace Hub.Features.Queues;

/// <summary>What several rules of a queue ask first.</summary>
internal static class QueueRules
{
    extension(Fair fair)
    {
        /// <exception cref="Refusal"><c>unknown-booth</c></exception>
        public BoothQueue QueueAt(BoothId booth)
        {
            fair.DemandBooth(booth);
            return fair.Queues.Of(booth);
        }

        /// <exception cref="Refusal"><c>booth-closed</c></exception>
        public void DemandOpen(BoothId booth)
        {
            if (fair.Roster.Closed.ContainsKey(booth))
                throw QueueRefusals.BoothClosed(booth);
        }
    }

    extension(BoothQueue queue)
    {
        /// <exception cref="Refusal"><c>unknown-desk</c>: nobody sits there.</exception>
        public Desk DeskOf(string desk) =>
            desk is not null && queue.Desks.TryGetValue(desk, out var open)
                ? open
                : throw QueueRefusals.UnknownDesk(desk);

        /// <summary>The desk, if nobody is called to it.</summary>
        /// <exception cref="Refusal"><c>unknown-desk</c>, <c>desk-busy</c></exception>
        public Desk FreeDesk(string desk) =>
            queue.DeskOf(desk) is { Serving: { } number }
                ? throw QueueRefusals.DeskBusy(desk, number)
                : queue.DeskOf(desk);

        /// <exception cref="Refusal"><c>not-in-queue</c></exception>
        public Ticket TicketOf(int number) => queue.Numbered(number) ?? throw QueueRefusals.NotInQueue(number);

        /// <exception cref="Refusal"><c>not-in-queue</c></exception>
        public Ticket TicketOf(PassId pass) => queue.Of(pass) ?? throw QueueRefusals.PassNotInQueue();
    }
}
