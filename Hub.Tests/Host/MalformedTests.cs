using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Hub.Tests.Host;

/// <summary>What is not well formed is answered as RFC 9457 says, and changes nothing.</summary>
public class MalformedTests
{
    [Theory]
    [InlineData("visits", "{")]
    [InlineData("visits", "")]
    [InlineData("visits", "null")]
    [InlineData("visits", "[]")]
    [InlineData("visits", """{"pass":17,"booth":"A1","way":"in"}""")]
    [InlineData("visits", """{"pass":"p1","booth":"A1","way":"sideways"}""")]
    [InlineData("visits", """{"pass":"p1","booth":"A1","way":7}""")]
    [InlineData("visits", """{"pass":"p1","booth":"A1"}""")]
    [InlineData("visits", """{"pass":"p 1","booth":"A1","way":"in"}""")]
    [InlineData("visits", """{"pass":"p1\n","booth":"A1","way":"in"}""")]
    [InlineData("visits", """{"pass":"","booth":"A1","way":"in"}""")]
    [InlineData("visits", """{"pass":"123456789012345678901234567890123","booth":"A1","way":"in"}""")]
    [InlineData("visits", """{"booth":"A1","way":"in"}""")]
    [InlineData("contests", """{"id":"x"}""")]
    [InlineData(
        "contests",
        """{"id":"x","name":"x","trim":0,"modules":[null],"seats":["J1"],"contestants":[{"number":"1","name":"n"}]}"""
    )]
    [InlineData(
        "contests",
        """
            {"id":"x","name":"x","trim":0,"modules":[{"id":"m","name":"m","weight":1,"criteria":[null]}],
            "seats":["J1"],"contestants":[{"number":"1","name":"n"}]}
            """
    )]
    [InlineData(
        "contests",
        """
            {"id":"x","name":"x","trim":0,"modules":[{"id":"m","name":"m","weight":1,"criteria":[{"id":"c",
            "name":"c","max":10,"step":1,"weight":1}]}],"seats":["J1"],"contestants":[null]}
            """
    )]
    [InlineData(
        "contests",
        """
            {"id":"x","name":"x","trim":1,"modules":[{"id":"m","name":"m","weight":1,"criteria":[{"id":"c",
            "name":"c","max":10,"step":1,"weight":1}]}],"seats":["J1","J2"],"contestants":[{"number":"1",
            "name":"n"}]}
            """
    )]
    public async Task A_malformed_command_is_the_askers_fault(string path, string body)
    {
        await using var hub = await TestHub.WithFairAsync();
        var offset = hub.Offset;
        var problem = await Problem.Of(await hub.Organizer.PostAsync(path, body));
        Assert.Equal((HttpStatusCode.BadRequest, "malformed", false), (problem.Status, problem.Code, problem.Retry));
        Assert.Equal(offset, hub.Offset);
    }

    [Theory]
    [InlineData("visits", """{"pass":"p1","booth":"A1","way":["in"]}""", "$.way")]
    [InlineData("visits", """{"pass":"p1","booth":"A1","way":"sideways"}""", "$.way")]
    [InlineData("visits", """{"pass":"p1","booth":null,"way":"in"}""", "$.booth")]
    [InlineData("visits", """{"booth":"A1"}""", "$.pass, $.way")]
    [InlineData("visits", """{"pass":"p1","way":nul}""", "$.way")]
    [InlineData("visits", """{"pass":"p1","booth":{"id":"A1"},"way":"in"}""", "$.booth")]
    [InlineData("contests", """{"id":"x","name":"x","trim":"none"}""", "$.scheme, $.contestants")]
    public async Task It_is_said_where_a_body_is_wrong_and_nothing_of_our_types(string path, string body, string at)
    {
        await using var hub = await TestHub.WithFairAsync();
        Assert.Equal(
            $"请求内容不对，错在 {at}。",
            (await Problem.Of(await hub.Organizer.PostAsync(path, body))).Detail
        );
        hub.Organizer.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        Assert.Equal(
            $"The request is malformed at {at}.",
            (await Problem.Of(await hub.Organizer.PostAsync(path, body))).Detail
        );
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        await using var hub = await TestHub.WithFairAsync();
        var offset = hub.Offset;
        var problem = await Problem.Of(
            await hub.Organizer.PostAsync("visits", """{"pass":"p1","booth":"A1","way":"in"}""", "text/plain")
        );
        Assert.Equal(
            (HttpStatusCode.UnsupportedMediaType, "unsupported-media-type", false),
            (problem.Status, problem.Code, problem.Retry)
        );
        Assert.Equal(offset, hub.Offset);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_refused(bool chunked)
    {
        await using var hub = await TestHub.WithFairAsync();
        var offset = hub.Offset;
        var bytes = Encoding.UTF8.GetBytes(
            $$"""{"pass":"p1","booth":"A1","way":"in","more":"{{new string('x', 300 * 1024)}}"}"""
        );
        HttpContent content = chunked ? new StreamContent(new Unsized(bytes)) : new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var problem = await Problem.Of(await hub.Organizer.SendAsync(HttpMethod.Post, "visits", content));
        Assert.Equal(
            (HttpStatusCode.RequestEntityTooLarge, "too-large", false),
            (problem.Status, problem.Code, problem.Retry)
        );
        Assert.Equal(offset, hub.Offset);
    }

    [Theory]
    [InlineData("17")]
    [InlineData("")]
    [InlineData("not-a-uuid")]
    public async Task A_command_id_that_is_no_UUID_is_refused(string key)
    {
        await using var hub = await TestHub.WithFairAsync();
        var offset = hub.Offset;
        using var request = new HttpRequestMessage(HttpMethod.Post, "visits")
        {
            Content = new StringContent("""{"pass":"p1","booth":"A1","way":"in"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        var problem = await Problem.Of(await hub.Organizer.Http.SendAsync(request));
        Assert.Equal(
            (HttpStatusCode.BadRequest, "bad-idempotency-key", false),
            (problem.Status, problem.Code, problem.Retry)
        );
        Assert.Equal(offset, hub.Offset);
    }

    [Theory]
    [InlineData("GET", "/api/nonsense", 404)]
    [InlineData("GET", "/api/fairs/nowhere/me", 404)]
    [InlineData("GET", "/api/fairs/nowhere/boards/floor", 404)]
    [InlineData("GET", "/api/fairs/fair/nonsense", 404)]
    [InlineData("GET", "/api/fairs/fair/contests/nonsense", 404)]
    [InlineData("GET", "/api/fairs/fair/employers/nonsense", 404)]
    [InlineData("POST", "/api/fairs/nowhere/visits", 404)]
    public async Task What_is_not_there_is_answered_as_a_problem(string method, string path, int status)
    {
        await using var hub = await TestHub.WithFairAsync();
        var content = method is "POST"
            ? new StringContent("""{"pass":"p1","booth":"A1","way":"in"}""", Encoding.UTF8, "application/json")
            : null;
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        Assert.Equal(status, (int)(await Problem.Of(await hub.Organizer.Http.SendAsync(request))).Status);
    }

    [Fact]
    public async Task The_sentence_is_in_the_persons_language()
    {
        await using var hub = await TestHub.WithFairAsync();
        var body = Client.Visit("p1", "Z9");
        Assert.Contains("没有展位 Z9", (await Problem.Of(await hub.Organizer.PostAsync("visits", body))).Detail);
        hub.Organizer.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB,en;q=0.8,zh;q=0.2");
        Assert.Contains(
            "There is no booth Z9",
            (await Problem.Of(await hub.Organizer.PostAsync("visits", body))).Detail
        );
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/fairs")]
    [InlineData("/api/fairs/fair/boards/floor")]
    [InlineData("/api/fairs/fair/boards/badges")]
    [InlineData("/api/nonsense")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health")]
    public async Task Every_answer_has_the_security_headers(string path)
    {
        await using var hub = await TestHub.WithFairAsync();
        using var answer = await hub.Anonymous.Http.GetAsync(path);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe-inline", policy);
        Assert.DoesNotContain("unsafe-eval", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Server"));
        if (answer.Content.Headers.ContentType is { MediaType: { } type, CharSet: var charset })
            Assert.True(charset is "utf-8" || !type.StartsWith("text/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/docs/scalar.js")]
    public async Task What_is_text_says_in_which_charset_and_the_page_of_the_API_loads_nothing_strange(string path)
    {
        await using var hub = await TestHub.WithFairAsync();
        using var answer = await hub.Organizer.Http.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        Assert.Equal("utf-8", answer.Content.Headers.ContentType?.CharSet);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.All(
            (string[])["object-src 'none'", "base-uri 'none'", "form-action 'self'"],
            part => Assert.Contains(part, policy)
        );
    }

    /// <summary>A stream that does not say how long it is.</summary>
    private sealed class Unsized(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
