namespace Hub.Features.Queues;

/// <summary>An interviewer takes a break: nobody is called there, and people may go on joining. Who waits is told how
/// long it is said to take.</summary>
/// <param name="Minutes">1 to 180; null: not said.</param>
public sealed record PauseDesk(BoothId Booth, string Desk, int? Minutes) : Command
{
    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        fair.QueueAt(Booth).DeskOf(Desk);
        if (Minutes is < 1 or > 180)
            throw QueueRefusals.BadBreak();
        return new DeskPaused(Booth, Desk, Minutes is { } minutes ? now.AddMinutes(minutes) : null);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "queues/{booth}/desks/{desk}/pause",
                (BoothId booth, string desk, PauseRequest p, HttpContext http) =>
                    http.Ask(new PauseDesk(booth, desk, p.Minutes))
            )
            .Asks<PauseDesk>("An interviewer takes a break");
}

public sealed record PauseRequest(int? Minutes = null);
