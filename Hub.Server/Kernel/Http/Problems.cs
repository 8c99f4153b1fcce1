using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Kernel.Http;

/// <summary>Every refusal and every malformed request is answered as RFC 9457 says, with a stable <c>code</c> and
/// whether a <c>retry</c> can help.</summary>
internal sealed partial class Problems(TurnedAway turned, ILogger<Problems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext http,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        var refusal = exception switch
        {
            Refusal r => r,
            BadHttpRequestException { StatusCode: not 400 } e => Of(e.StatusCode),
            // where it is wrong, not in which of our types
            BadHttpRequestException { InnerException: JsonException { Path: not null } e } => Refusal.Malformed(
                $"请求内容不对，错在 {Place(e)}。",
                $"The request is malformed at {Place(e)}."
            ),
            BadHttpRequestException e => Refusal.Malformed(
                $"请求内容不对：{(e.InnerException ?? e).Message}",
                (e.InnerException ?? e).Message
            ),
            StoreException or DamagedException => Refusal.Unavailable(),
            _ => new Refusal("internal", "服务器出错了。", "The server failed.", 500),
        };
        // whoever knows how to make it fail must not be able to fill the disk with it
        if (refusal.Status >= 500 && exception is not Refusal && turned.Count(Away.Failed))
            log.LogError(exception, "A request failed");
        await Write(http, refusal);
        return true;
    }

    /// <summary>Where a body does not fit: at the properties that are missing in one of our types, which the
    /// deserializer names in quotes, else at its path.</summary>
    private static string Place(JsonException e) =>
        OurTypes().IsMatch(e.Message) && Missing().Matches(e.Message) is { Count: > 0 } names
            ? string.Join(", ", names.Select(n => $"{e.Path}.{n.Groups[1]}"))
            : e.Path!;

    [GeneratedRegex(@"\b(Hub|System)\.")]
    private static partial Regex OurTypes();

    [GeneratedRegex(@"'([a-z]\w*)'")]
    private static partial Regex Missing();

    /// <summary>The refusal behind a bare status.</summary>
    public static Refusal Of(int status) =>
        status switch
        {
            404 => Refusal.Unknown("path", "没有这个地址。", "There is no such path."),
            405 => new Refusal(
                "method-not-allowed",
                "这个地址不接受这种请求。",
                "This path does not take this method.",
                405
            ),
            408 => new Refusal("too-slow", "请求传得太慢。", "The request came too slowly.", 408, retry: true),
            413 => new Refusal("too-large", "请求内容太大。", "The request is too large.", 413),
            415 => new Refusal(
                "unsupported-media-type",
                "请用 UTF-8 的 application/json。",
                "Send application/json in UTF-8.",
                415
            ),
            _ => new Refusal("malformed", "请求内容不对。", "The request is malformed.", status),
        };

    public static async Task Write(HttpContext http, Refusal refusal)
    {
        http.RequestServices.GetRequiredService<TurnedAway>().Count(http, refusal);
        if (http.Response.HasStarted)
            return;
        var english =
            http.Request.GetTypedHeaders().AcceptLanguage is [{ Value.Value: { } first }, ..]
            && first.StartsWith("en", StringComparison.OrdinalIgnoreCase);
        http.Response.StatusCode = refusal.Status;
        if (refusal.Status is 429 or 503)
            http.Response.Headers.RetryAfter = refusal.After.ToString(CultureInfo.InvariantCulture);
        await http.Response.WriteAsJsonAsync(
            new ProblemDetails
            {
                Type = $"urn:hub:problem:{refusal.Code}",
                Title = refusal.Code,
                Status = refusal.Status,
                Detail = english ? refusal.En : refusal.Zh,
                Extensions = { ["code"] = refusal.Code, ["retry"] = refusal.Retry },
            },
            options: null,
            contentType: "application/problem+json"
        );
    }
}
