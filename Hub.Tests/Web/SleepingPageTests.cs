using Hub.Features.Floor;
using Hub.Features.Queues;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

/// <summary>Pages that sleep are right again by themselves.</summary>
[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class SleepingPageTests(Chromium chromium)
{
    [Fact]
    public async Task A_page_that_was_frozen_while_its_hub_was_another_is_right_when_it_goes_on()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var device = await Device.WallAsync(chromium, hub);
        var wall = await device.GoAsync("/wall?scene=floor");
        await Expect(wall.GetByTestId("row-A1")).ToBeVisibleAsync();
        var browser = await device.Context.NewCDPSessionAsync(wall);
        await LifeAsync(browser, "frozen");
        await hub.StopAsync();
        await hub.OpenAsync();
        await hub.AskAsync(new RecordVisit(new("p1"), new("A2"), Way.In));
        await LifeAsync(browser, "active");
        await Expect(wall.Locator("[data-testid^=row-]").First).ToContainTextAsync("凌河软件");
        await Expect(wall.GetByTestId("stale")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_tablets_queue_that_was_frozen_shows_who_came_and_calls_them()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        await using var device = await Device.TabletAsync(chromium, hub);
        var page = await device.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await page.GetByTestId("tab-queue").ClickAsync();
        await Expect(page.GetByTestId("next")).ToBeDisabledAsync();
        var browser = await device.Context.NewCDPSessionAsync(page);
        await LifeAsync(browser, "frozen");
        await hub.AskAsync(new JoinQueue(new("A1"), new("p1"), null));
        await LifeAsync(browser, "active");
        await Expect(page.GetByTestId("next")).ToContainTextAsync("叫下一位 · 1");
        await page.GetByTestId("next").ClickAsync();
        await Expect(page.GetByTestId("interviewed")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_that_comes_back_from_the_browsers_cache_is_right_without_a_touch()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        await using var browser = await Chromium.LaunchAsync("--disable-back-forward-cache");
        var page = await browser.NewPageAsync(new() { Locale = "zh-CN" });
        await page.GotoAsync(new Uri(hub.Url, "/employer?id=e1").ToString());
        await Expect(page.GetByTestId("join")).ToBeVisibleAsync();
        // a cached page remembers this; one that is loaded anew does not
        await page.EvaluateAsync("window.kept = true");
        await page.GotoAsync(new Uri(hub.Url, "/docs").ToString());
        await hub.AskAsync(new JoinQueue(new("A1"), new("p1"), null));
        await page.EvaluateAsync("void history.back()");
        await Expect(page.GetByTestId("wait-A1")).ToContainTextAsync("1 人在等");
        Assert.True(await page.EvaluateAsync<bool>("window.kept === true"));
    }

    private static Task LifeAsync(ICDPSession browser, string state) =>
        browser.SendAsync("Page.setWebLifecycleState", new() { ["state"] = state });
}
