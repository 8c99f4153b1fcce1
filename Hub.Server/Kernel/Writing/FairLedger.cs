using System.Diagnostics;

namespace Hub.Kernel.Writing;

/// <summary>One fair's ledger on this node: its state, its writer, and what follows the other writers.</summary>
public sealed partial class FairLedger : IAsyncDisposable
{
    /// <summary>Most commands that one transaction holds.</summary>
    public const int MostInBatch = 512;

    /// <summary>Most commands that wait; one more is refused as <c>busy</c>.</summary>
    public const int MostWaiting = 10_000;

    private readonly Publisher _publisher;
    private readonly CurrentFair _current;
    private readonly FairFollower _follower;
    private readonly FairWriter _writer;
    private readonly Consequences _consequences;
    private readonly IStore _store;
    private readonly WallClock _clock;
    private readonly ILogger _log;

    public FairLedger(
        string id,
        IStore store,
        SliceKinds kinds,
        Consequences consequences,
        TimeProvider time,
        ILogger<FairLedger> log
    )
    {
        (_consequences, _store, _clock, _log) = (consequences, store, WallClock.Of(time), log);
        _publisher = new Publisher(id, log);
        // an older ledger may lack what a newer one had
        _publisher.Told += news =>
        {
            if (news.Rewound)
                _ = SettleAsync();
            foreach (var said in news.Facts.Where(f => f.Fact is ClockConfirmed))
                _clock.Hear(said.At, store.Ahead);
        };
        _current = new CurrentFair(id, store, kinds, _clock, _publisher);
        _follower = new FairFollower(_current, store, _clock, log);
        _writer = new FairWriter(_current, _follower, store, kinds, consequences, _clock, log);
    }

    /// <summary>The state at the last committed fact that this node has folded.</summary>
    public Fair Fair => _current.Fair;

    /// <summary>The last few states, to be compared with other nodes'.</summary>
    public States States => _current.States;

    /// <summary>Whether the store was reached a moment ago: if not, nobody knows whether the state is the
    /// latest.</summary>
    public bool IsCurrent => _current.IsCurrent;

    /// <summary>What is wrong with the ledger; null: nothing that is known. While it is damaged, commands are
    /// refused.</summary>
    public Damage? Damage => _current.Damage;

    /// <summary>Whether the store refused the last write, and has taken none since.</summary>
    public bool RefusesWrites => _current.RefusesWrites;

    /// <summary>Why commands are refused until somebody says what time it is; null: they are not.</summary>
    public ClockDoubt? ClockDoubt => _clock.Look(Fair, _store).Doubt;

    /// <summary>Told of what is committed and shown, in order, outside of every lock. Who fails here hurts
    /// nobody.</summary>
    public event Action<News>? Told
    {
        add => _publisher.Told += value;
        remove => _publisher.Told -= value;
    }

    /// <summary>Folds the whole ledger, unless it is damaged, then takes commands, and first of all gives it the
    /// consequences of old facts that it lacks. So it is when the ledger was put back to an older state.</summary>
    /// <param name="progress">Told the offset reached, now and then.</param>
    public void Start(IProgress<long>? progress = null)
    {
        try
        {
            _follower.Follow(progress);
        }
        catch (DamagedException)
        {
            // it is said in the log and by health; other fairs go on, and so does this one when it was mended
        }
        _publisher.Start();
        _writer.Start();
        _follower.Start();
        SettleAsync().GetAwaiter().GetResult();
    }

    /// <summary>Decides a command and answers when its facts are durable.</summary>
    /// <exception cref="Refusal">It was not granted, or could not be written now; nothing changed.</exception>
    public Task<Receipt> AskAsync(Guid id, Asker asker, Command command) =>
        _writer.AskAsync(
            new Waiter(id, asker, command)
            {
                Span = Activity.Current is { Source.Name: Meters.Name } span ? span : null,
            }
        );

    /// <summary>Takes what another node has committed.</summary>
    public void Take(Batch batch) => _follower.Take(batch);

    /// <summary>Looks at the store now: something may have been missed.</summary>
    public void FollowSoon() => _follower.FollowSoon();

    /// <summary>Waits until this node has looked at the store since now.</summary>
    /// <exception cref="Refusal"><c>ledger-unavailable</c></exception>
    public Task LookAsync() => _follower.LookAsync();

    /// <summary>Stops taking commands, answers those that wait, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.EndAsync();
        await _follower.EndAsync();
        await _publisher.DisposeAsync();
    }

    /// <summary>Gives the ledger the consequences of old facts that it lacks: when it was opened that may have been
    /// refused.</summary>
    public async Task SettleAsync()
    {
        try
        {
            while (Fair.Offset > 0 && _consequences.Owed(Fair) is not null)
            {
                var (id, before) = (Asked.IdOf($"owed {Fair.Id} {Fair.Epoch} {Fair.Offset}"), Fair.Offset);
                await AskAsync(id, Asker.System, new SettleOwed(_consequences));
                if (Fair.Offset == before)
                    return;
                LogSettled(Fair.Id, Fair.Offset - before);
            }
        }
        catch (Exception e)
        {
            LogNotSettled(e, Fair.Id);
        }
    }

    [LoggerMessage(
        1006,
        LogLevel.Warning,
        "{Fair}: the ledger lacked {Count} facts that follow from older ones, and has them now"
    )]
    private partial void LogSettled(string fair, long count);

    [LoggerMessage(
        1007,
        LogLevel.Error,
        "{Fair}: facts that follow from older ones are missing, and could not be written; the next start tries again"
    )]
    private partial void LogNotSettled(Exception e, string fair);
}
