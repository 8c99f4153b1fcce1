using Hub.Access;
using Hub.Ledger;

namespace Hub.Floor.Intentions;

/// <summary>A person is interested in an employer, or in one of its positions; with or without queueing. Again, with another position, changes the position.</summary>
public sealed record DeclareIntention(string Pass, string Employer, string? Position) : Command
{
    public override bool Allows(Asker asker) => asker.Holds(Pass);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        fair.Employer(Employer);
        fair.DemandPosition(Employer, Position);
        var had = fair.Intentions.Of(Pass, Employer).Intention;
        if (had is { IsOpen: true }) return Position is null || had.Position == Position ? Decision.Nothing : new IntentionDeclared(Pass, Employer, Position);
        if (had is { WasDeclined: true }) throw new Refusal("intention-declined", "这家单位已婉拒，不能再次表达意向。", "This employer has declined: an intention cannot be declared again.");
        return new IntentionDeclared(Pass, Employer, Position);
    }

    public static void Map(IEndpointRouteBuilder fair)
    {
        fair.MapPost("intentions", (IntentionRequest i, HttpContext http) => http.Ask(new DeclareIntention(i.Pass, i.Employer, i.Position))).AsCommand("Declare an intention to an employer (the pass's visitor)");
        fair.MapPost("intentions/withdraw", (IntentionRequest i, HttpContext http) => http.Ask(new WithdrawIntention(i.Pass, i.Employer))).AsCommand("Withdraw an intention, at whatever step (the pass's visitor)");
        fair.MapPost("intentions/confirm", (IntentionRequest i, HttpContext http) => http.Ask(new ConfirmAgreement(i.Pass, i.Employer))).AsCommand("Confirm the preliminary agreement as the person (the pass's visitor)");
    }
}

/// <param name="Employer">The employer's id.</param>
/// <param name="Position">Of a declaration: the position's id.</param>
public sealed record IntentionRequest(string Pass, string Employer, string? Position = null);

/// <summary>The person says no (any more), and the employer sees nothing of theirs any more. What has no intention has none any more.</summary>
public sealed record WithdrawIntention(string Pass, string Employer) : Command
{
    public override bool Allows(Asker asker) => asker.Holds(Pass);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var had = fair.Intentions.Of(Pass, Employer);
        if (had.Intention is null or { Stage: Stage.Withdrawn }) return Decision.Nothing;
        var withdrawn = new IntentionWithdrawn(Pass, Employer);
        return had.Consent is null ? withdrawn : new Decision([withdrawn, new ConsentWithdrawn(Pass, Employer)], []);
    }
}

/// <summary>The person stands by the preliminary agreement, which there is when the employer does too.</summary>
public sealed record ConfirmAgreement(string Pass, string Employer) : Command
{
    public override bool Allows(Asker asker) => asker.Holds(Pass);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) => Confirm(fair, Pass, Employer, Side.Person);

    /// <exception cref="Refusal"><c>not-interviewed</c></exception>
    internal static Decision Confirm(Fair fair, string pass, string employer, Side by) => fair.Intentions.Of(pass, employer).Intention switch
    {
        { Stage: Stage.Agreed } => Decision.Nothing,
        { Stage: Stage.Interviewed } i => (by is Side.Person ? i.Person : i.Employer) ? Decision.Nothing : new AgreementConfirmed(pass, employer, by),
        _ => throw new Refusal("not-interviewed", "面试之后才能确认初步协议。", "An agreement can be confirmed after the interview only."),
    };
}
