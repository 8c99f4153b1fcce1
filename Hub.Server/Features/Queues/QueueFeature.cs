namespace Hub.Features.Queues;

/// <summary>Who waits where, for how long, and who is called.</summary>
public static class QueueFeature
{
    public static readonly Feature Feature = new("Queues")
    {
        Slice = QueueSlice.Kind,
        Endpoints =
        [
            OpenDesk.Map,
            CloseDesk.Map,
            PauseDesk.Map,
            ResumeDesk.Map,
            SetQueue.Map,
            CloseQueue.Map,
            JoinQueue.Map,
            LeaveQueue.Map,
            PostponeTurn.Map,
            CallNext.Map,
            Recall.Map,
            MarkNoShow.Map,
            TransferTicket.Map,
            MarkInterviewed.Map,
        ],
        Boards = [QueueBoards.Queues, QueueBoards.Queue, QueueBoards.Calls, QueueBoards.Line],
        Consequences = QueuesAfter.All,
        Services = services => services.AddHostedService<DayClock>().AddHostedService<CallsSeen>(),
    };
}
