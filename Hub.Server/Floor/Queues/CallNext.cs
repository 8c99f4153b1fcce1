using Hub.Access;
using Hub.Ledger;

namespace Hub.Floor.Queues;

/// <summary>A desk that is free calls who is next there.</summary>
public sealed record CallNext(string Booth, string Desk) : Command
{
    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        var desk = Free(queue.DeskOf(Desk));
        if (desk.Paused) throw new Refusal("desk-paused", $"面试席 {Desk} 正在休息，请先恢复。", $"Desk {Desk} takes a break: end it first.");
        // whose pass counts no more has given the place up, and is found out when it would be their turn
        var next = queue.Line.Where(t => t.Waits && t.Suits(Desk)).ToList();
        var gone = next.TakeWhile(t => fair.Access.Passes.GetValueOrDefault(t.Pass) is { Revoked: true }).Select(t => (Fact)new TicketEnded(Booth, t.Number, Outcome.Left)).ToList();
        if (gone.Count == next.Count) return gone.Count > 0 ? new Decision(gone, []) : throw new Refusal("nobody-waits", "现在没有人在等。", "Nobody waits now.", retry: true);
        return new Decision([.. gone, new TicketCalled(Booth, next[gone.Count].Number, Desk)], []);
    }

    /// <exception cref="Refusal"><c>desk-busy</c></exception>
    internal static Desk Free(Desk desk) => desk.Serving is { } number
        ? throw new Refusal("desk-busy", $"{number} 号已被叫到面试席 {desk.Id}，请先结束。", $"Number {number} is called to desk {desk.Id}: finish that first.") : desk;

    public static void Map(IEndpointRouteBuilder fair)
    {
        fair.MapPost("queues/{booth}/desks/{desk}/next", (string booth, string desk, HttpContext http) => http.Ask(new CallNext(booth, desk))).AsCommand("Call the next one to a desk (recruiter of the booth, organizer)").IsQuick();
        fair.MapPost("queues/{booth}/numbers/{number}/recall", (string booth, int number, RecallRequest r, HttpContext http) => http.Ask(new Recall(booth, number, r.Desk))).AsCommand("Call a number again, also one that had not come (recruiter of the booth, organizer)");
        fair.MapPost("queues/{booth}/numbers/{number}/missed", (string booth, int number, HttpContext http) => http.Ask(new MarkNoShow(booth, number))).AsCommand("Who was called did not come (recruiter of the booth, organizer)");
        fair.MapPost("queues/{booth}/numbers/{number}/transfer", (string booth, int number, RecallRequest r, HttpContext http) => http.Ask(new TransferTicket(booth, number, r.Desk))).AsCommand("Let a number wait for another interviewer (recruiter of the booth, organizer)");
    }
}

/// <param name="Desk">Of a recall: null is the desk that it was called to. Of a transfer: null is any desk.</param>
public sealed record RecallRequest(string? Desk = null);

/// <summary>Calls a number again: one that is called and was not heard, whose grace begins anew, or one that had not come and is here now.</summary>
public sealed record Recall(string Booth, int Number, string? Desk) : Command
{
    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        if (queue.Numbered(Number) is { Desk: { } called }) return Desk is null || Desk == called ? new TicketCalled(Booth, Number, called) : throw Waits();
        if (!queue.Missed.ContainsKey(Number)) throw queue.Numbered(Number) is null ? Gone() : Waits();
        return new TicketCalled(Booth, Number, CallNext.Free(queue.DeskOf(Desk!)).Id);
    }

    private Refusal Gone() => new("not-in-queue", $"{Number} 号已不在这个队列里。", $"Number {Number} is not in this queue any more.");

    private Refusal Waits() => new("not-called", $"{Number} 号没有被叫到这个面试席。", $"Number {Number} was not called to this desk.");
}

/// <summary>Who was called did not come within the grace. A number that comes later can be recalled.</summary>
public sealed record MarkNoShow(string Booth, int Number) : Command
{
    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        if (queue.Missed.ContainsKey(Number)) return Decision.Nothing;
        if (queue.TicketOf(Number) is not { Called: { } called }) throw new Refusal("not-called", $"还没有叫 {Number} 号。", $"Number {Number} is not called yet.");
        var left = called.AddSeconds(queue.Grace) - now;
        if (left > TimeSpan.Zero) throw new Refusal("grace-not-over", $"再等 {Math.Ceiling(left.TotalSeconds):0} 秒：{Number} 号还在赶来的时间内。", $"Wait {Math.Ceiling(left.TotalSeconds):0} seconds more: number {Number} may still come.", retry: true);
        return new TicketEnded(Booth, Number, Outcome.Missed);
    }
}

/// <summary>A number waits for another interviewer of the booth, or for any, in the place that it has; one that was called waits again, first of all.</summary>
public sealed record TransferTicket(string Booth, int Number, string? Desk) : Command
{
    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var queue = fair.QueueAt(Booth);
        var ticket = queue.TicketOf(Number);
        if (Desk is not null) queue.DeskOf(Desk);
        return ticket.Waits && ticket.Wish == Desk || ticket.Desk is not null && ticket.Desk == Desk ? Decision.Nothing : new TicketTransferred(Booth, Number, Desk);
    }
}
