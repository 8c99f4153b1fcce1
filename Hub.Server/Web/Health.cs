using Hub.Access;
using Hub.Ledger;
using Hub.Live;

namespace Hub.Web;

/// <param name="Status"><c>ok</c>; <c>behind</c>: the store is not reached, commands are refused and screens show that they are stale; or <c>differs</c>:
/// another node holds another state of a fair at the same offset.</param>
/// <param name="Redis"><c>up</c>, <c>away</c> (the hub goes on without, half a second later), or <c>none</c>: one node needs none.</param>
/// <param name="Fairs">Fair → offset that this node shows.</param>
public sealed record Health(string Status, string Redis, IReadOnlyDictionary<string, long> Fairs);

public static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        var agreement = app.Services.GetRequiredService<Agreement>();
        app.MapGet("/health", (Ledgers ledgers, IBackplane backplane) => Of(ledgers, backplane, agreement)).WithTags("Live").WithSummary("How the hub is, and each fair's offset");

        app.MapGet("/health/ready", (Ledgers ledgers, IBackplane backplane) => Of(ledgers, backplane, agreement) is var health && health.Status is "ok" && !app.Lifetime.ApplicationStopping.IsCancellationRequested
                ? Results.Ok(health) : Results.Json(health, statusCode: StatusCodes.Status503ServiceUnavailable))
            .Produces<Health>().Produces<Health>(503).WithTags("Live").WithSummary("Whether screens and commands should be sent here");

        app.MapGet("/health/state", (string fair, long? offset, Ledgers ledgers) => ledgers[fair] is var ledger && (offset is { } at ? ledger.States.At(ledger.Fair.Epoch, at) : ledger.States.Latest) is { } state
                ? state : throw Refusal.Unknown("state", $"本节点没有（或不再有）{fair} 在该序号的状态。", $"This node has no state of {fair} at that offset, or has it no more."))
            .RequireRateLimiting(Limits.States).ProducesProblem(404).ProducesProblem(429).WithTags("Live").WithSummary("A hash of all that a node holds of a fair, to be compared with other nodes'")
            .WithDescription("Of the latest state, or of one of the last few by its offset.");
    }

    private static Health Of(Ledgers ledgers, IBackplane backplane, Agreement agreement) => new(agreement.Differs ? "differs" : ledgers.All.All(l => l.IsCurrent) ? "ok" : "behind",
        backplane.IsUp switch { null => "none", true => "up", false => "away" }, ledgers.All.ToDictionary(l => l.Fair.Id, l => l.Fair.Offset));
}
