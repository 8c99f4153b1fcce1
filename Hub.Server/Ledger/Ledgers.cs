using System.Collections.Concurrent;

namespace Hub.Ledger;

/// <summary>All fairs of this hub.</summary>
public sealed class Ledgers(IStore store, SliceKinds kinds, TimeProvider time, ILogger<FairLedger> log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, FairLedger> _open = [];
    private readonly Lock _opening = new();

    /// <summary>Told after new facts of any fair are folded and visible, in order.</summary>
    public event Action<Fair, IReadOnlyList<Entry>>? Committed;

    /// <summary>Told what this node has just committed, for the others.</summary>
    public event Action<Batch>? Wrote;

    /// <summary>Told when a ledger was put back to an older state.</summary>
    public event Action<Fair>? Rewound;

    /// <summary>Every open fair, by id.</summary>
    public IEnumerable<FairLedger> All => _open.Values.Where(l => l.Fair.Offset > 0).OrderBy(l => l.Fair.Id, StringComparer.Ordinal);

    /// <exception cref="Refusal"><c>unknown-fair</c></exception>
    public FairLedger this[string fair] => Find(fair) ?? throw Refusal.Unknown("fair", $"没有活动 {fair}。", $"There is no fair {fair}.");

    public FairLedger? Find(string fair) => _open.GetValueOrDefault(fair);

    /// <summary>Replays every ledger of the store.</summary>
    /// <param name="progress">Makes a progress for a fair with so many facts.</param>
    public void OpenAll(Func<string, long, IProgress<long>?>? progress = null)
    {
        foreach (var fair in store.Fairs()) Open(fair, progress?.Invoke(fair, store.Head(fair).Offset));
    }

    /// <summary>A fair's ledger; a new, empty one takes <see cref="OpenFair"/> as its first command.</summary>
    public FairLedger Open(string fair, IProgress<long>? progress = null)
    {
        lock (_opening)
        {
            if (_open.TryGetValue(fair, out var open)) return open;
            var ledger = new FairLedger(fair, store, kinds, time, log);
            ledger.Committed += (state, facts) => Committed?.Invoke(state, facts);
            ledger.Wrote += batch => Wrote?.Invoke(batch);
            ledger.Rewound += state => Rewound?.Invoke(state);
            ledger.Start(progress);
            return _open[fair] = ledger;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ledger in _open.Values) await ledger.DisposeAsync();
    }
}
