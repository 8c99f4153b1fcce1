using Hub.Access;
using Hub.Floor.Intentions;
using Hub.Ledger;

namespace Hub.Floor.Queues;

/// <summary>The interview is over: the desk is free, the person is out of the queue, and the intention is a step further.</summary>
public sealed record MarkInterviewed(string Booth, int Number) : Command
{
    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var ticket = fair.QueueAt(Booth).TicketOf(Number);
        if (ticket.Waits) throw new Refusal("not-called", $"还没有叫 {Number} 号。", $"Number {Number} is not called yet.");
        var ended = new TicketEnded(Booth, Number, Outcome.Served);
        return fair.Interviews(ticket.Pass, Booth) is { } interviewed ? new Decision([ended, interviewed], []) : ended;
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("queues/{booth}/numbers/{number}/interviewed", (string booth, int number, HttpContext http) => http.Ask(new MarkInterviewed(booth, number)))
        .AsCommand("The interview is over (recruiter of the booth, organizer)").IsQuick();
}
