namespace Hub.Features.Contest;

/// <summary>Makes the results official: nothing changes any more, and contests that carry them over get them. Every
/// sheet is signed by the chief and every appeal decided before.</summary>
public sealed record LockContest(ContestId Contest) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.Contest(Contest);
        if (contest.Locked)
            return Decision.Nothing;
        if (contest.Order.Count == 0)
            throw ContestRefusals.NoContestants();
        var unsigned = contest
            .Order.Select(n => contest.Sheets[n])
            .Where(s => s.IsScored && !s.Signed.Chief)
            .Select(contest.Called)
            .ToList();
        if (unsigned.Count > 0)
            throw ContestRefusals.SheetsUnsigned(unsigned);
        if (contest.Appeals.Any(a => a.Upheld is null))
            throw ContestRefusals.AppealsOpen();
        return new ContestLocked(Contest);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/lock",
                (ContestId contest, HttpContext http) => http.Ask(new LockContest(contest))
            )
            .Asks<LockContest>("Make the results official");
}
