using Hub.Access;
using Hub.Floor.Queues;
using Hub.Ledger;

namespace Hub.Floor;

/// <summary>Closes a booth, or opens it again. Whoever is in a booth that closes has left it, and its queue ends; what was scanned before still counts when it comes late.</summary>
public sealed record CloseBooth(string Booth, bool Closed) : Command
{
    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        fair.EmployerAt(Booth);
        if (fair.Floor.Closed.ContainsKey(Booth) == Closed) return Decision.Nothing;
        if (!Closed) return new BoothOpened(Booth);
        return fair.Queues.Of(Booth) is { IsOpen: false, Line.IsEmpty: true } ? new BoothClosed(Booth) : new Decision([new BoothClosed(Booth), new QueueClosed(Booth)], []);
    }

    public static void Map(IEndpointRouteBuilder fair)
    {
        fair.MapPost("booths/{booth}/close", (string booth, HttpContext http) => http.Ask(new CloseBooth(booth, true))).AsCommand("Close a booth (recruiter of it, organizer)");
        fair.MapPost("booths/{booth}/open", (string booth, HttpContext http) => http.Ask(new CloseBooth(booth, false))).AsCommand("Open a closed booth (recruiter of it, organizer)");
    }
}
