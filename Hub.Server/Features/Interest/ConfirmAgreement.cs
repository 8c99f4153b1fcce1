namespace Hub.Features.Interest;

/// <summary>The person stands by the preliminary agreement, which there is when the employer does too.</summary>
public sealed record ConfirmAgreement(PassId Pass, EmployerId Employer) : Command
{
    public override Who May() => Who.HolderOf(Pass);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        By(Side.Person, Pass, Employer, fair.Intentions.Of(Pass, Employer).Intention);

    /// <summary>What it means that a side confirms.</summary>
    /// <exception cref="Refusal"><c>not-interviewed</c></exception>
    internal static Decision By(Side side, PassId pass, EmployerId employer, Intention? intention) =>
        intention switch
        {
            { Stage: Stage.Agreed } => Decision.Nothing,
            { Stage: Stage.Interviewed } i => (side is Side.Person ? i.Person : i.Employer)
                ? Decision.Nothing
                : new AgreementConfirmed(pass, employer, side),
            _ => throw InterestRefusals.NotInterviewed(),
        };

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "intentions/confirm",
                (IntentionRequest i, HttpContext http) => http.Ask(new ConfirmAgreement(i.Pass, i.Employer))
            )
            .Asks<ConfirmAgreement>("Confirm the preliminary agreement as the person");
}
