using System.Collections.Concurrent;
using MediatR;

namespace Hub.Features.Access;

/// <summary>Which sessions were used on this node since somebody last looked.</summary>
public sealed class SessionsInUse
{
    private readonly ConcurrentDictionary<(string Fair, string Session), bool> _used = [];

    public void Note(string fair, string session) => _used[(fair, session)] = true;

    /// <summary>Those of a fair, and forgets them.</summary>
    public HashSet<string> Take(string fair) =>
        [.. _used.Keys.Where(k => k.Fair == fair && _used.TryRemove(k, out _)).Select(k => k.Session)];
}

/// <summary>Looks every minute which sessions are used and which are over. A screen that is connected is a use. A node
/// that dies forgets a minute of uses.</summary>
internal sealed class SessionClock(
    Ledgers ledgers,
    IMediator mediator,
    Screens screens,
    SessionsInUse inUse,
    SessionLimits limits,
    Failures failures,
    TimeProvider time,
    ILogger<SessionClock> log
) : Supervised(failures, time, log)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    protected override async Task RoundAsync(CancellationToken stop)
    {
        await Task.Delay(Minute, Time, stop);
        await ledgers.EachAsync("sessions could not be looked after", ledger => LookAsync(ledger.Fair));
    }

    private async Task LookAsync(Fair fair)
    {
        var used = inUse.Take(fair.Id);
        used.UnionWith(screens.All.Where(s => s.Fair == fair.Id).Select(s => s.Asker.Session).OfType<string>());
        var tend = new TendSessions(used, limits);
        if (tend.Due(fair, Time.GetUtcNow()).Length > 0)
            await mediator.Send(new Asked(fair.Id, Guid.NewGuid(), Asker.System, tend));
    }
}
