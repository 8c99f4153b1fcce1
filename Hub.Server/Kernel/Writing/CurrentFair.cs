using System.Collections.Immutable;

namespace Hub.Kernel.Writing;

/// <summary>One fair's state on this node. Readers take the reference and need no lock; whoever replaces it holds
/// <see cref="Lock"/>.</summary>
internal sealed class CurrentFair(string id, IStore store, SliceKinds kinds, TimeProvider time, Publisher publisher)
{
    private volatile Fair _fair = new(
        id,
        0,
        DateTimeOffset.UnixEpoch,
        Chain.Start,
        kinds.Empty,
        ImmutableDictionary<string, Person>.Empty
    );
    private Head _peopleRead = Head.None;
    private long _storeReached;
    private volatile Damage? _damage;
    private volatile bool _refusesWrites;

    public Lock Lock { get; } = new();

    /// <summary>The state at the last committed fact that this node has folded.</summary>
    public Fair Fair => _fair;

    /// <summary>The last few states, to be compared with other nodes'.</summary>
    public States States { get; } = new();

    /// <summary>What is wrong with the ledger; null: nothing that is known. While it is damaged nothing is decided, and
    /// the state is the last that was sound.</summary>
    public Damage? Damage
    {
        get => _damage;
        set => _damage = value;
    }

    /// <summary>Whether the store refused the last write, and has taken none since.</summary>
    public bool RefusesWrites
    {
        get => _refusesWrites;
        set => _refusesWrites = value;
    }

    /// <summary>Whether the store was reached a moment ago and its ledger is sound: if not, nobody knows whether the
    /// state is the latest.</summary>
    public bool IsCurrent =>
        Damage is null && time.GetElapsedTime(Volatile.Read(ref _storeReached)) < TimeSpan.FromSeconds(3);

    public void StoreWasReached() => Volatile.Write(ref _storeReached, time.GetTimestamp());

    /// <summary>The store was reached, and told where the ledger ends.</summary>
    public void StoreWasReached(Head head)
    {
        StoreWasReached();
        Meters.Lag.Record(Math.Max(0, head.Offset - _fair.Offset), new KeyValuePair<string, object?>("hub.fair", id));
    }

    /// <summary>Whether rows are the next of this state's ledger, by number and by hash.</summary>
    public static bool AreNext(Fair fair, IReadOnlyList<Row> rows)
    {
        var (offset, hash) = (fair.Offset, fair.Hash);
        foreach (var row in rows)
        {
            if (Chain.Wrong(offset, hash, row) is not null)
                return false;
            (offset, hash) = (row.Offset, row.Hash);
        }
        return true;
    }

    /// <summary>Whether personal data has changed since it was read.</summary>
    public bool PeopleAreStale(Head head) => head.Epoch != _peopleRead.Epoch || head.People > _peopleRead.Offset;

    public Fair Fold(Fair fair, IReadOnlyList<Row> rows, out Entry[] entries)
    {
        entries =
        [
            .. rows.Select(row => new Entry(
                row.Offset,
                DateTimeOffset.FromUnixTimeMilliseconds(row.At),
                row.Actor,
                row.Command,
                row.Part,
                row.Slice,
                kinds.Read(row.Slice, row.Body)
            )),
        ];
        return fair.Then(entries, rows[^1].Hash, kinds);
    }

    /// <summary>A state before the first fact of an epoch, to be folded from. Readers see the one before until
    /// <see cref="ShowOthers"/>.</summary>
    public Fair Restart(long epoch)
    {
        _peopleRead = Head.None;
        return new(id, 0, DateTimeOffset.UnixEpoch, Chain.Start, kinds.Empty, ImmutableDictionary<string, Person>.Empty)
        {
            Epoch = epoch,
        };
    }

    /// <summary>A fair without a fact gets its first epoch.</summary>
    public Fair Found(long epoch) => _fair = Restart(epoch);

    /// <summary>Shows what this node itself has committed.</summary>
    /// <param name="people">Whether personal data changed with it.</param>
    public void Show(Fair fair, bool people, News news)
    {
        if (people)
            _peopleRead = fair.Head;
        Replace(fair);
        publisher.Publish(news);
    }

    /// <summary>Shows what others have committed.</summary>
    /// <param name="people">Whether personal data may have changed too: then it is read anew.</param>
    public void ShowOthers(Fair fair, bool people, IReadOnlyList<Entry> facts, bool rewound = false)
    {
        if (people)
        {
            (_peopleRead, var all) = store.People(id);
            fair = fair with { People = all };
        }
        Replace(fair);
        publisher.Publish(new News(fair, facts, Rewound: rewound));
    }

    private void Replace(Fair fair)
    {
        _fair = fair;
        // before anybody is answered
        store.Witness?.Note(id, fair.Head);
        // personal data is read apart from the facts: when it is of a later moment already, this is the state of none
        if (_peopleRead.Epoch == fair.Epoch && _peopleRead.Offset <= fair.Offset)
            States.Add(fair);
    }
}
