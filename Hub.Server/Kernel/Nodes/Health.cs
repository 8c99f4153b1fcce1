namespace Hub.Kernel.Nodes;

/// <param name="Status"><c>ok</c>; <c>draining</c>: this node ends, and sends its screens to the others; <c>behind</c>:
/// the store is not reached, commands are refused and screens show that they are stale; or <c>differs</c>: another node
/// holds another state of a fair at the same offset.</param>
/// <param name="Redis"><c>up</c>, <c>away</c> (the hub goes on without, half a second later), or <c>none</c>: one node
/// needs none.</param>
/// <param name="Fairs">Fair → offset that this node shows.</param>
public sealed record Health(string Status, string Redis, IReadOnlyDictionary<string, long> Fairs);

/// <summary>How this node is.</summary>
internal sealed class Condition(
    Ledgers ledgers,
    IBackplane backplane,
    Agreement agreement,
    IHostApplicationLifetime life
)
{
    public Health Now =>
        new(
            life.ApplicationStopping.IsCancellationRequested ? "draining"
                : agreement.Differs ? "differs"
                : ledgers.All.All(l => l.IsCurrent) ? "ok"
                : "behind",
            backplane.IsUp switch
            {
                null => "none",
                true => "up",
                false => "away",
            },
            ledgers.All.ToDictionary(l => l.Fair.Id, l => l.Fair.Offset)
        );
}
