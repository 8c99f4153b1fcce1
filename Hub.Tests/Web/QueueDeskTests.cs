using Hub.Features.Queues;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

/// <summary>Two interviewers of one booth, each with a tablet.</summary>
[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class QueueDeskTests(Chromium chromium)
{
    [Fact]
    public async Task Of_two_who_call_at_once_one_is_told_that_nobody_waits_and_goes_on_and_nobody_is_called_by_itself()
    {
        await using var hub = await TwoDesksAsync();
        await hub.AskAsync(new JoinQueue(new("A1"), new("p1"), null));
        await using var left = await Device.TabletAsync(chromium, hub);
        await using var right = await Device.TabletAsync(chromium, hub);
        var (one, two) = (await QueueAsync(left, hub), await QueueAsync(right, hub));
        // neither has heard of the other when they press
        var (calls, both) = (0, new TaskCompletionSource());
        foreach (var device in (Device[])[left, right])
            await device.Context.RouteAsync(
                "**/next",
                async route =>
                {
                    if (Interlocked.Increment(ref calls) == 2)
                        both.SetResult();
                    await both.Task;
                    await route.ContinueAsync();
                }
            );
        await Task.WhenAll(Next(one, "1").ClickAsync(), Next(two, "2").ClickAsync());
        await Eventually.TrueAsync(
            async () => await Told(one).CountAsync() + await Told(two).CountAsync() == 1,
            "one is told"
        );
        var (late, desk) = await Told(one).CountAsync() == 1 ? (one, "1") : (two, "2");
        // nothing is locked but to call the next, to miss who has just been called, and to add a pass that is not typed
        await Expect(late.GetByTestId("no-show")).ToBeDisabledAsync();
        await Expect(late.Locator("main button:disabled")).ToHaveCountAsync(3);
        await Expect(late.GetByTestId("give-up")).ToHaveCountAsync(0);

        await hub.AskAsync(new JoinQueue(new("A1"), new("p2"), null));
        await Expect(Next(late, desk)).ToContainTextAsync("叫下一位 · 2");
        await late.GetByTestId($"desk-{desk}").GetByText("休息").ClickAsync();
        await late.GetByTestId($"desk-{desk}").GetByText("恢复").ClickAsync();
        await Expect(Next(late, desk)).ToBeEnabledAsync();
        Assert.Null(hub.Ledger.Fair.Queues.Of(new("A1")).Desks[desk].Serving);
        Assert.Equal(2, calls);
        await Expect(Told(late)).ToHaveCountAsync(0);
        await Next(late, desk).ClickAsync();
        await Expect(late.GetByTestId($"desk-{desk}").GetByTestId("interviewed")).ToBeVisibleAsync();
        Assert.Equal(2, hub.Ledger.Fair.Queues.Of(new("A1")).Desks[desk].Serving);

        ILocator Told(IPage page) => page.GetByText("现在没有人在等。");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_gets_no_answer_is_given_up_and_all_can_be_pressed_again(bool silent)
    {
        await using var hub = await TwoDesksAsync();
        await hub.AskAsync(new JoinQueue(new("A1"), new("p1"), null));
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var page = await QueueAsync(tablet, hub);
        // a network that is away, or one on which nothing ever comes back
        var away = true;
        await tablet.Context.RouteAsync(
            "**/next",
            route =>
                !away ? route.ContinueAsync()
                : silent ? Task.CompletedTask
                : route.AbortAsync()
        );
        await Next(page, "1").ClickAsync();
        await page.GetByTestId("give-up").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("已不再等待");
        await Expect(Next(page, "1")).ToBeEnabledAsync();
        await Expect(page.GetByTestId("open-desk")).ToBeEnabledAsync();
        away = false;
        await Next(page, "2").ClickAsync();
        await Expect(page.GetByTestId("desk-2").GetByTestId("interviewed")).ToBeVisibleAsync();
        Assert.Null(hub.Ledger.Fair.Queues.Of(new("A1")).Desks["1"].Serving);
    }

    [Fact]
    public async Task A_phone_is_told_that_a_queue_is_full_and_gets_no_place_by_itself_when_there_is_room()
    {
        await using var hub = await TwoDesksAsync();
        await using var phone = await Device.PhoneAsync(chromium, hub);
        var page = await phone.GoAsync("/employer?id=e1");
        var joins = 0;
        // it fills up in the moment in which the button is pressed
        await phone.Context.RouteAsync(
            "**/join",
            async route =>
            {
                if (++joins == 1)
                    await hub.AskAsync(new SetQueue(new("A1"), 0, 60));
                await route.ContinueAsync();
            }
        );
        await page.GetByTestId("join").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "排队的人已满" })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("interest")).ToBeEnabledAsync();
        await hub.AskAsync(new SetQueue(new("A1"), 60, 60));
        await Expect(page.GetByTestId("join")).ToBeEnabledAsync();
        await page.GetByTestId("interest").ClickAsync();
        await Expect(page.GetByTestId("interested")).ToBeVisibleAsync();
        Assert.Empty(hub.Ledger.Fair.Queues.Of(new("A1")).Line);
        Assert.Equal(1, joins);
    }

    private static async Task<TestHub> TwoDesksAsync()
    {
        var hub = await TestHub.WithFairAsync();
        foreach (var desk in (string[])["1", "2"])
            await hub.AskAsync(new OpenDesk(new("A1"), desk, null));
        return hub;
    }

    private static async Task<IPage> QueueAsync(Device tablet, TestHub hub)
    {
        var page = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await page.GetByTestId("tab-queue").ClickAsync();
        await Expect(Next(page, "1")).ToBeEnabledAsync();
        return page;
    }

    private static ILocator Next(IPage page, string desk) => page.GetByTestId($"desk-{desk}").GetByTestId("next");
}
