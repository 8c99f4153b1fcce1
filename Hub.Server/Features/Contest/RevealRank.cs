namespace Hub.Features.Contest;

/// <summary>The ceremony, step by step: step 0 hides all ranks, each further step shows one more, from the last rank
/// up; the last step ends it. Only official results are revealed, and no others count in them than are public, so that
/// it ends at the true ranking and tells of no other contest.</summary>
/// <param name="Step">Which step: a tap too many is refused, not taken for the next one.</param>
public sealed record RevealRank(ContestId Contest, int Step) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.Contest(Contest);
        if (!contest.Locked)
            throw ContestRefusals.NotOfficial();
        if (contest.Hidden && contest.Rules.Earlier.Count > 0)
            throw ContestRefusals.NamesFirst();
        if (Unreleased(fair, contest, now) is { Count: > 0 } earlier)
            throw ContestRefusals.EarlierNotPublic(earlier);
        var next = contest.Reveal is { } under ? under.Shown + 1 : 0;
        if (Step != next)
            throw ContestRefusals.NotThisStep(next, Step);
        return Step == 0 ? new RevealBegun(Contest) : new RankRevealed(Contest, Step);
    }

    /// <summary>The earlier contests that keep something from the public which counts in this one.</summary>
    private static IReadOnlyList<ContestId> Unreleased(Fair fair, ContestState contest, DateTimeOffset now) =>
        [
            .. fair
                .Contests.WithEarlier(contest.Rules.Earlier)
                .Where(c => c.At(now).Frozen is not null || c.Reveal is not null || c.Hidden)
                .Select(c => c.Scheme.Id)
                .Union(contest.Withheld.Keys)
                .Order(),
        ];

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/reveal",
                (ContestId contest, RevealRequest r, HttpContext http) => http.Ask(new RevealRank(contest, r.Step))
            )
            .Asks<RevealRank>("Begin the ceremony (step 0), or show one more rank");
}

public sealed record RevealRequest(int Step);
