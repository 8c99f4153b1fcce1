namespace Hub.Kernel.Nodes;

/// <param name="Status"><c>ok</c>; <c>draining</c>: this node ends, and sends its screens to the others;
/// <c>damaged</c>: a fair's ledger does not hold together, or has lost what was answered, and its commands are refused;
/// <c>differs</c>: another node holds another state of a fair at the same offset; <c>behind</c>: the store is not
/// reached, commands are refused and screens show that they are stale; <c>unwritable</c>: the store takes no writes (a
/// full disk), and commands are refused; or <c>clock</c>: nobody knows what time it is, commands are refused until
/// somebody says so, and screens go on.</param>
/// <param name="Redis"><c>up</c>; <c>away</c> or <c>refused</c> (the hub goes on without, half a second later); or
/// <c>none</c>: one node needs none.</param>
/// <param name="Fairs">Fair → offset that this node shows.</param>
/// <param name="Damaged">Fair → what is wrong with its ledger, and what to do; null: all are sound.</param>
/// <param name="RedisSays">The code with which Redis refuses, like <c>NOPERM</c>; else null. The whole sentence is in
/// the log and on the desk.</param>
/// <param name="Clock">What speaks against the clock of this node's machine; null: nothing.</param>
public sealed record Health(
    string Status,
    string Redis,
    IReadOnlyDictionary<string, long> Fairs,
    IReadOnlyDictionary<string, Damage>? Damaged = null,
    string? RedisSays = null,
    ClockDoubt? Clock = null
)
{
    /// <summary>What fails beside the requests, and is tried again and again; see the log. Screens and commands go on
    /// without it.</summary>
    public IReadOnlyList<string> Failing { get; init; } = [];
}

/// <summary>How this node is.</summary>
internal sealed class Condition(
    Ledgers ledgers,
    IBackplane backplane,
    Agreement agreement,
    Failures failures,
    IHostApplicationLifetime life
)
{
    public Health Now => Of(ledgers.All.Select(l => l.ClockDoubt).FirstOrDefault(d => d is not null));

    private Health Of(ClockDoubt? clock) =>
        new(
            life.ApplicationStopping.IsCancellationRequested ? "draining"
                : ledgers.Damaged.Count > 0 ? "damaged"
                : agreement.Differs ? "differs"
                : !ledgers.All.All(l => l.IsCurrent) ? "behind"
                : ledgers.All.Any(l => l.RefusesWrites) ? "unwritable"
                : clock is not null ? "clock"
                : "ok",
            backplane.IsUp switch
            {
                null => "none",
                true => "up",
                false when RedisSays is null => "away",
                false => "refused",
            },
            ledgers.All.ToDictionary(l => l.Fair.Id, l => l.Fair.Offset),
            ledgers.Damaged is { Count: > 0 } damaged ? damaged : null,
            RedisSays?.Split(' ')[0],
            clock
        )
        {
            Failing = failures.Names,
        };

    /// <summary>The words with which Redis refuses, which may name users and addresses; null when it does
    /// not.</summary>
    public string? RedisSays => backplane.Refused;
}
