using Hub.Features.Access;
using Hub.Features.Roster;

namespace Hub.Features.Queues;

/// <summary>A pass takes a number in a booth's queue, for one interviewer or for any. Who is in it already stays where
/// they are.</summary>
/// <param name="Desk">The interviewer that is waited for; null: any.</param>
/// <param name="Position">Id of the position that the person is interested in; null: none, or the one that was named
/// before.</param>
public sealed record JoinQueue(BoothId Booth, PassId Pass, string? Desk, string? Position = null) : Command
{
    /// <summary>Booths at which a person may choose to wait at a time: who waits everywhere keeps others from waiting
    /// anywhere.</summary>
    public const int MostQueues = 3;

    public override Who May() => Who.HolderOf(Pass) | Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var (queue, pass) = (fair.QueueAt(Booth), fair.PassOf(Pass));
        if (queue.Of(pass) is { } had)
            return Desk is null || had.Wish == Desk || had.Desk == Desk
                ? Decision.Nothing
                : throw QueueRefusals.AlreadyQueued(had.Number);
        fair.DemandOpen(Booth);
        if (!queue.IsOpen)
            throw QueueRefusals.QueueClosed();
        if (Desk is not null && !queue.Desks.ContainsKey(Desk))
            throw QueueRefusals.DeskClosed(Desk);
        if (queue.IsFull)
            throw QueueRefusals.QueueFull(queue.Capacity);
        if (asker.Holds(Pass) && fair.Queues.Wished(pass) >= MostQueues)
            throw QueueRefusals.TooManyQueues(MostQueues);
        fair.DemandPosition(fair.EmployerAt(Booth), Position);
        return new TicketTaken(Booth, queue.Last + 1, pass, Desk, Position, asker.To(Pass));
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "queues/{booth}/join",
                (BoothId booth, JoinRequest j, HttpContext http) =>
                    http.Ask(new JoinQueue(booth, j.Pass, j.Desk, j.Position))
            )
            .Asks<JoinQueue>("Join a booth's queue")
            .IsQuick();
}

/// <param name="Desk">Of a join: the interviewer that is waited for; null: any.</param>
/// <param name="Position">Of a join: the id of the position that one is interested in.</param>
public sealed record JoinRequest(PassId Pass, string? Desk = null, string? Position = null);
