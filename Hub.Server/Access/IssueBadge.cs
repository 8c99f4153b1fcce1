using System.Text.Json.Serialization;
using Hub.Ledger;

namespace Hub.Access;

/// <summary>Hands out a badge.</summary>
/// <param name="Hash">See <see cref="Badge"/>; the caller made the secret and shows it once.</param>
public sealed record IssueBadge([property: JsonIgnore] string Id, Role Role, string Label, [property: JsonIgnore] string Hash, string? Booth, string? Contest, string? Seat, string? Board) : Command
{
    /// <summary>What a role is for: a word of the boards it watches or writes.</summary>
    private IEnumerable<(string Name, string? Word)> Needs => Role switch
    {
        Role.Recruiter => [("booth", Booth)],
        Role.Judge => [("contest", Contest), ("seat", Seat)],
        Role.Chief => [("contest", Contest)],
        Role.Integration => [("board", Board)],
        _ => [],
    };

    public override bool Allows(Asker asker) => asker.Role is Role.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (Label is not { Length: > 0 and <= 80 }) throw Refusal.Malformed("标签要有 1 到 80 个字。", "A label has 1 to 80 characters.");
        if (Needs.FirstOrDefault(n => n.Word is null) is { Name: { } missing }) throw Refusal.Malformed($"{Role} 徽章缺少 {missing}。", $"A {Role} badge needs a {missing}.");
        if (Needs.FirstOrDefault(n => n.Word!.Length > 64 || n.Word.Contains('/')) is { Name: { } wrong })
            throw Refusal.Malformed($"{wrong} 最多 64 个字，不能有“/”。", $"A {wrong} has 64 characters at most, and no '/'.");
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
        var id = "b" + Secret.New()[..16];
        var receipt = await http.Ask(new IssueBadge(id, b.Role, b.Label, Secret.Hash(secret), b.Booth, b.Contest, b.Seat, b.Board));
        return receipt.Repeated
            ? throw new Refusal("secret-shown-once", "这个徽章已经发出，密钥只显示一次；请收回后重新发放。", "This badge was issued already and its secret is shown once; revoke it and issue another.")
            : new IssuedBadge(receipt.Offset, id, secret, $"{http.Request.Scheme}://{http.Request.Host}/enter#{secret}");
    }).AsCommand("Issue a badge (organizer)");
}
