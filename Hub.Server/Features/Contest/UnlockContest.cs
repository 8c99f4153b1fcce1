namespace Hub.Features.Contest;

/// <summary>Opens official results again.</summary>
public sealed record UnlockContest(ContestId Contest, string Reason) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.Contest(Contest);
        if (contest.Reveal is not null)
            throw ContestRefusals.RevealUnderWay();
        return contest.Locked ? new ContestUnlocked(Contest, ContestOfFair.Reason(Reason)) : Decision.Nothing;
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/unlock",
                (ContestId contest, ReasonRequest r, HttpContext http) => http.Ask(new UnlockContest(contest, r.Reason))
            )
            .Asks<UnlockContest>("Open official results again");
}
