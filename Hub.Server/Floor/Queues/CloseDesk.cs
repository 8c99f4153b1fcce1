using Hub.Access;
using Hub.Ledger;

namespace Hub.Floor.Queues;

/// <summary>An interviewer goes away for good. Not while somebody is called there, and not the last one while people wait: then the queue is to be closed.</summary>
public sealed record CloseDesk(string Booth, string Desk) : Command
{
    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        if (!queue.Desks.TryGetValue(Desk, out var desk)) return Decision.Nothing;
        if (desk.Serving is { } number) throw new Refusal("desk-busy", $"{number} 号还在面试席 {Desk}，请先结束或转走。", $"Number {number} is still at desk {Desk}: finish or transfer it first.");
        if (queue.Desks.Count == 1 && queue.Length > 0)
            throw new Refusal("people-waiting", $"还有 {queue.Length} 人在排队，这是最后一个面试席；请结束整个队列。", $"{queue.Length} people wait, and this is the last desk: close the whole queue instead.");
        return new DeskClosed(Booth, Desk);
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapDelete("queues/{booth}/desks/{desk}", (string booth, string desk, HttpContext http) => http.Ask(new CloseDesk(booth, desk)))
        .AsCommand("An interviewer goes away (recruiter of the booth, organizer)");
}
