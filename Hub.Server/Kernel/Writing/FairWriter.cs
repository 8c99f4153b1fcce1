using System.Diagnostics;
using System.Threading.Channels;

namespace Hub.Kernel.Writing;

/// <summary>The only writer of its fair on this node: decides waiting commands one after the other, commits their facts
/// in one transaction, and only then answers and shows the new state.</summary>
internal sealed partial class FairWriter(
    CurrentFair current,
    FairFollower follower,
    IStore store,
    SliceKinds kinds,
    Consequences consequences,
    WallClock time,
    ILogger log
)
{
    private readonly Channel<Waiter> _waiting = Channel.CreateBounded<Waiter>(
        new BoundedChannelOptions(FairLedger.MostWaiting) { SingleReader = true }
    );

    private Task _writing = Task.CompletedTask;

    public void Start() => _writing = Task.Run(WriteAsync);

    /// <exception cref="Refusal">It was not granted, or could not be written now; nothing changed.</exception>
    public Task<Receipt> AskAsync(Waiter waiter) =>
        _waiting.Writer.TryWrite(waiter) ? waiter.Answer.Task : throw Refusal.Busy();

    /// <summary>Stops taking commands, answers those that wait, and ends.</summary>
    public async Task EndAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        var batch = new List<Waiter>(FairLedger.MostInBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            try
            {
                Write(batch);
            }
            catch (Exception e)
            {
                // whether a failed commit reached the disk is not known: the next turn sees the ledger's head and folds
                // what is there
                TakeWaiting(batch);
                var damage = (e as DamagedException)?.Damage;
                if (damage is null && !current.RefusesWrites)
                    LogWriteFailed(e, current.Fair.Id, batch.Count);
                current.RefusesWrites |= damage is null;
                foreach (var waiter in batch)
                    waiter.Answer.TrySetException(damage?.Refuse(current.Fair.Id) ?? Refusal.Unavailable());
            }
            batch.Clear();
        }
    }

    private void TakeWaiting(List<Waiter> batch)
    {
        while (batch.Count < FairLedger.MostInBatch && _waiting.Reader.TryRead(out var waiter))
            batch.Add(waiter);
    }

    /// <summary>Decides and commits what waits. That a command is repeated is rare: the batch is looked up in the
    /// ledger only when the store has met one.</summary>
    /// <exception cref="DamagedException">Nothing is decided on such a ledger.</exception>
    private void Write(List<Waiter> batch)
    {
        if (current.Damage is { } damage)
            throw new DamagedException(damage);
        IReadOnlyDictionary<Guid, Answered> known = new Dictionary<Guid, Answered>();
        while (true)
        {
            var (outcome, draft) = TakeTurn(batch, known);
            if (outcome is Outcome.Repeated)
            {
                var met = store.Answered(current.Fair.Id, batch.ConvertAll(w => w.Id));
                // or it would be met for ever
                if (met.Count <= known.Count)
                    throw new StoreException("A command was met in the ledger and is not found there.", null);
                known = met;
            }
            else if (outcome is Outcome.Behind)
                follower.Follow();
            else
            {
                draft!.Answer(store.Answered);
                return;
            }
        }
    }

    /// <summary>While it is this node's turn nobody else appends: it folds what others have committed, then decides
    /// what waits by now.</summary>
    /// <returns>With what is durable now.</returns>
    private (Outcome, Draft?) TakeTurn(List<Waiter> batch, IReadOnlyDictionary<Guid, Answered> known)
    {
        using var turn = store.Turn(current.Fair.Id, current.Fair.Head);
        if (!FoldOthers(turn))
            return (Outcome.Behind, null);
        TakeWaiting(batch);
        var draft = Decide(batch, known);
        return draft.Rows.Count == 0 || Append(turn, draft, batch) ? (Outcome.Done, draft) : (Outcome.Repeated, null);
    }

    /// <summary>Folds what others have committed up to this turn.</summary>
    /// <returns>False when it does not follow on this node's state, or is too much for a turn.</returns>
    private bool FoldOthers(ITurn turn)
    {
        lock (current.Lock)
        {
            current.StoreWasReached(turn.Head);
            // the follower says what is wrong
            if (turn.Ends.Damage is not null)
                return false;
            var fair = current.Fair;
            if (turn.Head.Equals(fair.Head))
                return true;
            Row[] rows = [.. turn.Beyond.SkipWhile(r => r.Offset <= fair.Offset)];
            if (
                turn.Head.Epoch != fair.Epoch
                || rows.Length == 0
                || rows[^1].Offset != turn.Head.Offset
                || !CurrentFair.AreNext(fair, rows)
            )
                return false;
            current.ShowOthers(current.Fold(fair, rows, out var entries), current.PeopleAreStale(turn.Head), entries);
            return true;
        }
    }

    private Draft Decide(List<Waiter> batch, IReadOnlyDictionary<Guid, Answered> known)
    {
        var fair = current.Fair;
        var (clock, doubt) = time.Look(fair, store);
        var draft = new Draft(fair, clock, doubt, kinds, consequences, known);
        foreach (var waiter in batch)
            if (draft.Try(waiter) is { } failed)
                LogRuleFailed(failed, waiter.Command.GetType().Name);
        return draft;
    }

    /// <returns>False when one of the commands is in the ledger already.</returns>
    private bool Append(ITurn turn, Draft draft, List<Waiter> batch)
    {
        // the follower must not fold these facts from the store before they are shown here
        lock (current.Lock)
        {
            using var commit = Meters
                .Spans.StartActivity("commit")
                ?.SetTag("hub.fair", draft.Fair.Id)
                .SetTag("hub.commit.commands", batch.Count);
            var since = time.GetTimestamp();
            if (!turn.Append(draft.Rows, draft.People))
                return false;
            Meters.Commits.Record(time.GetElapsedTime(since).TotalSeconds);
            Meters.Batches.Record(batch.Count);
            if (commit is not null)
                batch.ForEach(w => w.Span?.AddLink(new ActivityLink(commit.Context)));
            current.StoreWasReached();
            current.RefusesWrites = false;
            var people = draft.People.Count > 0;
            current.Show(
                draft.Fair,
                people,
                new News(draft.Fair, draft.Entries, new Batch(draft.Fair.Id, draft.Fair.Epoch, people, draft.Rows))
            );
            return true;
        }
    }

    /// <summary>What became of a turn.</summary>
    private enum Outcome
    {
        /// <summary>All is decided, and durable.</summary>
        Done,

        /// <summary>Nothing was written: one of the commands is in the ledger already.</summary>
        Repeated,

        /// <summary>Nothing was written: this node's state is not the ledger's.</summary>
        Behind,
    }

    [LoggerMessage(1001, LogLevel.Error, "{Fair}: {Count} commands could not be written and were refused")]
    private partial void LogWriteFailed(Exception e, string fair, int count);

    [LoggerMessage(1002, LogLevel.Error, "The rule of {Command} failed")]
    private partial void LogRuleFailed(Exception e, string command);
}
