namespace Hub.Features.Queues;

/// <summary>Somebody needs a moment more, waiting or called: the next one goes first, and nobody else.</summary>
public sealed record PostponeTurn(BoothId Booth, PassId Pass) : Command
{
    public override Who May() => Who.HolderOf(Pass) | Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        var ticket = queue.TicketOf(Pass);
        return queue.Behind(ticket) is { } next
            ? new TicketPostponed(Booth, ticket.Number, next.Number, asker.To(Pass))
            : throw QueueRefusals.NobodyBehind();
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "queues/{booth}/postpone",
                (BoothId booth, JoinRequest j, HttpContext http) => http.Ask(new PostponeTurn(booth, j.Pass))
            )
            .Asks<PostponeTurn>("Let the next one go first");
}
