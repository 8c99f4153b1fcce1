using Hub.Ledger;
using Hub.Live;

namespace Hub.Web;

/// <param name="Status"><c>ok</c>, or <c>behind</c>: the store is not reached, commands are refused and screens show that they are stale.</param>
/// <param name="Redis"><c>up</c>, <c>away</c> (the hub goes on without, half a second later), or <c>none</c>: one node needs none.</param>
/// <param name="Fairs">Fair → offset that this node shows.</param>
public sealed record Health(string Status, string Redis, IReadOnlyDictionary<string, long> Fairs);

public static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health", (Ledgers ledgers, IBackplane backplane) => Of(ledgers, backplane)).WithTags("Live").WithSummary("How the hub is, and each fair's offset");

        app.MapGet("/health/ready", (Ledgers ledgers, IBackplane backplane) => Of(ledgers, backplane) is var health && health.Status is "ok" && !app.Lifetime.ApplicationStopping.IsCancellationRequested
                ? Results.Ok(health) : Results.Json(health, statusCode: StatusCodes.Status503ServiceUnavailable))
            .Produces<Health>().Produces<Health>(503).WithTags("Live").WithSummary("Whether screens and commands should be sent here");
    }

    private static Health Of(Ledgers ledgers, IBackplane backplane) => new(ledgers.All.All(l => l.IsCurrent) ? "ok" : "behind",
        backplane.IsUp switch { null => "none", true => "up", false => "away" }, ledgers.All.ToDictionary(l => l.Fair.Id, l => l.Fair.Offset));
}
