using MediatR;

namespace Hub.Features.Queues;

/// <summary>Ends the day of each fair at its midnight, and at the start one that ended meanwhile. Every node looks; the
/// command's id is made of the fair and the midnight, so that it is done once.</summary>
internal sealed class DayClock(
    Ledgers ledgers,
    IMediator mediator,
    Failures failures,
    WallClock time,
    ILogger<DayClock> log
) : Supervised(failures, time, log)
{
    /// <summary>It looks so often at least: somebody may set a clock or a zone.</summary>
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>A timer may be early by so much.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(20);

    /// <summary>Before anybody is served who would find a place of yesterday.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync();
        }
        // the first round says what failed
        catch (Exception) { }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task RoundAsync(CancellationToken stop)
    {
        await LookAsync();
        var now = Time.GetUtcNow();
        var rest = ledgers
            .All.Select(l => l.Fair.Slice<About>())
            .Select(about => about.Begins(about.Day(now).AddDays(1)) - now + Early)
            .Append(Minute)
            .Min();
        await Task.Delay(rest, Time, stop);
    }

    private Task LookAsync() =>
        ledgers.EachAsync(
            "the day could not be ended",
            ledger =>
                ledger.Damage is null && ledger.ClockDoubt is null && EndDay.IsDue(ledger.Fair, Time.GetUtcNow())
                    ? mediator.Send(new Asked(ledger.Fair.Id, IdOf(ledger.Fair), Asker.System, new EndDay()))
                    : Task.CompletedTask
        );

    /// <summary>A clock or a zone that was wrong may bring the same midnight twice.</summary>
    private Guid IdOf(Fair fair) =>
        Asked.IdOf(
            $"day {fair.Id} {fair.Epoch} {fair.Slice<About>().DayBegan(Time.GetUtcNow()):O} {fair.Queues.Turned:O}"
        );
}
