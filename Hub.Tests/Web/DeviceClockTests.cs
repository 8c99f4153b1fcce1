using System.Globalization;
using System.Text.RegularExpressions;
using Hub.Features.Queues;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

/// <summary>Devices whose clocks are wrong, or put right while a page is open: pages go by the hub's time.</summary>
[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class DeviceClockTests(Chromium chromium)
{
    private const int Hours = 3_600;

    [Theory]
    [InlineData(600)]
    [InlineData(-600)]
    [InlineData(-8 * Hours)]
    public async Task A_tablet_lets_somebody_be_missed_when_their_time_is_over_at_the_hub(int wrong)
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        await hub.AskAsync(new JoinQueue(new("A1"), new("p1"), null));
        await using var tablet = await Device.TabletAsync(chromium, hub);
        await SetAsync(tablet, wrong);
        var page = await tablet.EnterAsync(await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await page.GetByTestId("tab-queue").ClickAsync();
        await page.GetByTestId("next").ClickAsync();
        var missed = page.GetByTestId("no-show");
        await Expect(missed).ToBeDisabledAsync();
        // 180 seconds, less what the test has taken
        var left = int.Parse(Regex.Match(await missed.InnerTextAsync(), @"\d+").Value, CultureInfo.InvariantCulture);
        Assert.InRange(left, 180 - Eventually.Patience.TotalSeconds, 181);
        await hub.AskAsync(new SetQueue(new("A1"), 60, 0));
        await Expect(missed).ToBeEnabledAsync();
        await missed.ClickAsync();
        await Eventually.TrueAsync(() => hub.Ledger.Fair.Queues.Of(new("A1")).Missed.ContainsKey(1), "missed");
    }

    [Fact]
    public async Task A_wall_turns_its_scenes_though_its_clock_is_put_back_8_hours()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var device = await Device.WallAsync(chromium, hub);
        await SetAsync(device, 0);
        var wall = await device.GoAsync("/wall?scenes=floor,plan,leaderboard/drone&every=5");
        await Expect(wall.GetByTestId("row-A1")).ToBeVisibleAsync();
        await wall.EvaluateAsync($"putClock({-8 * Hours})");
        await Expect(wall.GetByTestId("plan")).ToBeVisibleAsync();
        await Expect(wall.GetByTestId("row-1")).ToBeVisibleAsync();
    }

    /// <summary>From now on its clock shows so many seconds more, until a page puts it to something else.</summary>
    private static Task SetAsync(Device device, int seconds) =>
        device.Context.AddInitScriptAsync(
            $$"""
            {
              const [Real, origin] = [Date, performance.timeOrigin];
              let off = {{seconds}};
              window.putClock = (seconds) => (off = seconds);
              window.Date = class extends Real {
                constructor(...of) {
                  super(...(of.length ? of : [Real.now() + 1_000 * off]));
                }
                static now = () => Real.now() + 1_000 * off;
              };
              Object.defineProperty(performance, "timeOrigin", { value: origin + 1_000 * off });
            }
            """
        );
}
