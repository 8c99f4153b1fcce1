using System.Collections.Concurrent;

namespace Hub.Kernel.Live;

/// <summary>Every board that somebody has asked for, rendered at most once for all.</summary>
public sealed class Feeds(Ledgers ledgers, IEnumerable<Board> boards, Node node, WallClock time)
{
    private readonly ConcurrentDictionary<(string Fair, string Board), Feed> _feeds = [];

    /// <summary>See <see cref="Node"/>: the meaning of its versions ends with it.</summary>
    public string Node => node.Id;

    public IReadOnlyList<Board> Boards { get; } = [.. boards];

    /// <summary>A board with rows at hand, for somebody who may see it.</summary>
    /// <param name="lag">How far behind the fair the rows may be.</param>
    /// <param name="since">See <see cref="Feed.Fresh"/>.</param>
    /// <exception cref="Refusal"><c>unknown-fair</c>, <c>unknown-board</c>, <c>forbidden</c>,
    /// <c>ledger-unavailable</c></exception>
    public Feed Find(string fair, string name, Asker asker, TimeSpan lag, Since? since = null)
    {
        var ledger = ledgers[fair];
        if (!_feeds.TryGetValue((fair, name), out var feed))
        {
            var (board, words) = Boards.Select(b => (b, b.Match(name))).FirstOrDefault(m => m.Item2 is not null);
            if (board is null)
                throw LiveRefusals.UnknownBoard(name);
            feed = new Feed(Node, name, board, words!, ledger, time);
        }
        if (!feed.Allows(asker))
            throw Refusal.Forbidden();
        if (!feed.IsCurrent)
            throw Refusal.Unavailable();
        if (!feed.Fresh(lag, since))
            throw LiveRefusals.UnknownBoard(name);
        return _feeds.GetOrAdd((fair, name), feed);
    }

    /// <summary>Looks at the store when a screen has been shown what is later than this node's fair: no screen goes
    /// back in time, whichever node it comes to. What it says is a reason to look, no more: a ledger may be another
    /// than the one that it has shown.</summary>
    /// <exception cref="Refusal"><c>ledger-unavailable</c></exception>
    public Task ReachAsync(string fair, Since since, CancellationToken stop) =>
        ledgers[fair] is var ledger
        && (since.Epoch, since.Offset).CompareTo((ledger.Fair.Epoch, ledger.Fair.Offset)) > 0
            ? ledger.LookAsync().WaitAsync(stop)
            : Task.CompletedTask;
}
