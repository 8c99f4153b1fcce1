using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.Features.Floor;

namespace Hub.Tests.Features.Access;

public class EnterTests
{
    [Fact]
    public async Task A_secret_is_exchanged_for_a_cookie_that_no_script_reads_and_no_other_site_sends()
    {
        await using var hub = await TestHub.WithFairAsync();
        var tablet = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        using var browser = new HttpClient { BaseAddress = hub.Url };
        using var entered = await browser.PostAsJsonAsync("/api/enter", new { secret = tablet.Secret });
        var cookie = Assert.Single(entered.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"hub-recruiter={tablet.Secret};", cookie);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);

        var me = await entered.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            ("recruiter", "A1", tablet.Id),
            (
                me.GetProperty("role").GetString(),
                me.GetProperty("booth").GetString(),
                me.GetProperty("badge").GetString()
            )
        );

        // the cookie counts for the page that says in which role it acts, and for no other
        Assert.Equal("recruiter", (await MeAsync("recruiter")).GetProperty("role").GetString());
        Assert.Equal("visitor", (await MeAsync(null)).GetProperty("role").GetString());
        Assert.Equal(
            "badge-unknown",
            (await Problem.Of(await browser.SendAsync(Asked("organizer", $"/api/fairs/{TestHub.Fair}/me")))).Code
        );

        var visit = Asked("recruiter", $"/api/fairs/{TestHub.Fair}/visits");
        (visit.Method, visit.Content) = (HttpMethod.Post, JsonContent.Create(Client.Visit("p1", "A1")));
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(visit)).StatusCode);

        var leave = Asked("recruiter", "/api/leave");
        leave.Method = HttpMethod.Post;
        Assert.Equal(HttpStatusCode.NoContent, (await browser.SendAsync(leave)).StatusCode);
        Assert.Equal(
            "badge-unknown",
            (await Problem.Of(await browser.SendAsync(Asked("recruiter", $"/api/fairs/{TestHub.Fair}/me")))).Code
        );

        async Task<JsonElement> MeAsync(string? role) =>
            await (
                await browser.SendAsync(Asked(role, $"/api/fairs/{TestHub.Fair}/me"))
            ).Content.ReadFromJsonAsync<JsonElement>();
    }

    [Fact]
    public async Task A_secret_that_does_not_count_does_not_enter()
    {
        await using var hub = await TestHub.WithFairAsync();
        foreach (var body in (object[])[new { secret = "guess" }, new { secret = "" }, new { }])
        {
            using var answer = await hub.Anonymous.Http.PostAsJsonAsync("/api/enter", body);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.InRange((int)answer.StatusCode, 400, 401);
            await Problem.Of(answer);
        }
    }

    [Fact]
    public async Task Guessing_secrets_is_slowed_down()
    {
        await using var hub = await TestHub.StillAsync();
        HttpResponseMessage answer;
        var tries = 0;
        do answer = await hub.Anonymous.Http.PostAsJsonAsync("/api/enter", new { secret = $"guess{tries}" });
        while (answer.StatusCode == HttpStatusCode.Unauthorized && ++tries < 300);
        var problem = await Problem.Of(answer);
        Assert.Equal(
            (HttpStatusCode.TooManyRequests, "too-many-requests", true),
            (problem.Status, problem.Code, problem.Retry)
        );
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(30, tries);
    }

    [Fact]
    public async Task A_loop_gone_mad_is_slowed_down_and_its_neighbour_is_not()
    {
        await using var hub = await TestHub.StillAsync();
        var mad = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        var calm = await hub.BadgeAsync(Role.Recruiter, booth: "A2");
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 900)
                .Select(i =>
                    mad.PostAsync(
                        "visits",
                        new
                        {
                            pass = $"p{i}",
                            booth = "A1",
                            way = "in",
                        }
                    )
                )
        );
        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).ToArray();
        Assert.Equal(500, refused.Length);
        Assert.All(refused, r => Assert.NotNull(r.Headers.RetryAfter));
        Assert.True((await Problem.Of(refused[0])).Retry);
        Assert.Equal(answers.Count(a => a.IsSuccessStatusCode), hub.Ledger.Fair.Floor.Here);
        await calm.VisitAsync("calm", "A2");
    }

    [Fact]
    public async Task A_badge_shows_its_secret_once_and_the_database_never_has_it()
    {
        await using var hub = await TestHub.WithFairAsync();
        var id = Guid.NewGuid();
        using var answer = await hub.Organizer.PostAsync(
            "badges",
            new
            {
                role = "judge",
                label = "评委一",
                contest = "drone",
                seat = "J1",
            },
            id
        );
        var issued = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var secret = issued.GetProperty("secret").GetString()!;
        Assert.Equal($"{hub.Url}enter#{secret}", issued.GetProperty("link").GetString());
        Assert.Equal(
            "secret-shown-once",
            (
                await Problem.Of(
                    await hub.Organizer.PostAsync(
                        "badges",
                        new
                        {
                            role = "judge",
                            label = "评委一",
                            contest = "drone",
                            seat = "J1",
                        },
                        id
                    )
                )
            ).Code
        );

        foreach (var file in System.IO.Directory.GetFiles(hub.Data))
        {
            await using var shared = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[shared.Length];
            await shared.ReadExactlyAsync(bytes);
            foreach (var hidden in (string[])[secret, hub.Organizer.Secret!])
            {
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(hidden)) < 0, $"a secret is in {file}");
                Assert.True(bytes.AsSpan().IndexOf(Convert.FromHexString(hidden)) < 0, $"a secret is in {file}");
            }
        }
        Assert.DoesNotContain(secret, string.Concat((await hub.Organizer.RowsAsync("badges")).Values));
        Assert.DoesNotContain(
            Hub.Features.Access.Secret.Hash(secret),
            string.Concat((await hub.Organizer.RowsAsync("badges")).Values)
        );
    }

    [Theory]
    [InlineData("""{"role":"recruiter","label":"x"}""")]
    [InlineData("""{"role":"judge","label":"x","seat":"J1"}""")]
    [InlineData("""{"role":"judge","label":"x","contest":"drone"}""")]
    [InlineData("""{"role":"chief","label":"x"}""")]
    [InlineData("""{"role":"integration","label":"x"}""")]
    [InlineData("""{"role":"display","label":""}""")]
    [InlineData("""{"role":"display"}""")]
    [InlineData("""{"role":"emperor","label":"x"}""")]
    [InlineData("""{"role":99,"label":"x"}""")]
    [InlineData("""{"label":"x"}""")]
    public async Task A_badge_that_lacks_what_its_role_is_for_is_not_issued(string body)
    {
        await using var hub = await TestHub.WithFairAsync();
        var offset = hub.Offset;
        Assert.Equal(
            (HttpStatusCode.BadRequest, "malformed"),
            await hub.Organizer.PostAsync("badges", body) is var answer
                ? (answer.StatusCode, (await Problem.Of(answer)).Code)
                : default
        );
        Assert.Equal(offset, hub.Offset);
    }

    [Theory]
    [InlineData("""{"role":"integration","label":"x","board":"a/b"}""")]
    [InlineData(
        """
            {"role":"recruiter","label":"x",
            "booth":"0123456789012345678901234567890123456789012345678901234567890123456789"}
            """
    )]
    public async Task A_badge_for_what_no_board_can_be_named_after_is_not_issued(string body)
    {
        await using var hub = await TestHub.WithFairAsync();
        Assert.Equal("malformed", (await Problem.Of(await hub.Organizer.PostAsync("badges", body))).Code);
    }

    [Theory]
    [InlineData("Origin", "http://elsewhere.test", true)]
    [InlineData("Origin", "null", true)]
    [InlineData("Sec-Fetch-Site", "same-site", true)]
    [InlineData("Sec-Fetch-Site", "cross-site", true)]
    [InlineData("Sec-Fetch-Site", "same-origin", false)]
    [InlineData("Origin", "", false)]
    public async Task Another_sites_page_may_not_act_with_the_cookie(string header, string value, bool refused)
    {
        await using var hub = await TestHub.WithFairAsync();
        var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        var visit = Asked("recruiter", $"/api/fairs/{TestHub.Fair}/visits");
        (visit.Method, visit.Content) = (HttpMethod.Post, JsonContent.Create(Client.Visit("p1", "A1")));
        visit.Headers.Add("Cookie", $"hub-recruiter={recruiter.Secret}");
        visit.Headers.Add(header, value is "" ? hub.Url.GetLeftPart(UriPartial.Authority) : value);
        using var answer = await hub.Anonymous.Http.SendAsync(visit);
        Assert.Equal(refused, answer.StatusCode is HttpStatusCode.Forbidden);
        if (refused)
            Assert.Equal("foreign-page", (await Problem.Of(answer)).Code);
        Assert.Equal(refused ? 0 : 1, hub.Ledger.Fair.Floor.Here);
    }

    [Fact]
    public async Task The_role_is_named_in_the_query_of_what_changes_nothing_only()
    {
        await using var hub = await TestHub.WithFairAsync();
        var visit = Asked(null, $"/api/fairs/{TestHub.Fair}/visits?as=organizer");
        (visit.Method, visit.Content) = (HttpMethod.Post, JsonContent.Create(Client.Visit("p1", "A1")));
        visit.Headers.Add("Cookie", $"hub-organizer={hub.Organizer.Secret}");
        Assert.Equal("forbidden", (await Problem.Of(await hub.Anonymous.Http.SendAsync(visit))).Code);
    }

    [Fact]
    public async Task Over_https_the_cookie_is_of_this_host_alone_and_one_without_a_prefix_counts_until_it_is_replaced()
    {
        await using var hub = await TestHub.WithFairAsync();
        var tablet = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = hub.Url };

        using var entered = await http.SendAsync(Secure(Entering(tablet), $"hub-recruiter={tablet.Secret}"));
        string[] cookies = [.. entered.Headers.GetValues("Set-Cookie").Select(c => c.ToLowerInvariant())];
        Assert.Equal(2, cookies.Length);
        Assert.StartsWith("hub-recruiter=; expires=thu, 01 jan 1970", cookies[0]);
        Assert.StartsWith($"__host-hub-recruiter={tablet.Secret};", cookies[1]);
        Assert.All(
            ["secure", "httponly", "path=/", "samesite=strict"],
            word => Assert.Contains($"; {word}", cookies[1])
        );
        Assert.DoesNotContain("domain", cookies[1]);

        Assert.Equal("recruiter", await RoleAsync($"__Host-hub-recruiter={tablet.Secret}"));
        Assert.Equal("recruiter", await RoleAsync($"hub-recruiter={tablet.Secret}"));
        Assert.Equal("badge-unknown", await RoleAsync($"hub-recruiter={tablet.Secret}; __Host-hub-recruiter=other"));

        var leaving = Asked("recruiter", "/api/leave");
        leaving.Method = HttpMethod.Post;
        using var left = await http.SendAsync(Secure(leaving, "__Host-hub-recruiter=x; hub-recruiter=y"));
        Assert.Equal(
            ["__Host-hub-recruiter=", "hub-recruiter="],
            left.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]).Order(StringComparer.Ordinal)
        );

        async Task<string?> RoleAsync(string cookie)
        {
            using var answer = await http.SendAsync(
                Secure(Asked("recruiter", $"/api/fairs/{TestHub.Fair}/me"), cookie)
            );
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            return (body.TryGetProperty("role", out var role) ? role : body.GetProperty("code")).GetString();
        }

        static HttpRequestMessage Entering(Client who) =>
            new(HttpMethod.Post, "/api/enter") { Content = JsonContent.Create(new { secret = who.Secret }) };

        static HttpRequestMessage Secure(HttpRequestMessage request, string cookie)
        {
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("Cookie", cookie);
            return request;
        }
    }

    private static HttpRequestMessage Asked(string? role, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (role is not null)
            request.Headers.Add("Hub-As", role);
        return request;
    }
}
