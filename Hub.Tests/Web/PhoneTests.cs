using System.Collections.Concurrent;
using Hub.Features.Floor;
using Hub.Features.Roster;
using Hub.Sheets;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class PhoneTests(Chromium chromium)
{
    [Fact]
    public async Task A_jobseeker_searches_and_sees_how_crowded_a_booth_is_as_it_changes()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(
            new ImportRoster(
                [],
                [
                    new PositionRow(
                        2,
                        "凌河软件",
                        "测试工程师",
                        2,
                        "本科",
                        "软件工程",
                        "6000-8000元/月",
                        "朝阳市",
                        "全职"
                    ),
                ]
            )
        );
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/");
        await Expect(page.GetByTestId("employers").GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3);
        await page.GetByTestId("search").FillAsync("软件");
        await Expect(page.GetByTestId("employers").GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        var booth = page.GetByTestId("employers").GetByRole(AriaRole.Listitem).First;
        await Expect(booth).ToContainTextAsync("空闲");
        foreach (var i in Enumerable.Range(0, 8))
            await hub.AskAsync(new RecordVisit(new($"p{i}"), new("A2"), Way.In));
        await Expect(booth).ToContainTextAsync("8 拥挤");

        await PositionsTab(page).ClickAsync();
        await Expect(page.GetByTestId("positions")).ToContainTextAsync("测试工程师");
        await page.GetByTestId("positions").GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "凌河软件" })).ToBeVisibleAsync();
        await Expect(page.GetByText("6000-8000元/月")).ToBeVisibleAsync();
        await Expect(page.GetByText("8 拥挤")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_page_speaks_English_to_who_asks_for_it_and_remembers()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/");
        await Expect(page.GetByText("全部产业").First).ToBeAttachedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch to English" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Talent Week" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByText("Chaoyang Heavy")).ToBeVisibleAsync();
        Assert.Equal("en", await page.EvaluateAsync<string>("document.documentElement.lang"));
    }

    [Fact]
    public async Task The_first_load_of_the_phone_page_is_at_most_70_KB_of_script_and_style()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/");
        await Expect(page.GetByText("截至")).ToBeVisibleAsync();
        var loaded = await page.EvaluateAsync<string[]>(
            "performance.getEntriesByType('resource').filter(r => /\\.(js|css)$/.test(r.name)).map(r => r.name)"
        );
        Assert.InRange(loaded.Length, 5, 60);
        using var http = new HttpClient();
        var bytes = 0L;
        foreach (var file in loaded)
        {
            using var answer = await http.SendAsync(
                new HttpRequestMessage(HttpMethod.Get, file) { Headers = { { "Accept-Encoding", "gzip" } } }
            );
            Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
            bytes += (await answer.Content.ReadAsByteArrayAsync()).Length;
        }
        Assert.InRange(bytes, 20 * 1024, 70 * 1024);
    }

    [Fact]
    public async Task The_audience_follows_a_contest_on_its_phones()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "排行榜" }).ClickAsync();
        await Expect(page.GetByTestId("row-1")).ToContainTextAsync("张三丰");
        await hub.AskAsync(new Hub.Features.Contest.EnterMark(new("drone"), new("J1"), new("3"), "speed", 10));
        await Expect(page.Locator("[data-testid^=row-]").First).ToContainTextAsync("王五一");
        await Expect(page.GetByTestId("row-3")).ToContainTextAsync("60");
    }

    [Theory]
    [InlineData("/booth")]
    [InlineData("/judge")]
    [InlineData("/desk")]
    public async Task Who_has_no_badge_is_told_where_to_get_one(string path)
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        await Expect((await phone.GoAsync(path)).GetByTestId("need-badge")).ToBeVisibleAsync();
        await Expect((await phone.GoAsync("/enter#guess")).GetByTestId("enter-error")).ToContainTextAsync("徽章无效");
    }

    [Fact]
    public async Task A_page_that_is_left_before_it_has_begun_leaves_no_connection_behind()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var contests = new TaskCompletionSource();
        await phone.Context.RouteAsync(
            "**/contests",
            async route =>
            {
                await contests.Task;
                await route.ContinueAsync();
            }
        );
        var page = await phone.GoAsync("/");
        var sockets = new ConcurrentQueue<IWebSocket>();
        page.WebSocket += (_, socket) => sockets.Enqueue(socket);
        await page.GetByRole(AriaRole.Link, new() { Name = "凌河软件" }).ClickAsync();
        await Expect(page.GetByTestId("as-of")).ToBeVisibleAsync();
        await page.RunAndWaitForResponseAsync(() => Task.Run(contests.SetResult), "**/contests");
        await page.GetByRole(AriaRole.Link, new() { Name = "返回" }).ClickAsync();
        await Expect(page.GetByTestId("as-of")).ToBeVisibleAsync();
        await Eventually.TrueAsync(() => sockets.Count(s => !s.IsClosed) == 1, "one connection");
        Assert.Equal(2, sockets.Count);
    }

    [Fact]
    public async Task Who_comes_back_from_an_employer_finds_what_was_searched_for_and_where_it_stood()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(
            new ImportRoster(
                [],
                [
                    .. Enumerable
                        .Range(1, 70)
                        .Select(i => new PositionRow(i, "凌河软件", $"工程师{i:00}", 1, null, null, null, null, null)),
                ]
            )
        );
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/");
        await page.GetByTestId("search").FillAsync("工程师");
        await PositionsTab(page).ClickAsync();
        var positions = page.GetByTestId("positions").GetByRole(AriaRole.Listitem);
        await Expect(positions).ToHaveCountAsync(60);
        await page.GetByTestId("more").ClickAsync();
        await Expect(positions).ToHaveCountAsync(70);
        await Expect(page.GetByTestId("more")).ToHaveCountAsync(0);

        await positions.Nth(65).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "凌河软件" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "返回" }).ClickAsync();
        await Expect(page.GetByTestId("search")).ToHaveValueAsync("工程师");
        await Expect(positions).ToHaveCountAsync(70);
        await Expect(positions.Nth(65)).ToBeInViewportAsync();

        // and so does who opens the address
        await page.ReloadAsync();
        await Expect(page.GetByTestId("search")).ToHaveValueAsync("工程师");
        await Expect(positions).ToHaveCountAsync(60);
    }

    [Fact]
    public async Task A_search_without_a_network_shows_no_other_list_and_is_answered_when_it_returns()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/");
        var employers = page.GetByTestId("employers").GetByRole(AriaRole.Listitem);
        await Expect(employers).ToHaveCountAsync(3);
        await phone.Context.SetOfflineAsync(true);
        await page.GetByTestId("search").FillAsync("软件");
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "连不上服务器" })).ToBeVisibleAsync();
        await Expect(employers).ToHaveCountAsync(0);
        await phone.Context.SetOfflineAsync(false);
        await Expect(employers).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_employer_that_is_opened_without_a_network_comes_when_it_returns()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/");
        await Expect(page.GetByTestId("as-of")).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await phone.Context.SetOfflineAsync(true);
        await page.GetByRole(AriaRole.Link, new() { Name = "凌河软件" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("连不上服务器");
        await phone.Context.SetOfflineAsync(false);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "凌河软件" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_good_link_in_the_tab_of_a_bad_one_enters_and_leaves_no_secret()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/enter#guess");
        await Expect(page.GetByTestId("enter-error")).ToBeVisibleAsync();
        var badge = await hub.BadgeAsync(Role.Recruiter, booth: "A2");
        await page.EvaluateAsync("secret => { location.hash = secret }", badge.Secret);
        await page.GetByTestId("take").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "展位 A2" })).ToBeVisibleAsync();
        Assert.DoesNotContain(badge.Secret!, page.Url);
    }

    [Fact]
    public async Task A_link_to_another_badge_says_whose_is_here_and_keeps_it_until_somebody_presses()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.PhoneAsync(chromium, hub);
        await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        var other = await hub.BadgeAsync(Role.Recruiter, booth: "A2");
        var page = await tablet.GoAsync($"/enter#{other.Secret}");
        await Expect(page.GetByTestId("arriving")).ToContainTextAsync("展位 A1");
        await Expect(page.GetByTestId("arriving")).ToContainTextAsync("展位 A2");
        Assert.DoesNotContain(other.Secret!, page.Url);
        // who looks elsewhere has kept it
        await Expect((await tablet.GoAsync("/booth")).GetByText("展位 A1").First).ToBeVisibleAsync();
        await page.GetByTestId("keep").ClickAsync();
        await Expect(page.GetByText("展位 A1").First).ToBeVisibleAsync();
        // a link that leads nowhere takes nothing away
        await Expect((await tablet.GoAsync("/enter#guess")).GetByTestId("enter-error")).ToBeVisibleAsync();
        await Expect((await tablet.GoAsync("/booth")).GetByText("展位 A1").First).ToBeVisibleAsync();
        var again = await tablet.GoAsync($"/enter#{other.Secret}");
        await again.GetByTestId("take").ClickAsync();
        await Expect(again.GetByText("展位 A2").First).ToBeVisibleAsync();
        foreach (var _ in (int[])[1, 2])
            await again.GetByTestId("sign-out").ClickAsync();
        await Expect(again.GetByTestId("need-badge")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_link_to_another_fair_counts_in_its_tab_only()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var other = await hub.OfAnotherFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        await Expect((await phone.GoAsync($"/?fair={TestHub.Fair}")).GetByText("人才周").First).ToBeVisibleAsync();
        var page = await phone.GoAsync("/?fair=other");
        await Expect(page.GetByText("别的活动").First).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(hub.Url, "/").ToString());
        await Expect(page.GetByText("别的活动").First).ToBeVisibleAsync();
        await Expect((await phone.GoAsync("/")).GetByText("人才周").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_fair_that_is_not_there_is_said_to_be_so()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        await Expect((await phone.GoAsync("/?fair=nope")).GetByRole(AriaRole.Alert))
            .ToContainTextAsync("没有这场招聘会");
    }

    /// <summary>Not the button of an employer that is found, which opens its positions.</summary>
    private static ILocator PositionsTab(IPage page) =>
        page.Locator(".tabs").GetByRole(AriaRole.Button, new() { Name = "岗位" });
}
