namespace Hub.Features.Queues;

/// <summary>A desk that is free calls who is next there.</summary>
public sealed record CallNext(BoothId Booth, string Desk) : Command
{
    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        if (queue.FreeDesk(Desk).Paused)
            throw QueueRefusals.DeskPaused(Desk);
        return queue.Next(Desk) is { } next
            ? new TicketCalled(Booth, next.Number, Desk)
            : throw QueueRefusals.NobodyWaits();
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "queues/{booth}/desks/{desk}/next",
                (BoothId booth, string desk, HttpContext http) => http.Ask(new CallNext(booth, desk))
            )
            .Asks<CallNext>("Call the next one to a desk")
            .IsQuick();
}
