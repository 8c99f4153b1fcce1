namespace Hub.Features.Access;

/// <summary>Signs the asking browser out: whoever has read what it showed has nothing. The badge counts on, on other
/// devices and when somebody enters again.</summary>
public sealed record EndSession : Command
{
    public override Who May() => Who.Everybody;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        asker.Session is { } session ? new SessionsEnded([session], SessionEnd.SignedOut) : Decision.Nothing;
}
