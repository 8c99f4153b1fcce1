using System.Diagnostics;
using MediatR;

namespace Hub.Kernel.Writing;

/// <summary>Measures and traces every command, whoever asks it.</summary>
internal sealed class Measuring(TimeProvider time) : IPipelineBehavior<Asked, Receipt>
{
    public async Task<Receipt> Handle(
        Asked asked,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<Receipt> next
    )
    {
        using var span = Meters.Spans.StartActivity(asked.Command.GetType().Name)?.SetTag("hub.fair", asked.Fair);
        var (since, outcome) = (time.GetTimestamp(), "failed");
        try
        {
            var receipt = await next();
            outcome = receipt.Repeated ? "repeated" : "granted";
            return receipt;
        }
        catch (Refusal refusal) when (!refusal.Retry)
        {
            outcome = "refused";
            throw;
        }
        finally
        {
            Meters.Commands.Record(
                time.GetElapsedTime(since).TotalSeconds,
                new KeyValuePair<string, object?>("hub.outcome", outcome)
            );
            span?.SetTag("hub.outcome", outcome)
                .SetStatus(outcome is "failed" ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }
    }
}
