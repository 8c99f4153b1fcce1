using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Integrations;

/// <summary>A hub's <c>POST contests/drone/race/laps</c>, as far as a timer's bridge sees it: a badge, a key that
/// counts once, and the statuses that a test wants.</summary>
internal sealed class LapsEndpoint : IAsyncDisposable
{
    public const string Badge = "secret-of-a-badge";

    private readonly Lock _one = new();
    private readonly List<(Guid Key, string Body)> _taken = [];
    private readonly Dictionary<Guid, string> _asked = [];
    private readonly int _port = Ports.Free();
    private WebApplication? _app;
    private int _status = 200,
        _tries;

    private LapsEndpoint() { }

    public Uri Url => new($"http://127.0.0.1:{_port}");
    public Uri Laps => new(Url, "api/fairs/fair/contests/drone/race/laps");

    /// <summary>What is answered from now on; 200 takes a report.</summary>
    public int Status
    {
        set => Volatile.Write(ref _status, value);
    }

    /// <summary>How often it was asked.</summary>
    public int Tries => Volatile.Read(ref _tries);

    /// <summary>The bodies that were taken, each key's once.</summary>
    public IReadOnlyList<JsonElement> Taken
    {
        get
        {
            lock (_one)
                return [.. _taken.Select(t => JsonSerializer.Deserialize<JsonElement>(t.Body))];
        }
    }

    public JsonElement? Newest => Taken is [.., var newest] ? newest : null;

    public static async Task<LapsEndpoint> StartAsync()
    {
        var hub = new LapsEndpoint();
        await hub.ComeBackAsync();
        return hub;
    }

    /// <summary>Nobody is there any more.</summary>
    public async Task GoAsync()
    {
        if (_app is not { } app)
            return;
        _app = null;
        await app.StopAsync();
        await app.DisposeAsync();
    }

    public async Task ComeBackAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"{Url}");
        _app = builder.Build();
        _app.MapPost(
            "/api/fairs/fair/contests/drone/race/laps",
            async (HttpContext http) =>
            {
                Interlocked.Increment(ref _tries);
                using var reader = new StreamReader(http.Request.Body);
                var body = await reader.ReadToEndAsync();
                if (http.Request.Headers.Authorization != $"Bearer {Badge}")
                    return Problem(401, "badge-unknown");
                var key = Guid.Parse($"{http.Request.Headers["Idempotency-Key"]}");
                lock (_one)
                {
                    // one key is never two bodies
                    if (!_asked.TryAdd(key, body) && _asked[key] != body)
                        return Problem(409, "command-id-taken");
                    if (Volatile.Read(ref _status) is not 200 and var status)
                        return Problem(status, "as-the-test-wants");
                    if (_taken.TrueForAll(t => t.Key != key))
                        _taken.Add((key, body));
                }
                return Results.Ok();
            }
        );
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync() => await GoAsync();

    private static IResult Problem(int status, string code) =>
        Results.Json(
            new
            {
                status,
                code,
                retry = false,
                detail = "A sentence.",
            },
            contentType: "application/problem+json",
            statusCode: status
        );
}
