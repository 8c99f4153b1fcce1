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

    /// <summary>Waits until this node is where a screen has been already: no screen goes back in time, whichever node
    /// it comes to.</summary>
    /// <exception cref="Refusal"><c>ledger-unavailable</c>: not within two seconds.</exception>
    public async Task ReachAsync(string fair, long epoch, long offset, CancellationToken stop)
    {
        var (ledger, since) = (ledgers[fair], time.GetTimestamp());
        while (ledger.Fair is var state && state.Epoch == epoch && state.Offset < offset)
        {
            if (time.GetElapsedTime(since) > TimeSpan.FromSeconds(2))
                throw Refusal.Unavailable();
            ledger.FollowSoon();
            await Task.Delay(20, stop);
        }
    }
}
