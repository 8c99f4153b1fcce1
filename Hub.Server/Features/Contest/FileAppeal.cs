using System.ComponentModel.DataAnnotations;

namespace Hub.Features.Contest;

/// <summary>An official takes an appeal in, within the time for it; one a contestant.</summary>
/// <param name="Id">Made by the asker.</param>
public sealed record FileAppeal(ContestId Contest, string Id, ContestantId Contestant, string Text) : Command
{
    private const int LongestId = 64;

    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (Id is not { Length: > 0 and <= LongestId })
            throw ContestRefusals.BadAppealId(LongestId);
        var contest = fair.OpenContest(Contest);
        var number = contest.Sheet(Contestant).Number;
        if (contest.Appeals.Any(a => a.Id == Id))
            return Decision.Nothing;
        if (contest.Posted is not { } posted)
            throw ContestRefusals.NotPosted();
        if (now > posted.AddMinutes(contest.Scheme.AppealMinutes))
            throw ContestRefusals.AppealTooLate(contest.Scheme.AppealMinutes);
        if (contest.Appeals.Any(a => a.Contestant == number))
            throw ContestRefusals.AppealedBefore();
        return new AppealFiled(Contest, Id, number, ContestOfFair.Reason(Text));
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/appeals",
                (ContestId contest, AppealRequest a, HttpContext http) =>
                    http.Ask(new FileAppeal(contest, a.Id, a.Contestant, a.Text))
            )
            .Asks<FileAppeal>("Take an appeal in");
}

/// <param name="Id">Made by the asker, one of its kind.</param>
/// <param name="Text">1 to 200 characters.</param>
public sealed record AppealRequest(
    string Id,
    ContestantId Contestant,
    [property: MaxLength(ContestOfFair.LongestReason)] string Text
);
