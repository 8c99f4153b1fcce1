using MediatR;

namespace Hub.Features.People;

/// <summary>Looks every minute whether a fair's time is over. Every node looks; the command's id is made of the fair
/// and the day, so that it is done once.</summary>
internal sealed partial class RetentionClock(
    Ledgers ledgers,
    IMediator mediator,
    TimeProvider time,
    ILogger<RetentionClock> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        do foreach (var ledger in ledgers.All)
            try
            {
                await LookAsync(mediator, ledger.Fair, time.GetUtcNow());
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e, ledger.Fair.Id);
            }
        while (await minute.WaitForNextTickAsync(stoppingToken));
    }

    internal static async Task LookAsync(IMediator mediator, Fair fair, DateTimeOffset now)
    {
        var today = fair.Slice<About>().Day(now);
        if (today < Retention.ErasesOn(fair) || !fair.VisitorsData.Any())
            return;
        var id = Asked.IdOf($"retention {fair.Id} {fair.Epoch} {Retention.ErasesOn(fair):O} {today:O}");
        await mediator.Send(new Asked(fair.Id, id, Asker.System, new ErasePeople()));
    }

    [LoggerMessage(
        4101,
        LogLevel.Error,
        "{Fair}: personal data whose time is over could not be erased; it is tried again"
    )]
    private partial void LogFailed(Exception e, string fair);
}
