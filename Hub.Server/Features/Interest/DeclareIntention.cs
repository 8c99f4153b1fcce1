using Hub.Features.Roster;

namespace Hub.Features.Interest;

/// <summary>A person is interested in an employer, or in one of its positions; with or without queueing. Again, with
/// another position, changes the position.</summary>
public sealed record DeclareIntention(PassId Pass, EmployerId Employer, string? Position) : Command
{
    public override Who May() => Who.HolderOf(Pass);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        fair.Employer(Employer);
        fair.DemandPosition(Employer, Position);
        var had = fair.Intentions.Of(Pass, Employer).Intention;
        if (had is { IsOpen: true, IsDeclared: true } && (Position is null || had.Position == Position))
            return Decision.Nothing;
        return had is { IsOpen: false, WasDeclined: true }
            ? throw InterestRefusals.DeclinedBefore()
            : new IntentionDeclared(Pass, Employer, Position);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "intentions",
                (IntentionRequest i, HttpContext http) => http.Ask(new DeclareIntention(i.Pass, i.Employer, i.Position))
            )
            .Asks<DeclareIntention>("Declare an intention to an employer");
}

/// <param name="Employer">The employer's id.</param>
/// <param name="Position">Of a declaration: the position's id.</param>
public sealed record IntentionRequest(PassId Pass, EmployerId Employer, string? Position = null);
