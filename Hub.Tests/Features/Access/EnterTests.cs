using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.Features.Access;
using Hub.Features.Floor;
using Microsoft.Extensions.Configuration;

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
        Assert.StartsWith("hub-recruiter=", cookie);
        // a browser shows a secret of its own
        Assert.DoesNotContain(tablet.Secret!, cookie);
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
    public async Task Who_signs_out_is_out_on_the_server_and_on_that_device_only()
    {
        await using var hub = await TestHub.WithFairAsync();
        var badge = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        var (one, other) = (await SessionAsync(hub, badge.Secret!), await SessionAsync(hub, badge.Secret!));
        Assert.Equal((null, null), (await RefusedAsync(hub, one), await RefusedAsync(hub, other)));
        await using var screen = await hub.ScreenAsync(hub.Bearer(one), "tablet");
        await screen.OpenAsync("booth/A1");
        using var leave = Asked("recruiter", "/api/leave");
        leave.Method = HttpMethod.Post;
        leave.Headers.Add("Cookie", $"hub-recruiter={one}");
        using var left = await hub.Anonymous.Http.SendAsync(leave);
        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        // whoever has copied what the browser showed has nothing
        Assert.Equal(("badge-session-over", null), (await RefusedAsync(hub, one), await RefusedAsync(hub, other)));
        await Eventually.TrueAsync(() => screen.Closed, "the connection ends");
        Assert.Equal(["badge-session-over"], screen.Notices);
        await badge.VisitAsync("p1", "A1");

        await hub.RestartAsync();
        Assert.Equal(("badge-session-over", null), (await RefusedAsync(hub, one), await RefusedAsync(hub, other)));
        // what a browser shows makes no other session
        using var again = await hub.Anonymous.Http.PostAsJsonAsync("/api/enter", new { secret = other });
        Assert.Equal("badge-unknown", (await Problem.Of(again)).Code);
        Assert.Null(await RefusedAsync(hub, await SessionAsync(hub, badge.Secret!)));
        await hub.AskAsync(new RevokeBadge(badge.Id!));
        Assert.Equal("badge-unknown", await RefusedAsync(hub, other));
    }

    [Fact]
    public async Task A_device_that_nobody_uses_is_out_and_one_that_is_used_stays_in()
    {
        await using var hub = await TestHub.StillAsync();
        var badge = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        var (used, idle) = (await SessionAsync(hub, badge.Secret!), await SessionAsync(hub, badge.Secret!));
        hub.Pass(TimeSpan.FromHours(20));
        Assert.Null(await RefusedAsync(hub, used));
        await hub.PassUntilAsync(
            () => hub.Ledger.Fair.Access.Sessions[Secret.HashText(used)].Used > Story.Morning.AddHours(20),
            "that it is used is kept"
        );
        hub.Pass(TimeSpan.FromHours(17));
        // to ask with it would be to use it
        await hub.PassUntilAsync(
            () => hub.Ledger.Fair.Access.Sessions[Secret.HashText(idle)].Over,
            "who was away for a night and a day is out"
        );
        Assert.Equal("badge-session-over", await RefusedAsync(hub, idle));
        Assert.Null(await RefusedAsync(hub, used));
    }

    [Fact]
    public void A_session_ends_when_it_is_old_an_organizers_within_a_day_and_a_screen_that_is_connected_is_a_use()
    {
        var story = Story.WithBooths();
        foreach (var (id, role) in ((string, Role)[])[("b1", Role.Judge), ("b2", Role.Organizer)])
        {
            story.Happen(new BadgeIssued(id, role, id, $"{id} hash", null, null, null, null));
            story.Happen(new SessionBegun(id, $"s {id}"));
        }
        string[] Over(double hours, params string[] used)
        {
            var tend = new TendSessions(used, SessionLimits.Usual);
            return
            [
                .. tend.Due(story.Fair, Story.Morning.AddHours(hours))
                    .Select(f =>
                        f switch
                        {
                            SessionsEnded e => $"{e.Why} {string.Join(',', e.Sessions)}",
                            SessionsUsed u => $"used {string.Join(',', u.Sessions)}",
                            _ => "?",
                        }
                    ),
            ];
        }
        // a day of twelve hours, and marks in the middle of it
        Assert.Equal([], Over(12));
        Assert.Equal(["Idle s b2"], Over(12.1));
        Assert.Equal(["used s b2"], Over(12.1, "s b2"));
        Assert.Equal(["used s b1,s b2"], Over(23, "s b1", "s b2"));
        Assert.Equal(["used s b1", "Old s b2"], Over(24.1, "s b1", "s b2"));
        Assert.Equal(["Idle s b1", "Old s b2"], Over(36.1));
        Assert.Equal(["Old s b1,s b2"], Over(14 * 24 + 1, "s b1", "s b2"));
    }

    [Fact]
    public void Who_enters_again_and_again_ends_the_oldest_session_of_that_badge()
    {
        var story = Story.WithBooths();
        story.Happen(new BadgeIssued("b1", Role.Judge, "b1", "hash", null, null, null, null));
        foreach (var i in Enumerable.Range(0, 40))
            story.Happen(new SessionBegun("b1", $"s{i}"), Story.Morning.AddMinutes(i));
        Assert.Equal(
            Enumerable.Range(40 - AccessSlice.MostSessions, AccessSlice.MostSessions).Select(i => $"s{i}").Order(),
            story.Fair.Access.Sessions.Keys.Order()
        );
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("long")]
    public void A_setting_of_sessions_that_is_no_number_of_hours_is_refused(string said)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Sessions:OrganizerIdle"] = said })
            .Build();
        Assert.Contains("Sessions:OrganizerIdle", Assert.Throws<Refusal>(() => SessionLimits.Of(settings)).En);
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
        Assert.DoesNotContain(Secret.Hash(secret), string.Concat((await hub.Organizer.RowsAsync("badges")).Values));
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
    public async Task Looking_at_a_link_says_what_it_brings_and_what_is_there_and_changes_nothing()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (mine, other, judge) = (
            await hub.BadgeAsync(Role.Recruiter, booth: "A1"),
            await hub.BadgeAsync(Role.Recruiter, booth: "A2"),
            await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1")
        );
        using var browser = new HttpClient { BaseAddress = hub.Url };
        using var entered = await browser.PostAsJsonAsync("/api/enter", new { secret = mine.Secret });
        var offset = hub.Offset;
        Assert.Equal(("A2", "A1"), await BoothsAsync(other.Secret!));
        Assert.Equal(("A1", "A1"), await BoothsAsync(mine.Secret!));
        // a laptop may hold a badge of each role
        Assert.Equal((null, null), await BoothsAsync(judge.Secret!));
        using var wrong = await browser.PostAsJsonAsync("/api/enter/look", new { secret = "guess" });
        Assert.Equal("badge-unknown", (await Problem.Of(wrong)).Code);
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
        Assert.Equal(offset, hub.Offset);
        var me = await browser.SendAsync(Asked("recruiter", $"/api/fairs/{TestHub.Fair}/me"));
        Assert.Equal("A1", (await me.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("booth").GetString());

        async Task<(string?, string?)> BoothsAsync(string secret)
        {
            using var looked = await browser.PostAsJsonAsync("/api/enter/look", new { secret });
            Assert.False(looked.Headers.Contains("Set-Cookie"));
            Assert.Equal("no-store", looked.Headers.CacheControl?.ToString());
            var arrival = await looked.Content.ReadFromJsonAsync<JsonElement>();
            var has = arrival.GetProperty("has");
            return (
                arrival.GetProperty("brings").GetProperty("booth").GetString(),
                has.ValueKind is JsonValueKind.Null ? null : has.GetProperty("booth").GetString()
            );
        }
    }

    [Theory]
    [InlineData("/api/enter", true)]
    [InlineData("/api/enter/look", true)]
    [InlineData("/api/leave", false)]
    [InlineData($"/api/fairs/{TestHub.Fair}/passes", false)]
    public async Task Another_sites_form_puts_nothing_in_the_place_of_what_a_browser_holds(string path, bool secret)
    {
        await using var hub = await TestHub.WithFairAsync();
        var (phone, offset) = (await hub.PassAsync(), hub.Offset);
        (string, string)[] signs = [("Origin", "http://elsewhere.test"), ("Sec-Fetch-Site", "cross-site")];
        foreach (var (header, value) in signs)
        {
            // a browser sends no cookie with it, and would take one from the answer
            using var form = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Headers = { { header, value } },
                Content = secret ? JsonContent.Create(new { secret = phone.Secret }) : null,
            };
            using var answer = await hub.Anonymous.Http.SendAsync(form);
            Assert.Equal("foreign-page", (await Problem.Of(answer)).Code);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
        Assert.Equal(offset, hub.Offset);
    }

    [Theory]
    [InlineData("Origin", "http://elsewhere.test")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Another_sites_page_checks_no_phone_in(string header, string value)
    {
        await using var hub = await TestHub.WithFairAsync();
        var phone = await hub.PassAsync();
        var visit = Asked("visitor", $"/api/fairs/{TestHub.Fair}/visits");
        (visit.Method, visit.Content) = (HttpMethod.Post, JsonContent.Create(Client.Visit(phone.Id, "A1")));
        visit.Headers.Add("Cookie", $"hub-visitor={phone.Secret}");
        visit.Headers.Add(header, value);
        Assert.Equal("foreign-page", (await Problem.Of(await hub.Anonymous.Http.SendAsync(visit))).Code);
        Assert.Equal(0, hub.Ledger.Fair.Floor.Here);
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
        Assert.StartsWith("__host-hub-recruiter=", cookies[1]);
        var session = cookies[1].Split('=', ';')[1];
        Assert.All(
            ["secure", "httponly", "path=/", "samesite=strict"],
            word => Assert.Contains($"; {word}", cookies[1])
        );
        Assert.DoesNotContain("domain", cookies[1]);

        Assert.Equal("recruiter", await RoleAsync($"__Host-hub-recruiter={session}"));
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

    /// <returns>What a browser shows once it has entered.</returns>
    private static async Task<string> SessionAsync(TestHub hub, string secret)
    {
        using var browser = new HttpClient { BaseAddress = hub.Url };
        using var entered = await browser.PostAsJsonAsync("/api/enter", new { secret });
        return Assert.Single(entered.Headers.GetValues("Set-Cookie")).Split('=', ';')[1];
    }

    /// <returns>Null: it is let in.</returns>
    private static async Task<string?> RefusedAsync(TestHub hub, string session)
    {
        using var me = Asked("recruiter", $"/api/fairs/{TestHub.Fair}/me");
        me.Headers.Add("Cookie", $"hub-recruiter={session}");
        using var answer = await hub.Anonymous.Http.SendAsync(me);
        return answer.IsSuccessStatusCode ? null : (await Problem.Of(answer)).Code;
    }

    private static HttpRequestMessage Asked(string? role, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (role is not null)
            request.Headers.Add("Hub-As", role);
        return request;
    }
}
