namespace Hub.Features.Interest;

/// <summary>The person says no (any more), and the employer sees nothing of theirs any more. What has no intention has
/// none any more.</summary>
public sealed record WithdrawIntention(PassId Pass, EmployerId Employer) : Command
{
    public override Who May() => Who.HolderOf(Pass);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var had = fair.Intentions.Of(Pass, Employer);
        if (had.Intention is null or { Stage: Stage.Withdrawn })
            return Decision.Nothing;
        var withdrawn = new IntentionWithdrawn(Pass, Employer);
        return had.Consent is null ? withdrawn : Decision.Of([withdrawn, new ConsentWithdrawn(Pass, Employer)]);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "intentions/withdraw",
                (IntentionRequest i, HttpContext http) => http.Ask(new WithdrawIntention(i.Pass, i.Employer))
            )
            .Asks<WithdrawIntention>("Withdraw an intention, at whatever step");
}
