namespace Hub.Features.Queues;

/// <summary>An interviewer goes away for good. Not while somebody is called there, and not the last one while people
/// wait: then the queue is to be closed.</summary>
public sealed record CloseDesk(BoothId Booth, string Desk) : Command
{
    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        if (!queue.Desks.TryGetValue(Desk, out var desk))
            return Decision.Nothing;
        if (desk.Serving is { } number)
            throw QueueRefusals.DeskStillBusy(Desk, number);
        return queue.Desks.Count == 1 && queue.Length > 0
            ? throw QueueRefusals.PeopleWaiting(queue.Length)
            : new DeskClosed(Booth, Desk);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapDelete(
                "queues/{booth}/desks/{desk}",
                (BoothId booth, string desk, HttpContext http) => http.Ask(new CloseDesk(booth, desk))
            )
            .Asks<CloseDesk>("An interviewer goes away");
}
