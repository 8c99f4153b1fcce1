namespace Hub.Features.Queues;

/// <summary>Ends a booth's queue: whoever waits is told so, and nobody can join until an interviewer sits down
/// again.</summary>
public sealed record CloseQueue(BoothId Booth) : Command
{
    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.QueueAt(Booth).IsEmpty ? Decision.Nothing : new QueueClosed(Booth);

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("queues/{booth}/close", (BoothId booth, HttpContext http) => http.Ask(new CloseQueue(booth)))
            .Asks<CloseQueue>("End a booth's queue");
}
