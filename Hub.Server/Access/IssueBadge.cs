using Hub.Ledger;

namespace Hub.Access;

/// <summary>Hands out a badge.</summary>
/// <param name="Hash">See <see cref="Badge"/>; the caller made the secret and shows it once.</param>
public sealed record IssueBadge(string Id, Role Role, string Label, string Hash, string? Booth, string? Contest, string? Seat, string? Board) : Command
{
    public override bool Allows(Asker asker) => asker.Role is Role.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (Label is not { Length: > 0 and <= 80 }) throw Refusal.Malformed("标签要有 1 到 80 个字。", "A label has 1 to 80 characters.");
        var missing = Role switch
        {
            Role.Recruiter when Booth is null => "booth",
            Role.Judge when Contest is null => "contest",
            Role.Judge when Seat is null => "seat",
            Role.Chief when Contest is null => "contest",
            Role.Integration when Board is null => "board",
            _ => null,
        };
        if (missing is not null) throw Refusal.Malformed($"{Role} 徽章缺少 {missing}。", $"A {Role} badge needs a {missing}.");
        return new BadgeIssued(Id, Role, Label, Hash, Booth, Contest, Seat, Board);
    }
}

/// <param name="Link">Opens the badge's surface in a browser; the secret stands behind the '#', which no server log sees.</param>
public sealed record IssuedBadge(long Offset, string Id, string Secret, string Link);

/// <summary>The body of a request for a badge.</summary>
public sealed record BadgeRequest(Role Role, string Label, string? Booth = null, string? Contest = null, string? Seat = null, string? Board = null);

public static class IssueBadgeEndpoint
{
    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("badges", async (BadgeRequest b, HttpContext http) =>
    {
        var secret = Secret.New();
        var id = "b" + Secret.New()[..10];
        var receipt = await http.Ask(new IssueBadge(id, b.Role, b.Label, Secret.Hash(secret), b.Booth, b.Contest, b.Seat, b.Board));
        return receipt.Repeated
            ? throw new Refusal("secret-shown-once", "这个徽章已经发出，密钥只显示一次；请收回后重新发放。", "This badge was issued already and its secret is shown once; revoke it and issue another.")
            : new IssuedBadge(receipt.Offset, id, secret, $"{http.Request.Scheme}://{http.Request.Host}/enter#{secret}");
    }).AsCommand("Issue a badge (organizer)");
}
