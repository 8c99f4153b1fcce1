using System.ComponentModel.DataAnnotations;

namespace Hub.Features.Contest;

/// <summary>Gives a sheet back to its judges: all signatures are void.</summary>
public sealed record ReturnSheet(ContestId Contest, ContestantId Contestant, string Reason) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.OpenContest(Contest).Sheet(Contestant) is var sheet && sheet.Signed == Signatures.None
            ? Decision.Nothing
            : new SheetReturned(Contest, sheet.Number, ContestOfFair.Reason(Reason));

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/contestants/{contestant}/return",
                (ContestId contest, ContestantId contestant, ReasonRequest r, HttpContext http) =>
                    http.Ask(new ReturnSheet(contest, contestant, r.Reason))
            )
            .Asks<ReturnSheet>("Give a score sheet back to its judges");
}

/// <param name="Reason">1 to 200 characters, for the record.</param>
public sealed record ReasonRequest([property: MaxLength(ContestOfFair.LongestReason)] string Reason);
