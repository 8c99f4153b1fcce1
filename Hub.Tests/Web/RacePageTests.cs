using Hub.Features.Racing;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

/// <summary>A race on the desk, on a pilot's phone and on the walls, in real browsers.</summary>
[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class RacePageTests(Chromium chromium)
{
    [Fact]
    public async Task From_the_plan_to_the_first_heat_that_the_gate_has_timed()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        await tablet.EnterAsync(await hub.BadgeAsync(Role.Chief, contest: "drone"));
        var desk = await tablet.GoAsync("/race");
        await desk.GetByTestId("race-save").ClickAsync();
        await desk.GetByTestId("race-open").ClickAsync();
        await Expect(desk.GetByTestId("desk-W1-1")).ToContainTextAsync("张三丰");

        await using var phoneDevice = await Device.PhoneAsync(chromium, hub);
        var phone = await phoneDevice.GoAsync("/board?contest=drone");
        await phone.GetByTestId("race-mine").SelectOptionAsync("2");
        await Expect(phone.GetByTestId("race-my-next")).ToContainTextAsync("W1-1");
        await using var wallDevice = await Device.WallAsync(chromium, hub);
        var wall = await wallDevice.GoAsync("/wall?scene=heat-now/drone");
        await Expect(wall.GetByText("现在没有场次在飞")).ToBeVisibleAsync();

        await desk.GetByTestId("race-call-W1-1").ClickAsync();
        await Expect(wall.GetByTestId("scene-heat-W1-1")).ToContainTextAsync("李四光");
        var gate = await hub.BadgeAsync(Role.Integration, board: "race/drone");
        await gate.AskAsync(
            "contests/drone/race/laps",
            new
            {
                run = "a",
                finished = true,
                pilots = new[] { ("1", 31.000123m), ("2", 31.000122m), ("3", 40m) }.Select(p => new
                {
                    contestant = p.Item1,
                    start = 0.4m,
                    laps = new[] { p.Item2, 30m, 30m },
                }),
            }
        );
        await Expect(wall.GetByTestId("scene-heat-W1-1").Locator("p").First).ToContainTextAsync("李四光");
        await desk.GetByTestId("race-confirm-W1-1").ClickAsync();
        await Expect(phone.GetByTestId("race-my-next")).ToContainTextAsync("场次 F");
        // the choice stays on the phone
        await phone.ReloadAsync();
        await Expect(phone.GetByTestId("race-my-next")).ToContainTextAsync("场次 F");
        Assert.Equal(
            new ContestantId("2"),
            hub.Ledger.Fair.OpenStage(new("drone"), "main").Bracket.Find("W1-1")!.GoOn[0]
        );

        // what the desk types is decided by the hub, and refused in its words
        await desk.GetByTestId("race-more-L1-1").ClickAsync();
        await desk.GetByTestId("race-place-L1-1-1").FillAsync("1");
        await desk.GetByTestId("race-place-L1-1-3").FillAsync("1");
        await desk.GetByTestId("race-place-L1-1-3").BlurAsync();
        await desk.GetByTestId("race-say-L1-1").ClickAsync();
        await Expect(desk.GetByTestId("refused")).ToContainTextAsync("并列名次");
        await desk.GetByTestId("race-place-L1-1-3").FillAsync("2");
        await desk.GetByTestId("race-place-L1-1-3").BlurAsync();
        await desk.GetByTestId("race-say-L1-1").ClickAsync();
        await Expect(desk.GetByTestId("desk-F")).ToContainTextAsync("张三丰");
        var bracket = await wallDevice.GoAsync("/wall?scene=bracket/drone");
        await Expect(bracket.GetByTestId("heat-main-W1-1")).ToContainTextAsync("李四光");
    }
}
