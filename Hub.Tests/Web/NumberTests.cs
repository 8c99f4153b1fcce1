using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class NumberTests(Chromium chromium)
{
    [Theory]
    [InlineData("8,5")]
    [InlineData("8，5")]
    [InlineData("8。5")]
    [InlineData("８．５")]
    public async Task A_mark_is_what_was_typed_on_whichever_keyboard(string typed)
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"));
        await judge.Locator("#speed").ClickAsync();
        await judge.Keyboard.TypeAsync(typed);
        await judge.GetByTestId("save-speed").ClickAsync();
        await Expect(judge.GetByTestId("state-speed")).ToContainTextAsync("已入账");
        await Expect(judge.Locator("#speed")).ToHaveValueAsync("8.5");
        Assert.Equal(8.5m, hub.MarkOf("1", "speed", "J1"));
    }

    [Fact]
    public async Task What_may_be_read_in_two_ways_is_asked_again_and_the_wheel_changes_nothing()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"));
        var speed = judge.Locator("#speed");
        foreach (var typed in (string[])["8,500", "8..5", "八"])
        {
            await speed.FillAsync(typed);
            await judge.GetByTestId("save-speed").ClickAsync();
            await Expect(judge.GetByRole(AriaRole.Alert)).ToContainTextAsync("请填一个数");
            await Expect(speed).ToHaveValueAsync(typed);
            await Expect(judge.GetByTestId("unsaved")).ToBeVisibleAsync();
        }
        await speed.FillAsync("9");
        await Expect(judge.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await speed.HoverAsync();
        await judge.Mouse.WheelAsync(0, 240);
        await judge.Mouse.WheelAsync(0, -120);
        await judge.EvaluateAsync("() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))");
        await Expect(speed).ToHaveValueAsync("9");
        await judge.GetByTestId("save-speed").ClickAsync();
        await Expect(judge.GetByTestId("state-speed")).ToContainTextAsync("已入账");
        Assert.Equal(9, hub.MarkOf("1", "speed", "J1"));
    }

    [Fact]
    public async Task A_capacity_of_a_booth_is_a_whole_number_or_is_refused_in_words()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1366, 768));
        var desk = await laptop.EnterAsync(hub.Organizer);
        var field = desk.GetByTestId("capacity-A1");
        await field.FillAsync("8,5");
        await field.BlurAsync();
        await Expect(desk.GetByTestId("floor-rules").GetByRole(AriaRole.Alert))
            .ToContainTextAsync("请输入这个范围内的数");
        await Expect(field).ToHaveValueAsync("8,5");
        await field.FillAsync("１２");
        await field.BlurAsync();
        await Eventually.TrueAsync(
            () =>
                hub.Ledger.Fair.Slice<Hub.Features.Floor.FloorSlice>()
                    .Capacities.GetValueOrDefault(PlaceId.OfBooth(new("A1"))) == 12,
            "the capacity is 12"
        );
        await Expect(field).ToHaveValueAsync("12");
    }

    [Fact]
    public async Task What_a_wall_shows_beside_each_other_adds_up_and_a_chief_sees_what_was_marked()
    {
        await using var hub = await TestHub.WithFairAsync();
        Part Criterion(string id, decimal step) => new(id, id, Kind: Kind.Judged, Panel: "panel", Max: 10, Step: step);
        Scheme Of(string id, decimal step) =>
            new(
                new(id),
                id,
                new Dictionary<string, Panel> { ["panel"] = new([new("J1")]) },
                [new("m1", "甲", Criteria: [Criterion("c1", step)]), new("m2", "乙", Criteria: [Criterion("c2", step)])]
            );
        foreach (
            var (id, step, mark) in ((string, decimal, decimal)[])
                [("hundredths", 0.05m, 8.25m), ("thousandths", 0.001m, 8.125m)]
        )
        {
            await hub.AskAsync(new DefineContest(Of(id, step), [new(new("1"), "张三丰", null)]));
            foreach (var criterion in (string[])["c1", "c2"])
                await hub.AskAsync(new EnterMark(new(id), new("J1"), new("1"), criterion, mark));
        }
        await using var wall = await Device.WallAsync(chromium, hub);
        var hundredths = (await wall.GoAsync("/wall?scene=leaderboard/hundredths"))
            .GetByTestId("row-1")
            .Locator(".num");
        await Expect(hundredths).ToHaveTextAsync(["8.25", "8.25", "16.50"]);
        var thousandths = (await wall.GoAsync("/wall?scene=leaderboard/thousandths"))
            .GetByTestId("row-1")
            .Locator(".num");
        await Expect(thousandths).ToHaveTextAsync(["8.125", "8.125", "16.250"]);

        await using var tablet = await Device.TabletAsync(chromium, hub);
        var chief = await tablet.EnterAsync(await hub.BadgeAsync(Role.Chief, contest: "thousandths"));
        await Expect(chief.GetByTestId("panel-1")).ToContainTextAsync("16.250");
        await chief.GetByTestId("panel-1").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(chief.GetByTestId("cell-c1-1-J1")).ToContainTextAsync("8.125");
        await chief.GetByTestId("cell-c1-1-J1").ClickAsync();
        await chief.GetByTestId("correct-value").FillAsync("8，375");
        await chief.GetByTestId("correct-reason").FillAsync("抄错");
        await chief.GetByTestId("correct-go").ClickAsync();
        await Expect(chief.GetByRole(AriaRole.Alert)).ToContainTextAsync("请填一个数");
        await chief.GetByTestId("correct-value").FillAsync("8。375");
        await chief.GetByTestId("correct-go").ClickAsync();
        await Expect(chief.GetByTestId("moved")).ToContainTextAsync("16.25 → 16.5");
        await chief.GetByTestId("correct-go").ClickAsync();
        await Expect(chief.GetByText("8.125 → 8.375")).ToBeVisibleAsync();
    }
}
