using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Hub.Features.Floor;
using Hub.Features.Roster;
using Hub.Host;
using Hub.Sheets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

[Collection(nameof(Web))]
[Needs(Need.Browser)]
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
        await Expect(wall.GetByTestId("stale")).ToBeVisibleAsync();
        await Expect(wall.GetByTestId("stale")).ToContainTextAsync("画面不是最新");

        await hub.OpenAsync();
        await hub.AskAsync(new RecordVisit(new("p1"), new("A2"), Way.In));
        await hub.AskAsync(new Hub.Features.Contest.EnterMark(new("drone"), new("J1"), new("3"), "speed", 10));
        await Expect(wall.GetByTestId("stale")).ToHaveCountAsync(0);
        await Expect(wall.Locator("[data-testid^=row-]").First)
            .ToContainTextAsync(scene.Contains("floor") ? "凌河软件" : "王五一");
    }

    [Fact]
    public async Task Every_booth_of_a_large_fair_is_on_the_walls_plan_with_a_picture_of_the_halls_and_without()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AskAsync(
            new ImportRoster(
                [
                    .. Enumerable
                        .Range(0, 140)
                        .Select(i => new EmployerRow(
                            i + 2,
                            $"单位{i}",
                            null,
                            null,
                            null,
                            null,
                            null,
                            $"{(char)('A' + i / 20)}{i % 20 + 1:00}"
                        )),
                ],
                []
            )
        );
        await using var device = await Device.WallAsync(chromium, hub);
        var wall = await device.GoAsync("/wall?scene=plan");
        await EndsAsync();
        await hub.AskAsync(new SetPlan(await wall.ScreenshotAsync()));
        await Expect(wall.GetByTestId("plan").GetByRole(AriaRole.Img)).ToBeVisibleAsync();
        await EndsAsync();

        Task EndsAsync() =>
            Eventually.TrueAsync(
                async () =>
                    await wall.GetByTestId("plan-G20").BoundingBoxAsync() is { } last
                    && last.Y + last.Height <= 1080 - 10,
                "the last booth is seen"
            );
    }

    [Fact]
    public async Task A_wall_without_a_scene_calls_numbers_between_the_pages_of_the_floor()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AskAsync(
            new ImportRoster(
                [
                    .. Enumerable
                        .Range(1, 30)
                        .Select(i => new EmployerRow(i + 1, $"单位{i}", null, null, null, null, null, $"A{i:00}")),
                ],
                []
            )
        );
        await hub.AskAsync(new Hub.Features.Queues.OpenDesk(new("A01"), "1", null));
        await hub.AskAsync(new Hub.Features.Queues.JoinQueue(new("A01"), new("p1"), null));
        await using var device = await Device.WallAsync(chromium, hub);
        var wall = await device.GoAsync("/wall?every=5");
        await Expect(wall.GetByText("1 / 3")).ToBeVisibleAsync();
        await hub.AskAsync(new Hub.Features.Queues.CallNext(new("A01"), "1"));
        await Expect(wall.GetByTestId("calls")).ToContainTextAsync("A01");
        // and the floor goes on where it was
        await Expect(wall.GetByText("2 / 3")).ToBeVisibleAsync();
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
        await Expect(wall.GetByRole(AriaRole.Alert)).ToContainTextAsync("还没有连上服务器");
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
        await Expect(wall.GetByTestId("row-1")).ToContainTextAsync("张三丰");
    }

    [Fact]
    public async Task A_wall_that_is_sent_to_a_contest_before_it_is_defined_shows_it_as_soon_as_it_is()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var device = await Device.WallAsync(chromium, hub);
        var wall = await device.GoAsync("/wall?scene=leaderboard/late");
        await Expect(wall.GetByTestId("not-yet")).ToContainTextAsync("一有就会自动显示");
        await hub.AskAsync(
            TestHub.Drone("赵六七") with
            {
                Scheme = TestHub.DroneScheme with { Id = new("late"), Name = "迟到的比赛" },
            }
        );
        await Expect(wall.GetByTestId("row-1")).ToContainTextAsync("赵六七");
        await Expect(wall.GetByRole(AriaRole.Heading, new() { Name = "迟到的比赛" })).ToBeVisibleAsync();
        await Expect(wall.GetByTestId("not-yet")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_wall_that_is_sent_to_a_scene_that_cannot_be_says_so()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var device = await Device.WallAsync(chromium, hub);
        await Expect((await device.GoAsync("/wall?scene=flor")).GetByTestId("bad-scene"))
            .ToHaveTextAsync("没有这个画面：flor");
        await Expect((await device.GoAsync("/wall?scene=flor,floor")).GetByTestId("row-A1"))
            .ToContainTextAsync("朝阳重工");
    }

    [Fact]
    public async Task A_wall_waits_while_another_database_is_served_and_is_right_again_after()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var device = await Device.WallAsync(chromium, hub);
        var wall = await device.GoAsync("/wall?scene=floor");
        await Expect(wall.GetByTestId("row-A1")).ToContainTextAsync("朝阳重工");
        await hub.StopAsync();

        var data = System.IO.Directory.CreateTempSubdirectory("hub-test-other-");
        var sockets = new ConcurrentQueue<IWebSocket>();
        wall.WebSocket += (_, socket) => sockets.Enqueue(socket);
        await using (
            var other = HubApp.Build(
                ["--urls", hub.Url.ToString(), "--data", data.FullName],
                s => s.AddLogging(l => l.ClearProviders())
            )
        )
        {
            await other.StartAsync();
            await Expect(wall.GetByTestId("stale")).ToBeVisibleAsync();
            await Eventually.TrueAsync(() => sockets.Count > 1, "it tries again");
            await Expect(wall.GetByTestId("need-badge")).ToHaveCountAsync(0);
            await other.StopAsync();
        }
        data.Delete(recursive: true);

        await hub.OpenAsync();
        await Expect(wall.GetByTestId("stale")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_wall_whose_server_swallows_everything_is_right_again_when_it_returns()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var device = await Device.WallAsync(chromium, hub);
        var wall = await device.GoAsync("/wall?scene=floor");
        await Expect(wall.GetByTestId("row-A1")).ToContainTextAsync("朝阳重工");
        await hub.StopAsync();
        using var hole = new TcpListener(IPAddress.Loopback, hub.Url.Port);
        hole.Start();
        // taken, and neither answered nor ended
        using var swallowed = await hole.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await Expect(wall.GetByTestId("stale")).ToBeVisibleAsync();
        hole.Stop();
        await hub.OpenAsync();
        await Expect(wall.GetByTestId("stale")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_wall_whose_node_ends_goes_to_another_without_a_word_unless_none_takes_it()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var device = await Device.WallAsync(chromium, hub);
        await device.Context.Clock.InstallAsync();
        var sockets = new ConcurrentQueue<IWebSocketRoute>();
        await device.Context.RouteWebSocketAsync(
            url => url.Contains("/live?"),
            socket =>
            {
                // the second one reaches nobody
                if (sockets.IsEmpty)
                    socket.ConnectToServer();
                sockets.Enqueue(socket);
            }
        );
        var wall = await device.GoAsync("/wall?scene=floor");
        await Expect(wall.GetByTestId("row-A1")).ToContainTextAsync("朝阳重工");
        // from here on the page's time passes only when it is told to
        await device.Context.Clock.PauseAtAsync(
            DateTimeOffset.FromUnixTimeMilliseconds(await wall.EvaluateAsync<long>("Date.now() + 2000")).UtcDateTime
        );
        sockets
            .First()
            .Send("""{"type":1,"target":"Notice","arguments":[{"code":"node-draining","message":""}]}""" + "\u001e");
        await Eventually.TrueAsync(
            async () =>
            {
                await device.Context.Clock.RunForAsync(20);
                return sockets.Count == 2;
            },
            "it connects again"
        );
        // longer than after any other end, and no longer than any screen may be silent
        await device.Context.Clock.RunForAsync(3_000);
        await Expect(wall.GetByTestId("stale")).ToHaveCountAsync(0);
        await Eventually.TrueAsync(
            async () =>
            {
                await device.Context.Clock.RunForAsync(500);
                return await wall.GetByTestId("stale").IsVisibleAsync();
            },
            "it says that it is stale"
        );
    }

    [Fact]
    public async Task A_wall_with_a_badge_of_its_own_is_shut_out_when_that_is_revoked()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var device = await Device.WallAsync(chromium, hub);
        var badge = await hub.BadgeAsync(Role.Display);
        var wall = await device.EnterAsync(badge);
        await Expect(wall.GetByTestId("row-A1")).ToContainTextAsync("朝阳重工");
        using var revoked = await hub.Organizer.DeleteAsync($"badges/{badge.Id}");
        await Expect(wall.GetByTestId("need-badge")).ToBeVisibleAsync();
        await Expect(wall.GetByTestId("row-A1")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_wall_that_nobody_touches_hears_of_new_contests_and_takes_new_pages()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var device = await Device.WallAsync(chromium, hub);
        await device.Context.Clock.InstallAsync();
        var wall = await device.GoAsync("/wall?scene=leaderboard/drone");
        await Expect(wall.GetByRole(AriaRole.Heading, new() { Name = "无人机" })).ToBeVisibleAsync();
        await hub.AskAsync(TestHub.Drone() with { Scheme = TestHub.DroneScheme with { Name = "无人机决赛" } });
        await device.Context.Clock.FastForwardAsync(31_000);
        await Expect(wall.GetByRole(AriaRole.Heading, new() { Name = "无人机决赛" })).ToBeVisibleAsync();

        var loads = 0;
        wall.Load += (_, _) => loads++;
        await device.Context.RouteAsync(
            "**/_app/version.json",
            route => route.FulfillAsync(new() { Json = new { version = "another" } })
        );
        await device.Context.Clock.FastForwardAsync(31_000);
        await Eventually.TrueAsync(() => loads == 1, "it takes the new pages");
        await Expect(wall.GetByTestId("row-1")).ToContainTextAsync("张三丰");
    }
}
