using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Hub.Kernel.Live;

/// <summary>All live connections of this node, and the one loop that writes to them. Stock group sends are not offered:
/// a group waits for its slowest member.</summary>
public sealed partial class Screens(
    IDoor door,
    TurnedAway turned,
    Failures failures,
    WallClock time,
    ILogger<Screens> log
) : HubLifetimeManager<LiveHub>, IHostedService
{
    /// <summary>A screen that has not said for so long that it saw a frame is disconnected.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>How long a last word may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two looks at all boards, so that a thousand changes a second are not a thousand
    /// looks.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<string, Screen> _screens = [];
    private readonly ConcurrentDictionary<(Feed, TimeSpan), Lane> _lanes = [];
    private readonly AutoResetEvent _changed = new(false);
    private readonly ManualResetEvent _stop = new(false);
    private Task _pump = Task.CompletedTask;

    public int Count => _screens.Count;

    internal IEnumerable<Screen> All => _screens.Values;

    /// <summary>A wall or a tablet has come, has gone, or watches other boards. Phones are too many to speak of
    /// each.</summary>
    internal event Action? Moved;

    /// <exception cref="Refusal">The connection was refused when it came, and is being ended.</exception>
    internal Screen this[string connection] => _screens.GetValueOrDefault(connection) ?? throw Refusal.Forbidden();

    /// <summary>Something may have changed on some board.</summary>
    public void Changed() => _changed.Set();

    internal void Watch(Screen screen, Feed feed, long held)
    {
        Unwatch(screen, feed.Name);
        var lane = _lanes.GetOrAdd((feed, screen.Interval), key => new Lane(key.Item1, key.Item2, time, Failed));
        var watch = new Watch(screen, feed, lane, held, time);
        screen.Watches[feed.Name] = watch;
        lane.Add(watch);
        // what it was given at once may be a cadence old, and for a board that nobody watched nobody looks
        Changed();
        if (screen.Connection.ConnectionAborted.IsCancellationRequested)
            lane.Remove(watch);
    }

    internal void Unwatch(Screen screen, string board)
    {
        if (screen.Watches.TryRemove(board, out var watch))
            watch.Lane.Remove(watch);
    }

    /// <summary>This screen has come, has gone, or watches other boards.</summary>
    internal void Announce(Screen screen)
    {
        if (screen.Kind is not ScreenKind.Phone)
            Moved?.Invoke();
    }

    /// <summary>Tells the screens that fit why, and ends their connections.</summary>
    public Task DropAsync(Func<string, Asker, bool> fits, Notice why) =>
        DropAsync(_screens.Values.Where(s => fits(s.Fair, s.Asker)), why);

    /// <summary>Tells these screens why, and ends their connections.</summary>
    internal async Task DropAsync(IEnumerable<Screen> screens, Notice why)
    {
        await Task.WhenAll(
            screens.Select(screen =>
            {
                foreach (var board in screen.Watches.Keys)
                    Unwatch(screen, board);
                return DropAsync(screen.Connection, why);
            })
        );
    }

    private async Task DropAsync(HubConnectionContext connection, Notice why)
    {
        // one that does not read is not told, only ended
        try
        {
            await connection
                .WriteAsync(new InvocationMessage("Notice", [why]), CancellationToken.None)
                .AsTask()
                .WaitAsync(Patience, time);
        }
        catch (Exception) { }
        End(connection);
    }

    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        var http = connection.GetHttpContext()!;
        var fair = http.Request.Query["fair"].ToString();
        try
        {
            var kind = http.Request.Query["kind"].ToString() switch
            {
                "wall" => ScreenKind.Wall,
                "tablet" => ScreenKind.Tablet,
                _ => ScreenKind.Phone,
            };
            Guid? device = Guid.TryParse(http.Request.Query["device"], out var id) ? id : null;
            var screen = _screens[connection.ConnectionId] = new Screen(
                connection,
                fair,
                door.Who(http, fair),
                kind,
                time.GetUtcNow(),
                device
            );
            screen.Socket.ReadsAgain += () =>
            {
                foreach (var (_, watch) in screen.Watches)
                    watch.CatchUp();
            };
            // a badge revoked just before the screen was among those that are told
            door.Who(http, fair);
            Connected(screen, 1);
        }
        catch (Refusal refusal)
        {
            _screens.TryRemove(connection.ConnectionId, out _);
            turned.Count(http, refusal);
            // said, not only hung up on: a screen that is merely disconnected tries again for ever
            await DropAsync(connection, Notice.Of(refusal));
        }
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (!_screens.TryRemove(connection.ConnectionId, out var screen))
            return Task.CompletedTask;
        Connected(screen, -1);
        foreach (var board in screen.Watches.Keys)
            Unwatch(screen, board);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _pump = Task.Factory.StartNew(
            Pump,
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stop.Set();
        return _pump;
    }

    /// <summary>A thread of its own, so that screens are written to however busy the others are.</summary>
    private void Pump()
    {
        WaitHandle[] wakes = [_stop, _changed];
        var swept = time.GetTimestamp();
        TimeSpan next;
        do try
        {
            next = PumpAll();
            if (time.GetElapsedTime(swept) < TimeSpan.FromSeconds(1))
                continue;
            swept = time.GetTimestamp();
            Sweep();
            failures.Remove(nameof(Screens));
        }
        catch (Exception e)
        {
            next = Lane.Heartbeat;
            if (failures.Add(nameof(Screens), e.Message))
                LogPumpFailed(e);
        }
        while (!_stop.WaitOne(Breath) && WaitHandle.WaitAny(wakes, next) != 0);
    }

    /// <returns>For how long nothing is due.</returns>
    private TimeSpan PumpAll()
    {
        var next = Lane.Heartbeat;
        foreach (var (_, lane) in _lanes)
            try
            {
                if (lane.Pump() is var due && due < next)
                    next = due;
            }
            catch (Exception e)
            {
                // its screens hear nothing and say that they are stale; the others go on
                LogBoardFailed(e, lane.Feed.Fair, lane.Feed.Name);
            }
        return next;
    }

    /// <summary>Ends the screens that do not read.</summary>
    private void Sweep()
    {
        foreach (var (_, screen) in _screens)
            if (screen.Watches.Any(w => w.Value.Behind > Silence))
                End(screen.Connection);
    }

    private void Connected(Screen screen, int more)
    {
        Meters.Screens.Add(
            more,
            new KeyValuePair<string, object?>("hub.screen.kind", screen.Kind.ToString().ToLowerInvariant())
        );
        Announce(screen);
    }

    private void Failed(Watch watch, Exception e)
    {
        LogScreenFailed(e, watch.Feed.Fair, watch.Feed.Name);
        End(watch.Screen.Connection);
    }

    private static void End(HubConnectionContext connection)
    {
        try
        {
            connection.Abort();
        }
        catch (ObjectDisposedException) { }
    }

    [LoggerMessage(
        2002,
        LogLevel.Error,
        "{Fair}: a screen of the board {Board} cannot be written to and is disconnected"
    )]
    private partial void LogScreenFailed(Exception e, string fair, string board);

    [LoggerMessage(2001, LogLevel.Error, "{Fair}: the board {Board} cannot be rendered")]
    private partial void LogBoardFailed(Exception e, string fair, string board);

    [LoggerMessage(2004, LogLevel.Error, "The loop that writes to screens failed, and goes on")]
    private partial void LogPumpFailed(Exception e);

    private static NotSupportedException Stock() => new("Screens are sent frames of boards, nothing else.");

    public override Task SendAllAsync(
        string methodName,
        object?[] args,
        CancellationToken cancellationToken = default
    ) => throw Stock();

    public override Task SendAllExceptAsync(
        string methodName,
        object?[] args,
        IReadOnlyList<string> excludedConnectionIds,
        CancellationToken cancellationToken = default
    ) => throw Stock();

    public override Task SendConnectionAsync(
        string connectionId,
        string methodName,
        object?[] args,
        CancellationToken cancellationToken = default
    ) => throw Stock();

    public override Task SendConnectionsAsync(
        IReadOnlyList<string> connectionIds,
        string methodName,
        object?[] args,
        CancellationToken cancellationToken = default
    ) => throw Stock();

    public override Task SendGroupAsync(
        string groupName,
        string methodName,
        object?[] args,
        CancellationToken cancellationToken = default
    ) => throw Stock();

    public override Task SendGroupExceptAsync(
        string groupName,
        string methodName,
        object?[] args,
        IReadOnlyList<string> excludedConnectionIds,
        CancellationToken cancellationToken = default
    ) => throw Stock();

    public override Task SendGroupsAsync(
        IReadOnlyList<string> groupNames,
        string methodName,
        object?[] args,
        CancellationToken cancellationToken = default
    ) => throw Stock();

    public override Task SendUserAsync(
        string userId,
        string methodName,
        object?[] args,
        CancellationToken cancellationToken = default
    ) => throw Stock();

    public override Task SendUsersAsync(
        IReadOnlyList<string> userIds,
        string methodName,
        object?[] args,
        CancellationToken cancellationToken = default
    ) => throw Stock();

    public override Task AddToGroupAsync(
        string connectionId,
        string groupName,
        CancellationToken cancellationToken = default
    ) => throw Stock();

    public override Task RemoveFromGroupAsync(
        string connectionId,
        string groupName,
        CancellationToken cancellationToken = default
    ) => throw Stock();
}
