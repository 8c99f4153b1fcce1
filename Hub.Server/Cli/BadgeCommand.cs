using System.CommandLine;
using Hub.Features.Access;

namespace Hub.Cli;

/// <summary>Hands out a badge at the keyboard of the hub's machine: the way back in for an organizer who lost the
/// link.</summary>
internal static class BadgeCommand
{
    public static System.CommandLine.Command Make()
    {
        var role = new Argument<Role>("role")
        {
            Description = "visitor, recruiter, judge, chief, display, organizer or integration",
        };
        var fair = Keyboard.FairOption();
        var label = new Option<string>("--label") { DefaultValueFactory = _ => "command line" };
        var (booth, contest, seat, board) = (
            new Option<string?>("--booth"),
            new Option<string?>("--contest"),
            new Option<string?>("--seat"),
            new Option<string?>("--board")
        );
        var command = new System.CommandLine.Command("badge", "Issue a badge and print its secret")
        {
            role,
            fair,
            label,
            booth,
            contest,
            seat,
            board,
        };
        command.SetAction(
            (parsed, _) =>
                Database.WithFairAsync(
                    parsed,
                    parsed.GetValue(fair)!,
                    async keyboard =>
                        Console.WriteLine(
                            await IssueAsync(
                                keyboard,
                                parsed.GetValue(role),
                                parsed.GetValue(label)!,
                                AnyId.Maybe<BoothId>(parsed.GetValue(booth)),
                                AnyId.Maybe<ContestId>(parsed.GetValue(contest)),
                                AnyId.Maybe<SeatId>(parsed.GetValue(seat)),
                                parsed.GetValue(board)
                            )
                        )
                )
        );
        return command;
    }

    /// <returns>The secret.</returns>
    public static async Task<string> IssueAsync(
        Keyboard keyboard,
        Role role,
        string label,
        BoothId? booth = null,
        ContestId? contest = null,
        SeatId? seat = null,
        string? board = null
    )
    {
        var secret = Secret.New();
        await keyboard.AskAsync(
            new IssueBadge(IssueBadge.NewId(), role, label, Secret.Hash(secret), booth, contest, seat, board)
        );
        return secret;
    }
}
