using System.Net;
using System.Text.Json;
using CsCheck;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Hub.Host;

namespace Hub.Tests.Features.Contest;

/// <summary>What the public sees while a contest is frozen and while its ranks are revealed.</summary>
public class FreezeTests
{
    private static readonly string[] PublicBoards =
    [
        "leaderboard/drone",
        "explain/drone/1",
        "explain/drone/2",
        "explain/drone/3",
    ];

    [Fact]
    public async Task A_frozen_contest_sends_nothing_of_later_marks_to_anybody_in_the_hall()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (judge, chief) = (
            await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"),
            await hub.BadgeAsync(Role.Chief, contest: "drone")
        );
        await judge.MarkAsync("J1", "1", "speed", 5);
        await using var wall = await hub.ScreenAsync();
        foreach (var board in PublicBoards)
            await wall.OpenAsync(board);
        await wall.OpenAsync("contest/drone");
        await Eventually.TrueAsync(() => wall.Rows("explain/drone/1").Count > 0, "the first mark");

        await chief.AskAsync("contests/drone/freeze", new { });
        await Eventually.TrueAsync(
            () => wall.Rows("contest/drone")["contest"].Contains("\"frozenAt\":\"", StringComparison.Ordinal),
            "the freeze"
        );
        var (rows, frames) = (
            PublicBoards.ToDictionary(b => b, wall.Rows),
            PublicBoards.ToDictionary(b => b, b => wall.Frames(b).Count)
        );
        var snapshots = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var board in PublicBoards)
            snapshots[board] = await hub.Anonymous.RowsAsync(board);

        await judge.MarkAsync("J1", "2", "speed", 9.5);
        await judge.MarkAsync("J1", "1", "speed", 7.5);
        await chief.AskAsync("contests/drone/contestants/3/status", new { status = "disqualified", reason = "x" });
        await using var tablet = await hub.ScreenAsync(chief, "tablet");
        await tablet.OpenAsync("panel/drone");
        await Eventually.TrueAsync(
            () => tablet.Rows("panel/drone")["2"].Contains("\"total\":57", StringComparison.Ordinal),
            "the chief sees the mark"
        );
        await Eventually.TrueAsync(
            () => wall.Frames("leaderboard/drone")[^1].Frame.GetProperty("offset").GetInt64() == hub.Offset,
            "the wall has heard of the last fact"
        );

        foreach (var board in PublicBoards)
        {
            Assert.Equal(rows[board], wall.Rows(board));
            Assert.All(wall.Frames(board).Skip(frames[board]), f => Assert.Equal(0, f.Rows));
            Assert.Equal(snapshots[board], await hub.Anonymous.RowsAsync(board));
            await using var late = await hub.ScreenAsync();
            await late.OpenAsync(board);
            Assert.Equal(rows[board], late.Rows(board));
        }

        await chief.AskAsync("contests/drone/unfreeze", new { });
        await Eventually.TrueAsync(
            () => wall.Rows("leaderboard/drone")["2"].Contains("\"total\":57", StringComparison.Ordinal),
            "the marks of the meantime"
        );
    }

    [Fact]
    public void A_planned_freeze_hides_every_mark_from_its_moment_on() =>
        Gen.Select(Marks, Marks)
            .Sample(
                (before, after) =>
                {
                    var story = Told(before);
                    var moment = Story.Morning.AddMinutes(5);
                    story.Do(new PlanFreeze(new("drone"), moment));
                    var (shown, frozen) = (Shown(story.Fair), Told(before));
                    frozen.Do(new Freeze(new("drone"), true));
                    // nobody has to do anything at that moment
                    Assert.Equal(moment, ContestRow(story.Fair, moment).FrozenAt);
                    Assert.Null(ContestRow(story.Fair, moment.AddMilliseconds(-1)).FrozenAt);
                    foreach (var mark in after)
                    {
                        story.Do(mark, moment);
                        frozen.Do(mark);
                    }
                    Assert.Equal(shown, Shown(story.Fair));
                    story.Do(new Freeze(new("drone"), false), moment.AddMinutes(1));
                    frozen.Do(new Freeze(new("drone"), false));
                    Assert.Equal(Shown(frozen.Fair), Shown(story.Fair));
                    Assert.Null(ContestRow(story.Fair, moment.AddMinutes(2)).FrozenAt);
                }
            );

    [Fact]
    public void A_freeze_is_planned_for_a_time_to_come_and_can_be_taken_back()
    {
        var story = Told([]);
        string Code(DateTimeOffset? at) =>
            Assert.Throws<Refusal>(() => story.Do(new PlanFreeze(new("drone"), at))).Code;
        Assert.Equal(("not-in-time", "not-in-time"), (Code(Story.Morning), Code(Story.Morning.AddDays(40))));
        story.Do(new PlanFreeze(new("drone"), Story.Morning.AddHours(1)));
        Assert.Equal(0, story.Do(new PlanFreeze(new("drone"), Story.Morning.AddHours(1))));
        Assert.Equal(Story.Morning.AddHours(1), ContestRow(story.Fair, Story.Morning).FreezeAt);
        story.Do(new PlanFreeze(new("drone"), null));
        Assert.Equal(
            (null, null),
            (ContestRow(story.Fair, Story.Morning.AddHours(2)).FrozenAt, ContestRow(story.Fair, Story.Morning).FreezeAt)
        );
        story.Do(new Freeze(new("drone"), true));
        Assert.Equal("already-frozen", Code(Story.Morning.AddHours(1)));
    }

    [Fact]
    public async Task A_planned_freeze_comes_by_itself_and_is_the_chiefs_to_plan()
    {
        await using var hub = await TestHub.StillAsync();
        var (judge, chief) = (
            await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"),
            await hub.BadgeAsync(Role.Chief, contest: "drone")
        );
        await using var wall = await hub.ScreenAsync();
        await wall.OpenAsync("contest/drone");
        var at = hub.Now.AddSeconds(2);
        Assert.Equal(
            "forbidden",
            (await Problem.Of(await judge.PostAsync("contests/drone/freeze-at", new { at }))).Code
        );
        await chief.AskAsync("contests/drone/freeze-at", new { at });
        hub.Pass(2.5);
        await hub.PassUntilAsync(
            () => wall.Rows("contest/drone")["contest"].Contains("\"frozenAt\":\"", StringComparison.Ordinal),
            "the freeze, though nothing happens"
        );
        await judge.MarkAsync("J1", "2", "speed", 9.5);
        Assert.Contains("\"total\":null", (await hub.Anonymous.RowsAsync("leaderboard/drone"))["2"]);
    }

    private static ContestRow ContestRow(Fair fair, DateTimeOffset now) =>
        (ContestRow)ContestBoard.Board.Rows(fair, ["drone"], now)!.Single().Row;

    [Fact]
    public void Whatever_happens_after_the_freeze_changes_no_public_row() =>
        Gen.Select(Marks, Marks)
            .Sample(
                (before, after) =>
                {
                    var story = Told(before);
                    story.Do(new Freeze(new("drone"), true));
                    var shown = Shown(story.Fair);
                    foreach (var mark in after)
                        story.Do(mark);
                    story.Do(new SetStatus(new("drone"), new("2"), Status.Unofficial, "x"));
                    Assert.Equal(shown, Shown(story.Fair));
                    story.Do(new Freeze(new("drone"), false));
                    var (again, once) = (Shown(story.Fair), Told([.. before, .. after]));
                    once.Do(new SetStatus(new("drone"), new("2"), Status.Unofficial, "x"));
                    Assert.Equal(Shown(once.Fair), again);
                }
            );

    [Fact]
    public void A_board_that_grew_mark_by_mark_is_the_one_reckoned_from_all_facts() =>
        Marks.Sample(marks =>
        {
            var story = Told([]);
            foreach (var mark in marks)
            {
                story.Do(mark);
                Shown(story.Fair); // what is known by then is kept
            }
            // the same facts in a fair that nobody has looked at
            Assert.Equal(Shown(Told(marks).Fair), Shown(story.Fair));
        });

    [Fact]
    public void An_explanation_is_made_anew_only_when_what_it_explains_changes()
    {
        var story = Told([new(new("drone"), new("J1"), new("1"), "speed", 5)]);
        object Read() => ExplainBoard.Board.Reads(story.Fair, ["drone", "1"]);
        var read = Read();
        story.Do(new EnterMark(new("drone"), new("J1"), new("2"), "speed", 7));
        Assert.Equal(read, Read());
        story.Do(new EnterMark(new("drone"), new("J1"), new("1"), "speed", 7));
        Assert.NotEqual(read, Read());
        read = Read();
        story.Do(TestHub.Drone() with { Scheme = TestHub.DroneScheme with { Steps = null } });
        Assert.NotEqual(read, Read());
        Assert.Equal("", ExplainBoard.Board.Reads(story.Fair, ["drone", "9"]));
    }

    [Fact]
    public void A_ceremony_shows_one_rank_more_with_every_step_and_ends_at_the_true_ranking() =>
        Marks.Sample(marks =>
        {
            var story = Told(marks);
            var truth = Rows(story.Fair, "leaderboard/drone");
            foreach (var c in story.Fair.Contest(new("drone")).Order.ToArray())
                Sign(story, c.Text);
            story.Do(new LockContest(new("drone")));
            story.Do(new Freeze(new("drone"), true));
            var blank = Rows(Told([]).Fair, "leaderboard/drone");
            for (var step = 0; step < 3; step++)
            {
                story.Do(new RevealRank(new("drone"), step));
                var shown = Rows(story.Fair, "leaderboard/drone");
                var revealed = truth.Where(r => Place(r.Value) > 3 - step).Select(r => r.Key).ToHashSet();
                Assert.All(
                    shown,
                    r =>
                        Assert.Equal(
                            revealed.Contains(r.Key) ? truth[r.Key] : Of(blank[r.Key], "total"),
                            revealed.Contains(r.Key) ? r.Value : Of(r.Value, "total")
                        )
                );
                Assert.Equal([1, 2, 3], shown.Values.Select(Place).Order());
                Assert.All(truth.Keys.Except(revealed), c => Assert.Empty(Rows(story.Fair, $"explain/drone/{c}")));
            }
            story.Do(new RevealRank(new("drone"), 3));
            Assert.Equal(truth, Rows(story.Fair, "leaderboard/drone"));
        });

    [Fact]
    public async Task A_ceremony_goes_on_where_it_was_after_the_hub_was_killed()
    {
        await using var hub = await TestHub.WithFairAsync();
        foreach (var c in (string[])["1", "2", "3"])
        {
            foreach (var seat in (string[])["J1", "J2", "J3"])
            foreach (var criterion in (string[])["speed", "care"])
                await hub.AskAsync(new EnterMark(new("drone"), new(seat), new(c), criterion, decimal.Parse(c) + 4));
            foreach (var seat in (string[])["J1", "J2", "J3"])
                await hub.AskAsync(new SignSheet(new("drone"), new(c), Signer.Judge, new(seat)));
            await hub.AskAsync(new SignSheet(new("drone"), new(c), Signer.Contestant));
            await hub.AskAsync(new SignSheet(new("drone"), new(c), Signer.Chief));
        }
        await hub.AskAsync(new LockContest(new("drone")));
        await hub.AskAsync(new RevealRank(new("drone"), 0));
        await hub.AskAsync(new RevealRank(new("drone"), 1));
        var before = await hub.Anonymous.RowsAsync("leaderboard/drone");
        Assert.Equal(
            ["1"],
            before.Where(r => r.Value.Contains("\"rank\":3", StringComparison.Ordinal)).Select(r => r.Key)
        );
        await hub.RestartAsync();
        Assert.Equal(before, await hub.Anonymous.RowsAsync("leaderboard/drone"));
        await hub.AskAsync(new RevealRank(new("drone"), 2));
        await hub.AskAsync(new RevealRank(new("drone"), 3));
        Assert.Contains("\"rank\":1", (await hub.Anonymous.RowsAsync("leaderboard/drone"))["3"]);
    }

    [Theory]
    [InlineData("panel/drone")]
    [InlineData("judges/drone")]
    [InlineData("sheet/drone/1")]
    [InlineData("reckoning/drone/1")]
    [InlineData("corrections/drone")]
    [InlineData("appeals/drone")]
    [InlineData("signed/drone/J2")]
    public async Task What_the_chief_sees_nobody_else_does(string board)
    {
        await using var hub = await TestHub.WithFairAsync();
        var (judge, other, chief) = (
            await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"),
            await hub.BadgeAsync(Role.Chief, contest: "other"),
            await hub.BadgeAsync(Role.Chief, contest: "drone")
        );
        foreach (var who in (Client[])[hub.Anonymous, judge, other])
            Assert.Equal(
                HttpStatusCode.Forbidden,
                (await who.Http.GetAsync($"boards/{board}", TestContext.Current.CancellationToken)).StatusCode
            );
        Assert.NotNull(await chief.RowsAsync(board));
    }

    private static readonly Gen<EnterMark[]> Marks = Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Bool, Gen.Int[0, 20])
        .Select(
            (c, judge, speed, value) =>
                new EnterMark(
                    new("drone"),
                    new($"J{judge}"),
                    new($"{c}"),
                    speed ? "speed" : "care",
                    speed ? value / 2m : value
                )
        )
        .Array[0, 20];

    private static Story Told(IEnumerable<EnterMark> marks)
    {
        var story = new Story();
        story.Do(TestHub.Drone());
        foreach (var mark in marks)
            story.Do(mark);
        return story;
    }

    private static void Sign(Story story, string contestant)
    {
        story.Happen(new SheetSigned(new("drone"), new(contestant), Signer.Contestant, null));
        story.Happen(new SheetSigned(new("drone"), new(contestant), Signer.Chief, null));
    }

    private static string Shown(Fair fair) =>
        string.Join('\n', PublicBoards.SelectMany(b => Rows(fair, b)).Select(r => $"{r.Key} {r.Value}"));

    private static SortedDictionary<string, string> Rows(Fair fair, string board)
    {
        var (found, words) = HubApp
            .Features.SelectMany(f => f.Boards)
            .Select(b => (b, b.Match(board)))
            .First(b => b.Item2 is not null);
        return new(
            found
                .Rows(fair, words!, Story.Morning)!
                .ToDictionary(r => r.Key, r => JsonSerializer.Serialize(r.Row, r.Row.GetType(), WireJson.Options))
        );
    }

    private static int Place(string row) =>
        JsonSerializer.Deserialize<JsonElement>(row).GetProperty("place").GetInt32();

    private static string Of(string row, string property) =>
        JsonSerializer.Deserialize<JsonElement>(row).GetProperty(property).GetRawText();
}
