using Hub.Features.Contest.Scoring;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Features.Contest;

/// <summary>Makes a contest by these rules, still without contestants; or gives the contest of that id these rules.
/// Contestants and their marks stay.</summary>
public sealed record SetScheme(Scheme Scheme) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var rules = ContestOfFair.Rules(Scheme);
        fair.Contests.TryGetValue(Scheme.Id, out var had);
        ContestOfFair.DemandRoom(fair, rules, had?.Order.Count ?? 0);
        Carrying.Check(fair, rules);
        if (had is null)
            return new ContestSet(rules.Scheme, []);
        Starter[] starters = [.. had.Order.Select(n => new Starter(n, had.Sheets[n].Group))];
        had.MayBecome(rules, starters);
        return
            had.Scheme.Edition == rules.Scheme.Edition && SchemeFile.Write(had.Scheme) == SchemeFile.Write(rules.Scheme)
            ? Decision.Nothing
            : new ContestSet(rules.Scheme, starters);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/scheme",
                async (HttpContext http) =>
                {
                    try
                    {
                        return await http.Ask(new SetScheme(SchemeFile.Said(await http.FileAsync())));
                    }
                    catch (SchemeException e)
                    {
                        throw ContestRefusals.SchemeHasHoles(e);
                    }
                }
            )
            .WithMetadata(new RequestSizeLimitAttribute(CheckScheme.MostBytes))
            .Asks<SetScheme>("Make a contest by the scheme in the body, or change its rules");
}
