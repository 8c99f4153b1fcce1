using Hub.Access;
using Hub.Ledger;

namespace Hub.Floor.Queues;

/// <summary>An interviewer takes a break: nobody is called there, and people may go on joining. Who waits is told how long it is said to take.</summary>
/// <param name="Minutes">1 to 180; null: not said.</param>
public sealed record PauseDesk(string Booth, string Desk, int? Minutes) : Command
{
    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        fair.QueueAt(Booth).DeskOf(Desk);
        if (Minutes is < 1 or > 180) throw Refusal.Malformed("休息时间是 1 到 180 分钟。", "A break takes 1 to 180 minutes.");
        return new DeskPaused(Booth, Desk, Minutes is { } minutes ? now.AddMinutes(minutes) : null);
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("queues/{booth}/desks/{desk}/pause", (string booth, string desk, PauseRequest p, HttpContext http) => http.Ask(new PauseDesk(booth, desk, p.Minutes)))
        .AsCommand("An interviewer takes a break (recruiter of the booth, organizer)");
}

public sealed record PauseRequest(int? Minutes = null);

/// <summary>The break is over.</summary>
public sealed record ResumeDesk(string Booth, string Desk) : Command
{
    public override bool Allows(Asker asker) => asker.Staffs(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) => fair.QueueAt(Booth).DeskOf(Desk).Paused ? new DeskResumed(Booth, Desk) : Decision.Nothing;

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("queues/{booth}/desks/{desk}/resume", (string booth, string desk, HttpContext http) => http.Ask(new ResumeDesk(booth, desk)))
        .AsCommand("The break is over (recruiter of the booth, organizer)");
}
