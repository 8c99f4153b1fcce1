using System.Net;
using System.Text.Json;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest;

public class MarkTests
{
    [Theory]
    [InlineData("J1", "1", "speed", 10.5, "mark-out-of-range")]
    [InlineData("J1", "1", "speed", -0.5, "mark-out-of-range")]
    [InlineData("J1", "1", "speed", 9.3, "mark-off-step")]
    [InlineData("J1", "1", "care", 9.5, "mark-off-step")]
    [InlineData("J9", "1", "speed", 9, "unknown-seat")]
    [InlineData("J1", "99", "speed", 9, "unknown-contestant")]
    [InlineData("J1", "1", "beauty", 9, "unknown-criterion")]
    [InlineData("J1", "1", "fly", 9, "unknown-criterion")]
    public void A_mark_that_the_scheme_does_not_know_is_refused(
        string seat,
        string contestant,
        string criterion,
        double value,
        string code
    )
    {
        var story = new Story();
        story.Do(TestHub.Drone());
        Assert.Equal(
            code,
            Assert
                .Throws<Refusal>(() =>
                    story.Do(new EnterMark(new("drone"), new(seat), new(contestant), criterion, (decimal)value))
                )
                .Code
        );
        Assert.Equal(
            "unknown-contest",
            Assert
                .Throws<Refusal>(() => story.Do(new EnterMark(new("other"), new(seat), new(contestant), criterion, 1)))
                .Code
        );
    }

    [Fact]
    public void Entering_again_corrects_and_the_same_again_changes_nothing()
    {
        var story = new Story();
        story.Do(TestHub.Drone());
        Assert.Equal(1, story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "speed", 9)));
        Assert.Equal(0, story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "speed", 9.0m)));
        Assert.Equal(1, story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "speed", 4)));
        Assert.Equal(40m, Of(story, "fly"));
    }

    [Fact]
    public void A_mark_is_taken_back_once()
    {
        var story = new Story();
        story.Do(TestHub.Drone());
        Assert.Equal(0, story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "speed", default)));
        story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "speed", 9));
        Assert.Equal(1, story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "speed", default)));
        Assert.Equal(0, story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "speed", default)));
        Assert.Null(Of(story, "total"));
    }

    [Fact]
    public void Attempts_panels_and_tries_without_a_result_are_as_the_scheme_has_them()
    {
        var story = new Story();
        story.Do(new DefineContest(Scoring.Sheet.Example("drone-skills").Scheme, [new Contestant(new("1"), "张三丰")]));
        string? Code(EnterMark mark) => Assert.Throws<Refusal>(() => story.Do(mark)).Code;
        var mark = new EnterMark(new("drone-skills"), new("C1"), new("1"), "flight-time", 80.25m, 2);
        Assert.Equal(1, story.Do(mark));
        Assert.Equal(1, story.Do(mark with { Value = Value.Failed }));
        Assert.Equal("unknown-attempt", Code(mark with { Attempt = 3 }));
        Assert.Equal("unknown-attempt", Code(mark with { Attempt = 0 }));
        Assert.Equal("not-this-panel", Code(mark with { Seat = new("J1") }));
        Assert.Equal(
            "mark-not-a-number",
            Code(mark with { Seat = new("F1"), Criterion = "fouls", Value = Value.Failed })
        );
        // a shadow judge marks, and it does not count
        Assert.Equal(1, story.Do(new EnterMark(new("drone-skills"), new("S1"), new("1"), "precision", 10)));
        Assert.Null(
            story
                .Fair.Contest(new("drone-skills"))
                .Reckoning(story.Fair.Contest(new("drone-skills")).Sheets[new("1")])
                .Of(story.Fair.Contest(new("drone-skills")).Rules["precision"])
                .Value.Number
        );
    }

    [Fact]
    public void Who_has_withdrawn_is_not_marked_and_who_is_not_ranked_has_no_rank()
    {
        var story = new Story();
        story.Do(TestHub.Drone());
        foreach (var c in (string[])["1", "2", "3"])
            story.Do(new EnterMark(new("drone"), new("J1"), new(c), "speed", c is "1" ? 9 : 5));
        story.Do(new SetStatus(new("drone"), new("1"), Status.Unofficial, "表演赛"));
        story.Do(new SetStatus(new("drone"), new("2"), Status.Withdrawn, "受伤"));
        Assert.Equal(0, story.Do(new SetStatus(new("drone"), new("2"), Status.Withdrawn, "受伤")));
        Assert.Equal(
            [("3", 1), ("1", null), ("2", null)],
            story.Fair.Contest(new("drone")).Standings.Select(s => (s.Entrant.Number.Text, s.Rank))
        );
        Assert.Equal(
            "contestant-withdrawn",
            Assert.Throws<Refusal>(() => story.Do(new EnterMark(new("drone"), new("J1"), new("2"), "speed", 9))).Code
        );
        Assert.Equal(
            "malformed",
            Assert.Throws<Refusal>(() => story.Do(new SetStatus(new("drone"), new("3"), Status.Withdrawn, " "))).Code
        );
        Assert.Equal(
            "unknown-contestant",
            Assert.Throws<Refusal>(() => story.Do(new SetStatus(new("drone"), new("9"), Status.Withdrawn, "x"))).Code
        );
    }

    [Fact]
    public void Redefining_a_contest_keeps_the_marks_that_still_have_a_place()
    {
        var story = new Story();
        story.Do(TestHub.Drone());
        story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "speed", 9));
        story.Do(new EnterMark(new("drone"), new("J3"), new("1"), "speed", 3));
        story.Do(
            TestHub.Drone() with
            {
                Scheme = TestHub.DroneScheme with
                {
                    Panels = new Dictionary<string, Panel> { ["panel"] = new([new("J1"), new("J2")]) },
                },
            }
        );
        Assert.Equal(90m, Of(story, "fly"));
        story.Do(TestHub.Drone());
        Assert.Equal(60m, Of(story, "fly"));
    }

    [Fact]
    public void Redefining_a_contest_so_that_a_mark_no_longer_fits_is_refused()
    {
        var story = new Story();
        story.Do(TestHub.Drone());
        story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "speed", 9.5m));
        foreach (var (max, step) in ((decimal, decimal)[])[(5, 0.5m), (10, 1)])
        {
            var refused = Assert.Throws<Refusal>(() =>
                story.Do(
                    TestHub.Drone() with
                    {
                        Scheme = TestHub.DroneScheme with
                        {
                            Modules = [new Part("fly", "飞行", Criteria: [TestHub.Speed(max, step)])],
                            Combine = null,
                        },
                    }
                )
            );
            Assert.Equal("marks-do-not-fit", refused.Code);
            Assert.Contains("9.5", refused.En);
        }
    }

    [Fact]
    public void A_scheme_with_a_hole_is_refused_with_its_place_and_changes_nothing()
    {
        var story = new Story();
        var refused = Assert.Throws<Refusal>(() =>
            story.Do(
                TestHub.Drone() with
                {
                    Scheme = TestHub.DroneScheme with { Modules = [.. TestHub.DroneScheme.Modules.Take(1)] },
                }
            )
        );
        Assert.Equal(
            ("scheme-has-holes", "The weights add up to 60, not to 100.", "权重合计应为 100，现在是 60。"),
            (refused.Code, refused.En, refused.Zh)
        );
        Assert.Equal(
            "malformed",
            Assert.Throws<Refusal>(() => story.Do(TestHub.Drone() with { Contestants = [] })).Code
        );
        Assert.Empty(story.Fair.Contests);
    }

    [Fact]
    public void A_contest_of_the_first_hubs_has_the_totals_it_had()
    {
        var story = new Story();
        story.Happen(
            new ContestDefined(
                new FirstScheme(
                    new("old"),
                    "旧",
                    null,
                    1,
                    [
                        new FirstModule(
                            "a",
                            "a",
                            3,
                            [new FirstCriterion("a1", "", 10, 1, 1), new FirstCriterion("a2", "", 20, 1, 3)]
                        ),
                        new FirstModule("b", "b", 1, [new FirstCriterion("b1", "", 5, 1, 1)]),
                    ],
                    [new("J1"), new("J2"), new("J3")],
                    [new("1"), new("2")]
                )
            )
        );
        foreach (
            var (criterion, seat, value) in ((string, string, decimal)[])
                [("a1", "J1", 10), ("a1", "J2", 10), ("a1", "J3", 1), ("a2", "J1", 10), ("b1", "J1", 1)]
        )
            story.Happen(new MarkEntered(new("old"), new("1"), criterion, new(seat), value));
        // a: (100·1 + 50·3) / 4 = 62.5, of which 3/4; b: 20, of which 1/4; 51.875, half away from zero
        Assert.Equal(
            [("1", 1, 51.88m), ("2", null, null)],
            story
                .Fair.Contest(new("old"))
                .Standings.Select(s => (s.Entrant.Number.Text, s.Rank, s.Entrant.Reckoning.Total.Value.Number))
        );
    }

    private static decimal? Of(Story story, string part) =>
        story.Fair.Contest(new("drone")) is var c
            ? c.Reckoning(c.Sheets[new("1")]).Of(c.Rules[part]).Value.Number
            : null;

    [Fact]
    public async Task A_mark_goes_from_the_tablet_to_the_wall()
    {
        await using var hub = await TestHub.WithFairAsync();
        var judge = await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1");
        await using var wall = await hub.ScreenAsync();
        await using var tablet = await hub.ScreenAsync(judge, "tablet");
        await wall.OpenAsync("leaderboard/drone");
        await tablet.OpenAsync("marks/drone/J1");
        Assert.Equal(JsonValueKind.Null, Row(wall, "2").GetProperty("rank").ValueKind);

        await judge.MarkAsync("J1", "2", "speed", 9.5);
        await judge.MarkAsync("J1", "1", "speed", 5);
        await Eventually.TrueAsync(
            () =>
                Row(wall, "1").GetProperty("marks").GetInt32() == 1
                && Row(wall, "2").GetProperty("marks").GetInt32() == 1,
            "both marks on the wall"
        );
        Assert.Equal(
            (1, 57m, 1, 6),
            (
                Row(wall, "2").GetProperty("rank").GetInt32(),
                Row(wall, "2").GetProperty("total").GetDecimal(),
                Row(wall, "2").GetProperty("marks").GetInt32(),
                Row(wall, "2").GetProperty("of").GetInt32()
            )
        );
        Assert.Equal(2, Row(wall, "1").GetProperty("rank").GetInt32());
        await Eventually.TrueAsync(
            () => tablet.Rows("marks/drone/J1").ContainsKey("2/speed/1"),
            "the mark on the tablet"
        );

        await judge.MarkAsync("J1", "2", "speed", 1);
        await Eventually.TrueAsync(
            () =>
                Row(wall, "2").GetProperty("rank").GetInt32() == 2
                && Row(wall, "1").GetProperty("rank").GetInt32() == 1,
            "the correction"
        );
    }

    [Fact]
    public async Task A_contest_needs_no_English_names()
    {
        await using var hub = await TestHub.StartAsync();
        using var answer = await hub.Organizer.PostAsync(
            "contests",
            """
            {"scheme":{"id":"x","name":"焊接","panels":{"p":{"seats":["J1"]}},"modules":[{"id":"m","name":"操作",
            "criteria":[{"id":"c","name":"规范","kind":"judged","panel":"p","max":10,"step":0.5}]}]},
             "contestants":[{"number":"1","name":"张三丰"}]}
            """
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Contains("张三丰", await hub.Anonymous.Http.GetStringAsync("contests/x"));
    }

    [Theory]
    [InlineData("""{"seat":"J2","contestant":"1","criterion":"speed","value":9}""", 403, "forbidden")]
    [InlineData("""{"seat":"J1","contestant":"99","criterion":"speed","value":9}""", 404, "unknown-contestant")]
    [InlineData("""{"seat":"J1","contestant":"1","criterion":"speed","value":11}""", 422, "mark-out-of-range")]
    [InlineData("""{"seat":"J1","contestant":"1","criterion":"speed","value":9.1}""", 422, "mark-off-step")]
    [InlineData("""{"seat":"J1","contestant":"1","criterion":"speed","value":"nine"}""", 400, "malformed")]
    [InlineData("""{"seat":"J1","contestant":"1","criterion":"speed","value":1e400}""", 400, "malformed")]
    [InlineData("""{"seat":"J1","contestant":"1","criterion":"speed","value":9,"attempt":2}""", 422, "unknown-attempt")]
    [InlineData("""{"seat":"J1","contestant":"1","criterion":"speed","value":"DNF"}""", 422, "mark-not-a-number")]
    [InlineData("""{"seat":"J1","contestant":"1","criterion":"speed"}""", 400, "malformed")]
    public async Task A_mark_that_cannot_be_is_refused_and_changes_nothing(string body, int status, string code)
    {
        await using var hub = await TestHub.WithFairAsync();
        var judge = await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1");
        var offset = hub.Offset;
        var problem = await Problem.Of(await judge.PostAsync("contests/drone/marks", body));
        Assert.Equal(((HttpStatusCode)status, code, false), (problem.Status, problem.Code, problem.Retry));
        Assert.Equal(offset, hub.Offset);
    }

    private static JsonElement Row(TestScreen screen, string contestant) =>
        JsonSerializer.Deserialize<JsonElement>(screen.Rows("leaderboard/drone")[contestant]);

    [Fact]
    public async Task A_mark_that_is_missing_is_told_on_the_board_in_the_explanation_and_in_every_export()
    {
        await using var hub = await TestHub.WithFairAsync();
        var scheme = SchemeFile.Said(Examples.Read("diving")) with { Missing = Lacking.Wait };
        await hub.AskAsync(new DefineContest(scheme, [new(new("1"), "样例甲"), new(new("2"), "样例乙")]));
        foreach (var number in (string[])["1", "2"])
        {
            await hub.AskAsync(new EnterMark(new("diving"), new("DD"), new(number), "difficulty", 3));
            foreach (var judge in Enumerable.Range(1, number is "1" ? 6 : 7))
                await hub.AskAsync(new EnterMark(new("diving"), new($"J{judge}"), new(number), "award", 8));
        }
        var rows = await hub.Anonymous.RowsAsync("leaderboard/diving");
        Assert.Contains("\"rank\":1", rows["2"]);
        Assert.DoesNotContain("missing", rows["2"]);
        Assert.Contains("\"rank\":null", rows["1"]);
        Assert.Contains("\"missing\":1", rows["1"]);
        var explained = await hub.Anonymous.RowsAsync("explain/diving/1");
        Assert.Contains("\"note\":\"waiting\"", explained["total/0"]);
        Assert.Contains("缺", explained["award/1"]);
        Assert.EndsWith(",1", Assert.Single((await ExportAsync("csv")).Split("\r\n"), l => l.Contains("样例甲")));
        using var json = JsonDocument.Parse(await ExportAsync("json"));
        Assert.Equal(
            "J7",
            Assert
                .Single(
                    json.RootElement.GetProperty("contestants")
                        .EnumerateArray()
                        .SelectMany(c => c.GetProperty("missing").EnumerateArray())
                )
                .GetProperty("seat")
                .GetString()
        );
        Assert.Contains("缺分：评分 第 1 轮 J7", await ExportAsync("html&part=sheets"));

        // and once it is in, it is whole
        await hub.AskAsync(new EnterMark(new("diving"), new("J7"), new("1"), "award", 9));
        Assert.DoesNotContain("missing", (await hub.Anonymous.RowsAsync("leaderboard/diving"))["1"]);

        Task<string> ExportAsync(string format) =>
            hub.Organizer.Http.GetStringAsync($"contests/diving/export?format={format}");
    }
}
