using System.Net;
using CsCheck;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Hub.Features.Racing;

namespace Hub.Tests.Features.Racing;

/// <summary>What the race director asks, and what is refused.</summary>
public class RaceTests
{
    private static readonly ContestId Drone = new("drone");

    private static readonly RaceStage Qualification = new(
        "quali",
        "资格赛",
        "Qualification",
        Format: RaceFormat.Heats,
        Heat: 2,
        Laps: 2
    );

    private static readonly RaceStage Bracket = new("ko", "淘汰赛", "Bracket", Heat: 2, Channels: ["R1", "F4"]);

    [Fact]
    public void The_first_stage_takes_the_list_and_the_next_the_standings()
    {
        var story = Set(4, [Qualification, Bracket with { Take = 2 }]);
        story.Do(new OpenStage(Drone, "quali"));
        Assert.Equal(["1", "2", "3", "4"], Seeds(story, "quali"));
        Mark(story, ("1", 5), ("2", 9), ("3", 7), ("4", 8));
        story.Do(new OpenStage(Drone, "ko"));
        Assert.Equal(["2", "4"], Seeds(story, "ko"));
        Assert.Equal(["3", "1"], story.Fair.OpenStage(Drone, "ko").Reserves.Select(r => r.Text));
    }

    [Fact]
    public void A_stage_after_a_bracket_takes_its_ranking()
    {
        var story = Set(4, [Bracket, new RaceStage("ace", "王牌赛", Format: RaceFormat.Ace, Heat: 2, Take: 2)]);
        story.Do(new OpenStage(Drone, "ko"));
        Assert.Equal("stage-not-ended", Code(story, new OpenStage(Drone, "ace")));
        Say(story, "ko", "1-1", "4", "1");
        Say(story, "ko", "1-2", "2", "3");
        Say(story, "ko", "F", "2", "4");
        story.Do(new OpenStage(Drone, "ace"));
        Assert.Equal(["2", "4"], Seeds(story, "ace"));
    }

    [Fact]
    public void Who_shares_the_last_place_is_named_and_goes_in_by_a_reason_or_a_draw()
    {
        var story = Set(5, [Qualification, Bracket with { Take = 3 }]);
        Mark(story, ("1", 5), ("2", 9), ("3", 7), ("4", 7), ("5", 7));
        var refused = Refused(story, new OpenStage(Drone, "ko"));
        Assert.Equal("seeds-tied", refused.Code);
        Assert.Contains("3, 4, 5 share a rank and 2 of them go in", refused.En);
        Assert.Equal("not-among-tied", Code(story, new OpenStage(Drone, "ko", [new("3"), new("1")], "先到")));
        Assert.Equal("not-among-tied", Code(story, new OpenStage(Drone, "ko", [new("3"), new("3")], "先到")));
        Assert.Equal("malformed", Code(story, new OpenStage(Drone, "ko", [new("5"), new("3")])));
        story.Do(new OpenStage(Drone, "ko", [new("5"), new("3")], "加飞一轮"));
        Assert.Equal(["2", "5", "3"], Seeds(story, "ko"));

        story.Do(new OpenStage(Drone, "ko", Draw: true));
        var drawn = story.Fair.OpenStage(Drone, "ko");
        Assert.Equal(
            ((IEnumerable<ContestantId>)[new("2")]).Concat(
                new Draw(drawn.Secret, 1).Order([new("3"), new("4"), new("5")]).Take(2)
            ),
            drawn.Seeds
        );
        // again and again it is the same draw
        story.Do(new OpenStage(Drone, "ko", Draw: true));
        Assert.Equal(drawn.Seeds, story.Fair.OpenStage(Drone, "ko").Seeds);
    }

    [Fact]
    public void A_draw_is_committed_to_before_it_and_can_be_repeated_after_it()
    {
        var story = Set(6, [Bracket with { Seeding = Seeding.Draw }]);
        Assert.Contains("\"secret\":null", Rows(story)["stage/ko"]);
        var commitment = Text(story, "stage/ko", "commitment");
        story.Do(new OpenStage(Drone, "ko"));
        var draw = new Draw(Text(story, "stage/ko", "secret"), 1);
        Assert.Equal(commitment, draw.Commitment);
        Assert.Equal(commitment, Text(story, "stage/ko", "commitment"));
        Assert.Equal(draw.Order(story.Fair.Contest(Drone).Order).Select(p => p.Text), Seeds(story, "ko"));
    }

    [Fact]
    public void Standings_that_the_public_does_not_see_open_no_stage()
    {
        var story = Set(4, [Qualification, Bracket]);
        Mark(story, ("1", 5), ("2", 9), ("3", 7), ("4", 8));
        story.Do(new PlanFreeze(Drone, Story.Morning.AddMinutes(5)));
        Assert.Equal("standings-kept", Code(story, new OpenStage(Drone, "ko"), Story.Morning.AddMinutes(6)));
        story.Happen(new ContestFrozen(Drone));
        Assert.Equal("standings-kept", Code(story, new OpenStage(Drone, "ko")));
        story.Happen(new ContestUnfrozen(Drone));
        story.Do(new OpenStage(Drone, "ko"));
    }

    [Fact]
    public void Names_that_are_hidden_are_not_on_the_board_and_a_stage_of_before_is_not_either()
    {
        var story = Set(4, [Bracket with { Seeding = Seeding.Draw }]);
        story.Do(new OpenStage(Drone, "ko"));
        Assert.Contains("选手1", All(story));
        var told = Text(story, "stage/ko", "secret");
        story.Do(new DrawOrder(Drone, 4, true, new string('5', 64)));
        // the seeds that everybody saw beside numbers are not shown beside codes
        Assert.DoesNotContain("heat/ko/1-1", Rows(story).Keys);
        Assert.DoesNotContain(told, All(story));
        Assert.Equal("stage-veiled", Code(story, new CallFlight(Drone, "ko", "1-1")));
        story.Do(new OpenStage(Drone, "ko"));
        Assert.NotEqual(told, story.Fair.OpenStage(Drone, "ko").Secret);
        Assert.DoesNotContain("选手", All(story));
        Assert.Contains("\"contestant\":\"1-0", Rows(story)["heat/ko/1-1"]);
        Assert.All(Rows(story).Keys.Where(k => k.StartsWith("rank/")), k => Assert.StartsWith("rank/ko/1-0", k));
        Assert.Contains("\"secret\":null", Rows(story)["stage/ko"]);
        // the number leads nowhere
        Assert.Equal(
            "unknown-contestant",
            Code(story, new RecordLaps(Drone, "ko", "1-1", "a", false, [new(new("1"), 0.5m, [])]))
        );
        story.Do(new ReleaseNames(Drone));
        Assert.Contains("选手1", All(story));
        Assert.DoesNotContain("\"secret\":null", Rows(story)["stage/ko"]);
    }

    [Fact]
    public void Who_is_scratched_late_is_replaced_by_the_next_until_a_heat_is_flown()
    {
        var story = Set(5, [Bracket with { Take = 4 }]);
        story.Do(new OpenStage(Drone, "ko"));
        Assert.Equal("not-scratched", Code(story, new FillSeat(Drone, "ko", new("2"), "递补")));
        story.Do(new SetStatus(Drone, new("2"), Status.Withdrawn, "生病"));
        Assert.Contains("\"walkover\"", Rows(story)["heat/ko/1-2"]);
        story.Do(new FillSeat(Drone, "ko", new("2"), "递补"));
        Assert.Equal(["1", "5", "3", "4"], Seeds(story, "ko"));
        story.Do(new SetStatus(Drone, new("3"), Status.Withdrawn, "生病"));
        Assert.Equal("no-reserve", Code(story, new FillSeat(Drone, "ko", new("3"), "递补")));
        Say(story, "ko", "1-1", "1", "4");
        Assert.Equal("stage-begun", Code(story, new FillSeat(Drone, "ko", new("3"), "递补")));
        Assert.Equal("stage-begun", Code(story, new OpenStage(Drone, "ko")));
    }

    [Fact]
    public void Who_comes_back_flies_unless_heats_were_flown_that_would_have_been_others()
    {
        var story = Set(4, [Bracket]);
        story.Do(new OpenStage(Drone, "ko"));
        story.Do(new SetStatus(Drone, new("3"), Status.Withdrawn, "生病"));
        story.Do(new SetStatus(Drone, new("3"), Status.Ranked, "康复"));
        Assert.Contains("\"ready\"", Rows(story)["heat/ko/1-2"]);
        story.Do(new SetStatus(Drone, new("3"), Status.Withdrawn, "生病"));
        Say(story, "ko", "1-1", "1", "4");
        Say(story, "ko", "F", "2", "1");
        story.Do(new SetStatus(Drone, new("3"), Status.Ranked, "康复"));
        Assert.Equal([new("3")], story.Fair.OpenStage(Drone, "ko").Scratched);
    }

    [Fact]
    public void Places_are_of_the_pilots_of_the_heat_each_once_and_told_apart_where_they_decide()
    {
        var story = Set(4, [Bracket with { Heat = 4, Advance = 2, Channels = null }]);
        story.Do(new OpenStage(Drone, "ko"));
        Refusal Refused(params (string Pilot, int Place, FlightOutcome Outcome)[] places) =>
            RaceTests.Refused(
                story,
                new ReportHeat(
                    Drone,
                    "ko",
                    "F",
                    1,
                    [.. places.Select(p => new Placing(new(p.Pilot), p.Place, p.Outcome))]
                )
            );
        const FlightOutcome ok = FlightOutcome.Finished;
        Assert.Equal("not-in-this-heat", Refused(("1", 1, ok), ("2", 2, ok), ("3", 3, ok)).Code);
        Assert.Equal("not-in-this-heat", Refused(("1", 1, ok), ("1", 2, ok), ("3", 3, ok), ("4", 4, ok)).Code);
        Assert.Equal("bad-places", Refused(("1", 1, ok), ("2", 2, ok), ("3", 2, ok), ("4", 3, ok)).Code);
        Assert.Equal("bad-places", Refused(("1", 1, ok), ("2", 2, FlightOutcome.Dns), ("3", 3, ok), ("4", 4, ok)).Code);
        Assert.Equal("places-tied", Refused(("1", 1, ok), ("2", 1, ok), ("3", 3, ok), ("4", 4, ok)).Code);
        Assert.Equal("unknown-race-heat", Code(story, new ReportHeat(Drone, "ko", "G", 1, [])));
        Assert.Equal("not-timed", Code(story, new ReportHeat(Drone, "ko", "F", 1, null)));
        Assert.Equal("not-this-run", Code(story, new ReportHeat(Drone, "ko", "F", 2, [])));
    }

    [Fact]
    public void A_correction_that_changes_who_flew_later_names_the_heats_and_withdraws_them_where_that_is_said()
    {
        var story = Set(8, [Bracket]);
        story.Do(new OpenStage(Drone, "ko"));
        Say(story, "ko", "1-1", "1", "8");
        Say(story, "ko", "1-2", "4", "5");
        Say(story, "ko", "2-1", "1", "4");
        Assert.Equal("malformed", Code(story, Places("ko", "1-1", "8", "1")));
        var other = Places("ko", "1-1", "8", "1") with { Reason = "看录像" };
        var refused = Refused(story, other);
        Assert.Equal("later-heats-flown", refused.Code);
        Assert.Contains("2-1", refused.En);
        Assert.Equal(2, story.Do(other with { Withdraw = true }));
        var stage = story.Fair.OpenStage(Drone, "ko");
        Assert.Equal((2, HeatState.Ready), (stage.Run("2-1"), stage.Bracket.Find("2-1")!.State));
        Assert.Equal("8-4", string.Join('-', stage.Bracket.Find("2-1")!.Live));
        // the same again changes nothing
        Assert.Equal(0, story.Do(other with { Withdraw = true }));
        Assert.Equal("not-this-run", Code(story, Places("ko", "2-1", "8", "4")));
        story.Do(Places("ko", "2-1", "8", "4") with { Run = 2 });
    }

    [Fact]
    public void A_heat_is_flown_again_under_another_number_and_its_laps_do_not_count()
    {
        var story = Set(2, [Bracket]);
        story.Do(new OpenStage(Drone, "ko"));
        Assert.Equal("nothing-to-re-run", Code(story, new ReRunHeat(Drone, "ko", "F", "干扰")));
        Time(story, "ko", "F", "a", true, ("1", 0.4m, [31m]), ("2", 0.5m, [32m]));
        Assert.Contains("\"over\":true", Rows(story)["heat/ko/F"]);
        story.Do(new ReRunHeat(Drone, "ko", "F", "干扰"));
        Assert.Contains("\"run\":2", Rows(story)["heat/ko/F"]);
        Assert.Contains("\"standing\":null", Rows(story)["heat/ko/F"]);
        // what the timer still sends of that flight changes nothing of the next
        Time(story, "ko", "F", "a", true, ("1", 0.4m, [31m, 30m]));
        Assert.Equal("not-timed", Code(story, new ReportHeat(Drone, "ko", "F", 2, null)));
        Time(story, "ko", "F", "b", true, ("1", 0.4m, [31m]), ("2", 0.5m, [30m]));
        story.Do(new ReportHeat(Drone, "ko", "F", 2, null));
        Assert.Equal(new ContestantId("2"), story.Fair.OpenStage(Drone, "ko").Bracket.Winner);
    }

    [Fact]
    public void Only_one_heat_is_on_and_the_next_are_shown_with_channel_and_time()
    {
        var story = Set(4, [Bracket]);
        story.Do(new OpenStage(Drone, "ko"));
        Assert.Equal("heat-waiting", Code(story, new CallFlight(Drone, "ko", "F")));
        story.Do(new PlanHeats(Drone, "ko", Story.Morning, 10));
        Assert.Equal("2026-06-06T01:10:00+00:00", Text(story, "heat/ko/1-2", "due"));
        // five minutes late, and so are those behind it
        story.Do(new CallFlight(Drone, "ko", "1-1"), Story.Morning.AddMinutes(5));
        Assert.Equal("2026-06-06T01:15:00+00:00", Text(story, "heat/ko/1-2", "due"));
        Assert.Contains("\"heat\":\"1-1\"", Rows(story)["now"]);
        Assert.Contains("\"state\":\"on\"", Rows(story)["heat/ko/1-1"]);
        Assert.Contains("\"channel\":\"F4\"", Rows(story)["heat/ko/1-1"]);
        Say(story, "ko", "1-1", "4", "1");
        Assert.StartsWith("{\"stage\":null,\"heat\":null", Rows(story)["now"]);
        Assert.Equal("heat-flown", Code(story, new CallFlight(Drone, "ko", "1-1")));
        story.Do(new PlanHeats(Drone, "ko", Story.Morning.AddHours(1), 5));
        Assert.Equal("2026-06-06T02:05:00+00:00", Text(story, "heat/ko/F", "due"));
    }

    [Fact]
    public void A_change_of_one_heat_moves_no_other_row_than_those_of_its_pilots()
    {
        var story = Set(8, [Bracket]);
        story.Do(new OpenStage(Drone, "ko"));
        var before = Rows(story);
        Say(story, "ko", "1-1", "1", "8");
        var after = Rows(story);
        var changed = after.Where(r => before.GetValueOrDefault(r.Key) != r.Value).Select(r => r.Key);
        Assert.Equal(
            ["heat/ko/1-1", "heat/ko/2-1", "now", "rank/ko/1", "stage/ko"],
            changed.Where(k => k != "rank/ko/8")
        );
    }

    [Fact]
    public void A_plan_with_holes_is_refused_and_one_of_a_stage_that_has_begun_too()
    {
        var story = Set(4, [Bracket]);
        foreach (
            var wrong in (RaceStage[])
                [
                    Bracket with
                    {
                        Id = "a b",
                    },
                    Bracket with
                    {
                        Name = " ",
                    },
                    Bracket with
                    {
                        Heat = 9,
                        Channels = null,
                    },
                    Bracket with
                    {
                        Advance = 2,
                    },
                    Bracket with
                    {
                        Advance = 0,
                    },
                    Bracket with
                    {
                        Take = 129,
                    },
                    Bracket with
                    {
                        Channels = ["R1"],
                    },
                    Bracket with
                    {
                        Channels = ["R1", "R1"],
                    },
                    Bracket with
                    {
                        Laps = 0,
                    },
                    Bracket with
                    {
                        Wins = 0,
                    },
                ]
        )
            Assert.Equal("race-has-holes", Code(story, Plan(wrong)));
        Assert.Equal("race-has-holes", Code(story, Plan()));
        Assert.Equal("race-has-holes", Code(story, Plan(Bracket, Bracket)));
        Assert.Equal(0, story.Do(Plan(Bracket)));
        story.Do(new OpenStage(Drone, "ko"));
        // another plan of it: it has to be opened again
        story.Do(Plan(Bracket with { Laps = 3 }));
        Assert.Equal("stage-not-open", Code(story, new CallFlight(Drone, "ko", "1-1")));
        story.Do(new OpenStage(Drone, "ko"));
        Say(story, "ko", "1-1", "1", "4");
        Assert.Equal("stage-begun", Code(story, Plan(Bracket)));
        story.Do(Plan(Bracket with { Laps = 3 }, Qualification));
        Assert.True(story.Fair.OpenStage(Drone, "ko").HasBegun);
    }

    /// <summary>Places, corrections, re-runs, scratches and their end, and the next one in, as the commands take
    /// them.</summary>
    [Fact]
    public void Whatever_is_asked_and_whatever_of_it_is_refused_nobody_is_lost_or_doubled()
    {
        var asked =
            from seed in Gen.Int
            from pilots in Gen.Int[4, 20]
            from heat in Gen.Int[2, 5]
            from format in Gen.OneOfConst(RaceFormat.Single, RaceFormat.Double, RaceFormat.Ace)
            select (seed, pilots, heat, format);
        var (granted, refused) = (0, 0);
        asked.Sample(
            a =>
            {
                var (chance, stage) = (
                    new Random(a.seed),
                    Bracket with
                    {
                        Format = a.format,
                        Heat = a.heat,
                        Channels = null,
                        Take = Math.Min(a.pilots - 1, a.format is RaceFormat.Ace ? a.heat : 128),
                    }
                );
                var story = Set(a.pilots, [stage]);
                story.Do(new OpenStage(Drone, "ko"));
                for (var step = 0; step < 4 * a.pilots; step++)
                {
                    var open = story.Fair.OpenStage(Drone, "ko");
                    var heat = open.Bracket.Heats[chance.Next(open.Bracket.Heats.Count)];
                    var (pilot, withdraw) = (open.Seeds[chance.Next(open.Seeds.Count)], chance.Next(2) == 0);
                    Command command = chance.Next(10) switch
                    {
                        0 => new SetStatus(Drone, pilot, Status.Withdrawn, "退赛"),
                        1 => new SetStatus(Drone, open.Scratched.FirstOrDefault(pilot), Status.Ranked, "返回"),
                        2 => new ReRunHeat(Drone, "ko", heat.Id, "干扰", withdraw),
                        3 => new FillSeat(Drone, "ko", open.Scratched.FirstOrDefault(pilot), "递补"),
                        _ => new ReportHeat(
                            Drone,
                            "ko",
                            heat.Id,
                            open.Run(heat.Id),
                            BracketTests.Any(heat, chance),
                            "看录像",
                            withdraw
                        ),
                    };
                    try
                    {
                        Interlocked.Add(ref granted, story.Do(command));
                    }
                    catch (Refusal)
                    {
                        Interlocked.Increment(ref refused);
                    }
                    BracketTests.Holds(story.Fair.OpenStage(Drone, "ko"));
                }
            },
            iter: 60
        );
        Assert.True(granted > 500 && refused > 500, $"{granted} granted, {refused} refused");
    }

    [Theory]
    [InlineData("race/drone", null)]
    [InlineData("race/", null)]
    [InlineData("race/a/b", "malformed")]
    [InlineData("other/drone", "malformed")]
    public void A_badge_for_a_contests_race_can_be_issued(string board, string? code)
    {
        var issue = new Hub.Features.Access.IssueBadge("b", Role.Integration, "门", "00", null, null, null, board);
        if (code is null)
            Assert.Equal(1, new Story().Do(issue));
        else
            Assert.Equal(code, Code(new Story(), issue));
    }

    [Fact]
    public async Task A_race_is_flown_over_HTTP_and_is_the_same_after_a_restart()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (chief, gate, other) = (
            await hub.BadgeAsync(Role.Chief, contest: "drone"),
            await hub.BadgeAsync(Role.Integration, board: "race/drone"),
            await hub.BadgeAsync(Role.Integration, board: "race/other")
        );
        await chief.AskAsync(
            "contests/drone/race",
            new
            {
                stages = new[]
                {
                    new
                    {
                        id = "ko",
                        name = "淘汰赛",
                        format = "double",
                        heat = 2,
                        laps = 2,
                        channels = new[] { "R1", "F4" },
                        seeding = "draw",
                    },
                },
            }
        );
        await chief.AskAsync("contests/drone/race/stages/ko/open", new { });
        var first = (await hub.Anonymous.RowsAsync("race/drone")).First(r =>
            r.Key.StartsWith("heat/") && r.Value.Contains("\"ready\"")
        );
        var heat = first.Key["heat/ko/".Length..];
        var pilots = hub.Ledger.Fair.OpenStage(Drone, "ko").Bracket.Find(heat)!.Live.Select(p => p.Text).ToArray();
        object Laps(params decimal[] laps) =>
            new
            {
                run = "r1",
                finished = laps.Length == 2,
                pilots = new object[]
                {
                    new
                    {
                        contestant = pilots[0],
                        start = 0.412,
                        laps,
                    },
                    new
                    {
                        contestant = pilots[1],
                        start = (double?)null,
                        laps = Array.Empty<decimal>(),
                    },
                },
            };
        Assert.Equal(
            "no-heat-on",
            (await Problem.Of(await gate.PostAsync("contests/drone/race/laps", Laps(31.000123m)))).Code
        );
        await chief.AskAsync("contests/drone/race/now", new { stage = "ko", heat });
        Assert.Equal(2, (await gate.AskAsync("contests/drone/race/laps", Laps(31.000123m))).Facts);
        var offset = (await gate.AskAsync("contests/drone/race/laps", Laps(31.000123m, 30.5m))).Offset;
        Assert.Equal("forbidden", (await Problem.Of(await other.PostAsync("contests/drone/race/laps", Laps()))).Code);
        Assert.Equal("forbidden", (await Problem.Of(await gate.PostAsync("contests/drone/race/now", new { }))).Code);
        // the row says that nobody confirmed the places yet
        Assert.Contains("\"laps\":[31.000123,30.5]", (await hub.Anonymous.RowsAsync("race/drone"))[first.Key]);
        Assert.Contains("\"over\":true", (await hub.Anonymous.RowsAsync("race/drone"))[first.Key]);
        await chief.AskAsync($"contests/drone/race/stages/ko/heats/{heat}/places", new { run = 1 });
        var rows = await hub.Anonymous.RowsAsync("race/drone");
        Assert.Contains("\"flown\"", rows[first.Key]);
        Assert.True(hub.Offset > offset);

        await hub.RestartAsync();
        Assert.Equal(rows, await hub.Anonymous.RowsAsync("race/drone"));
        using var none = await hub.Anonymous.Http.GetAsync("boards/race/none");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static Story Set(int pilots, RaceStage[] stages)
    {
        var story = new Story();
        var define = TestHub.Drone([.. Enumerable.Range(1, pilots).Select(p => $"选手{p}")]);
        story.Do(define);
        story.Know(define.Decide(new Story().Fair, Asker.System, Story.Morning).People);
        story.Do(Plan(stages));
        return story;
    }

    private static SetRace Plan(params RaceStage[] stages) => new(Drone, new RacePlan(stages), new string('7', 64));

    private static void Mark(Story story, params (string Pilot, decimal Mark)[] marks)
    {
        foreach (var (pilot, mark) in marks)
        foreach (var seat in (string[])["J1", "J2", "J3"])
            story.Happen(new MarkEntered(Drone, new(pilot), "speed", new(seat), mark));
    }

    private static ReportHeat Places(string stage, string heat, params string[] order) =>
        new(Drone, stage, heat, 1, [.. order.Select((p, i) => new Placing(new(p), i + 1))]);

    private static void Say(Story story, string stage, string heat, params string[] order) =>
        story.Do(Places(stage, heat, order));

    private static void Time(
        Story story,
        string stage,
        string heat,
        string run,
        bool finished,
        params (string Pilot, decimal? Start, decimal[] Laps)[] pilots
    ) =>
        story.Do(
            new RecordLaps(
                Drone,
                stage,
                heat,
                run,
                finished,
                [.. pilots.Select(p => new PilotLaps(new(p.Pilot), p.Start, p.Laps))]
            )
        );

    private static IEnumerable<string> Seeds(Story story, string stage) =>
        story.Fair.OpenStage(Drone, stage).Seeds.Select(s => s.Text);

    private static SortedDictionary<string, string> Rows(Story story) =>
        BoardRows.Of(story.Fair, "race/drone", Story.Morning);

    private static string All(Story story) => string.Join('\n', Rows(story).Select(r => $"{r.Key} {r.Value}"));

    private static string Text(Story story, string row, string name) =>
        System.Text.Json.JsonDocument.Parse(Rows(story)[row]).RootElement.GetProperty(name).GetString()!;

    private static Refusal Refused(Story story, Command command, DateTimeOffset? at = null) =>
        Assert.Throws<Refusal>(() => story.Do(command, at));

    private static string Code(Story story, Command command, DateTimeOffset? at = null) =>
        Refused(story, command, at).Code;
}
