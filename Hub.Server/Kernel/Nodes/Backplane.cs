using System.Text;
using System.Text.RegularExpressions;
using StackExchange.Redis;

namespace Hub.Kernel.Nodes;

/// <summary>Carries messages between the nodes of a hub, and keeps none. Whoever uses it heals itself from what was
/// lost.</summary>
public interface IBackplane
{
    /// <summary>Null: there is one node. Else whether the others can be reached.</summary>
    bool? IsUp { get; }

    /// <summary>The words with which the carrier refuses this node, when it does; else null.</summary>
    string? Refused { get; }

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
    public string? Refused => null;
    public event Action? Restored
    {
        add { }
        remove { }
    }

    public void Tell(string channel, byte[] message) { }

    public void Hear(string channel, Action<byte[]> take) { }
}

/// <summary>Redis pub/sub; sharded channels where the server is a cluster. A round is a connection, and lasts for as
/// long as what this node tells comes back to it. Whatever Redis does instead ends it, and the next round makes
/// another.</summary>
internal sealed partial class RedisBackplane : Supervised, IBackplane
{
    private const string Beats = "beat";
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1),
        Silence = TimeSpan.FromSeconds(3);

    private readonly List<(string Channel, Action<byte[]> Take)> _heard = [];
    private readonly ConfigurationOptions _options;
    private readonly byte[] _node;
    private readonly ILogger _log;
    private volatile ConnectionMultiplexer? _redis;
    private volatile string? _refused;
    private bool _cluster;
    private long _beaten;

    /// <param name="options">Of a Redis, or of the nodes of its cluster.</param>
    public RedisBackplane(
        ConfigurationOptions options,
        Node node,
        Failures failures,
        TimeProvider time,
        ILogger<RedisBackplane> log
    )
        : base(failures, time, log)
    {
        (_options, _node, _log) = (Impatient(options), Encoding.ASCII.GetBytes(node.Id), log);
        Hear(Beats, Beaten);
    }

    /// <summary>A Redis that hangs holds its connections: only what comes back shows that it is there.</summary>
    public bool? IsUp => _redis is { IsConnected: true } && Time.GetElapsedTime(Volatile.Read(ref _beaten)) < Silence;

    public string? Refused => _refused;

    public event Action? Restored;

    public void Tell(string channel, byte[] message)
    {
        if (_redis is not { IsConnected: true } redis)
            return;
        try
        {
            redis.GetSubscriber().Publish(Channel(channel), message, CommandFlags.FireAndForget);
        }
        // the beat finds out why, and says it
        catch (Exception) { }
    }

    public void Hear(string channel, Action<byte[]> take) => _heard.Add((channel, take));

    protected override async Task RoundAsync(CancellationToken stop)
    {
        try
        {
            await ConnectAsync(stop);
        }
        catch (Exception e)
        {
            _refused = Answer(e);
            throw;
        }
    }

    /// <summary>A client's words hold addresses, and numbers that are others each time; Redis' own do not.</summary>
    protected override string Words(Exception failure) =>
        Answer(failure)
        ?? failure switch
        {
            RedisConnectionException lost => lost.FailureType.ToString(),
            RedisTimeoutException => "it does not answer in time",
            _ => failure.Message,
        };

    protected override void Log(Exception failure, string words)
    {
        if (Answer(failure) is null)
            LogAway(words);
        else
            LogRefused(words);
    }

    /// <summary>One connection, until it is none any more.</summary>
    private async Task ConnectAsync(CancellationToken stop)
    {
        var redis = await ConnectionMultiplexer.ConnectAsync(_options);
        try
        {
            redis.ConnectionFailed += (_, e) => LogLost(e.FailureType.ToString());
            redis.ConnectionRestored += (_, _) => Restore();
            _cluster = redis.GetServers().Any(s => s.ServerType is ServerType.Cluster);
            foreach (var (channel, take) in _heard)
                (await redis.GetSubscriber().SubscribeAsync(Channel(channel))).OnMessage(m => Take(take, m.Message!));
            (_redis, var began) = (redis, Time.GetTimestamp());
            while (true)
            {
                byte[] beat = [.. _node, .. BitConverter.GetBytes(Time.GetTimestamp())];
                await redis.GetSubscriber().PublishAsync(Channel(Beats), beat);
                await Task.Delay(Beat, Time, stop);
                if (Time.GetElapsedTime(Math.Max(began, Volatile.Read(ref _beaten))) > Silence)
                    throw new TimeoutException("it carries nothing");
            }
        }
        finally
        {
            _redis = null;
            Volatile.Write(ref _beaten, 0);
            // a node that ends says its last words; for one that does not answer nobody waits
            await redis.CloseAsync(allowCommandsToComplete: stop.IsCancellationRequested);
        }
    }

    /// <summary>What this node told came back to it. Before, messages may have been lost.</summary>
    /// <param name="beat">Whose it is, and when on its clock it was told.</param>
    private void Beaten(byte[] beat)
    {
        if (_redis is null || !beat.AsSpan().StartsWith(_node))
            return;
        Meters.RoundTrip.Record(Time.GetElapsedTime(BitConverter.ToInt64(beat, _node.Length)).TotalSeconds);
        var silent = IsUp is false;
        Volatile.Write(ref _beaten, Time.GetTimestamp());
        _refused = null;
        Works();
        if (silent)
            Restore();
    }

    private void Restore()
    {
        foreach (var listener in Delegate.EnumerateInvocationList(Restored))
            try
            {
                listener();
            }
            catch (Exception e)
            {
                LogNotTaken(e);
            }
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

    private RedisChannel Channel(string name) =>
        _cluster ? RedisChannel.Sharded("hub:" + name) : RedisChannel.Literal("hub:" + name);

    /// <summary>What Redis itself answered, where that is why: a code in capitals and a sentence.</summary>
    private static string? Answer(Exception? failure) =>
        failure switch
        {
            null => null,
            RedisServerException { Message: var said } => Refusing().Match(said) is { Success: true } code
                ? code.Value
                : said,
            _ => Answer(failure.InnerException),
        };

    /// <summary>One that hangs is one that is away.</summary>
    private static ConfigurationOptions Impatient(ConfigurationOptions said)
    {
        var options = said.Clone();
        (options.AbortOnConnectFail, options.BacklogPolicy) = (true, BacklogPolicy.FailFast);
        (options.ConnectTimeout, options.AsyncTimeout, options.KeepAlive) = (2000, 2000, 1);
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(500);
        options.ReconnectRetryPolicy = new LinearRetry(500);
        return options;
    }

    // the client puts words of its own before some
    [GeneratedRegex("[A-Z]{3,}.*")]
    private static partial Regex Refusing();

    [LoggerMessage(2101, LogLevel.Warning, "Redis is away, the hub goes on without: {Why}")]
    private partial void LogAway(string why);

    [LoggerMessage(2102, LogLevel.Warning, "Redis was lost, the hub goes on without: {Why}")]
    private partial void LogLost(string why);

    [LoggerMessage(2103, LogLevel.Error, "A message of another node could not be taken")]
    private partial void LogNotTaken(Exception e);

    [LoggerMessage(2104, LogLevel.Error, "Redis refuses, the hub goes on without: {Words}")]
    private partial void LogRefused(string words);
}
