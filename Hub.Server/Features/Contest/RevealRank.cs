namespace Hub.Features.Contest;

/// <summary>The ceremony, step by step: step 0 hides all ranks, each further step shows one more, from the last rank
/// up; the last step ends it. Only official results are revealed, so that it ends at the true ranking.</summary>
/// <param name="Step">Which step: a tap too many is refused, not taken for the next one.</param>
public sealed record RevealRank(ContestId Contest, int Step) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.Contest(Contest);
        if (!contest.Locked)
            throw ContestRefusals.NotOfficial();
        var next = contest.Reveal is { } under ? under.Shown + 1 : 0;
        if (Step != next)
            throw ContestRefusals.NotThisStep(next, Step);
        return Step == 0 ? new RevealBegun(Contest) : new RankRevealed(Contest, Step);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/reveal",
                (ContestId contest, RevealRequest r, HttpContext http) => http.Ask(new RevealRank(contest, r.Step))
            )
            .Asks<RevealRank>("Begin the ceremony (step 0), or show one more rank");
}

public sealed record RevealRequest(int Step);
