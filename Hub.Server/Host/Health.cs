namespace Hub.Host;

public static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        var condition = app.Services.GetRequiredService<Condition>();
        app.MapGet("/health", () => condition.Now)
            .WithTags("Live")
            .WithSummary("How the hub is, and each fair's offset");

        app.MapGet(
                "/health/ready",
                () =>
                    condition.Now is var health && health.Status is "ok"
                        ? Results.Ok(health)
                        : Results.Json(health, statusCode: StatusCodes.Status503ServiceUnavailable)
            )
            .Produces<Health>()
            .Produces<Health>(503)
            .WithTags("Live")
            .WithSummary("Whether screens and commands should be sent here");

        app.MapGet(
                "/health/state",
                (string fair, long? offset, Ledgers ledgers) =>
                    ledgers[fair] is var ledger
                    && (offset is { } at ? ledger.States.At(ledger.Fair.Epoch, at) : ledger.States.Latest) is { } state
                        ? state
                        : throw Refusal.Unknown(
                            "state",
                            $"本节点没有（或不再有）{fair} 在该序号的状态。",
                            $"This node has no state of {fair} at that offset, or has it no more."
                        )
            )
            .RequireRateLimiting(Limits.States)
            .ProducesProblem(404)
            .ProducesProblem(429)
            .WithTags("Live")
            .WithSummary("A hash of all that a node holds of a fair, to be compared with other nodes'")
            .WithDescription("Of the latest state, or of one of the last few by its offset.");
    }
}
