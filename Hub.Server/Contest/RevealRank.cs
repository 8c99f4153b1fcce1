using Hub.Access;
using Hub.Ledger;

namespace Hub.Contest;

/// <summary>The ceremony, step by step: step 0 hides all ranks, each further step shows one more, from the last rank up; the last step ends it.
/// Only official results are revealed, so that it ends at the true ranking.</summary>
/// <param name="Step">Which step: a tap too many is refused, not taken for the next one.</param>
public sealed record RevealRank(string Contest, int Step) : Command
{
    public override bool Allows(Asker asker) => asker.Leads(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.Contest(Contest);
        if (!contest.Locked) throw new Refusal("not-official", "成绩锁定为正式成绩后才能揭晓。", "Only official results are revealed: lock them first.");
        var next = contest.Reveal is { } under ? under.Shown + 1 : 0;
        if (Step != next) throw new Refusal("not-this-step", $"现在应该是第 {next} 步，收到第 {Step} 步。", $"The next step is {next}; this is {Step}.");
        return Step == 0 ? new RevealBegun(Contest) : new RankRevealed(Contest, Step);
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("contests/{contest}/reveal", (string contest, RevealRequest r, HttpContext http) => http.Ask(new RevealRank(contest, r.Step)))
        .AsCommand("Begin the ceremony (step 0), or show one more rank (chief of this contest, organizer)");
}

public sealed record RevealRequest(int Step);
