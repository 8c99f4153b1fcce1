using Microsoft.AspNetCore.SignalR;

namespace Hub.Kernel.Live;

/// <summary>What a screen may ask of <c>/live?fair=F&amp;as=ROLE&amp;kind=wall|tablet|phone&amp;device=UUID</c>. A
/// device that says which it is is one tablet, however many connections it has.</summary>
public interface ILiveServer
{
    /// <summary>Starts, or starts anew, to watch a board; its rows come as the first frame.</summary>
    /// <param name="since">What the screen still holds of it; null for nothing.</param>
    /// <exception cref="HubException"><c>code: sentence sentence</c>, Chinese and English, with a code of
    /// <see cref="Refusal"/>.</exception>
    Task Watch(string board, Since? since);

    /// <summary>No more frames of this board.</summary>
    Task Unwatch(string board);

    /// <summary>The screen shows this version. Whoever never says it is sent frames as long as its kernel has room for
    /// them.</summary>
    Task Seen(string board, long version);
}

/// <summary>What a screen is told.</summary>
public interface ILiveClient
{
    Task Frame(Frame frame);
    Task Notice(Notice notice);
}

/// <summary>Watching: the only thing that needs a live connection. Commands go over HTTP.</summary>
public sealed class LiveHub(Screens screens, Feeds feeds, TurnedAway turned)
    : Microsoft.AspNetCore.SignalR.Hub<ILiveClient>,
        ILiveServer
{
    /// <summary>Boards that one connection may watch at a time.</summary>
    private const int MostBoards = 32;

    public Task Watch(string board, Since? since) =>
        Try(async () =>
        {
            var screen = screens[Context.ConnectionId];
            if (screen.Watches.Count >= MostBoards && !screen.Watches.ContainsKey(board))
                throw LiveRefusals.TooManyBoards(MostBoards);
            if (since is not null)
                await feeds.ReachAsync(screen.Fair, since, Context.ConnectionAborted);
            var feed = feeds.Find(screen.Fair, board, screen.Asker, screen.Interval, since);
            screens.Watch(screen, feed, since?.Node == feeds.Node ? since.Version : 0);
            screens.Announce(screen);
        });

    public Task Unwatch(string board) =>
        Try(() =>
        {
            var screen = screens[Context.ConnectionId];
            screens.Unwatch(screen, board);
            screens.Announce(screen);
            return Task.CompletedTask;
        });

    public Task Seen(string board, long version)
    {
        if (screens[Context.ConnectionId].Watches.TryGetValue(board, out var watch))
            watch.Seen(version);
        return Task.CompletedTask;
    }

    private async Task Try(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Refusal refusal)
        {
            turned.Count(Context.GetHttpContext()!, refusal);
            throw new HubException($"{refusal.Code}: {refusal.Zh} {refusal.En}");
        }
    }
}
