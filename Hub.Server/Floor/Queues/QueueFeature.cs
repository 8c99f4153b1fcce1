using Hub.Floor.Steering;
using Hub.Live;

namespace Hub.Floor.Queues;

/// <summary>Who waits where, for how long, and who is called.</summary>
public static class QueueFeature
{
    public static readonly Feature Feature = new("Queues", QueueSlice.Kind, [QueueBoards.Queues, QueueBoards.Queue, QueueBoards.Line], fair =>
    {
        OpenDesk.Map(fair);
        CloseDesk.Map(fair);
        PauseDesk.Map(fair);
        ResumeDesk.Map(fair);
        SetQueue.Map(fair);
        CloseQueue.Map(fair);
        JoinQueue.Map(fair);
        CallNext.Map(fair);
        MarkInterviewed.Map(fair);
        Suggest.Map(fair);
    });
}
