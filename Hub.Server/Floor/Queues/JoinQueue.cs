using Hub.Access;
using Hub.Floor.Intentions;
using Hub.Ledger;

namespace Hub.Floor.Queues;

/// <summary>A pass takes a number in a booth's queue, for one interviewer or for any, and with it declares an intention to the employer. Who is in it already
/// stays where they are.</summary>
/// <param name="Desk">The interviewer that is waited for; null: any.</param>
/// <param name="Position">That the intention is for; null: none, or the one that was named before.</param>
public sealed record JoinQueue(string Booth, string Pass, string? Desk, string? Position = null) : Command
{
    /// <summary>Booths at which a pass may wait at a time: who waits everywhere keeps others from waiting anywhere.</summary>
    public const int Most = 3;

    public override bool Allows(Asker asker) => asker.Holds(Pass) || asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var (queue, pass) = (fair.QueueAt(Booth), fair.PassOf(Pass));
        if (queue.Of(pass) is { } had)
            return Desk is null || had.Wish == Desk || had.Desk == Desk ? Decision.Nothing
                : throw new Refusal("already-queued", $"您已在这里排队，号码 {had.Number}；换面试席请找工作人员。", $"You are in this queue already, number {had.Number}; the staff can move you to another desk.");
        fair.DemandOpen(Booth);
        if (!queue.IsOpen) throw new Refusal("queue-closed", "这里现在没有面试官，暂不能排队。", "There is no interviewer here now: the queue takes nobody.", retry: true);
        if (Desk is not null && !queue.Desks.ContainsKey(Desk)) throw new Refusal("desk-closed", $"面试席 {Desk} 现在没有人，请选别的。", $"Nobody sits at desk {Desk} now: choose another.", retry: true);
        if (queue.IsFull) throw new Refusal("queue-full", $"排队的人已满（{queue.Capacity} 人），请稍后再来。", $"The queue is full ({queue.Capacity}); try again later.", retry: true);
        if (fair.Queues.Where(pass).Count() >= Most) throw new Refusal("too-many-queues", $"最多同时在 {Most} 个展位排队，请先退出一个。", $"You can wait at {Most} booths at a time: leave one first.");
        var taken = new TicketTaken(Booth, queue.Last + 1, pass, Desk);
        return fair.Declares(pass, Booth, Position) is { } declared ? new Decision([taken, declared], []) : taken;
    }

    public static void Map(IEndpointRouteBuilder fair)
    {
        fair.MapPost("queues/{booth}/join", (string booth, JoinRequest j, HttpContext http) => http.Ask(new JoinQueue(booth, j.Pass, j.Desk, j.Position))).AsCommand("Join a booth's queue (the pass's visitor, recruiter of the booth, organizer)").IsQuick();
        fair.MapPost("queues/{booth}/leave", (string booth, JoinRequest j, HttpContext http) => http.Ask(new LeaveQueue(booth, j.Pass))).AsCommand("Leave a booth's queue (the pass's visitor, recruiter of the booth, organizer)");
        fair.MapPost("queues/{booth}/postpone", (string booth, JoinRequest j, HttpContext http) => http.Ask(new PostponeTurn(booth, j.Pass))).AsCommand("Let the next one go first (the pass's visitor, recruiter of the booth, organizer)");
    }
}

/// <param name="Desk">Of a join: the interviewer that is waited for; null: any.</param>
/// <param name="Position">Of a join: the id of the position that one is interested in.</param>
public sealed record JoinRequest(string Pass, string? Desk = null, string? Position = null);

/// <summary>A pass gives its place up. Who is in no queue has left it already.</summary>
public sealed record LeaveQueue(string Booth, string Pass) : Command
{
    public override bool Allows(Asker asker) => asker.Holds(Pass) || asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.Queues.Of(Booth).Of(Pass) is { } ticket ? new TicketEnded(Booth, ticket.Number, Outcome.Left) : Decision.Nothing;
}

/// <summary>Somebody needs a moment more, waiting or called: the next one goes first, and nobody else.</summary>
public sealed record PostponeTurn(string Booth, string Pass) : Command
{
    public override bool Allows(Asker asker) => asker.Holds(Pass) || asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        var ticket = queue.TicketOf(Pass);
        return queue.Behind(ticket) is { } next ? new TicketPostponed(Booth, ticket.Number, next.Number)
            : throw new Refusal("nobody-behind", "您后面没有人在等，不用让。", "Nobody waits behind you: there is nobody to let go first.");
    }
}
