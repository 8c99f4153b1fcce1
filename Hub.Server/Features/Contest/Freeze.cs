namespace Hub.Features.Contest;

/// <summary>From now on the public sees what there is at this moment; marks go on. Or: the public sees again what there
/// is.</summary>
public sealed record Freeze(ContestId Contest, bool Frozen) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        (fair.Contest(Contest).At(now).Frozen is not null, Frozen) switch
        {
            (false, true) => new ContestFrozen(Contest),
            (true, false) => new ContestUnfrozen(Contest),
            _ => Decision.Nothing,
        };

    public static void Map(IEndpointRouteBuilder fair)
    {
        fair.MapPost(
                "contests/{contest}/freeze",
                (ContestId contest, HttpContext http) => http.Ask(new Freeze(contest, true))
            )
            .Asks<Freeze>("Stop the public boards");
        fair.MapPost(
                "contests/{contest}/unfreeze",
                (ContestId contest, HttpContext http) => http.Ask(new Freeze(contest, false))
            )
            .Asks<Freeze>("Let the public boards go on; ends a ceremony");
    }
}
