namespace Hub.Features.Queues;

/// <summary>The interview is over: the desk is free, and the person is out of the queue.</summary>
public sealed record MarkInterviewed(BoothId Booth, int Number) : Command
{
    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.QueueAt(Booth).TicketOf(Number).Waits
            ? throw QueueRefusals.NotCalledYet(Number)
            : new TicketEnded(Booth, Number, Outcome.Served);

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "queues/{booth}/numbers/{number}/interviewed",
                (BoothId booth, int number, HttpContext http) => http.Ask(new MarkInterviewed(booth, number))
            )
            .Asks<MarkInterviewed>("The interview is over")
            .IsQuick();
}
