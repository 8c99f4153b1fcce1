namespace Hub.Features.Queues;

/// <summary>Who was called did not come within the grace, which begins when a screen shows the call. A number that
/// comes later can be recalled.</summary>
public sealed record MarkNoShow(BoothId Booth, int Number) : Command
{
    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        if (queue.Missed.ContainsKey(Number))
            return Decision.Nothing;
        if (queue.Until(queue.TicketOf(Number)) is not { } until)
            throw QueueRefusals.NotCalledYet(Number);
        var left = until - now;
        return left > TimeSpan.Zero
            ? throw QueueRefusals.GraceNotOver(Number, left.TotalSeconds)
            : new TicketEnded(Booth, Number, Outcome.Missed);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "queues/{booth}/numbers/{number}/missed",
                (BoothId booth, int number, HttpContext http) => http.Ask(new MarkNoShow(booth, number))
            )
            .Asks<MarkNoShow>("Who was called did not come");
}
