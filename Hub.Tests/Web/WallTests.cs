using Hub.Floor;
using Hub.Ledger;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

[Collection(nameof(Web))]
public class WallTests(Chromium chromium)
{
    [Theory]
    [InlineData("/wall?scene=floor")]
    [InlineData("/wall?scene=leaderboard/drone")]
    public async Task A_wall_whose_server_dies_says_so_and_is_right_again_when_it_returns_without_a_touch(string scene)
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var device = await Device.WallAsync(chromium, hub);
        var wall = await device.GoAsync(scene);
        await Expect(wall.GetByTestId("as-of")).ToContainTextAsync("截至");
        await Expect(wall.GetByTestId("stale")).ToHaveCountAsync(0);

        await hub.StopAsync();
        await Expect(wall.GetByTestId("stale")).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await Expect(wall.GetByTestId("stale")).ToContainTextAsync("画面不是最新");

        await hub.OpenAsync();
        await hub.AskAsync(new RecordVisit("p1", "A2", Way.In));
        await hub.AskAsync(new Hub.Contest.EnterMark("drone", "J1", "3", "speed", 10));
        await Expect(wall.GetByTestId("stale")).ToHaveCountAsync(0, new() { Timeout = 5_000 });
        await Expect(wall.Locator("[data-testid^=row-]").First).ToContainTextAsync(scene.Contains("floor") ? "凌河软件" : "王五一", new() { Timeout = 9_000 });
    }

    [Fact]
    public async Task A_wall_that_is_switched_on_before_its_server_shows_the_fair_when_that_comes()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var device = await Device.WallAsync(chromium, hub);
        // the page is there, the server's answers are not
        await device.Context.RouteAsync("**/api/**", route => route.AbortAsync());
        var wall = await device.GoAsync("/wall?scene=floor");
        await Expect(wall.GetByTestId("as-of")).ToContainTextAsync("正在连接");
        await device.Context.UnrouteAsync("**/api/**");
        await Expect(wall.GetByTestId("row-A1")).ToContainTextAsync("朝阳重工");
    }

    [Fact]
    public async Task Readings_of_an_integration_are_shown_live_and_said_to_be_no_more_than_that()
    {
        await using var hub = await TestHub.WithFairAsync();
        var gate = await hub.BadgeAsync(Role.Integration, board: "gate");
        await using var device = await Device.WallAsync(chromium, hub);
        var wall = await device.GoAsync("/wall?scene=custom/gate");
        await Expect(wall.GetByText("实时读数，只看最新，不留存")).ToBeVisibleAsync();
        await gate.PostAsync("custom/gate/north", new { count = 17 });
        await Expect(wall.GetByTestId("row-north")).ToContainTextAsync("17");
        await gate.DeleteAsync("custom/gate/north");
        await Expect(wall.GetByTestId("row-north")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_a_scene_a_wall_takes_everything_in_turn()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var device = await Device.WallAsync(chromium, hub);
        var wall = await device.GoAsync("/wall?every=5");
        await Expect(wall.GetByTestId("row-A1")).ToContainTextAsync("朝阳重工");
        await Expect(wall.GetByTestId("row-1")).ToContainTextAsync("张三丰", new() { Timeout = 20_000 });
    }
}
