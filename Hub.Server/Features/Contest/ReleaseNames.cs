namespace Hub.Features.Contest;

/// <summary>Tells whose the codes are.</summary>
public sealed record ReleaseNames(ContestId Contest) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.Contest(Contest).Hidden ? new NamesReleased(Contest) : Decision.Nothing;

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/names",
                (ContestId contest, HttpContext http) => http.Ask(new ReleaseNames(contest))
            )
            .Asks<ReleaseNames>("Release the names behind the codes");
}
