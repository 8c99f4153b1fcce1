using Hub.Features.Contest;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class JudgeTests(Chromium chromium)
{
    [Fact]
    public async Task A_mark_entered_on_a_tablet_moves_the_row_on_a_wall_that_nobody_touches()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new EnterMark(new("drone"), new("J2"), new("1"), "speed", 6));
        await using var wallDevice = await Device.WallAsync(chromium, hub);
        var wall = await wallDevice.GoAsync("/wall?scene=leaderboard/drone");
        var rows = wall.Locator("[data-testid^=row-]");
        await Expect(rows.First).ToContainTextAsync("张三丰");

        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"));
        await MarkAsync(judge, "2", "speed", "9.5");
        await Expect(judge.GetByTestId("state-speed")).ToContainTextAsync("已入账");
        await Expect(judge.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        Assert.Equal(9.5m, hub.MarkOf("2", "speed", "J1"));

        await Expect(rows.First).ToContainTextAsync("李四光");
        await Expect(wall.GetByTestId("row-1")).ToContainTextAsync("2");
        await Expect(wall.GetByTestId("as-of")).ToContainTextAsync("截至");
    }

    [Fact]
    public async Task Who_taps_save_twice_has_marked_once()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"));
        var before = hub.Offset;
        await judge.Locator("#speed").FillAsync("7");
        await judge.GetByTestId("save-speed").DblClickAsync();
        await Expect(judge.GetByTestId("state-speed")).ToContainTextAsync("已入账");
        await Expect(judge.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        Assert.Equal(before + 1, hub.Offset);
    }

    [Fact]
    public async Task A_mark_is_told_as_sent_until_it_is_answered_and_as_in_the_ledger_before_the_board_shows_it()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new EnterMark(new("drone"), new("J1"), new("1"), "speed", 6));
        await using var tablet = await Device.TabletAsync(chromium, hub);
        // frames may be lost, and the answer take its time
        var (lost, answered) = (false, new TaskCompletionSource());
        await tablet.Context.RouteWebSocketAsync(
            url => url.Contains("/live"),
            socket =>
            {
                var server = socket.ConnectToServer();
                server.OnMessage(frame =>
                {
                    if (!Volatile.Read(ref lost))
                        socket.Send(frame.Text!);
                });
            }
        );
        await tablet.Context.RouteAsync(
            "**/contests/drone/marks",
            async route =>
            {
                await answered.Task;
                await route.ContinueAsync();
            }
        );
        var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"));
        await Expect(judge.Locator("#speed")).ToHaveValueAsync("6");
        await MarkAsync(judge, "1", "speed", "8");
        await Expect(judge.GetByTestId("state-speed")).ToContainTextAsync("已发出");
        await MarkAsync(judge, "1", "care", "9");
        await Expect(judge.GetByTestId("state-care")).ToContainTextAsync("仅在本机");
        Volatile.Write(ref lost, true);
        answered.SetResult();
        await Expect(judge.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        await Expect(judge.GetByTestId("state-speed")).ToContainTextAsync("已入账");
        await Expect(judge.Locator("#speed")).ToHaveValueAsync("8");
        // from then on the board tells, also of what the chief has done
        Volatile.Write(ref lost, false);
        await hub.AskAsync(new CorrectMark(new("drone"), new("1"), "speed", 1, new("J1"), 7, "x"));
        await Expect(judge.Locator("#speed")).ToHaveValueAsync("7");
    }

    [Fact]
    public async Task Marks_entered_without_a_network_wait_in_the_closed_tablet_and_are_sent_in_their_order()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"));
        await Expect(judge.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        var before = hub.Offset;

        await tablet.Context.SetOfflineAsync(true);
        await MarkAsync(judge, "1", "speed", "8");
        await Expect(judge.GetByTestId("state-speed")).ToContainTextAsync("仅在本机");
        await MarkAsync(judge, "1", "speed", "8.5");
        await MarkAsync(judge, "3", "care", "20");
        await Expect(judge.GetByTestId("outbox")).ToContainTextAsync("3 条等待发送");
        await judge.CloseAsync();
        Assert.Equal(before, hub.Offset);

        await tablet.Context.SetOfflineAsync(false);
        var again = await tablet.GoAsync("/judge");
        await Expect(again.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        await Expect(again.Locator("#speed")).ToHaveValueAsync("8.5");
        Assert.Equal(
            (8.5m, 20m, before + 3),
            (hub.MarkOf("1", "speed", "J1"), hub.MarkOf("3", "care", "J1"), hub.Offset)
        );
    }

    [Fact]
    public async Task A_mark_that_the_hub_refuses_is_shown_to_the_judge_and_the_next_one_goes_on()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"));
        // the browser knows the range too, but it may be an old page
        await judge.GetByTestId("contestant-1").ClickAsync();
        await judge.Locator("#speed").EvaluateAsync("input => (input.form.noValidate = true)");
        await judge.Locator("#speed").FillAsync("11");
        await judge.GetByTestId("save-speed").ClickAsync();
        await MarkAsync(judge, "1", "care", "12");
        await Expect(judge.GetByRole(AriaRole.Alert)).ToContainTextAsync("分数要在 0 到 10 之间");
        await Expect(judge.GetByRole(AriaRole.Alert)).ToContainTextAsync("张三丰");
        await Expect(judge.GetByTestId("state-care")).ToContainTextAsync("已入账");
        await judge.GetByText("知道了").ClickAsync();
        await Expect(judge.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_tablet_that_reaches_the_hub_without_https_marks_as_well()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub, Chromium.Hall);
        var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"));
        Assert.False(await judge.EvaluateAsync<bool>("isSecureContext"));
        await MarkAsync(judge, "1", "speed", "7");
        await Expect(judge.GetByTestId("state-speed")).ToContainTextAsync("已入账");
    }

    [Fact]
    public async Task A_tablet_whose_browser_keeps_nothing_says_so_and_sends_in_order_all_the_same()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        await tablet.Context.AddInitScriptAsync(
            "const open = indexedDB.open.bind(indexedDB); IDBFactory.prototype.open = (...of) => { if (window.heals) "
                + "return open(...of); throw new Error('full'); }"
        );
        var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"));
        await Expect(judge.GetByRole(AriaRole.Alert)).ToContainTextAsync("关闭此页面");
        await MarkAsync(judge, "1", "speed", "6");
        await Expect(judge.GetByTestId("state-speed")).ToContainTextAsync("已入账");

        var before = hub.Offset;
        await tablet.Context.SetOfflineAsync(true);
        await MarkAsync(judge, "1", "speed", "8");
        await MarkAsync(judge, "1", "speed", "8.5");
        await Expect(judge.GetByTestId("outbox")).ToContainTextAsync("2 条等待发送");
        await tablet.Context.SetOfflineAsync(false);
        await Expect(judge.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        Assert.Equal((8.5m, before + 2), (hub.MarkOf("1", "speed", "J1"), hub.Offset));

        // as soon as it keeps again what is entered, it says no more, and what waits outlives the page
        await tablet.Context.SetOfflineAsync(true);
        await MarkAsync(judge, "2", "speed", "3");
        await Expect(judge.GetByRole(AriaRole.Alert)).ToHaveCountAsync(1);
        await judge.EvaluateAsync("window.heals = true");
        await MarkAsync(judge, "2", "speed", "4");
        await Expect(judge.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await judge.CloseAsync();
        await tablet.Context.AddInitScriptAsync("window.heals = true");
        await tablet.Context.SetOfflineAsync(false);
        var again = await tablet.GoAsync("/judge");
        await Expect(again.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        Assert.Equal((4m, before + 4), (hub.MarkOf("2", "speed", "J1"), hub.Offset));
    }

    [Fact]
    public async Task A_contest_that_is_changed_while_judges_mark_leaves_what_they_are_about_to_enter()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        await tablet.Context.Clock.InstallAsync();
        var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"));
        await judge.GetByTestId("contestant-2").ClickAsync();
        await judge.Locator("#speed").FillAsync("7");
        await hub.AskAsync(TestHub.Drone("张三丰", "李四光", "王五一", "赵六七"));
        await tablet.Context.Clock.FastForwardAsync(61_000);
        await Expect(judge.GetByTestId("contestant-4")).ToContainTextAsync("赵六七");
        await Expect(judge.Locator("#speed")).ToHaveValueAsync("7");
        await Expect(judge.GetByTestId("state-speed")).ToContainTextAsync("未保存");
    }

    [Fact]
    public async Task What_is_typed_and_not_saved_is_seen_wherever_the_judge_looks()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"));
        await judge.GetByTestId("contestant-2").ClickAsync();
        await judge.Locator("#speed").FillAsync("7");
        await judge.GetByTestId("contestant-3").ClickAsync();
        await Expect(judge.Locator("#speed")).ToHaveValueAsync("");
        await Expect(judge.GetByTestId("contestant-2")).ToContainTextAsync("1 未保存");
        await Expect(judge.GetByTestId("contestant-2")).ToContainTextAsync("0/2");
        await Expect(judge.GetByTestId("unsaved")).ToContainTextAsync("1 未保存");

        var asked = new TaskCompletionSource<string>();
        judge.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.DismissAsync();
        };
        await judge.CloseAsync(new() { RunBeforeUnload = true });
        Assert.Equal(
            "beforeunload",
            await asked.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken)
        );

        await judge.GetByTestId("contestant-2").ClickAsync();
        await judge.GetByTestId("save-speed").ClickAsync();
        await Expect(judge.GetByTestId("contestant-2")).ToContainTextAsync("1/2");
        await Expect(judge.GetByTestId("unsaved")).ToHaveCountAsync(0);
        // what is emptied and left is still what was given
        await judge.Locator("#speed").FillAsync("");
        await judge.Locator("#speed").BlurAsync();
        await Expect(judge.Locator("#speed")).ToHaveValueAsync("7");
    }

    [Fact]
    public async Task Less_than_nothing_is_nothing_and_a_mark_that_cannot_be_is_refused_in_the_words_of_the_page()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"));
        await judge.GetByRole(AriaRole.Button, new() { Name = "减 0.5" }).ClickAsync();
        await Expect(judge.Locator("#speed")).ToHaveValueAsync("0.0");
        await judge.Locator("#speed").FillAsync("7.3");
        await judge.Keyboard.PressAsync("Enter");
        await Expect(judge.GetByRole(AriaRole.Alert)).ToContainTextAsync("0–10 · 步长 0.5");
        await Expect(judge.Locator("#speed")).ToBeFocusedAsync();

        await judge.Locator("#speed").FillAsync("7.5");
        await judge.Keyboard.PressAsync("Enter");
        await Expect(judge.Locator("#care")).ToBeFocusedAsync();
        await judge.Keyboard.TypeAsync("12");
        await judge.Keyboard.PressAsync("Enter");
        await judge.Keyboard.PressAsync("Enter");
        await Expect(judge.GetByTestId("contestant-2")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(judge.Locator("#speed")).ToBeFocusedAsync();
        await Expect(judge.GetByTestId("contestant-1")).ToContainTextAsync("2/2");
    }

    internal static async Task MarkAsync(IPage judge, string contestant, string criterion, string value)
    {
        await judge.GetByTestId($"contestant-{contestant}").ClickAsync();
        await judge.Locator($"#{criterion}").FillAsync(value);
        await judge.GetByTestId($"save-{criterion}").ClickAsync();
    }
}
