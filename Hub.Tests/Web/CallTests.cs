using Hub.Features.Queues;
using Hub.Features.Roster;
using Hub.Sheets;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

/// <summary>Whoever is called sees and hears it: on the wall, whatever that shows, and on the own phone.</summary>
[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class CallTests(Chromium chromium)
{
    /// <summary>A phone that notes what it is asked to do: sound, screen, badge, shaking.</summary>
    private const string Noting = """
        window.asked = [];
        const note = (what) => void window.asked.push(what);
        window.AudioContext = class {
          state = "suspended";
          sampleRate = 8000;
          destination = {};
          async resume() {
            note("resume");
            if (window.refuses) return new Promise(() => {});
            this.state = "running";
            this.onstatechange?.();
          }
          createBuffer(channels, length) {
            const samples = new Float32Array(length);
            return { getChannelData: () => samples };
          }
          createBufferSource() {
            return {
              connect() {},
              start() { note(this.loop ? "rings" : "rings once"); },
              stop() { note("is silent"); },
            };
          }
        };
        const lock = { request: async (what) => (note(`${what} on`), { release: async () => note(`${what} off`) }) };
        Object.defineProperty(navigator, "wakeLock", { value: lock });
        navigator.setAppBadge = async (number) => note(`badge ${number}`);
        navigator.clearAppBadge = async () => note("no badge");
        navigator.vibrate = (how) => (note(how ? "shakes" : "shakes no more"), true);
        """;

    [Fact]
    public async Task A_call_turns_the_whole_page_rings_until_it_is_tapped_and_is_announced()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new OpenDesk(new("A1"), "1", "研发岗"));
        await using var phone = await Device.PhoneAsync(chromium, hub);
        await phone.Context.AddInitScriptAsync(Noting);
        var page = await phone.GoAsync("/employer?id=e1");
        await page.GetByTestId("join").ClickAsync();
        // the tap that joins lets it be heard later
        await AskedAsync(page, "resume");
        await page.GetByTestId("my-number").Locator("..").GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.GetByTestId("ticket-A1")).ToContainTextAsync("下一个就是您");
        await Expect(page.GetByTestId("screen")).ToContainTextAsync("屏幕保持亮着");
        await AskedAsync(page, "screen on");
        await Expect(page.GetByTestId("sound")).ToContainTextAsync("会响铃");
        var title = await page.TitleAsync();

        await hub.AskAsync(new CallNext(new("A1"), "1"));
        var called = page.GetByRole(AriaRole.Alert).GetByTestId("called");
        await Expect(called).ToContainTextAsync("请到面试席 1 研发岗");
        await Expect(called).ToContainTextAsync("A1");
        await Expect(called.GetByText("1", new() { Exact = true })).ToBeVisibleAsync();
        Assert.True(
            await called.EvaluateAsync<bool>(
                "e => (({ width, height }) => width >= innerWidth && height >= innerHeight)(e.getBoundingClientRect())"
            )
        );
        await AskedAsync(page, "rings", "badge 1", "shakes");
        await Expect(page).ToHaveTitleAsync("🔔 A1 · 1 · 请到面试席 1 研发岗");
        await Expect(called).ToBeFocusedAsync();

        await called.ClickAsync();
        await Expect(called).ToHaveCountAsync(0);
        Assert.Equal(["is silent", "shakes no more"], (await AskedAsync(page)).TakeLast(2));
        await Expect(page.GetByTestId("ticket-A1")).ToContainTextAsync("请到面试席 1");
        // what was heard is heard, on another page too, until the number is called again
        await page.ReloadAsync();
        await Expect(page.GetByTestId("ticket-A1")).ToContainTextAsync("请到面试席 1");
        await Expect(page).ToHaveTitleAsync("🔔 A1 · 1 · 请到面试席 1 研发岗");
        await Expect(called).ToHaveCountAsync(0);
        await hub.AskAsync(new Recall(new("A1"), 1, null));
        await Expect(called).ToBeVisibleAsync();
        // it ends with the call, too
        await hub.AskAsync(new MarkInterviewed(new("A1"), 1));
        await Expect(called).ToHaveCountAsync(0);
        await Expect(page).ToHaveTitleAsync(title);
        await AskedAsync(page, "no badge", "is silent", "screen off");
    }

    [Fact]
    public async Task A_browser_that_lets_no_page_ring_is_told_of_in_both_languages()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        await using var phone = await Device.PhoneAsync(chromium, hub);
        await phone.Context.AddInitScriptAsync($"window.refuses = true; {Noting}");
        var page = await phone.GoAsync("/employer?id=e1");
        await page.GetByTestId("join").ClickAsync();
        await Expect(page.GetByTestId("my-number")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(hub.Url, "/my").ToString());
        await Expect(page.GetByTestId("sound")).ToContainTextAsync("响铃还没有开启");
        await hub.AskAsync(new CallNext(new("A1"), "1"));
        await Expect(page.GetByTestId("called")).ToContainTextAsync("轮到您了");
        await Expect(page.GetByTestId("called")).ToContainTextAsync("浏览器没有让这个页面响铃");
        await page.GotoAsync(new Uri(hub.Url, "/my?lang=en").ToString());
        await Expect(page.GetByTestId("called")).ToContainTextAsync("It is your turn");
        await Expect(page.GetByTestId("called")).ToContainTextAsync("Please come to desk 1");
        await Expect(page.GetByTestId("called")).ToContainTextAsync("did not let this page ring");
    }

    [Fact]
    public async Task What_is_called_now_comes_before_six_contests_and_they_go_on_where_they_were()
    {
        await using var hub = await TestHub.WithFairAsync();
        foreach (var i in Enumerable.Range(1, 5))
            await hub.AskAsync(
                TestHub.Drone() with
                {
                    Scheme = TestHub.DroneScheme with { Id = new($"contest{i}"), Name = $"比赛{i}" },
                }
            );
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        foreach (var pass in (string[])["p1", "p2"])
            await hub.AskAsync(new JoinQueue(new("A1"), new(pass), null));
        await using var device = await Device.WallAsync(chromium, hub);
        await device.Context.Clock.InstallAsync();
        var contests = Enumerable.Range(1, 5).Select(i => $"leaderboard/contest{i}").Prepend("leaderboard/drone");
        var wall = await device.GoAsync($"/wall?scene={string.Join(',', contests)},calling&every=600");
        var contest = wall.GetByRole(AriaRole.Heading, new() { Name = "无人机" });
        await Expect(contest).ToBeVisibleAsync();
        // from here on the page's time passes only when it is told to
        await device.Context.Clock.PauseAtAsync(
            DateTimeOffset.FromUnixTimeMilliseconds(await wall.EvaluateAsync<long>("Date.now() + 1000")).UtcDateTime
        );
        await hub.AskAsync(new CallNext(new("A1"), "1"));
        await Expect(wall.GetByTestId("calls")).ToContainTextAsync("A1");
        await Expect(contest).ToBeHiddenAsync();
        // the hub hears that a wall shows it
        await Eventually.TrueAsync(
            () => hub.Ledger.Fair.Queues.Of(new("A1")).Line[0].Shown is not null,
            "the grace has begun"
        );
        await device.Context.Clock.RunForAsync(6_500);
        await Expect(wall.GetByTestId("calls")).ToHaveCountAsync(0);
        await Expect(contest).ToBeVisibleAsync();
        // the next call comes when the contest has been seen for a moment
        await hub.AskAsync(new MarkInterviewed(new("A1"), 1));
        await hub.AskAsync(new CallNext(new("A1"), "1"));
        await device.Context.Clock.RunForAsync(8_500);
        await Expect(wall.GetByTestId("calls")).ToContainTextAsync("2");
    }

    [Fact]
    public async Task Of_forty_calls_the_newest_come_first_and_all_are_seen_on_two_pages()
    {
        await using var hub = await TestHub.StartAsync();
        string[] booths = [.. Enumerable.Range(1, 40).Select(i => $"A{i:00}")];
        await hub.AskAsync(
            new ImportRoster(
                [.. booths.Select((b, i) => new EmployerRow(i + 2, $"单位{b}", null, null, null, null, null, b))],
                []
            )
        );
        foreach (var booth in booths)
        {
            await hub.AskAsync(new OpenDesk(new(booth), "1", null));
            await hub.AskAsync(new JoinQueue(new(booth), new($"p{booth}"), null));
            if (booth != "A40")
                await hub.AskAsync(new CallNext(new(booth), "1"));
        }
        await using var device = await Device.WallAsync(chromium, hub);
        await device.Context.Clock.InstallAsync();
        var wall = await device.GoAsync("/wall?scene=calling");
        var calls = wall.GetByTestId("calls").Locator("> div");
        await Expect(calls).ToHaveCountAsync(25);
        await device.Context.Clock.PauseAtAsync(
            DateTimeOffset.FromUnixTimeMilliseconds(await wall.EvaluateAsync<long>("Date.now() + 1000")).UtcDateTime
        );
        await hub.AskAsync(new CallNext(new("A40"), "1"));
        await Expect(calls.First).ToContainTextAsync("A40");
        HashSet<string> seen = [];
        for (var page = 0; page < 2; page++)
        {
            foreach (var text in await calls.AllInnerTextsAsync())
                seen.UnionWith(booths.Where(b => text.Contains(b, StringComparison.Ordinal)));
            var last = await calls.Last.BoundingBoxAsync();
            Assert.True(last!.Y + last.Height <= 1080, "the last of a page is seen whole");
            await device.Context.Clock.RunForAsync(6_000);
        }
        Assert.Equal(booths, seen.Order());
    }

    [Fact]
    public async Task An_organizer_sets_the_time_zone_on_the_desk_and_pages_show_its_time_whatever_the_device_thinks()
    {
        await using var hub = await TestHub.StillAsync();
        await using var laptop = await Device.TabletAsync(chromium, hub);
        var desk = await laptop.EnterAsync(hub.Organizer);
        await Expect(desk.GetByTestId("as-of").First).ToContainTextAsync("09:00");
        await Expect(desk.GetByTestId("zone-name")).ToHaveValueAsync("Asia/Shanghai");
        await desk.GetByTestId("zone-name").FillAsync("Asia/Peking");
        await desk.GetByTestId("zone-save").ClickAsync();
        await Expect(desk.GetByTestId("zone").GetByRole(AriaRole.Alert)).ToContainTextAsync("没有时区 Asia/Peking");
        Assert.Equal("Asia/Shanghai", hub.Ledger.Fair.Slice<About>().Zone);
        await desk.GetByTestId("zone-name").FillAsync("Europe/Berlin");
        await desk.GetByTestId("zone-save").ClickAsync();
        await Expect(desk.GetByTestId("zone").GetByRole(AriaRole.Status)).ToContainTextAsync("Europe/Berlin");

        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.Context.NewPageAsync();
        var tools = await phone.Context.NewCDPSessionAsync(page);
        await tools.SendAsync("Emulation.setTimezoneOverride", new() { ["timezoneId"] = "America/New_York" });
        await page.GotoAsync(hub.Url.ToString());
        await Expect(page.GetByTestId("as-of").First).ToContainTextAsync("03:00");
    }

    /// <summary>All that the phone was asked to do, once these are among it.</summary>
    private static async Task<string[]> AskedAsync(IPage page, params string[] what)
    {
        string[] asked = [];
        await Eventually.TrueAsync(
            async () =>
            {
                asked = await page.EvaluateAsync<string[]>("window.asked");
                return what.All(asked.Contains);
            },
            $"it is asked: {string.Join(", ", what)}"
        );
        return asked;
    }
}
