namespace Hub.Features.Contest;

/// <summary>Says from which moment on the public sees what there was then, to the millisecond; null takes that
/// back.</summary>
/// <param name="At">Not past, and within a month.</param>
public sealed record PlanFreeze(ContestId Contest, DateTimeOffset? At) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.Contest(Contest).At(now);
        if (contest.Frozen is not null)
            throw ContestRefusals.AlreadyFrozen();
        if (At is { } at && (at <= now || at > now.AddDays(31)))
            throw ContestRefusals.NotInTime();
        return contest.FreezeAt == At ? Decision.Nothing : new FreezePlanned(Contest, At);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/freeze-at",
                (ContestId contest, PlanFreezeRequest r, HttpContext http) => http.Ask(new PlanFreeze(contest, r.At))
            )
            .Asks<PlanFreeze>("Say when the public boards are to stop; null: no longer");
}

public sealed record PlanFreezeRequest(DateTimeOffset? At);
