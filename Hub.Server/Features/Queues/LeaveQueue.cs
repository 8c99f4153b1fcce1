namespace Hub.Features.Queues;

/// <summary>A pass gives its place up. Who is in no queue has left it already.</summary>
public sealed record LeaveQueue(BoothId Booth, PassId Pass) : Command
{
    public override Who May() => Who.HolderOf(Pass) | Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.Queues.Of(Booth).Of(Pass) is { } ticket
            ? new TicketEnded(Booth, ticket.Number, Outcome.Left, asker.To(Pass))
            : Decision.Nothing;

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "queues/{booth}/leave",
                (BoothId booth, JoinRequest j, HttpContext http) => http.Ask(new LeaveQueue(booth, j.Pass))
            )
            .Asks<LeaveQueue>("Leave a booth's queue");
}
