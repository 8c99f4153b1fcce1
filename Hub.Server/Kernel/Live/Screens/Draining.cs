using System.Globalization;

namespace Hub.Kernel.Live;

/// <summary>How this node ends while others go on. It is not ready and takes no screens any more, and sends those that
/// it has to the others, a few at a time, so that they do not all arrive in one moment; only then does it stop to
/// listen. One node has nowhere to send them.</summary>
internal sealed partial class Draining(
    Screens screens,
    IBackplane backplane,
    IHostApplicationLifetime life,
    IConfiguration settings,
    TimeProvider time,
    ILogger<Draining> log
) : IHostedLifecycleService
{
    /// <summary>Between one share of the screens and the next.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private static readonly Notice Why = Notice.Of(LiveRefusals.NodeDraining());

    private readonly CancellationTokenSource _over = new();
    private readonly TimeSpan _within = Within(settings);

    /// <exception cref="Refusal"><c>node-draining</c>: this node takes no screens any more.</exception>
    public void Admit()
    {
        if (life.ApplicationStopping.IsCancellationRequested)
            throw LiveRefusals.NodeDraining();
    }

    /// <summary>Whoever is still connected is disconnected.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>How long the screens of a node that ends are told so, one after the other: <c>Drain:Seconds</c>, 0 to
    /// 30, 3 if not said.</summary>
    /// <exception cref="Refusal"><c>malformed</c></exception>
    public static TimeSpan Within(IConfiguration settings) =>
        settings["Drain:Seconds"] switch
        {
            null => TimeSpan.FromSeconds(3),
            { } said
                when double.TryParse(said, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                    && seconds is >= 0 and <= 30 => TimeSpan.FromSeconds(seconds),
            _ => throw Refusal.Malformed(
                "Drain:Seconds 是 0 到 30 的秒数。",
                "Drain:Seconds is a number of seconds from 0 to 30."
            ),
        };

    /// <summary>How many screens are told in each step: all of them together, as evenly as can be, the first at
    /// once.</summary>
    public static IEnumerable<int> Shares(int screens, TimeSpan within)
    {
        var steps = Math.Max(1, (int)(within / Step));
        return Enumerable.Range(0, steps).Select(step => Told(step + 1) - Told(step));

        int Told(int after) => (int)Math.Ceiling((double)screens * after / steps);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // so it is already after a signal, but not when a program stops the hub
        life.StopApplication();
        try
        {
            if (backplane.IsUp is not null)
                await SpreadAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested) { }
        // whatever fails, the node ends
        catch (Exception e)
        {
            LogNotSpread(e);
        }
        await _over.CancelAsync();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task SpreadAsync(CancellationToken stop)
    {
        var (all, told, dropping) = (screens.All.ToArray(), 0, new List<Task>());
        foreach (var share in Shares(all.Length, _within))
        {
            dropping.Add(screens.DropAsync(all[told..(told + share)], Why));
            told += share;
            if (told == all.Length)
                break;
            await Task.Delay(Step, time, stop);
        }
        await Task.WhenAll(dropping);
    }

    [LoggerMessage(2003, LogLevel.Error, "Screens could not be sent to the other nodes, and are disconnected")]
    private partial void LogNotSpread(Exception e);
}
