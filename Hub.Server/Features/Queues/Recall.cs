namespace Hub.Features.Queues;

/// <summary>Calls a number again: one that is called and was not heard, whose grace begins anew, or one that had not
/// come and is here now.</summary>
/// <param name="Desk">Null: the desk that it was called to.</param>
public sealed record Recall(BoothId Booth, int Number, string? Desk) : Command
{
    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        if (queue.Numbered(Number) is { Desk: { } called })
            return Desk is null || Desk == called
                ? new TicketCalled(Booth, Number, called)
                : throw QueueRefusals.NotCalledToDesk(Number);
        if (queue.Missed.ContainsKey(Number))
            return new TicketCalled(Booth, Number, queue.FreeDesk(Desk!).Id);
        throw queue.Numbered(Number) is null ? QueueRefusals.NotInQueue(Number) : QueueRefusals.NotCalledToDesk(Number);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "queues/{booth}/numbers/{number}/recall",
                (BoothId booth, int number, RecallRequest r, HttpContext http) =>
                    http.Ask(new Recall(booth, number, r.Desk))
            )
            .Asks<Recall>("Call a number again, also one that had not come");
}

/// <param name="Desk">Of a recall: null is the desk that it was called to. Of a transfer: null is any desk.</param>
public sealed record RecallRequest(string? Desk = null);
