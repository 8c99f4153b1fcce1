namespace Hub.Features.Contest;

/// <summary>Posts the provisional results: from now on appeals are taken, for as long as the scheme says.</summary>
public sealed record PostResults(ContestId Contest) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.OpenContest(Contest).Posted is null ? new ResultsPosted(Contest) : Decision.Nothing;

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/post",
                (ContestId contest, HttpContext http) => http.Ask(new PostResults(contest))
            )
            .Asks<PostResults>("Post the provisional results, which opens appeals");
}
