namespace Hub.Kernel.Nodes;

/// <summary>Looks at the clock every second. Says in the log when it is in doubt and when it is no more, then makes up
/// for what was refused at the start, and keeps for the next start what time it should be.</summary>
internal sealed partial class ClockWatch(
    Ledgers ledgers,
    ClockFile file,
    Failures failures,
    WallClock time,
    ILogger<ClockWatch> log
) : Supervised(failures, time, log)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Fair → why its commands are refused.</summary>
    private readonly Dictionary<string, ClockDoubt> _doubts = [];

    private readonly WallClock _clock = time;

    protected override async Task RoundAsync(CancellationToken stop)
    {
        await LookAsync();
        await Task.Delay(Beat, Time, stop);
    }

    private async Task LookAsync()
    {
        var fairs = ledgers.All.Select(ledger => (Ledger: ledger, Doubt: ledger.ClockDoubt)).ToList();
        // nobody expects anything of a clock that was wrong from the start
        _clock.Unsure = fairs.Count > 0 && fairs.All(f => f.Doubt is { Against: not Against.Elapsed });
        foreach (var (ledger, doubt) in fairs)
            if (doubt is not null)
            {
                if (_doubts.GetValueOrDefault(ledger.Fair.Id)?.Against != doubt.Against)
                    LogDoubt(doubt.Refusal(ledger.Fair.Slice<About>().Moment).En, ledger.Fair.Id);
                _doubts[ledger.Fair.Id] = doubt;
            }
            else if (_doubts.ContainsKey(ledger.Fair.Id))
            {
                await ledger.SettleAsync();
                _doubts.Remove(ledger.Fair.Id);
                LogRight(ledger.Fair.Id, _clock.GetUtcNow());
            }
        if (_doubts.Count == 0)
            file.Write(_clock.Mark);
    }

    [LoggerMessage(2311, LogLevel.Error, "{Fair}: {What}")]
    private partial void LogDoubt(string what, string fair);

    [LoggerMessage(2312, LogLevel.Warning, "{Fair}: the clock is right, {Now:u}; commands are decided again")]
    private partial void LogRight(string fair, DateTimeOffset now);
}
