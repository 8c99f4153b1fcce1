using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Hub.Tests;

/// <summary>Somebody with a badge (or without one) who asks by HTTP. Paths are below the fair.</summary>
internal sealed class Client(Uri fair, string? secret, string? id) : IDisposable
{
    public HttpClient Http { get; } =
        new()
        {
            BaseAddress = fair,
            DefaultRequestHeaders = { Authorization = secret is null ? null : new("Bearer", secret) },
        };

    public string? Secret => secret;

    /// <summary>The badge's id.</summary>
    public string? Id => id;

    public Task<HttpResponseMessage> PostAsync(string path, object body, Guid? command = null) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body), command);

    public Task<HttpResponseMessage> PostAsync(string path, string json, string type = "application/json") =>
        SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, MediaTypeHeaderValue.Parse(type)));

    public Task<HttpResponseMessage> DeleteAsync(string path, Guid? command = null) =>
        SendAsync(HttpMethod.Delete, path, null, command);

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? body,
        Guid? command = null
    ) =>
        Http.SendAsync(
            new HttpRequestMessage(method, path)
            {
                Content = body,
                Headers = { { "Idempotency-Key", (command ?? Guid.NewGuid()).ToString() } },
            }
        );

    public async Task<Receipt> AskAsync(string path, object body, Guid? command = null)
    {
        using var answer = await PostAsync(path, body, command);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<Receipt>())!;
    }

    /// <summary>A mark in <see cref="TestHub.Drone"/>.</summary>
    public Task<Receipt> MarkAsync(string seat, string contestant, string criterion, double value) =>
        AskAsync(
            "contests/drone/marks",
            new
            {
                seat,
                contestant,
                criterion,
                value,
            }
        );

    public Task<Receipt> VisitAsync(string pass, string booth, string way = "in", Guid? command = null) =>
        AskAsync("visits", Visit(pass, booth, way), command);

    /// <summary>What is sent of a visit.</summary>
    public static object Visit(string? pass, string booth, string way = "in") =>
        new
        {
            pass,
            booth,
            way,
        };

    /// <summary>A board's rows as raw JSON.</summary>
    public async Task<SortedDictionary<string, string>> RowsAsync(string board)
    {
        var snapshot = await Http.GetFromJsonAsync<JsonElement>($"boards/{board}");
        return Fold.Raw(snapshot.GetProperty("rows"));
    }

    public void Dispose() => Http.Dispose();
}

/// <summary>A refusal as it travels.</summary>
internal sealed record Problem(HttpStatusCode Status, string Code, bool Retry, string Detail)
{
    /// <summary>Reads it, and insists that it is <c>application/problem+json</c> with all that was promised.</summary>
    public static async Task<Problem> Of(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(
            answer.Content.Headers.ContentType?.MediaType == "application/problem+json",
            $"{answer.StatusCode} {answer.Content.Headers.ContentType} {text}"
        );
        var body = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal((int)answer.StatusCode, body.GetProperty("status").GetInt32());
        Assert.NotEmpty(body.GetProperty("type").GetString()!);
        Assert.NotEmpty(body.GetProperty("title").GetString()!);
        return new Problem(
            answer.StatusCode,
            body.GetProperty("code").GetString()!,
            body.GetProperty("retry").GetBoolean(),
            body.GetProperty("detail").GetString()!
        );
    }
}
