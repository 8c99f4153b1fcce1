using MediatR;

namespace Hub.Features.People;

/// <summary>Looks every minute whether a fair's time is over. Every node looks; the command's id is made of the fair
/// and the day, so that it is done once. What is erased does not come back: a clock says so only when it has been right
/// for long, or when somebody has said so.</summary>
internal sealed partial class RetentionClock(
    Ledgers ledgers,
    IMediator mediator,
    Failures failures,
    WallClock time,
    ILogger<RetentionClock> log
) : Supervised(failures, time, log)
{
    /// <summary>A clock that is wrong since the start, or since somebody said that it is right, is noticed by people
    /// within a day.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromDays(1);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly WallClock _clock = time;

    /// <summary>Fairs of which was said that they wait.</summary>
    private readonly HashSet<string> _waiting = [];

    protected override async Task RoundAsync(CancellationToken stop)
    {
        await ledgers.EachAsync(
            "personal data whose time is over could not be erased",
            ledger => ledger.ClockDoubt is null ? LookAsync(ledger.Fair, Time.GetUtcNow()) : Task.CompletedTask
        );
        await Task.Delay(Minute, Time, stop);
    }

    private async Task LookAsync(Fair fair, DateTimeOffset now)
    {
        if (_clock.Steady >= Settled || Retention.IsConfirmed(fair, now - Settled))
            await LookAsync(mediator, fair, now);
        else if (IsDue(fair, now) && _waiting.Add(fair.Id))
            LogWaits(fair.Id, Retention.ErasesOn(fair));
    }

    internal static async Task LookAsync(IMediator mediator, Fair fair, DateTimeOffset now)
    {
        if (!IsDue(fair, now))
            return;
        var today = fair.Slice<About>().Day(now);
        var id = Asked.IdOf($"retention {fair.Id} {fair.Epoch} {Retention.ErasesOn(fair):O} {today:O}");
        await mediator.Send(new Asked(fair.Id, id, Asker.System, new ErasePeople()));
    }

    private static bool IsDue(Fair fair, DateTimeOffset now) =>
        fair.Slice<About>().Day(now) >= Retention.ErasesOn(fair) && fair.VisitorsData.Any();

    [LoggerMessage(
        4102,
        LogLevel.Warning,
        "{Fair}: personal data is kept until {Day} only; it is erased once the clock has been right for a day. Whoever "
            + "does not let the hub run so long says that it is right (hub clock --right), and starts it a day later"
    )]
    private partial void LogWaits(string fair, DateOnly day);
}
