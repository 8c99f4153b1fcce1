namespace Hub.Features.Queues;

/// <summary>A screen shows a call.</summary>
/// <param name="Called">Which one: a number may have been called again since.</param>
public sealed record ShowCall(BoothId Booth, int Number, DateTimeOffset Called) : Command
{
    public override Who May() => Who.Hub;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.Queues.Of(Booth).Numbered(Number) is { Shown: null } ticket && ticket.Called == Called
            ? new TicketShown(Booth, Number)
            : Decision.Nothing;
}
