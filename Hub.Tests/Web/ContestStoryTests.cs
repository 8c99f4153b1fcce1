using System.Globalization;
using System.Text;
using Hub.Features.Contest;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

/// <summary>A whole contest, as its people live it.</summary>
[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class ContestStoryTests(Chromium chromium)
{
    private const int Contestants = 70;
    private static readonly string[] Seats = ["J1", "J2", "J3"];

    /// <summary>A mark of 40 to 100 in steps of a half: the same in every run, and with ties.</summary>
    private static decimal MarkOf(int contestant, int seat) => 40 + (contestant * 37 + seat * 11) % 121 / 2m;

    [Fact]
    public async Task A_contest_of_70_from_a_spreadsheet_to_its_results_with_a_tablet_offline_for_a_third_of_it()
    {
        await using var hub = await TestHub.StartAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 800));
        var desk = await laptop.EnterAsync(hub.Organizer);
        await ChooseAsync(
            desk.GetByTestId("scheme-file"),
            "cup.csv",
            "模块,评分项,编号,席位,满分,步长\n飞行,动作质量,fly,J1-J3,100,0.5\n"
        );
        await desk.GetByTestId("save-scheme").ClickAsync();
        var contest = desk.GetByTestId("contest-cup");
        await contest.GetByRole(AriaRole.Button, new() { Name = "导入选手" }).ClickAsync();
        await ChooseAsync(
            contest.GetByTestId("contestants-file"),
            "选手.csv",
            $"编号,姓名,单位\n{string.Concat(Enumerable.Range(1, Contestants).Select(c => $"{c},选手{c},朝阳技校\n"))}"
        );
        await Expect(contest.GetByTestId("contestants-result")).ToContainTextAsync("新增 70");
        await contest.GetByTestId("apply-contestants").ClickAsync();
        await Expect(contest.GetByTestId("contestants-result")).ToContainTextAsync("已导入");

        await using var hall = await Device.WallAsync(chromium, hub);
        var wall = await hall.GoAsync("/wall?scene=leaderboard/cup");
        foreach (var judged in Seats.Select(JudgeAsync).ToList())
            await judged;
        Assert.Equal(3 * Contestants, hub.Ledger.Fair.Contest(new("cup")).Sheets.Values.Sum(s => s.Marks.Count));

        // one mark was misread: the chief looks at what it moves, corrects it, and everybody signs
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var chief = await tablet.EnterAsync(await hub.BadgeAsync(Role.Chief, contest: "cup"));
        await chief.GetByTestId("freeze").ClickAsync();
        await Expect(wall.GetByTestId("how-it-stands")).ToContainTextAsync("公开榜已冻结");
        var asItWas = (await hub.Anonymous.RowsAsync("leaderboard/cup"))["7"];
        await chief.GetByTestId("panel-7").GetByRole(AriaRole.Button).ClickAsync();
        await chief.GetByTestId("cell-fly-1-J2").ClickAsync();
        await chief.GetByTestId("correct-value").FillAsync("100");
        await chief.GetByTestId("correct-reason").FillAsync("录入错误");
        await chief.GetByTestId("correct-go").ClickAsync();
        await Expect(chief.GetByTestId("moved")).ToContainTextAsync("7:");
        await chief.GetByTestId("correct-go").ClickAsync();
        await Expect(chief.GetByText("更正记录")).ToBeVisibleAsync();
        await chief.GetByTestId("explain").ClickAsync();
        await Expect(chief.GetByTestId("part-fly/0")).ToContainTextAsync("J2 100");
        Assert.Equal(asItWas, (await hub.Anonymous.RowsAsync("leaderboard/cup"))["7"]);
        await chief.GetByTestId("sign-contestant").ClickAsync();
        await Expect(chief.GetByTestId("sign-contestant")).ToContainTextAsync("✓");
        await chief.GetByTestId("sign-chief").ClickAsync();
        await Expect(chief.GetByTestId("sign-chief")).ToContainTextAsync("✓");
        foreach (var c in Enumerable.Range(1, Contestants).Where(c => c != 7))
        foreach (var signer in (Signer[])[Signer.Contestant, Signer.Chief])
            await hub.AskAsync(new SignSheet(new("cup"), new($"{c}"), signer));

        await chief.GetByTestId("lock").ClickAsync();
        await Expect(chief.GetByTestId("stands")).ToContainTextAsync("正式成绩");
        for (var step = 0; step <= Contestants; step++)
        {
            await chief.GetByTestId("reveal").ClickAsync();
            if (step < Contestants)
                await Expect(chief.GetByTestId("stands")).ToContainTextAsync($"揭晓中 {step}/{Contestants}");
        }
        await Expect(wall.GetByTestId("how-it-stands")).ToContainTextAsync("正式成绩");

        // what everybody is shown and what leaves the hub is what a pocket calculator says
        var totals = Enumerable
            .Range(1, Contestants)
            .ToDictionary(c => $"{c}", c => Seats.Select((_, s) => (c, s) is (7, 1) ? 100 : MarkOf(c, s)).Sum() / 3);
        var ranks = totals.ToDictionary(t => t.Key, t => 1 + totals.Values.Count(other => other > t.Value));
        var winner = ranks.First(r => r.Value == 1).Key;
        await Expect(wall.Locator("[data-testid^=row-]").First).ToContainTextAsync($"选手{winner}");
        await wall.Locator("[data-testid^=row-]").First.ClickAsync();
        await Expect(wall.GetByTestId($"explain-{winner}")).ToContainTextAsync("平均 J1");
        var download = await desk.RunAndWaitForDownloadAsync(() =>
            desk.GetByTestId("exports-cup").GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync()
        );
        var lines = (await File.ReadAllLinesAsync(await download.PathAsync()))
            .Skip(1)
            .Select(l => l.Split(','))
            .ToList();
        Assert.Equal(Contestants, lines.Count);
        var exported = hub
            .Ledger.Fair.Contest(new("cup"))
            .Standings.ToDictionary(s => s.Entrant.Number.Text, s => s.Rank!.Value);
        Assert.Equal(
            ranks.OrderBy(r => r.Key, StringComparer.Ordinal),
            exported.OrderBy(r => r.Key, StringComparer.Ordinal)
        );
        Assert.All(
            ranks,
            r =>
                Assert.Contains(
                    lines,
                    line =>
                        line.Contains($"选手{r.Key}") && line.Contains(r.Value.ToString(CultureInfo.InvariantCulture))
                )
        );

        async Task JudgeAsync(string seat, int index)
        {
            await using var tablet = await Device.TabletAsync(chromium, hub);
            var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "cup", seat: seat));
            await judge.Locator("#fly").FocusAsync();
            for (var c = 1; c <= Contestants; c++)
            {
                if (seat is "J3" && c is 24 or 47)
                    await tablet.Context.SetOfflineAsync(seat is "J3" && c is 24);
                await Expect(judge.GetByTestId($"contestant-{c}")).ToHaveAttributeAsync("aria-pressed", "true");
                await judge.Keyboard.TypeAsync(MarkOf(c, index).ToString(CultureInfo.InvariantCulture));
                await judge.Keyboard.PressAsync("Enter");
                await judge.GetByTestId("sign").ClickAsync();
                if (c == Contestants)
                    break;
                await judge.GetByTestId("next").FocusAsync();
                await judge.Keyboard.PressAsync("Enter");
                await Expect(judge.Locator("#fly")).ToBeFocusedAsync();
            }
            await Expect(judge.GetByTestId("outbox")).ToContainTextAsync("全部已入账");
        }
    }

    private static Task ChooseAsync(ILocator file, string name, string text) =>
        file.SetInputFilesAsync(
            new FilePayload
            {
                Name = name,
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(text),
            }
        );
}
