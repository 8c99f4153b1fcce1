using System.Net;
using System.Net.Http.Json;
using System.Text;
using Hub.Features.Contest;
using Hub.Tests.Sheets;

namespace Hub.Tests.Features.Contest;

/// <summary>A contest is set up from a scheme and a list of contestants.</summary>
public class SetUpTests
{
    [Fact]
    public async Task A_contest_is_made_from_an_example_and_gets_its_contestants_from_a_spreadsheet()
    {
        await using var hub = await TestHub.WithFairAsync();
        var examples = await hub.Anonymous.Http.GetFromJsonAsync<ExampleInfo[]>("examples");
        Assert.Contains(new ExampleInfo("diving", "跳水", "Diving"), examples!);
        var text = await hub.Anonymous.Http.GetStringAsync("examples/diving");
        Assert.Equal("unknown-example", (await Problem.Of(await hub.Anonymous.Http.GetAsync("examples/none"))).Code);
        var report = await ReportAsync(hub, "contests/check?name=x.json", text);
        Assert.Equal("diving", report.Summary!.Id.Text);
        using (var made = await hub.Organizer.PostAsync("contests/scheme", text, "application/octet-stream"))
            Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        Assert.Empty(await hub.Anonymous.RowsAsync("leaderboard/diving"));
        Assert.Equal(
            "no-contestants",
            (await Problem.Of(await hub.Organizer.PostAsync("contests/diving/lock", new { }))).Code
        );

        var list = new TinyWorkbook()
            .Add(
                "名单",
                [
                    ["参赛选手名单"],
                    ["编号", "姓名", "学校", "组别"],
                    ["D-1", "全红婵", "一中", "女子"],
                    [(7.0, "000"), "陈芋汐", null, "女子"],
                    ["D-1", "重复", null, null],
                    ["D 2", "空格", null, null],
                    ["D-3", null, null, null],
                ]
            )
            .Bytes();
        var offset = hub.Offset;
        var dry = await ContestantsAsync(hub, "diving", list, apply: false);
        Assert.Equal(["D-1", "007"], dry.Added.Select(c => c.Number).Select(x => x.Text));
        Assert.Equal((false, offset), (dry.Applied, hub.Offset));
        Assert.Equal(
            [(5, "编号", "D-1"), (6, "编号", "D 2"), (7, "姓名", "")],
            dry.Refused.Select(r => (r.Row, r.Column, r.Value))
        );
        Assert.Equal(new Contestant(new("D-1"), "全红婵", "一中", "女子"), dry.Added[0].Now);
        Assert.True((await ContestantsAsync(hub, "diving", list, apply: true)).Applied);
        Assert.Equal(2, (await hub.Anonymous.RowsAsync("leaderboard/diving")).Count);
        Assert.Contains("陈芋汐", (await hub.Anonymous.RowsAsync("leaderboard/diving"))["007"]);
    }

    [Fact]
    public async Task A_corrected_list_removes_nobody_who_has_marks_or_may_be_in_a_refused_row()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new EnterMark(new("drone"), new("J1"), new("3"), "speed", 9));
        var report = await ContestantsAsync(
            hub,
            "drone",
            "编号,姓名,单位\n1,张三丰,朝阳技校\n4,赵六,二中\n2,李四光,三中\n",
            apply: false
        );
        Assert.Equal(
            ("4", "2", "3", 1),
            (
                Assert.Single(report.Added).Number.Text,
                Assert.Single(report.Changed).Number.Text,
                Assert.Single(report.Removed).Number.Text,
                report.Same
            )
        );
        Assert.True(report.Removed[0].Marked);
        Assert.Equal(("朝阳技校", "三中"), (report.Changed[0].Was!.Affiliation, report.Changed[0].Now!.Affiliation));
        using (
            var refused = await PostAsync(hub, "drone", "编号,姓名,单位\n1,张三丰,朝阳技校\n"u8.ToArray(), apply: true)
        )
            Assert.Equal("contestants-have-marks", (await Problem.Of(refused)).Code);

        // a row is refused: it may be 3's
        report = await ContestantsAsync(
            hub,
            "drone",
            "编号,姓名,单位\n4,赵六,二中\n2,李四光,三中\n三,王五一,朝阳技校\n",
            apply: true
        );
        Assert.Empty(report.Removed);
        Assert.Equal(["4", "2", "1", "3"], hub.Ledger.Fair.Contest(new("drone")).Order.Select(x => x.Text));
        Assert.Equal("张三丰", hub.Ledger.Fair.People["drone/1"].Name);
        Assert.Equal(9, hub.MarkOf("3", "speed", "J1"));

        report = await ContestantsAsync(hub, "drone", "号码,姓名,组别\n3,王五一,A\n4,赵六,B\n", apply: true);
        Assert.Equal(["3", "4"], report.Changed.Select(c => c.Number).Select(x => x.Text));
        Assert.Equal(["2", "1"], report.Removed.Select(c => c.Number).Select(x => x.Text));
        Assert.False(hub.Ledger.Fair.People.ContainsKey("drone/1"));
        Assert.Equal("B", hub.Ledger.Fair.Contest(new("drone")).Sheets[new("4")].Group);
        report = await ContestantsAsync(hub, "drone", "号码,姓名,组别\n3,王五一,A\n4,赵六,B\n", apply: true);
        Assert.Equal((0, 0, 0, 2), (report.Added.Count, report.Changed.Count, report.Removed.Count, report.Same));
    }

    [Fact]
    public async Task What_is_no_list_is_refused_as_a_whole()
    {
        await using var hub = await TestHub.WithFairAsync();
        using (var refused = await PostAsync(hub, "drone", "%PDF-1.7"u8.ToArray(), apply: true))
            Assert.Equal("unreadable-roster", (await Problem.Of(refused)).Code);
        using (var refused = await PostAsync(hub, "none", "编号,姓名\n1,甲\n"u8.ToArray(), apply: true))
            Assert.Equal("unknown-contest", (await Problem.Of(refused)).Code);
        using (var refused = await PostAsync(hub, "drone", "姓名\n甲\n"u8.ToArray(), apply: true))
            Assert.Equal("malformed", (await Problem.Of(refused)).Code);
        using (var refused = await hub.Organizer.PostAsync("contests/scheme", "{ \"id\": \"x\" }"))
            Assert.Equal("scheme-has-holes", (await Problem.Of(refused)).Code);
    }

    [Fact]
    public void A_scheme_is_changed_under_contestants_who_stay_with_their_marks_and_names()
    {
        var story = new Story();
        story.Do(TestHub.Drone());
        story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "speed", 9));
        Assert.Equal(0, story.Do(new SetScheme(TestHub.DroneScheme)));
        Assert.Equal(1, story.Do(new SetScheme(TestHub.DroneScheme with { Name = "新名称" })));
        Assert.Equal(
            ("新名称", 3, 9m),
            (
                story.Fair.Contest(new("drone")).Scheme.Name,
                story.Fair.Contest(new("drone")).Order.Count,
                story.Fair.Contest(new("drone")).Sheets[new("1")].Marks.Values.Single().Value.Number
            )
        );
        var tighter = TestHub.DroneScheme with
        {
            Modules =
            [
                TestHub.DroneScheme.Modules[0] with
                {
                    Criteria = [TestHub.Speed(5, 0.5m)],
                },
                TestHub.DroneScheme.Modules[1],
            ],
        };
        Assert.Equal("marks-do-not-fit", Assert.Throws<Refusal>(() => story.Do(new SetScheme(tighter))).Code);
        Assert.Equal(
            "scheme-has-holes",
            Assert.Throws<Refusal>(() => story.Do(new SetScheme(TestHub.DroneScheme with { Modules = [] }))).Code
        );
        Assert.Equal(1, story.Do(new SetContestants(new("drone"), [new(new("9"), "新人")], Keep: true)));
        Assert.Equal(["9", "1", "2", "3"], story.Fair.Contest(new("drone")).Order.Select(x => x.Text));
        Assert.Equal("malformed", Assert.Throws<Refusal>(() => story.Do(new SetContestants(new("drone"), []))).Code);
    }

    private static Task<ContestantsReport> ContestantsAsync(TestHub hub, string contest, string list, bool apply) =>
        ContestantsAsync(hub, contest, Encoding.UTF8.GetBytes(list), apply);

    private static async Task<ContestantsReport> ContestantsAsync(TestHub hub, string contest, byte[] list, bool apply)
    {
        using var answer = await PostAsync(hub, contest, list, apply);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<ContestantsReport>(WireJson.Options))!;
    }

    private static async Task<SchemeReport> ReportAsync(TestHub hub, string path, string text)
    {
        using var answer = await hub.Organizer.PostAsync(path, text, "application/octet-stream");
        return (await answer.Content.ReadFromJsonAsync<SchemeReport>(WireJson.Options))!;
    }

    private static Task<HttpResponseMessage> PostAsync(TestHub hub, string contest, byte[] list, bool apply) =>
        hub.Organizer.SendAsync(
            HttpMethod.Post,
            $"contests/{contest}/contestants?name=list.xlsx&apply={apply}",
            new ByteArrayContent(list)
        );
}
