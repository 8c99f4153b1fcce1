using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

/// <summary>Browsers as old as the pages are for, and older: the build looks through its files for what iOS 15 and
/// Chromium 86 lack, and here this one lacks it.</summary>
[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class OldBrowserTests(Chromium chromium)
{
    private const string Lacking = """
        for (const [of, names] of [
          [AbortSignal, ["timeout", "any"]],
          [Array.prototype, ["at", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with"]],
          [String.prototype, ["at", "isWellFormed", "toWellFormed"]],
          [Object, ["groupBy", "hasOwn"]],
          [Map, ["groupBy"]],
          [Array, ["fromAsync"]],
          [Promise, ["withResolvers", "try"]],
          [Crypto.prototype, ["randomUUID"]],
          [HTMLFormElement.prototype, ["requestSubmit"]],
          [Iterator.prototype, ["map", "filter", "find", "some", "every", "toArray", "take", "drop", "forEach"]],
          [Set.prototype, ["union", "intersection", "difference", "isSubsetOf"]],
          [Response, ["json"]],
          [URL, ["canParse", "parse"]],
          [window, ["structuredClone", "reportError", "scheduler", "BroadcastChannel", "Iterator", "navigation"]],
          [Navigator.prototype, ["locks", "userActivation", "vibrate", "wakeLock"]],
        ])
          for (const name of names) delete of[name];
        delete window.Notification;
        """;

    [Fact]
    public async Task Every_surface_runs_where_nothing_newer_than_the_oldest_browsers_is()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var device = await Device.TabletAsync(chromium, hub);
        await device.Context.AddInitScriptAsync(Lacking);
        foreach (
            var (path, there) in ((string, string)[])
                [
                    ("/", "朝阳重工"),
                    ("/plan", "A1"),
                    ("/employer?id=e1", "朝阳重工"),
                    ("/pass", "通行证"),
                    ("/my", "我的"),
                    ("/board", "王五一"),
                    ("/checkin?booth=A1", "朝阳重工"),
                    ("/wall?scene=floor", "朝阳重工"),
                    ("/wall?scene=leaderboard/drone", "王五一"),
                    ("/wall?scene=calling", "正在叫号"),
                ]
        )
        {
            var page = await device.GoAsync(path);
            await Expect(page.Locator("body")).ToContainTextAsync(there);
            await page.CloseAsync();
        }
        var judge = await device.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"));
        var before = hub.Offset;
        await judge.Locator("form input").First.FillAsync("10");
        await judge.Locator("form input").First.PressAsync("Enter");
        await Eventually.TrueAsync(() => hub.Offset > before, "the mark");
        var booth = await device.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await booth.GetByTestId("pass").FillAsync("p1");
        await booth.GetByTestId("in").ClickAsync();
        await Expect(booth.GetByTestId("answer")).ToContainTextAsync("已进入");
        var desk = await device.EnterAsync(hub.Organizer);
        await Expect(desk.Locator("body")).ToContainTextAsync("人才周");
    }

    [Fact]
    public async Task A_browser_that_is_older_is_told_so_in_both_languages_and_not_left_to_wait()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var browser = await Chromium.LaunchAsync();
        foreach (
            var older in (string[])["delete window.WeakRef", "delete String.prototype.replaceAll", "delete window.Map"]
        )
        {
            var page = await browser.NewPageAsync();
            await page.AddInitScriptAsync(older);
            await page.GotoAsync(hub.Url.ToString());
            await Expect(page.GetByText("浏览器可能太旧")).ToBeVisibleAsync();
            await Expect(page.GetByText("The browser may be too old")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task A_page_whose_scripts_do_not_come_says_so_and_opens_again()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var browser = await Chromium.LaunchAsync();
        var page = await browser.NewPageAsync(new() { Locale = "zh-CN" });
        await page.RouteAsync("**/entry/app.*", route => route.AbortAsync());
        await page.GotoAsync(hub.Url.ToString());
        var again = page.GetByRole(AriaRole.Button, new() { Name = "重新打开" });
        await Expect(again).ToBeVisibleAsync();
        await page.UnrouteAllAsync();
        await again.ClickAsync();
        await Expect(page.GetByText("朝阳重工").First).ToBeVisibleAsync();
        await Expect(again).ToBeHiddenAsync();
    }
}
