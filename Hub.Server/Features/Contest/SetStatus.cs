using System.ComponentModel.DataAnnotations;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>Says how a contestant takes part: ranked, unofficial, did not start or finish, disqualified, withdrawn.
/// Marks stay.</summary>
/// <param name="Reason">For the record; 1 to 200 characters.</param>
public sealed record SetStatus(ContestId Contest, ContestantId Contestant, Status Status, string Reason) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var sheet = fair.OpenContest(Contest).Sheet(Contestant);
        return sheet.Status == Status
            ? Decision.Nothing
            : new StatusSet(Contest, sheet.Number, Status, ContestOfFair.Reason(Reason));
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/contestants/{contestant}/status",
                (ContestId contest, ContestantId contestant, StatusRequest s, HttpContext http) =>
                    http.Ask(new SetStatus(contest, contestant, s.Status, s.Reason))
            )
            .Asks<SetStatus>("Say how a contestant takes part");
}

public sealed record StatusRequest(Status Status, [property: MaxLength(ContestOfFair.LongestReason)] string Reason);
