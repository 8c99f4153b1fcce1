using System.Text.RegularExpressions;
using Hub.Features.Contest;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

/// <summary>The chief judge's page in a real browser.</summary>
[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class ChiefTests(Chromium chromium)
{
    [Fact]
    public async Task A_chief_corrects_a_mark_after_looking_at_what_it_moves()
    {
        await using var hub = await TestHub.WithFairAsync();
        foreach (var (contestant, value) in ((string, decimal)[])[("1", 5), ("2", 6)])
            await hub.AskAsync(new EnterMark(new("drone"), new("J1"), new(contestant), "speed", value));
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var chief = await tablet.EnterAsync(await hub.BadgeAsync(Role.Chief, contest: "drone"));
        await chief.GetByTestId("panel-1").GetByRole(AriaRole.Button).ClickAsync();
        await chief.GetByTestId("cell-speed-1-J1").ClickAsync();
        await Expect(chief.GetByTestId("correct-value")).ToHaveValueAsync("5");
        await chief.GetByTestId("correct-value").FillAsync("11");
        await chief.GetByTestId("correct-reason").FillAsync("抄错");
        await chief.GetByTestId("correct-go").ClickAsync();
        await Expect(chief.GetByRole(AriaRole.Alert)).ToContainTextAsync("分数要在 0 到 10 之间");
        await chief.GetByTestId("correct-value").FillAsync("7.5");
        await chief.GetByTestId("correct-go").ClickAsync();
        await Expect(chief.GetByTestId("moved")).ToContainTextAsync("1: 30 → 45, 名次 2 → 1");
        Assert.Equal(5m, hub.MarkOf("1", "speed", "J1"));
        await chief.GetByTestId("correct-go").ClickAsync();
        await Expect(chief.Locator("[data-testid^=panel-]").First).ToContainTextAsync("张三丰");
        await Expect(chief.GetByText("更正记录")).ToBeVisibleAsync();
        Assert.Equal(7.5m, hub.MarkOf("1", "speed", "J1"));
    }

    [Fact]
    public async Task From_the_last_signature_to_the_last_revealed_rank()
    {
        await using var hub = await TestHub.WithFairAsync();
        foreach (var c in (string[])["1", "2", "3"])
        {
            foreach (var seat in (string[])["J1", "J2", "J3"])
            foreach (var criterion in (string[])["speed", "care"])
                await hub.AskAsync(new EnterMark(new("drone"), new(seat), new(c), criterion, decimal.Parse(c) + 4));
            foreach (var seat in (string[])["J1", "J2", "J3"])
                await hub.AskAsync(new SignSheet(new("drone"), new(c), Signer.Judge, new(seat)));
            if (c is "1")
                continue;
            await hub.AskAsync(new SignSheet(new("drone"), new(c), Signer.Contestant));
            await hub.AskAsync(new SignSheet(new("drone"), new(c), Signer.Chief));
        }
        await using var wallDevice = await Device.WallAsync(chromium, hub);
        var wall = await wallDevice.GoAsync("/wall?scene=leaderboard/drone");
        await Expect(wall.GetByTestId("how-it-stands")).ToContainTextAsync("暂定");
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var chief = await tablet.EnterAsync(await hub.BadgeAsync(Role.Chief, contest: "drone"));
        await chief.GetByTestId("lock").ClickAsync();
        await Expect(chief.GetByTestId("refused")).ToContainTextAsync("还有 1 张评分表裁判长没有签字：1");
        await chief.GetByTestId("panel-1").GetByRole(AriaRole.Button).ClickAsync();
        await chief.GetByTestId("sign-contestant").ClickAsync();
        await Expect(chief.GetByTestId("sign-contestant")).ToContainTextAsync("✓");
        await chief.GetByTestId("sign-chief").ClickAsync();
        await Expect(chief.GetByTestId("sign-chief")).ToContainTextAsync("✓");

        await chief.GetByTestId("freeze").ClickAsync();
        await Expect(wall.GetByTestId("how-it-stands")).ToContainTextAsync("公开榜已冻结");
        await chief.GetByTestId("lock").ClickAsync();
        await Expect(chief.GetByTestId("stands")).ToContainTextAsync("正式成绩");
        await chief.GetByTestId("reveal").ClickAsync();
        await Expect(wall.GetByTestId("how-it-stands")).ToContainTextAsync("揭晓中 0 / 3");
        await Expect(wall.Locator("[data-testid^=row-]")).ToHaveCountAsync(0);
        for (var shown = 1; shown < 3; shown++)
        {
            await chief.GetByTestId("reveal").ClickAsync();
            await Expect(wall.Locator("[data-testid^=row-]")).ToHaveCountAsync(shown);
            await Expect(wall.Locator("[data-testid^=row-]").First).ToContainTextAsync($"{4 - shown}");
        }
        await chief.GetByTestId("reveal").ClickAsync();
        await Expect(wall.GetByTestId("how-it-stands")).ToContainTextAsync("正式成绩");
        await Expect(wall.Locator("[data-testid^=row-]").First).ToContainTextAsync("王五一");
    }

    [Fact]
    public async Task An_appeal_that_is_clicked_twice_is_sent_once()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new PostResults(new("drone")));
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var sent = 0;
        tablet.Context.Request += (_, r) => sent += r.Method is "POST" && r.Url.EndsWith("/appeals") ? 1 : 0;
        var chief = await tablet.EnterAsync(await hub.BadgeAsync(Role.Chief, contest: "drone"));
        await chief.GetByTestId("appeal-of").SelectOptionAsync(["1"]);
        await chief.GetByTestId("appeal-text").FillAsync("计时有误");
        await chief.GetByTestId("appeal-file").DblClickAsync();
        await chief.GetByTestId("appeals").GetByTestId("appeal-reason").FillAsync("已复核");
        await Expect(chief.GetByTestId("appeals").GetByText("计时有误")).ToHaveCountAsync(1);
        await Expect(chief.GetByTestId("refused")).ToHaveCountAsync(0);
        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task A_freeze_is_planned_by_the_halls_clock_wherever_the_tablet_thinks_it_is()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var chief = await tablet.EnterAsync(await hub.BadgeAsync(Role.Chief, contest: "drone"));
        var there = TimeProvider
            .System.GetUtcNow()
            .ToOffset(TimeSpan.FromHours(8))
            .AddHours(3)
            .ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        await chief.GetByTestId("planning-freeze").ClickAsync();
        await chief.GetByTestId("freeze-at-when").FillAsync(there);
        await chief.GetByTestId("freeze-at").ClickAsync();
        // with its day where it is not today
        await Expect(chief.GetByTestId("stands")).ToContainTextAsync(new Regex($@"定时封榜 (\d+/\d+ )?{there[^5..]}"));
        Assert.Equal(
            there,
            hub.Ledger.Fair.Contest(new("drone"))
                .FreezeAt!.Value.ToOffset(TimeSpan.FromHours(8))
                .ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture)
        );
        await chief.GetByTestId("no-freeze-at").ClickAsync();
        await Expect(chief.GetByTestId("stands")).Not.ToContainTextAsync("定时封榜");
    }

    [Fact]
    public async Task A_judge_signs_and_cannot_change_the_sheet_any_more()
    {
        await using var hub = await TestHub.WithFairAsync();
        foreach (var criterion in (string[])["speed", "care"])
            await hub.AskAsync(new EnterMark(new("drone"), new("J1"), new("1"), criterion, 7));
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"));
        await Expect(judge.GetByTestId("state-care")).ToContainTextAsync("已入账");
        await judge.GetByTestId("sign").ClickAsync();
        await Expect(judge.GetByTestId("sign")).ToContainTextAsync("已签字");
        await Expect(judge.GetByTestId("mark-speed")).ToBeDisabledAsync();
        await Expect(judge.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        Assert.Contains(new SeatId("J1"), hub.Ledger.Fair.Contest(new("drone")).Sheets[new("1")].Signed.Judges);
        // the others are still open, and signed too soon they say what is missing
        await judge.GetByTestId("contestant-2").ClickAsync();
        await judge.GetByTestId("sign").ClickAsync();
        await Expect(judge.GetByRole(AriaRole.Alert)).ToContainTextAsync("还有 2 个分数没有打");
    }
}
