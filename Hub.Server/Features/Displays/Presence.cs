using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hub.Features.Displays;

/// <summary>Which nodes there are, and which walls and tablets are on which: each node tells it every few seconds, and
/// soon after a change. Nothing of it is kept.</summary>
internal sealed class Presence : Supervised
{
    private const string Channel = "presence";
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>Between two tellings, so that a hundred tablets that come at once are not told of a hundred
    /// times.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);

    private readonly Lock _hearing = new();
    private readonly Bell _news;
    private readonly string _node;
    private readonly Screens _screens;
    private readonly Condition _condition;
    private readonly IBackplane _backplane;
    private readonly IServer _server;
    private readonly TurnedAway _turned;
    private readonly PlainHttp _plain;
    private readonly long _began;
    private volatile Roll _roll = Roll.Empty;
    private long _count,
        _version;

    public Presence(
        Screens screens,
        Condition condition,
        IBackplane backplane,
        Node node,
        IServer server,
        TurnedAway turned,
        PlainHttp plain,
        IHostApplicationLifetime life,
        Failures failures,
        WallClock time,
        ILogger<Presence> log
    )
        : base(failures, time, log)
    {
        (_node, _screens, _condition, _backplane, _server) = (node.Id, screens, condition, backplane, server);
        (_turned, _plain) = (turned, plain);
        (_began, _news) = (time.GetTimestamp(), new Bell(time));
        backplane.Hear(Channel, bytes => Hear(JsonSerializer.Deserialize<Told>(bytes, WireJson.Options)!));
        backplane.Restored += _news.Ring;
        screens.Moved += _news.Ring;
        life.ApplicationStopping.Register(_news.Ring);
    }

    public Roll Roll => _roll;

    /// <summary>Grows whenever <see cref="Roll"/> changes.</summary>
    public long Version => Interlocked.Read(ref _version);

    protected override async Task RoundAsync(CancellationToken stop)
    {
        Tell(Now());
        await Task.Delay(Breath, Time, stop);
        await _news.WaitAsync(Beat, stop);
    }

    protected override void Farewell() => Tell(Now() with { Status = Told.Gone });

    private Told Now() =>
        Told.Of(
            _node,
            ++_count,
            Environment.MachineName,
            _server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "",
            _condition.Now,
            [.. _screens.All.Select(ScreenTold.Of)],
            _condition.RedisSays
        ) with
        {
            TurnedAway = _turned.Lately,
            Plain = _plain.Lately,
        };

    private void Tell(Told told)
    {
        if (_backplane.IsUp is not null)
            _backplane.Tell(Channel, JsonSerializer.SerializeToUtf8Bytes(told, WireJson.Options));
        Hear(told);
    }

    private void Hear(Told told)
    {
        lock (_hearing)
        {
            var clock = Time.GetElapsedTime(_began);
            var roll = _roll.Hear(new Heard(told, Time.GetUtcNow(), clock)).Forget(clock);
            if (roll == _roll)
                return;
            _roll = roll;
            Interlocked.Increment(ref _version);
        }
        _screens.Changed();
    }
}
