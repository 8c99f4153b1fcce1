namespace Hub.Features.Access;

/// <summary>Says what counts on the floor.</summary>
/// <param name="KnownPassesOnly">Whether a booth takes only passes that were made at this fair. If not, it takes
/// whatever a scanner reads: badges of another system, numbers on paper.</param>
public sealed record SetFloorRules(bool KnownPassesOnly) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.Access.KnownPassesOnly == KnownPassesOnly ? Decision.Nothing : new FloorRulesSet(KnownPassesOnly);

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("floor/rules", (SetFloorRules rules, HttpContext http) => http.Ask(rules))
            .Asks<SetFloorRules>("Say whether booths take only passes that were made at this fair");
}
