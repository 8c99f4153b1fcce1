using System.Collections.Concurrent;

namespace Hub.Kernel.Writing;

/// <summary>All fairs of this hub.</summary>
public sealed class Ledgers(
    IStore store,
    SliceKinds kinds,
    Consequences consequences,
    TimeProvider time,
    ILogger<FairLedger> log
) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, FairLedger> _open = [];
    private readonly Lock _opening = new();
    private readonly WallClock _clock = WallClock.Of(time);

    /// <summary>Told of what is committed and shown of any fair; of one fair in order. Who fails here hurts
    /// nobody.</summary>
    public event Action<News>? Told;

    /// <summary>Every open fair, by id.</summary>
    public IEnumerable<FairLedger> All =>
        _open.Values.Where(l => l.Fair.Offset > 0).OrderBy(l => l.Fair.Id, StringComparer.Ordinal);

    /// <summary>What is wrong with which fair's ledger.</summary>
    public IReadOnlyDictionary<string, Damage> Damaged =>
        _open.Where(l => l.Value.Damage is not null).ToDictionary(l => l.Key, l => l.Value.Damage!);

    /// <exception cref="Refusal"><c>unknown-fair</c>, <c>ledger-damaged</c></exception>
    public FairLedger this[string fair] =>
        Find(fair) is not { } ledger ? throw Refusal.UnknownFair(fair)
        : ledger.Damage is { } damage ? throw damage.Refuse(fair)
        : ledger;

    public FairLedger? Find(string fair) => _open.GetValueOrDefault(fair);

    /// <summary>Replays every ledger of the store; one of which nothing is left, but the witness, is damaged.</summary>
    /// <param name="progress">Makes a progress for a fair with so many facts.</param>
    public void OpenAll(Func<string, long, IProgress<long>?>? progress = null)
    {
        foreach (var fair in store.Fairs().Union(store.Witness?.Fairs ?? []))
            Open(fair, progress?.Invoke(fair, store.Head(fair).Offset));
    }

    /// <summary>Does something for every fair: what fails in one is done in the others.</summary>
    /// <param name="what">What could not be done then.</param>
    /// <exception cref="AggregateException">It failed in these.</exception>
    public async Task EachAsync(string what, Func<FairLedger, Task> task)
    {
        List<Exception> failed = [];
        foreach (var ledger in All)
            try
            {
                await task(ledger);
            }
            catch (Exception e)
            {
                failed.Add(new InvalidOperationException($"{ledger.Fair.Id}: {what}", e));
            }
        if (failed.Count > 0)
            throw new AggregateException(failed);
    }

    /// <summary>A fair's ledger; a new, empty one takes <see cref="OpenFair"/> as its first command.</summary>
    public FairLedger Open(string fair, IProgress<long>? progress = null)
    {
        lock (_opening)
        {
            if (_open.TryGetValue(fair, out var open))
                return open;
            var ledger = new FairLedger(fair, store, kinds, consequences, _clock, log);
            ledger.Told += news => news.Tell(Told);
            ledger.Start(progress);
            return _open[fair] = ledger;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ledger in _open.Values)
            await ledger.DisposeAsync();
    }
}
