using Hub.Access;
using Hub.Ledger;

namespace Hub.Contest;

/// <summary>Posts the provisional results: from now on appeals are taken, for as long as the scheme says.</summary>
public sealed record PostResults(string Contest) : Command
{
    public override bool Allows(Asker asker) => asker.Leads(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) => fair.OpenContest(Contest).Posted is null ? new ResultsPosted(Contest) : Decision.Nothing;

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("contests/{contest}/post", (string contest, HttpContext http) => http.Ask(new PostResults(contest)))
        .AsCommand("Post the provisional results, which opens appeals (chief of this contest, organizer)");
}

/// <summary>An official takes an appeal in, within the time for it; one a contestant.</summary>
/// <param name="Id">Made by the asker.</param>
public sealed record FileAppeal(string Contest, string Id, string Contestant, string Text) : Command
{
    public override bool Allows(Asker asker) => asker.Leads(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.OpenContest(Contest);
        var number = contest.Sheet(Contestant).Number;
        if (contest.Appeals.Any(a => a.Id == Id)) return Decision.Nothing;
        if (contest.Posted is not { } posted) throw new Refusal("not-posted", "成绩公布后才受理申诉。", "Appeals are taken once the results are posted.");
        if (now > posted.AddMinutes(contest.Scheme.AppealMinutes)) throw new Refusal("appeal-too-late", $"申诉时间已过（公布后 {contest.Scheme.AppealMinutes} 分钟内）。", $"The time for appeals is over: {contest.Scheme.AppealMinutes} minutes from the posting.");
        if (contest.Appeals.Any(a => a.Contestant == number)) throw new Refusal("appealed-before", "每位选手只能申诉一次。", "A contestant appeals once.");
        return new AppealFiled(Contest, Id, number, ContestOfFair.Reason(Text));
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("contests/{contest}/appeals", (string contest, AppealRequest a, HttpContext http) => http.Ask(new FileAppeal(contest, a.Id, a.Contestant, a.Text)))
        .AsCommand("Take an appeal in (chief of this contest, organizer)");
}

/// <param name="Id">Made by the asker, one of its kind.</param>
/// <param name="Text">1 to 200 characters.</param>
public sealed record AppealRequest(string Id, string Contestant, string Text);

/// <summary>Decides an appeal, once and for all. What an upheld one changes is corrected apart.</summary>
public sealed record DecideAppeal(string Contest, string Id, bool Upheld, string Reason) : Command
{
    public override bool Allows(Asker asker) => asker.Leads(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) => fair.OpenContest(Contest).Appeals.Find(a => a.Id == Id) switch
    {
        null => throw Refusal.Unknown("appeal", $"没有申诉 {Id}。", $"There is no appeal {Id}."),
        { Upheld: null } => new AppealDecided(Contest, Id, Upheld, ContestOfFair.Reason(Reason)),
        var decided when decided.Upheld == Upheld => Decision.Nothing,
        _ => throw new Refusal("appeal-decided", "这个申诉已有裁定。", "This appeal is decided."),
    };

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("contests/{contest}/appeals/{id}", (string contest, string id, AppealDecision d, HttpContext http) => http.Ask(new DecideAppeal(contest, id, d.Upheld, d.Reason)))
        .AsCommand("Decide an appeal (chief of this contest, organizer)");
}

public sealed record AppealDecision(bool Upheld, string Reason);
