using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Host;

/// <summary>From where a request came, when a proxy stands before the hub.</summary>
public class ProxiesTests
{
    private const string Known = "--ForwardedHeaders:KnownProxies=198.51.100.0/24, 2001:db8::7";

    [Theory]
    [InlineData(null, true)]
    [InlineData("203.0.113.9", false)]
    [InlineData("198.51.100.3", true)]
    [InlineData("::ffff:198.51.100.3", true)]
    [InlineData("2001:db8::7", true)]
    [InlineData("2001:db8::8", false)]
    public async Task A_proxy_on_this_machine_or_named_is_believed_and_nobody_else(string? peer, bool believed)
    {
        await using var hub = await TestHub.StartAsync(change: s => From(s, peer), settings: Known);
        var headers = hub.Organizer.Http.DefaultRequestHeaders;
        headers.Add("X-Forwarded-Proto", "https");
        headers.Add("X-Forwarded-Host", "fair.example");
        using var issued = await hub.Organizer.PostAsync("badges", new { role = "organizer", label = "second" });
        var link = (await issued.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString();
        Assert.StartsWith(believed ? "https://fair.example/enter#" : $"{hub.Url}enter#", link);
        Assert.Equal(
            believed ? ["max-age=31536000; includeSubDomains"] : [],
            issued.Headers.TryGetValues("Strict-Transport-Security", out var https) ? https : []
        );
    }

    [Fact]
    public async Task A_page_acts_with_its_badge_behind_a_proxy_and_another_sites_page_does_not()
    {
        await using var hub = await TestHub.StartAsync();
        using var browser = new HttpClient
        {
            BaseAddress = hub.Url,
            DefaultRequestHeaders =
            {
                { "X-Forwarded-Proto", "https" },
                { "X-Forwarded-Host", "fair.example" },
                { "Hub-As", "organizer" },
            },
        };
        browser.DefaultRequestHeaders.Add("Cookie", $"hub-organizer={hub.Organizer.Secret}");
        foreach (
            var (origin, status) in ((string, HttpStatusCode)[])
                [("https://fair.example", HttpStatusCode.OK), ("https://elsewhere.example", HttpStatusCode.Forbidden)]
        )
        {
            using var asked = new HttpRequestMessage(HttpMethod.Get, $"/api/fairs/{TestHub.Fair}/me")
            {
                Headers = { { "Origin", origin } },
            };
            Assert.Equal(status, (await browser.SendAsync(asked)).StatusCode);
        }
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("203.0.113.9", 429)]
    public async Task Who_guesses_secrets_is_slowed_down_alone_and_cannot_pass_for_somebody_else(
        string? peer,
        int neighbour
    )
    {
        await using var hub = await TestHub.StartAsync(change: Still, settings: Known);
        for (var tries = 0; tries < 30; tries++)
            Assert.Equal(401, await TryAsync("192.0.2.1"));
        Assert.Equal(429, await TryAsync("192.0.2.1"));
        Assert.Equal(neighbour, await TryAsync("192.0.2.2"));
        // what the guesser itself says stands before what the proxies say
        Assert.Equal(429, await TryAsync("192.0.2.3, 192.0.2.1, 198.51.100.3"));

        void Still(IServiceCollection services)
        {
            From(services, peer);
            services.AddSingleton<TimeProvider>(new FakeTimeProvider(Story.Morning));
        }

        async Task<int> TryAsync(string address)
        {
            using var asked = new HttpRequestMessage(HttpMethod.Post, "/api/enter")
            {
                Content = JsonContent.Create(new { secret = "guess" }),
                Headers = { { "X-Forwarded-For", address } },
            };
            using var answer = await hub.Anonymous.Http.SendAsync(asked);
            return (int)answer.StatusCode;
        }
    }

    [Theory]
    [InlineData("127.0.0.1", null, false)]
    [InlineData("203.0.113.9", null, true)]
    [InlineData("203.0.113.9", "https", true)]
    [InlineData("198.51.100.3", "https", false)]
    public async Task The_desk_is_told_of_plain_http_from_another_machine(string peer, string? proxied, bool told)
    {
        await using var hub = await TestHub.WithFairAsync(change: s => From(s, peer), settings: Known);
        if (proxied is not null)
            hub.Organizer.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", proxied);
        // who looks whether it is well comes as it likes
        await hub.Anonymous.Http.GetAsync("/health");
        Assert.False(hub.Services.GetRequiredService<PlainHttp>().Lately);
        using var node = JsonDocument.Parse(
            (await hub.Organizer.RowsAsync("screens"))
                .Single(r => r.Key.StartsWith("node/", StringComparison.Ordinal))
                .Value
        );
        Assert.Equal(told, hub.Services.GetRequiredService<PlainHttp>().Lately);
        await Eventually.TrueAsync(
            async () =>
                (await hub.Organizer.RowsAsync("screens")).Values.Any(r =>
                    r.Contains($"\"plain\":{(told ? "true" : "false")}")
                ),
            "the desk is told"
        );
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_is_said_at_the_start() =>
        Assert.Contains(
            "'proxy'",
            (
                await Assert.ThrowsAsync<Refusal>(() =>
                    TestHub.StartAsync(settings: "--ForwardedHeaders:KnownProxies=10.0.0.1,proxy")
                )
            ).En
        );

    /// <summary>All connections come from this address, as far as the hub can know.</summary>
    private static void From(IServiceCollection services, string? peer)
    {
        if (peer is not null)
            services.AddSingleton<IStartupFilter>(new Peer(IPAddress.Parse(peer)));
    }

    private sealed class Peer(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (http, then) =>
                    {
                        http.Connection.RemoteIpAddress = address;
                        return then(http);
                    }
                );
                next(app);
            };
    }
}
