using System.Text;
using StackExchange.Redis;

namespace Hub.Kernel.Nodes;

/// <summary>Carries messages between the nodes of a hub, and keeps none. Whoever uses it heals itself from what was
/// lost.</summary>
public interface IBackplane
{
    /// <summary>Null: there is one node. Else whether the others can be reached.</summary>
    bool? IsUp { get; }

    /// <summary>Told when messages may have been lost: after the start, and when the others are reached
    /// again.</summary>
    event Action? Restored;

    /// <summary>Tells the other nodes. Does not wait; what cannot be sent is lost.</summary>
    void Tell(string channel, byte[] message);

    /// <summary>Hears what other nodes tell, and what this one does, in order.</summary>
    void Hear(string channel, Action<byte[]> take);
}

/// <summary>One node needs none.</summary>
internal sealed class NoBackplane : IBackplane
{
    public bool? IsUp => null;
    public event Action? Restored
    {
        add { }
        remove { }
    }

    public void Tell(string channel, byte[] message) { }

    public void Hear(string channel, Action<byte[]> take) { }
}

/// <summary>Redis pub/sub; sharded channels where the server is a cluster. A Redis that is away, at the start or later,
/// is tried again for ever.</summary>
/// <param name="address">StackExchange.Redis' configuration string.</param>
internal sealed partial class RedisBackplane(string address, Node node, TimeProvider time, ILogger<RedisBackplane> log)
    : BackgroundService,
        IBackplane
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1),
        Silence = TimeSpan.FromSeconds(3);

    private readonly List<(string Channel, Action<byte[]> Take)> _heard = [];
    private readonly byte[] _node = Encoding.ASCII.GetBytes(node.Id);
    private volatile ConnectionMultiplexer? _redis;
    private bool _cluster;
    private long _beaten;

    /// <summary>A Redis that hangs holds its connections: only what comes back shows that it is there.</summary>
    public bool? IsUp => _redis is { IsConnected: true } && time.GetElapsedTime(Volatile.Read(ref _beaten)) < Silence;

    public event Action? Restored;

    public void Tell(string channel, byte[] message)
    {
        if (_redis is not { IsConnected: true } redis)
            return;
        try
        {
            redis.GetSubscriber().Publish(Name(channel), message, CommandFlags.FireAndForget);
        }
        catch (RedisException) { }
    }

    public void Hear(string channel, Action<byte[]> take) => _heard.Add((channel, take));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var options = ConfigurationOptions.Parse(address);
        (options.AbortOnConnectFail, options.ConnectTimeout, options.BacklogPolicy) = (
            true,
            2000,
            BacklogPolicy.FailFast
        );
        // one that hangs is one that is away
        (options.KeepAlive, options.AsyncTimeout, options.HeartbeatInterval) = (
            1,
            2000,
            TimeSpan.FromMilliseconds(500)
        );
        options.ReconnectRetryPolicy = new LinearRetry(500);
        Hear("beat", Beaten);
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                var redis = await ConnectionMultiplexer.ConnectAsync(options);
                _cluster = redis.GetServers().Any(s => s.ServerType is ServerType.Cluster);
                redis.ConnectionFailed += (_, e) => LogLost(e.FailureType.ToString());
                redis.ConnectionRestored += (_, _) => Restored?.Invoke();
                foreach (var (channel, take) in _heard)
                    (await redis.GetSubscriber().SubscribeAsync(Name(channel))).OnMessage(m => Take(take, m.Message!));
                _redis = redis;
                using var beat = new PeriodicTimer(Beat, time);
                do Tell("beat", [.. _node, .. BitConverter.GetBytes(time.GetTimestamp())]);
                while (await beat.WaitForNextTickAsync(stoppingToken));
            }
            catch (RedisException e)
            {
                LogAway(e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }

    public override void Dispose()
    {
        _redis?.Dispose();
        base.Dispose();
    }

    /// <summary>After a silence, messages may have been lost.</summary>
    /// <param name="beat">Whose it is, and when on its clock it was told.</param>
    private void Beaten(byte[] beat)
    {
        if (beat.AsSpan().StartsWith(_node))
            Meters.RoundTrip.Record(time.GetElapsedTime(BitConverter.ToInt64(beat, _node.Length)).TotalSeconds);
        var silent = IsUp is false;
        Volatile.Write(ref _beaten, time.GetTimestamp());
        if (silent)
            Restored?.Invoke();
    }

    private void Take(Action<byte[]> take, byte[] message)
    {
        try
        {
            take(message);
        }
        catch (Exception e)
        {
            LogNotTaken(e);
        }
    }

    private RedisChannel Name(string channel) =>
        _cluster ? RedisChannel.Sharded("hub:" + channel) : RedisChannel.Literal("hub:" + channel);

    [LoggerMessage(2101, LogLevel.Warning, "Redis is away, the hub goes on without: {Why}")]
    private partial void LogAway(string why);

    [LoggerMessage(2102, LogLevel.Warning, "Redis was lost, the hub goes on without: {Why}")]
    private partial void LogLost(string why);

    [LoggerMessage(2103, LogLevel.Error, "A message of another node could not be taken")]
    private partial void LogNotTaken(Exception e);
}
