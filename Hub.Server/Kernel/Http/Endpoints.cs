using System.Runtime.CompilerServices;

namespace Hub.Kernel.Http;

/// <summary>What an endpoint asks of the ledger, for whoever lists them: the OpenAPI document, the contract of the web
/// client, the tests.</summary>
/// <param name="Command">The command's type.</param>
/// <param name="Who">Who may ask it, in words.</param>
public sealed record AsksCommand(Type Command, Who Who);

/// <summary>Who may have what an endpoint reads, asked before anything of the request is read.</summary>
public sealed record Guarded(Func<HttpContext, Who> Who);

public static class Endpoints
{
    private const string Once =
        "Send an Idempotency-Key (UUID): a repeat with the same key answers the first receipt and changes nothing; "
        + "the same key for something else is refused.";

    /// <summary>An endpoint that asks a command. Whose role may never ask it is refused before anything of the request
    /// is read; whether this one may, the kernel says once it knows what it is about.</summary>
    /// <param name="summary">What it does; who may is added.</param>
    /// <param name="who">Null: as a command without any words says, which is right where the same kind of people may
    /// ask whatever it is about.</param>
    public static RouteHandlerBuilder Asks<TCommand>(this RouteHandlerBuilder endpoint, string summary, Who? who = null)
        where TCommand : Command
    {
        who ??= ((TCommand)RuntimeHelpers.GetUninitializedObject(typeof(TCommand))).May();
        var ever = who.Ever();
        return endpoint
            .Guards(_ => ever)
            .WithMetadata(new AsksCommand(typeof(TCommand), who))
            .WithSummary($"{summary} ({who.Text})")
            .WithDescription(Once)
            .RequireRateLimiting(Limits.Commands)
            .ProducesProblem(400)
            .ProducesProblem(409)
            .ProducesProblem(422)
            .ProducesProblem(429)
            .ProducesProblem(503);
    }

    /// <summary>An endpoint for these people only.</summary>
    /// <param name="who">By what the address says.</param>
    /// <param name="summary">What it does; who may is added.</param>
    public static RouteHandlerBuilder For(
        this RouteHandlerBuilder endpoint,
        Func<HttpContext, Who> who,
        string summary
    ) => endpoint.Guards(who).WithSummary($"{summary} ({who(new DefaultHttpContext()).Text})");

    /// <summary>Keeps whom it is not for from an endpoint before anything of the request is read.</summary>
    /// <param name="who">By what the address says.</param>
    private static RouteHandlerBuilder Guards(this RouteHandlerBuilder endpoint, Func<HttpContext, Who> who) =>
        endpoint.WithMetadata(new Guarded(who));

    /// <summary>A word of the request's address.</summary>
    public static string Word(this HttpContext http, string name) => http.GetRouteValue(name) as string ?? "";

    /// <summary>See <see cref="IDoor.MeetAsync"/>.</summary>
    public static void UseDoor(this WebApplication app)
    {
        var door = app.Services.GetRequiredService<IDoor>();
        app.Use(
            (http, next) =>
            {
                var fair = http.GetRouteValue("fair") as string ?? http.Request.Query["fair"].ToString();
                var met = fair.Length == 0 ? Task.CompletedTask : door.MeetAsync(http, fair);
                return met.IsCompletedSuccessfully ? next(http) : MetAsync(met, http, next);
            }
        );

        static async Task MetAsync(Task met, HttpContext http, RequestDelegate next)
        {
            await met;
            await next(http);
        }
    }

    /// <summary>Keeps from guarded endpoints whom they are not for.</summary>
    public static void UseGuards(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                if (http.GetEndpoint()?.Metadata.GetMetadata<Guarded>() is { } guarded)
                    guarded.Who(http).Demand(http.Asker());
                return next(http);
            }
        );
}
