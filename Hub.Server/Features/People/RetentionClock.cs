using MediatR;

namespace Hub.Features.People;

/// <summary>Looks every minute whether a fair's time is over. Every node looks; the command's id is made of the fair
/// and the day, so that it is done once.</summary>
internal sealed class RetentionClock(
    Ledgers ledgers,
    IMediator mediator,
    Failures failures,
    TimeProvider time,
    ILogger<RetentionClock> log
) : Supervised(failures, time, log)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    protected override async Task RoundAsync(CancellationToken stop)
    {
        List<Exception> failed = [];
        foreach (var ledger in ledgers.All)
            try
            {
                await LookAsync(mediator, ledger.Fair, Time.GetUtcNow());
            }
            // what fails in one fair is done in the others
            catch (Exception e)
            {
                failed.Add(
                    new InvalidOperationException(
                        $"{ledger.Fair.Id}: personal data whose time is over could not be erased",
                        e
                    )
                );
            }
        if (failed.Count > 0)
            throw new AggregateException(failed);
        await Task.Delay(Minute, Time, stop);
    }

    internal static async Task LookAsync(IMediator mediator, Fair fair, DateTimeOffset now)
    {
        var today = fair.Slice<About>().Day(now);
        if (today < Retention.ErasesOn(fair) || !fair.VisitorsData.Any())
            return;
        var id = Asked.IdOf($"retention {fair.Id} {fair.Epoch} {Retention.ErasesOn(fair):O} {today:O}");
        await mediator.Send(new Asked(fair.Id, id, Asker.System, new ErasePeople()));
    }
}
