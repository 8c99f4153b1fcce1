namespace Hub.Features.Access;

/// <summary>Takes a badge back; its live connections end at once.</summary>
public sealed record RevokeBadge(string Id) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (!fair.Access.Badges.TryGetValue(Id, out var badge))
            throw AccessRefusals.UnknownBadge();
        if (badge.Revoked)
            return Decision.Nothing;
        if (
            badge.Asker.Role is Role.Organizer
            && !fair.Access.Badges.Values.Any(b => b is { Revoked: false, Asker.Role: Role.Organizer } && b != badge)
        )
            throw AccessRefusals.LastOrganizer();
        return new BadgeRevoked(Id);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapDelete("badges/{id}", (string id, HttpContext http) => http.Ask(new RevokeBadge(id)))
            .Asks<RevokeBadge>("Revoke a badge");
}
