using Hub.Access;
using Hub.Ledger;

namespace Hub.Contest;

/// <summary>Makes the results official: nothing changes any more, and contests that carry them over get them. Every sheet is signed by the chief and every appeal decided before.</summary>
public sealed record LockContest(string Contest) : Command
{
    public override bool Allows(Asker asker) => asker.Leads(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.Contest(Contest);
        if (contest.Locked) return Decision.Nothing;
        if (contest.Order.Count == 0) throw new Refusal("no-contestants", "还没有选手。", "There are no contestants.");
        var unsigned = contest.Order.Select(n => contest.Sheets[n]).Where(s => s.IsScored && !s.Signed.Chief).Select(contest.Called).ToList();
        if (unsigned.Count > 0)
            throw new Refusal("sheets-unsigned", $"还有 {unsigned.Count} 张评分表裁判长没有签字：{string.Join('、', unsigned.Take(10))}。", $"The chief has not signed {unsigned.Count} sheets: {string.Join(", ", unsigned.Take(10))}.");
        if (contest.Appeals.Any(a => a.Upheld is null)) throw new Refusal("appeals-open", "还有申诉没有裁定。", "There are appeals that are not decided.");
        return new Decision([new ContestLocked(Contest), .. Carrying.From(fair, contest)], []);
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("contests/{contest}/lock", (string contest, HttpContext http) => http.Ask(new LockContest(contest)))
        .AsCommand("Make the results official (chief of this contest, organizer)");
}

/// <summary>Opens official results again.</summary>
public sealed record UnlockContest(string Contest, string Reason) : Command
{
    public override bool Allows(Asker asker) => asker.Leads(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.Contest(Contest);
        if (contest.Reveal is not null) throw new Refusal("reveal-under-way", "正在揭晓名次，请先结束。", "The ranks are being revealed; end that first.");
        return contest.Locked ? new ContestUnlocked(Contest, ContestOfFair.Reason(Reason)) : Decision.Nothing;
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("contests/{contest}/unlock", (string contest, ReasonRequest r, HttpContext http) => http.Ask(new UnlockContest(contest, r.Reason)))
        .AsCommand("Open official results again (chief of this contest, organizer)");
}
