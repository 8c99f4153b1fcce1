using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Hub.Features.Access;

/// <summary>Hands out a badge. An organizer's needs a second: see <see cref="Seconds"/>.</summary>
/// <param name="Hash">See <see cref="Badge"/>; the caller made the secret and shows it once.</param>
public sealed record IssueBadge(
    [property: JsonIgnore] string Id,
    Role Role,
    string Label,
    [property: JsonIgnore] string Hash,
    BoothId? Booth,
    ContestId? Contest,
    SeatId? Seat,
    string? Board
) : Command
{
    public static string NewId() => "b" + Secret.New()[..16];

    /// <summary>What a role is for: a word of the boards it watches or writes.</summary>
    private IEnumerable<(string Name, string? Word)> Needs =>
        Role switch
        {
            Role.Recruiter => [("booth", Booth?.Text)],
            Role.Judge => [("contest", Contest?.Text), ("seat", Seat?.Text)],
            Role.Chief => [("contest", Contest?.Text)],
            Role.Integration => [("board", Board)],
            _ => [],
        };

    private static bool IsWord(string word) => word.Length <= 64 && !word.Contains('/');

    /// <summary>An integration's board may be one that another feature makes, as a contest's race:
    /// <c>race/CONTEST</c>.</summary>
    private static bool IsOfContest(string board) => board.Split('/') is ["race", var contest] && IsWord(contest);

    /// <summary>Most characters of a label.</summary>
    public const int LongestLabel = 80;

    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (Label is not { Length: > 0 and <= LongestLabel })
            throw AccessRefusals.BadLabel();
        if (Needs.FirstOrDefault(n => n.Word is null) is { Name: { } missing })
            throw AccessRefusals.BadgeNeeds(Role, missing);
        if (
            Needs.FirstOrDefault(n => !IsWord(n.Word!) && !(Role is Role.Integration && IsOfContest(n.Word!))) is
            { Name: { } wrong }
        )
            throw AccessRefusals.BadWord(wrong);
        // its secret is shown now, and counts when a second has confirmed it
        if (Role is Role.Organizer && asker.NeedsSecond)
            return fair.AskSecond(
                SecondAsked.Now(asker, Weighty.OrganizerBadge, Id, now) with
                {
                    Label = Label,
                    Hash = Hash,
                },
                now
            );
        return new BadgeIssued(Id, Role, Label, Hash, Booth, Contest, Seat, Board);
    }
}

/// <param name="Link">Opens the badge's surface in a browser; the secret stands behind the '#', which no server log
/// sees.</param>
public sealed record IssuedBadge(long Offset, string Id, string Secret, string Link);

/// <summary>The body of a request for a badge.</summary>
public sealed record BadgeRequest(
    Role Role,
    [property: MaxLength(IssueBadge.LongestLabel)] string Label,
    BoothId? Booth = null,
    ContestId? Contest = null,
    SeatId? Seat = null,
    string? Board = null
);

public static class IssueBadgeEndpoint
{
    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "badges",
                async (BadgeRequest b, HttpContext http) =>
                {
                    var secret = Secret.New();
                    var id = IssueBadge.NewId();
                    var receipt = await http.Ask(
                        new IssueBadge(id, b.Role, b.Label, Secret.Hash(secret), b.Booth, b.Contest, b.Seat, b.Board)
                    );
                    return receipt.Repeated
                        ? throw AccessRefusals.BadgeShownOnce()
                        : new IssuedBadge(
                            receipt.Offset,
                            id,
                            secret,
                            $"{http.Request.Scheme}://{http.Request.Host}/enter#{secret}"
                        );
                }
            )
            .Asks<IssueBadge>("Issue a badge");
}
