namespace Hub.Features.Queues;

/// <summary>The break is over.</summary>
public sealed record ResumeDesk(BoothId Booth, string Desk) : Command
{
    public override Who May() => Who.StaffOf(Booth);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.QueueAt(Booth).DeskOf(Desk).Paused ? new DeskResumed(Booth, Desk) : Decision.Nothing;

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "queues/{booth}/desks/{desk}/resume",
                (BoothId booth, string desk, HttpContext http) => http.Ask(new ResumeDesk(booth, desk))
            )
            .Asks<ResumeDesk>("The break is over");
}
