using System.ComponentModel.DataAnnotations;

namespace Hub.Features.Contest;

/// <summary>Decides an appeal, once and for all. What an upheld one changes is corrected apart.</summary>
public sealed record DecideAppeal(ContestId Contest, string Id, bool Upheld, string Reason) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.OpenContest(Contest).Appeals.Find(a => a.Id == Id) switch
        {
            null => throw ContestRefusals.UnknownAppeal(Id),
            { Upheld: null } => new AppealDecided(Contest, Id, Upheld, ContestOfFair.Reason(Reason)),
            var decided when decided.Upheld == Upheld => Decision.Nothing,
            _ => throw ContestRefusals.AppealDecided(),
        };

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/appeals/{id}",
                (ContestId contest, string id, AppealDecision d, HttpContext http) =>
                    http.Ask(new DecideAppeal(contest, id, d.Upheld, d.Reason))
            )
            .Asks<DecideAppeal>("Decide an appeal");
}

public sealed record AppealDecision(bool Upheld, [property: MaxLength(ContestOfFair.LongestReason)] string Reason);
