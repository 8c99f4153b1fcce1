using MediatR;

namespace Hub.Kernel.Writing;

/// <summary>Committed facts, for what is no state: connections to end, integrations to tell. What is state is a
/// <see cref="Consequence"/> instead. A handler does not wait: the next facts are told after it.</summary>
public sealed record FactsCommitted(News News) : INotification;

/// <summary>MediatR, wired in one place: one way to ask for every caller, and one to hear what was committed.</summary>
public static class Mediation
{
    public static IServiceCollection AddMediation(this IServiceCollection services) =>
        services
            .AddTransient<ServiceFactory>(s => s.GetService!)
            .AddTransient<IMediator, IsolatingMediator>()
            .AddTransient<IPipelineBehavior<Asked, Receipt>, Measuring>()
            .AddTransient<IRequestHandler<Asked, Receipt>, AskLedger>();

    /// <summary>From now on the handlers of <see cref="FactsCommitted"/> are told.</summary>
    public static void TellHandlers(this IServiceProvider services) =>
        services.GetRequiredService<Ledgers>().Told += news =>
            services.GetRequiredService<IMediator>().Publish(new FactsCommitted(news)).GetAwaiter().GetResult();
}

/// <summary>The ledger decides.</summary>
internal sealed class AskLedger(Ledgers ledgers) : IRequestHandler<Asked, Receipt>
{
    public Task<Receipt> Handle(Asked asked, CancellationToken cancellationToken) =>
        ledgers[asked.Fair].AskAsync(asked.Id, asked.Asker, asked.Command);
}

/// <summary>Each handler is told, whatever becomes of the others.</summary>
internal sealed partial class IsolatingMediator(ServiceFactory services, ILogger<IsolatingMediator> log)
    : Mediator(services)
{
    /// <param name="handling">Each step asks one handler.</param>
    protected override async Task PublishCore(IEnumerable<Task> handling)
    {
        using var handlers = handling.GetEnumerator();
        for (var more = true; more; )
            try
            {
                more = handlers.MoveNext();
                if (more)
                    await handlers.Current;
            }
            catch (Exception e)
            {
                LogHandlerFailed(e);
            }
    }

    [LoggerMessage(1008, LogLevel.Error, "A handler of committed facts failed; the others were told")]
    private partial void LogHandlerFailed(Exception e);
}
