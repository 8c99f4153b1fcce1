using Microsoft.AspNetCore.Http.Features;

namespace Hub.Kernel.Http;

/// <summary>From an HTTP request to the ledger and back.</summary>
public static class Asking
{
    /// <summary>Asks a command in the name of the request's badge, under its <c>Idempotency-Key</c>.</summary>
    /// <exception cref="Refusal">It was not granted.</exception>
    public static Task<Receipt> Ask(this HttpContext http, Command command)
    {
        string? key = http.Request.Headers["Idempotency-Key"];
        var id =
            key is null ? Guid.NewGuid()
            : Guid.TryParse(key, out var given) ? given
            : throw Refusal.BadIdempotencyKey();
        return http
            .RequestServices.GetRequiredService<MediatR.IMediator>()
            .Send(new Asked(http.FairId(), id, http.Asker(), command), http.RequestAborted);
    }

    /// <summary>The fair that the request's address names.</summary>
    public static string FairId(this HttpContext http) => (string)http.GetRouteValue("fair")!;

    /// <summary>The fair that the request's address names, as it is now.</summary>
    /// <exception cref="Refusal"><c>unknown-fair</c></exception>
    public static Fair Fair(this HttpContext http) =>
        http.RequestServices.GetRequiredService<Ledgers>()[http.FairId()].Fair;

    /// <summary>See <see cref="IDoor.Who"/>.</summary>
    public static Asker Asker(this HttpContext http) =>
        http.RequestServices.GetRequiredService<IDoor>().Who(http, http.FairId());

    /// <summary>One of several that a request names, in capitals or not; null: none of them.</summary>
    public static T? Named<T>(string? name)
        where T : struct, Enum =>
        // it takes any number, too
        Enum.TryParse<T>(name, ignoreCase: true, out var named) && Enum.IsDefined(named)
            ? named
            : null;

    /// <param name="lang">As an address says it; null: Chinese.</param>
    /// <exception cref="Refusal"><c>malformed</c></exception>
    public static bool IsChinese(string? lang) =>
        lang switch
        {
            null or "zh" => true,
            "en" => false,
            _ => throw Refusal.BadLanguage(),
        };

    /// <summary>A file that is the request's body, as it is.</summary>
    public static async Task<byte[]> FileAsync(this HttpContext http)
    {
        // a length is only said: nothing is made for more than may come, and what is longer is refused when it is read
        var most = http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0;
        using var file = new MemoryStream((int)Math.Min(http.Request.ContentLength ?? 0, most));
        await http.Request.Body.CopyToAsync(file, http.RequestAborted);
        return file.Length == file.Capacity ? file.GetBuffer() : file.ToArray();
    }

    /// <summary>Imports a file that is read already, when no other is being imported.</summary>
    /// <exception cref="Refusal"><c>import-busy</c></exception>
    public static Task<T> InTurnAsync<T>(this HttpContext http, Func<Task<T>> import) =>
        http.RequestServices.GetRequiredService<ImportTurn>().TakeAsync(import, http.RequestAborted);
}
