namespace Hub.Kernel;

/// <summary>What a node does beside the requests for as long as it runs, round after round. A round that fails ends
/// neither the node nor the rounds: the log and <c>/health</c> say so, and the next round comes a second later, then
/// two seconds later, and so on up to <see cref="Longest"/>.</summary>
public abstract partial class Supervised(Failures failures, TimeProvider time, ILogger log) : BackgroundService
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private int _failed;

    /// <summary>As <see cref="Failures"/> knows it.</summary>
    public string Name => GetType().Name;

    protected TimeProvider Time => time;

    /// <summary>Works once, and waits for as long as it rests then.</summary>
    protected abstract Task RoundAsync(CancellationToken stop);

    /// <summary>A last word, when no round comes any more.</summary>
    protected virtual void Farewell() { }

    /// <summary>What is said of a failure.</summary>
    protected virtual string Words(Exception failure) => failure.Message;

    /// <summary>Writes a failure into the log.</summary>
    protected virtual void Log(Exception failure, string words) => LogFailed(failure, Name);

    /// <summary>A round is done, or has come so far that what failed before is over.</summary>
    protected void Works()
    {
        _failed = 0;
        failures.Remove(Name);
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                await RoundAsync(stoppingToken);
                Works();
            }
            // also what is cancelled by somebody else is a failure: only this token ends the rounds
            catch (Exception e)
            {
                if (stoppingToken.IsCancellationRequested)
                    return;
                await FailAsync(e, stoppingToken);
            }
    }

    public sealed override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            Farewell();
        }
        catch (Exception e)
        {
            LogFailed(e, Name);
        }
    }

    private async Task FailAsync(Exception failure, CancellationToken stop)
    {
        var words = Words(failure);
        if (failures.Add(Name, words))
            Log(failure, words);
        var rest = TimeSpan.FromSeconds(++_failed);
        await Task.Delay(rest < Longest ? rest : Longest, time, stop)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(2301, LogLevel.Error, "{Service} failed; the hub goes on, and it is tried again")]
    private partial void LogFailed(Exception e, string service);
}
