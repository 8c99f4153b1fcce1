using System.Net;
using System.Text.Json;
using Hub.Contest;
using Hub.Ledger;
using Module = Hub.Contest.Module;

namespace Hub.Tests.Contest;

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
    public void A_mark_that_the_scheme_does_not_know_is_refused(string seat, string contestant, string criterion, double value, string code)
    {
        var story = new Story();
        story.Do(TestHub.Drone());
        Assert.Equal(code, Assert.Throws<Refusal>(() => story.Do(new EnterMark("drone", seat, contestant, criterion, (decimal)value))).Code);
        Assert.Equal("unknown-contest", Assert.Throws<Refusal>(() => story.Do(new EnterMark("other", seat, contestant, criterion, 1))).Code);
    }

    [Fact]
    public void Entering_again_corrects_and_the_same_again_changes_nothing()
    {
        var story = new Story();
        story.Do(TestHub.Drone());
        Assert.Equal(1, story.Do(new EnterMark("drone", "J1", "1", "speed", 9)));
        Assert.Equal(0, story.Do(new EnterMark("drone", "J1", "1", "speed", 9.0m)));
        Assert.Equal(1, story.Do(new EnterMark("drone", "J1", "1", "speed", 4)));
        var result = Ranking.Of(story.Fair.Contest("drone"))[0];
        Assert.Equal((40m, 1), (result.Modules["fly"], result.Marks));
    }

    [Fact]
    public void Redefining_a_contest_keeps_the_marks_that_still_have_a_place()
    {
        var story = new Story();
        story.Do(TestHub.Drone());
        story.Do(new EnterMark("drone", "J1", "1", "speed", 9));
        story.Do(new EnterMark("drone", "J3", "1", "speed", 3));
        story.Do(TestHub.Drone() with { Seats = ["J1", "J2"] });
        var result = Ranking.Of(story.Fair.Contest("drone"))[0];
        Assert.Equal((90m, 1), (result.Modules["fly"], result.Marks));
    }

    [Fact]
    public void Redefining_a_contest_so_that_a_mark_no_longer_fits_is_refused()
    {
        var story = new Story();
        story.Do(TestHub.Drone());
        story.Do(new EnterMark("drone", "J1", "1", "speed", 9.5m));
        foreach (var (max, step) in ((decimal, decimal)[])[(5, 0.5m), (10, 1)])
        {
            var refused = Assert.Throws<Refusal>(() => story.Do(TestHub.Drone() with { Modules = [new Module("fly", "飞行", 60, [new Criterion("speed", "速度", max, step, 1)])] }));
            Assert.Equal("marks-do-not-fit", refused.Code);
            Assert.Contains("9.5", refused.En);
        }
    }

    [Theory]
    [InlineData(1_500_000_000, 1)]
    [InlineData(2, 1)]
    [InlineData(-1, 1)]
    [InlineData(0, 1e28)]
    public void A_scheme_that_no_total_can_be_computed_by_is_refused(int trim, double weight) => Assert.Equal("malformed", Assert.Throws<Refusal>(() =>
        new Story().Do(TestHub.Drone() with { Trim = trim, Modules = [new Module("m", "飞行", (decimal)weight, [new Criterion("c", "速度", 10, 0.5m, (decimal)weight)])] })).Code);

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

        await judge.AskAsync("contests/drone/marks", new { seat = "J1", contestant = "2", criterion = "speed", value = 9.5 });
        await judge.AskAsync("contests/drone/marks", new { seat = "J1", contestant = "1", criterion = "speed", value = 5 });
        await Eventually.TrueAsync(() => Row(wall, "1").GetProperty("marks").GetInt32() == 1 && Row(wall, "2").GetProperty("marks").GetInt32() == 1, "both marks on the wall");
        Assert.Equal((1, 57m, 1, 6), (Row(wall, "2").GetProperty("rank").GetInt32(), Row(wall, "2").GetProperty("total").GetDecimal(), Row(wall, "2").GetProperty("marks").GetInt32(), Row(wall, "2").GetProperty("of").GetInt32()));
        Assert.Equal(2, Row(wall, "1").GetProperty("rank").GetInt32());
        await Eventually.TrueAsync(() => tablet.Rows("marks/drone/J1").ContainsKey("2/speed"), "the mark on the tablet");

        await judge.AskAsync("contests/drone/marks", new { seat = "J1", contestant = "2", criterion = "speed", value = 1 });
        await Eventually.TrueAsync(() => Row(wall, "2").GetProperty("rank").GetInt32() == 2 && Row(wall, "1").GetProperty("rank").GetInt32() == 1, "the correction");
    }

    [Fact]
    public async Task A_contest_needs_no_English_names()
    {
        await using var hub = await TestHub.StartAsync();
        using var answer = await hub.Organizer.PostAsync("contests", """
            {"id":"x","name":"焊接","trim":0,"modules":[{"id":"m","name":"操作","weight":1,"criteria":[{"id":"c","name":"规范","max":10,"step":0.5,"weight":1}]}],
             "seats":["J1"],"contestants":[{"number":"1","name":"张三丰"}]}
            """);
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
    [InlineData("""{"seat":"J1","contestant":"1","criterion":"speed","value":null}""", 400, "malformed")]
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

    private static JsonElement Row(TestScreen screen, string contestant) => JsonSerializer.Deserialize<JsonElement>(screen.Rows("leaderboard/drone")[contestant]);
}
