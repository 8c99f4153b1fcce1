using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Hub.Demo;

/// <summary>The hub said no, and asking the same again would not help.</summary>
/// <param name="code">The stable code of the problem answer.</param>
internal sealed class DemoRefusedException(string code, string detail) : Exception($"{code}: {detail}")
{
    public string Code => code;
}

/// <summary>Talks to one fair's public API, patiently: a command keeps its key through every repeat, so that it counts
/// once.</summary>
/// <param name="http">With the hub's address as base.</param>
internal sealed class DemoClient(HttpClient http, string fair)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250),
        LongestWait = TimeSpan.FromSeconds(5);

    private long _repeats;

    /// <summary>How often something had to be asked again.</summary>
    public long Repeats => Interlocked.Read(ref _repeats);

    /// <exception cref="DemoRefusedException"/>
    public Task<JsonElement> GetAsync(string path, CancellationToken stop, string? secret = null) =>
        AskAsync(
            () =>
                new HttpRequestMessage(HttpMethod.Get, Address(path)) { Headers = { Authorization = Bearer(secret) } },
            stop
        );

    /// <exception cref="DemoRefusedException"/>
    public Task<JsonElement> PostAsync(string path, string? secret, object body, CancellationToken stop) =>
        PostAsync(
            path,
            secret,
            JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web),
            "application/json",
            stop
        );

    /// <exception cref="DemoRefusedException"/>
    public Task<JsonElement> PostAsync(string path, string? secret, byte[] body, string type, CancellationToken stop)
    {
        var key = $"{Guid.NewGuid()}";
        return AskAsync(
            () =>
                new HttpRequestMessage(HttpMethod.Post, Address(path))
                {
                    Headers = { Authorization = Bearer(secret) },
                    Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } },
                },
            stop,
            key
        );
    }

    /// <summary>Waits until the hub answers at all.</summary>
    public Task WaitUntilHealthyAsync(CancellationToken stop) =>
        AskAsync(() => new HttpRequestMessage(HttpMethod.Get, "health"), stop);

    private string Address(string path) => $"api/fairs/{fair}/{path}";

    /// <summary>Asks until there is an answer that stands: repeats after network errors, time-outs, 429 and 5xx, never
    /// after another 4xx.</summary>
    private async Task<JsonElement> AskAsync(Func<HttpRequestMessage> make, CancellationToken stop, string? key = null)
    {
        for (var tries = 0; ; tries++)
        {
            var asked = TimeSpan.Zero;
            try
            {
                using var request = make();
                if (key is not null)
                    request.Headers.Add("Idempotency-Key", key);
                using var answer = await http.SendAsync(request, stop);
                var body = await answer.Content.ReadAsByteArrayAsync(stop);
                if (answer.IsSuccessStatusCode)
                    return Parsed(body);
                if (answer.StatusCode is not HttpStatusCode.TooManyRequests && (int)answer.StatusCode < 500)
                    throw Refused(answer.StatusCode, body);
                asked = answer.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
            }
            catch (HttpRequestException) { }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested) { }
            Interlocked.Increment(ref _repeats);
            await Task.Delay(asked + Jitter(tries), stop);
        }
    }

    /// <summary>Without a secret it is anybody who asks.</summary>
    private static AuthenticationHeaderValue? Bearer(string? secret) =>
        secret is null ? null : new AuthenticationHeaderValue("Bearer", secret);

    private static TimeSpan Jitter(int tries) =>
        Random.Shared.NextDouble() * (tries < 5 ? FirstWait * (1 << tries) : LongestWait);

    private static DemoRefusedException Refused(HttpStatusCode status, byte[] body)
    {
        var problem = Parsed(body);
        string? Text(string name) =>
            problem.ValueKind is JsonValueKind.Object && problem.TryGetProperty(name, out var value)
                ? value.ToString()
                : null;
        return new DemoRefusedException(Text("code") ?? $"{(int)status}", Text("detail") ?? $"{status}");
    }

    /// <summary>An answer without JSON (204, "Healthy") counts as none.</summary>
    private static JsonElement Parsed(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
