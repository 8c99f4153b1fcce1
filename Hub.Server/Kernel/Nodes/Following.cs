namespace Hub.Kernel.Nodes;

/// <summary>Each node hears what the others commit. It is a matter of speed only: what is not heard is found in the
/// store within half a second.</summary>
internal sealed class Following(IBackplane backplane, Ledgers ledgers) : IHostedService
{
    private const string Facts = "facts";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (backplane.IsUp is null)
            return Task.CompletedTask;
        backplane.Hear(Facts, bytes => Take(Batch.Of(bytes)));
        backplane.Restored += () =>
        {
            foreach (var ledger in ledgers.All)
                ledger.FollowSoon();
        };
        ledgers.Told += news =>
        {
            if (news.Wrote is { } batch)
                backplane.Tell(Facts, batch.ToBytes());
        };
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Take(Batch batch)
    {
        if (ledgers.Find(batch.Fair) is { } ledger)
            ledger.Take(batch);
        else
            ledgers.Open(batch.Fair);
    }
}
