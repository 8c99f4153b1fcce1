using Hub.Access;
using Hub.Ledger;

namespace Hub.Floor.Queues;

/// <summary>The interview is over: the desk is free, the person is out of the queue.</summary>
public sealed record MarkInterviewed(string Booth, int Number) : Command
{
    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var ticket = fair.QueueAt(Booth).TicketOf(Number);
        if (ticket.Waits) throw new Refusal("not-called", $"还没有叫 {Number} 号。", $"Number {Number} is not called yet.");
        return new TicketEnded(Booth, Number, Outcome.Served);
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("queues/{booth}/numbers/{number}/interviewed", (string booth, int number, HttpContext http) => http.Ask(new MarkInterviewed(booth, number)))
        .AsCommand("The interview is over (recruiter of the booth, organizer)").IsQuick();
}
