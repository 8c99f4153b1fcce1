using System.Text;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Web;

[Collection(nameof(Web))]
[Needs(Need.Browser)]
public class ContestDeskTests(Chromium chromium)
{
    [Fact]
    public async Task A_scheme_that_is_being_edited_stays_when_the_language_is_switched()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 800));
        var desk = await laptop.EnterAsync(hub.Organizer);
        await desk.GetByLabel("从示例开始…").SelectOptionAsync(["halfpipe"]);
        await desk.GetByTestId("scheme-json").ClickAsync();
        var text = desk.GetByTestId("scheme-text");
        var edited = (await text.InputValueAsync()).Replace("\"id\": \"halfpipe\"", "\"id\": \"pipe\"");
        await text.FillAsync(edited);
        await desk.GetByRole(AriaRole.Button, new() { Name = "Switch to English" }).ClickAsync();
        await Expect(desk.GetByTestId("check")).ToHaveTextAsync("Check");
        await Expect(text).ToHaveValueAsync(edited);
        await desk.GetByTestId("check").ClickAsync();
        await Expect(desk.GetByTestId("summary")).ToContainTextAsync("pipe");
    }

    [Fact]
    public async Task An_organizer_makes_a_contest_from_an_example_and_it_is_on_the_wall_and_before_the_judge()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 800));
        var desk = await laptop.EnterAsync(hub.Organizer);
        await desk.GetByLabel("从示例开始…").SelectOptionAsync(["halfpipe"]);
        await Expect(desk.GetByTestId("summary")).ToContainTextAsync("每名选手的评分数 18");
        await desk.GetByTestId("scheme-json").ClickAsync();
        var text = desk.GetByTestId("scheme-text");
        var scheme = await text.InputValueAsync();
        await text.FillAsync(scheme.Replace("\"max\": 100", "\"max\": \"many\""));
        // what was not checked is not saved
        await Expect(desk.GetByTestId("save-scheme")).ToBeDisabledAsync();
        await desk.GetByTestId("check").ClickAsync();
        await Expect(desk.GetByTestId("holes")).ToContainTextAsync("modules[0].max");
        await Expect(desk.GetByTestId("save-scheme")).ToBeDisabledAsync();
        await text.FillAsync(scheme.Replace("\"id\": \"halfpipe\"", "\"id\": \"pipe\""));
        await desk.GetByTestId("check").ClickAsync();
        await Expect(desk.GetByTestId("summary")).ToContainTextAsync("pipe");
        await desk.GetByTestId("save-scheme").ClickAsync();

        var contest = desk.GetByTestId("contest-pipe");
        await contest.GetByRole(AriaRole.Button, new() { Name = "导入选手" }).ClickAsync();
        await contest
            .GetByTestId("contestants-file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "选手.csv",
                    MimeType = "text/csv",
                    Buffer = Encoding.UTF8.GetBytes("编号,姓名,学校\nA1,谷爱凌,一中\nA2,刘佳宇,二中\nA2,又一个,二中\n"),
                }
            );
        await Expect(contest.GetByTestId("contestants-result"))
            .ToContainTextAsync("新增 2 · 更改 0 · 删除 0 · 相同 0 · 被拒绝 1");
        await Expect(contest).ToContainTextAsync("编号重复：见第 3 行");
        Assert.Empty(hub.Ledger.Fair.Contest(new("pipe")).Order);
        await contest.GetByTestId("apply-contestants").ClickAsync();
        await Expect(contest.GetByTestId("contestants-result")).ToContainTextAsync("已导入");

        await using var hall = await Device.WallAsync(chromium, hub);
        var wall = await hall.GoAsync("/wall?scene=leaderboard/pipe");
        await Expect(wall.GetByText("谷爱凌")).ToBeVisibleAsync();
        await using var tablet = await Device.TabletAsync(chromium, hub);
        var judge = await tablet.EnterAsync(await hub.BadgeAsync(Role.Judge, contest: "pipe", seat: "J1"));
        await Expect(judge.GetByText("刘佳宇").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_scheme_is_changed_in_a_form_that_leaves_alone_what_it_has_no_field_for()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 800));
        var desk = await laptop.EnterAsync(hub.Organizer);
        await desk.GetByLabel("从示例开始…").SelectOptionAsync(["drone-skills"]);
        var form = desk.GetByTestId("scheme-form");
        await form.GetByTestId("contest-id").FillAsync("pilots");
        await form.GetByTestId("seats-experts").FillAsync("J1 J2、J3");
        var theory = form.GetByTestId("part-theory");
        await theory.GetByLabel("权重").First.FillAsync("10");
        await theory.GetByLabel("权重").First.BlurAsync();
        await Expect(desk.GetByTestId("holes")).ToContainTextAsync("权重合计应为 100，现在是 90");
        await Expect(desk.GetByTestId("save-scheme")).ToBeDisabledAsync();
        await form.GetByTestId("part-survey").GetByLabel("权重").First.FillAsync("30");
        await form.GetByTestId("part-survey").GetByTestId("add-criterion").ClickAsync();
        await desk.GetByTestId("save-scheme").ClickAsync();
        await Expect(desk.GetByTestId("contest-pilots")).ToBeVisibleAsync();

        var (made, example) = (
            hub.Ledger.Fair.Contest(new("pilots")).Scheme,
            SchemeFile.Read(Examples.Read("drone-skills")!).Scheme
        );
        Assert.Equal([10, 20, 40, 30, null], made.Modules.Select(m => m.Weight));
        Assert.Equal(["J1", "J2", "J3"], made.Panels["experts"].Seats.Select(s => s.Text));
        Assert.Equal(example.Modules[3].Criteria!.Count + 1, made.Modules[3].Criteria!.Count);
        Assert.Equal(example.Modules[2].Criteria![1].Steps!.Count, made.Modules[2].Criteria![1].Steps!.Count);
        Assert.Equal(example.Awards, made.Awards);
    }

    [Fact]
    public async Task A_race_from_a_spreadsheet_says_who_wins_and_asks_where_it_is_not_clear()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 800));
        var desk = await laptop.EnterAsync(hub.Organizer);
        await ChooseAsync(desk, "race.csv", "模块,评分项,类型,评委席,次数\n竞速,飞行用时,计时,C1,2\n");
        await Expect(desk.GetByTestId("wins")).ToHaveTextAsync("总分低者胜");
        await ChooseAsync(
            desk,
            "race.csv",
            "模块,评分项,类型,评委席,满分\n竞速,飞行用时,计时,C1,\n动作,绕杆,评分,C1,10\n"
        );
        await Expect(desk.GetByTestId("holes")).ToContainTextAsync("“竞速”越小越好，“动作”不是");
        await Expect(desk.GetByTestId("save-scheme")).ToBeDisabledAsync();
        await desk.GetByTestId("ranking-best").SelectOptionAsync(["low"]);
        await Expect(desk.GetByTestId("wins")).ToHaveTextAsync("总分低者胜");
        await desk.GetByTestId("ranking-best").SelectOptionAsync([""]);
        await desk.GetByTestId("best-m2-1").SelectOptionAsync(["low"]);
        await Expect(desk.GetByTestId("wins")).ToHaveTextAsync("总分低者胜");
        await desk.GetByTestId("save-scheme").ClickAsync();
        await Expect(desk.GetByTestId("contest-race")).ToBeVisibleAsync();
        Assert.Equal(Best.Low, hub.Ledger.Fair.Contest(new("race")).Rules.Total.Final);
    }

    [Fact]
    public async Task A_spreadsheet_of_criteria_becomes_a_scheme_or_its_bad_cells_are_shown()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var laptop = await Device.OpenAsync(chromium, hub, (768, 1024));
        var desk = await laptop.EnterAsync(hub.Organizer);
        await ChooseAsync(desk, "cup.csv", "模块,评分项,席位,满分\n飞行,动作,J1-J3,很高\n");
        await Expect(desk.GetByRole(AriaRole.Row, new() { Name = "2 满分 很高" })).ToBeVisibleAsync();
        await Expect(desk.GetByTestId("save-scheme")).ToHaveCountAsync(0);
        await ChooseAsync(desk, "cup.csv", "模块,评分项,席位,满分\n飞行,动作,J1-J3,10\n");
        await desk.GetByTestId("save-scheme").ClickAsync();
        await Expect(desk.GetByTestId("contest-cup")).ToBeVisibleAsync();
        Assert.Equal(
            ["J1", "J2", "J3"],
            hub.Ledger.Fair.Contest(new("cup")).Scheme.Panels["p1"].Seats.Select(s => s.Text)
        );
    }

    [Fact]
    public async Task Results_are_printed_and_downloaded_from_the_desk_under_the_hubs_own_policy()
    {
        await using var hub = await TestHub.WithFairAsync();
        foreach (var seat in (string[])["J1", "J2", "J3"])
            await hub.AskAsync(new EnterMark(new("drone"), new(seat), new("1"), "speed", 9));
        await using var laptop = await Device.OpenAsync(chromium, hub, (1280, 800));
        var desk = await laptop.EnterAsync(hub.Organizer);
        var exports = desk.GetByTestId("exports-drone");
        var download = await desk.RunAndWaitForDownloadAsync(() =>
            exports.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync()
        );
        Assert.Equal("drone.csv", download.SuggestedFilename);
        Assert.Contains("张三丰", await File.ReadAllTextAsync(await download.PathAsync()));
        var paper = await laptop.Context.RunAndWaitForPageAsync(() =>
            exports.GetByRole(AriaRole.Link, new() { Name = "评分表" }).ClickAsync()
        );
        await Expect(paper.Locator(".sheet")).ToHaveCountAsync(3);
        // the style has come, though the policy lets none stand in the page
        await Expect(paper.Locator(".sheet header").First).ToHaveCSSAsync("border-bottom-style", "solid");
        await paper.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(paper.Locator(".hint")).ToBeHiddenAsync();
    }

    private static Task ChooseAsync(IPage desk, string name, string text) =>
        desk.GetByTestId("scheme-file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = name,
                    MimeType = "text/csv",
                    Buffer = Encoding.UTF8.GetBytes(text),
                }
            );
}
