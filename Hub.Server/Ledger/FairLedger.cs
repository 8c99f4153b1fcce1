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
            try
            {
                while (!TryWrite(batch)) CatchUp();
            }
            catch (Exception e)
            {
                // whether a failed commit reached the disk is not known: the next batch sees the ledger's head and folds what is there
                LogWriteFailed(e, Fair.Id, batch.Count);
                foreach (var waiter in batch) waiter.Answer.TrySetException(Refusal.Unavailable());
            }
            batch.Clear();
        }
    }

    /// <summary>Decides and commits a batch.</summary>
    /// <returns>False when another writer was first; nothing was written and nobody answered.</returns>
    private bool TryWrite(List<Waiter> batch)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(_time.GetUtcNow().ToUnixTimeMilliseconds(), _fair.At.ToUnixTimeMilliseconds()));
        var (start, fair) = (_fair, _fair);
        var rows = new List<Row>(batch.Count);
        var entries = new List<Entry>(batch.Count);
        var people = new List<PersonChange>();
        var answers = new List<Action>(batch.Count);
        var answered = new Dictionary<Guid, Answered>(_store.Answered(fair.Id, batch.ConvertAll(w => w.Id)));

        foreach (var waiter in batch)
        {
            if (answered.TryGetValue(waiter.Id, out var first))
            {
                answers.Add(first.Actor == waiter.Asker.Id
                    ? () => waiter.Answer.TrySetResult(new Receipt(first.Offset, first.Facts, Repeated: true))
                    : () => waiter.Answer.TrySetException(new Refusal("command-id-taken", "这个命令编号已被别人用过。", "Somebody else has used this command id.")));
                continue;
            }
            var before = fair;
            try
            {
                var decision = waiter.Command.Decide(fair, waiter.Asker, now);
                for (var part = 0; part < decision.Facts.Count; part++)
                {
                    var fact = decision.Facts[part];
                    var (kind, index) = _kinds.Of(fact);
                    var entry = new Entry(fair.Offset + 1, now, waiter.Asker.Id, waiter.Id, part, kind.Name, fact);
                    var body = JsonSerializer.SerializeToUtf8Bytes(fact, kind.Json);
                    var at = now.ToUnixTimeMilliseconds();
                    var hash = Chain.Next(fair.Hash, entry.Offset, at, entry.Actor, entry.Command, part, kind.Name, body);
                    fair = fair.Then(entry, index, hash);
                    rows.Add(new Row(entry.Offset, at, entry.Actor, entry.Command, part, kind.Name, body, hash));
                    entries.Add(entry);
                }
                if (decision.People.Count > 0) fair = fair with { People = Apply(fair.People, decision.People) };
                people.AddRange(decision.People);
                var receipt = new Receipt(fair.Offset, decision.Facts.Count, Repeated: false);
                if (decision.Facts.Count > 0) answered[waiter.Id] = new Answered(receipt.Offset, receipt.Facts, waiter.Asker.Id);
                answers.Add(() => waiter.Answer.TrySetResult(receipt));
            }
            catch (Exception e)
            {
                // a rule that fails, by refusal or by mistake, takes back only its own command
                var parts = (int)(fair.Offset - before.Offset);
                rows.RemoveRange(rows.Count - parts, parts);
                entries.RemoveRange(entries.Count - parts, parts);
                fair = before;
                if (e is not Refusal) LogRuleFailed(e, waiter.Command.GetType().Name);
                answers.Add(() => waiter.Answer.TrySetException(e));
            }
        }

        lock (_folding)
        {
            // the follower may have folded somebody else's facts meanwhile: then what was decided is out of date
            if (_fair != start) return false;
            if (rows.Count > 0)
            {
                if (!_store.Append(fair.Id, rows, people)) return false;
                _fair = fair;
                Committed?.Invoke(fair, entries);
            }
        }
        foreach (var answer in answers) answer();
        return true;
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
                    if (_store.Head(_fair.Id) > _fair.Offset) CatchUp();
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LogFollowFailed(e, _fair.Id);
                }
        }
        catch (OperationCanceledException) { }
    }

    /// <summary>Folds what the store has beyond this node's state. Reading and decoding run ahead of folding on another core.</summary>
    private void CatchUp(IProgress<long>? progress = null)
    {
        lock (_folding)
        {
            var fair = _fair;
            var fresh = new List<Entry>();
            var live = fair.Offset > 0;
            using var decoded = new System.Collections.Concurrent.BlockingCollection<List<(Entry Entry, int Index, byte[] Hash)>>(16);
            var reading = Task.Run(() =>
            {
                try
                {
                    foreach (var chunk in _store.Read(fair.Id, fair.Offset).Chunk(2048))
                        decoded.Add([.. chunk.Select(Decode)]);
                }
                finally { decoded.CompleteAdding(); }
            });
            foreach (var chunk in decoded.GetConsumingEnumerable())
            {
                foreach (var (entry, index, hash) in chunk)
                {
                    fair = fair.Then(entry, index, hash);
                    if (live) fresh.Add(entry);
                }
                progress?.Report(fair.Offset);
            }
            reading.GetAwaiter().GetResult();
            if (fair.Offset == _fair.Offset) return;
            _fair = fair with { People = _store.People(fair.Id).ToImmutableDictionary() };
            Committed?.Invoke(_fair, fresh);
        }
    }

    private (Entry, int, byte[]) Decode(Row row)
    {
        var (kind, index) = _kinds.Named(row.Slice);
        var fact = (Fact)JsonSerializer.Deserialize(row.Body, kind.Json)!;
        return (new Entry(row.Offset, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Actor, row.Command, row.Part, row.Slice, fact), index, row.Hash);
    }

    private static ImmutableDictionary<string, Person> Apply(ImmutableDictionary<string, Person> people, IReadOnlyList<PersonChange> changes)
    {
        foreach (var (key, person) in changes)
            people = person is null ? people.Remove(key) : people.SetItem(key, person);
        return people;
    }

    private sealed record Waiter(Guid Id, Asker Asker, Command Command)
    {
        public TaskCompletionSource<Receipt> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(1001, LogLevel.Error, "{Fair}: {Count} commands could not be written and were refused")]
    private partial void LogWriteFailed(Exception e, string fair, int count);

    [LoggerMessage(1002, LogLevel.Error, "The rule of {Command} failed")]
    private partial void LogRuleFailed(Exception e, string command);

    [LoggerMessage(1003, LogLevel.Warning, "{Fair}: the ledger's head cannot be read")]
    private partial void LogFollowFailed(Exception e, string fair);
}
