using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Threading.Channels;

namespace Hub.Ledger;

/// <summary>One fair's ledger on this node: decides waiting commands one after the other, commits their facts in one transaction, and
/// only then answers and shows the new state. The only writer of its fair on this node.</summary>
public sealed partial class FairLedger : IAsyncDisposable
{
    /// <summary>Most commands that one transaction holds.</summary>
    public const int Batch = 512;

    /// <summary>Most commands that wait; one more is refused as <c>busy</c>.</summary>
    public const int Waiting = 10_000;

    /// <summary>So many facts are folded together when a ledger is replayed.</summary>
    private const int Chunk = 4096;

    private readonly IStore _store;
    private readonly SliceKinds _kinds;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Channel<Waiter> _waiting = Channel.CreateBounded<Waiter>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _folding = new();
    private Task _writer = Task.CompletedTask;
    private Task _follower = Task.CompletedTask;
    private volatile Fair _fair;

    public FairLedger(string id, IStore store, SliceKinds kinds, TimeProvider time, ILogger<FairLedger> log)
    {
        (_store, _kinds, _time, _log) = (store, kinds, time, log);
        _fair = new Fair(id, 0, DateTimeOffset.UnixEpoch, Chain.Start, kinds.Empty, ImmutableDictionary<string, Person>.Empty);
    }

    /// <summary>The state at the last committed fact that this node has folded.</summary>
    public Fair Fair => _fair;

    /// <summary>Told after new facts are folded and visible, in order.</summary>
    public event Action<Fair, IReadOnlyList<Entry>>? Committed;

    /// <summary>Folds the whole ledger, then takes commands.</summary>
    /// <param name="progress">Told the offset reached, now and then.</param>
    public void Start(IProgress<long>? progress = null)
    {
        CatchUp(progress);
        _writer = Task.Run(WriteAsync);
        _follower = Task.Run(FollowAsync);
    }

    /// <summary>Decides a command and answers when its facts are durable.</summary>
    /// <exception cref="Refusal">It was not granted, or could not be written now; nothing changed.</exception>
    public Task<Receipt> AskAsync(Guid id, Asker asker, Command command)
    {
        var waiter = new Waiter(id, asker, command);
        return _waiting.Writer.TryWrite(waiter) ? waiter.Answer.Task : Task.FromException<Receipt>(Refusal.Busy());
    }

    /// <summary>Stops taking commands, answers those that wait, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer;
        await _stop.CancelAsync();
        await _follower;
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        var batch = new List<Waiter>(Batch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < Batch && _waiting.Reader.TryRead(out var waiter)) batch.Add(waiter);
            try { Write(batch); }
            catch (Exception e)
            {
                // whether a failed commit reached the disk is not known: the next batch sees the ledger's head and folds what is there
                LogWriteFailed(e, Fair.Id, batch.Count);
                foreach (var waiter in batch) waiter.Answer.TrySetException(Refusal.Unavailable());
            }
            batch.Clear();
        }
    }

    /// <summary>Decides and commits a batch, anew when another writer was first. That a command is repeated is rare: the batch is looked up in the
    /// ledger only when the store has met one.</summary>
    private void Write(List<Waiter> batch)
    {
        IReadOnlyDictionary<Guid, Answered> known = new Dictionary<Guid, Answered>();
        while (true)
            switch (TryWrite(batch, known))
            {
                case Appended.Done: return;
                case Appended.Behind: CatchUp(); break;
                case Appended.Known: known = _store.Answered(_fair.Id, batch.ConvertAll(w => w.Id)); break;
            }
    }

    private Appended TryWrite(List<Waiter> batch, IReadOnlyDictionary<Guid, Answered> known)
    {
        var start = _fair;
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(_time.GetUtcNow().ToUnixTimeMilliseconds(), start.At.ToUnixTimeMilliseconds()));
        var draft = new Draft(start, now, _kinds, known, id => _store.Answered(start.Id, [id]).GetValueOrDefault(id));
        foreach (var waiter in batch)
            if (draft.Decide(waiter) is { } failed) LogRuleFailed(failed, waiter.Command.GetType().Name);
        lock (_folding)
        {
            // the follower may have folded somebody else's facts meanwhile: then what was decided is out of date
            if (_fair != start) return Appended.Behind;
            if (draft.Rows.Count > 0)
            {
                var appended = _store.Append(start.Id, draft.Rows, draft.People);
                if (appended is not Appended.Done) return appended;
                _fair = draft.Fair;
                Committed?.Invoke(draft.Fair, draft.Entries);
            }
        }
        draft.Done();
        return Appended.Done;
    }

    /// <summary>Another process may append to the same ledger (an import at the keyboard, later another node): what is new is folded
    /// within half a second.</summary>
    private async Task FollowAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                try
                {
                    if (_store.Head(_fair.Id).Offset > _fair.Offset) CatchUp();
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LogFollowFailed(e, _fair.Id);
                }
        }
        catch (OperationCanceledException) { }
    }

    /// <summary>Folds what the store has beyond this node's state. Reading runs ahead of folding on another core.</summary>
    private void CatchUp(IProgress<long>? progress = null)
    {
        lock (_folding)
        {
            var (fair, fresh) = (_fair, new List<Entry>());
            var head = _store.Head(fair.Id).Offset;
            using var chunks = new BlockingCollection<Row[]>(boundedCapacity: 8);
            var reading = Task.Run(() =>
            {
                try
                {
                    foreach (var chunk in _store.Read(fair.Id, fair.Offset).Chunk(Chunk)) chunks.Add(chunk);
                }
                finally { chunks.CompleteAdding(); }
            });
            foreach (var chunk in chunks.GetConsumingEnumerable())
            {
                var entries = Array.ConvertAll(chunk, Decode);
                fair = fair.Then(entries, chunk[^1].Hash, _kinds);
                // at the start nobody listens yet
                if (_fair.Offset > 0) fresh.AddRange(entries);
                progress?.Report(fair.Offset);
            }
            reading.GetAwaiter().GetResult();
            if (fair.Offset < head)
                throw new StoreException($"The ledger of {fair.Id} ends at {fair.Offset}, before its head: facts were lost. See `verify`.", null);
            if (fair.Offset == _fair.Offset) return;
            _fair = fair with { People = _store.People(fair.Id).ToImmutableDictionary() };
            Committed?.Invoke(_fair, fresh);
        }
    }

    private Entry Decode(Row row) => new(row.Offset, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Actor, row.Command, row.Part, row.Slice,
        (Fact)JsonSerializer.Deserialize(row.Body, _kinds.Named(row.Slice).Kind.Json)!);

    [LoggerMessage(1001, LogLevel.Error, "{Fair}: {Count} commands could not be written and were refused")]
    private partial void LogWriteFailed(Exception e, string fair, int count);

    [LoggerMessage(1002, LogLevel.Error, "The rule of {Command} failed")]
    private partial void LogRuleFailed(Exception e, string command);

    [LoggerMessage(1003, LogLevel.Warning, "{Fair}: the ledger's head cannot be read")]
    private partial void LogFollowFailed(Exception e, string fair);
}
