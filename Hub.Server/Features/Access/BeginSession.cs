using System.Text.Json.Serialization;

namespace Hub.Features.Access;

/// <summary>A browser enters with a badge. From now on it shows a secret of its own, which can end while the badge
/// counts.</summary>
/// <param name="Session">See <see cref="SessionBegun"/>; the caller made the secret.</param>
public sealed record BeginSession([property: JsonIgnore] string Session) : Command
{
    public override Who May() => Who.Everybody;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.Access.Badges.ContainsKey(asker.Id)
            ? new SessionBegun(asker.Id, Session)
            : throw AccessRefusals.BadgeUnknown();
}
