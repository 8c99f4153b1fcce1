namespace Hub.Features.Queues;

/// <summary>A number waits for another interviewer of the booth, or for any, in the place that it has; one that was
/// called waits again, first of all.</summary>
/// <param name="Desk">Null: any.</param>
public sealed record TransferTicket(BoothId Booth, int Number, string? Desk) : Command
{
    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        var ticket = queue.TicketOf(Number);
        if (Desk is not null)
            queue.DeskOf(Desk);
        var isThere = ticket.Waits && ticket.Wish == Desk || ticket.Desk is not null && ticket.Desk == Desk;
        return isThere ? Decision.Nothing : new TicketTransferred(Booth, Number, Desk);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "queues/{booth}/numbers/{number}/transfer",
                (BoothId booth, int number, RecallRequest r, HttpContext http) =>
                    http.Ask(new TransferTicket(booth, number, r.Desk))
            )
            .Asks<TransferTicket>("Let a number wait for another interviewer");
}
