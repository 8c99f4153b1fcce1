using Hub.Access;
using Hub.Ledger;

namespace Hub.Contest;

/// <summary>Says from which moment on the public sees what there was then, to the millisecond; null takes that back.</summary>
/// <param name="At">Not past, and within a month.</param>
public sealed record PlanFreeze(string Contest, DateTimeOffset? At) : Command
{
    public override bool Allows(Asker asker) => asker.Leads(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.Contest(Contest).At(now);
        if (contest.Frozen is not null) throw new Refusal("already-frozen", "公众榜已经封榜。", "The public boards are frozen already.");
        if (At is { } at && (at <= now || at > now.AddDays(31))) throw new Refusal("not-in-time", "封榜时间要在现在之后、一个月之内。", "The moment of the freeze is after now, and within a month.", 422);
        return contest.FreezeAt == At ? Decision.Nothing : new FreezePlanned(Contest, At);
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("contests/{contest}/freeze-at", (string contest, PlanFreezeRequest r, HttpContext http) => http.Ask(new PlanFreeze(contest, r.At)))
        .AsCommand("Say when the public boards are to stop; null: no longer (chief of this contest, organizer)");
}

public sealed record PlanFreezeRequest(DateTimeOffset? At);
