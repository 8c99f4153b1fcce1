using Hub.Ledger;
using MediatR;

namespace Hub.Access;

/// <summary>From an HTTP request to the ledger and back.</summary>
public static class Asking
{
    /// <summary>Asks a command in the name of the request's badge, under its <c>Idempotency-Key</c>.</summary>
    /// <exception cref="Refusal">It was not granted.</exception>
    public static Task<Receipt> Ask(this HttpContext http, Command command)
    {
        var fair = (string)http.GetRouteValue("fair")!;
        string? key = http.Request.Headers["Idempotency-Key"];
        var id = key is null ? Guid.NewGuid()
            : Guid.TryParse(key, out var given) ? given
            : throw new Refusal("bad-idempotency-key", "Idempotency-Key 必须是 UUID。", "Idempotency-Key has to be a UUID.", 400);
        return http.RequestServices.GetRequiredService<IMediator>()
            .Send(new Asked(fair, id, Door.Who(http, fair), command), http.RequestAborted);
    }

    /// <summary>A file that is the request's body, as it is.</summary>
    public static async Task<byte[]> FileAsync(this HttpContext http)
    {
        using var file = new MemoryStream();
        await http.Request.Body.CopyToAsync(file, http.RequestAborted);
        return file.ToArray();
    }

    /// <summary>What all commands have in common.</summary>
    public static RouteHandlerBuilder AsCommand(this RouteHandlerBuilder endpoint, string summary) => endpoint
        .WithSummary(summary)
        .WithDescription("Send an Idempotency-Key (UUID): a repeat with the same key answers the first receipt and changes nothing; the same key for something else is refused.")
        .RequireRateLimiting(Limits.Commands)
        .ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429).ProducesProblem(503);

    /// <summary>MediatR, wired in one place.</summary>
    public static void AddAsking(this IServiceCollection services)
    {
        services.AddTransient<ServiceFactory>(s => s.GetService!);
        services.AddTransient<IMediator, Mediator>();
        services.AddTransient<IPipelineBehavior<Asked, Receipt>, MayThey>();
        services.AddTransient<IRequestHandler<Asked, Receipt>, Decide>();
    }
}

/// <summary>Nobody reaches a rule that is not for their role.</summary>
internal sealed class MayThey : IPipelineBehavior<Asked, Receipt>
{
    public Task<Receipt> Handle(Asked asked, CancellationToken cancellationToken, RequestHandlerDelegate<Receipt> next) =>
        asked.Command.Allows(asked.Asker) ? next() : throw Refusal.Forbidden();
}

/// <summary>The ledger decides.</summary>
internal sealed class Decide(Ledgers ledgers) : IRequestHandler<Asked, Receipt>
{
    public Task<Receipt> Handle(Asked asked, CancellationToken cancellationToken) =>
        ledgers[asked.Fair].AskAsync(asked.Id, asked.Asker, asked.Command);
}
