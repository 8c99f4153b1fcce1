using CsCheck;
using Hub.Features.Racing;

namespace Hub.Tests.Features.Racing;

/// <summary>What a timer tells, in whatever order and however often it comes.</summary>
public class LapsTests
{
    private static readonly ContestId Drone = new("drone");

    [Fact]
    public void The_same_again_changes_nothing_and_an_older_snapshot_takes_nothing_away()
    {
        var story = Set();
        Assert.Equal(2, Tell(story, ("1", 0.4m, [31m]), ("2", null, [])));
        Assert.Equal(0, Tell(story, ("1", 0.4m, [31m]), ("2", null, [])));
        Assert.Equal(1, Tell(story, ("1", 0.4m, [31m, 30.5m]), ("2", null, [])));
        Assert.Equal(0, Tell(story, ("1", 0.4m, [31m])));
        Assert.Equal(0, Tell(story, ("1", null, [])));
        Assert.Equal([31m, 30.5m], Known(story, "1").Flight.Laps);
    }

    [Fact]
    public void In_whichever_order_snapshots_come_and_however_often_it_is_the_same_in_the_end()
    {
        var snapshots =
            from laps in Gen.Decimal[1, 100].Select(l => decimal.Round(l, 6)).Array[0, 6]
            from deleted in Gen.Int[0, 5].Array[0, 3]
            from order in Gen.Int[0, 6].Array[0, 12]
            select (laps, deleted: deleted.Where(d => d < laps.Length).Distinct().ToArray(), order);
        snapshots.Sample(
            s =>
            {
                Flight Snapshot(int laps) => new(0.5m, s.laps[..laps], [.. s.deleted.Where(d => d < laps).Order()]);
                var whole = Snapshot(s.laps.Length);
                var known = s
                    .order.Append(s.laps.Length)
                    .Concat(s.order.Reverse())
                    .Aggregate(Flight.None, (f, laps) => f.With(Snapshot(Math.Min(laps, s.laps.Length)))!);
                Assert.True(known.Same(whole));
            },
            iter: 500
        );
    }

    [Fact]
    public void A_lap_that_is_taken_away_is_said_and_its_time_is_part_of_the_next()
    {
        var story = Set();
        Tell(story, ("1", 0.4m, [20m, 11m, 30m]));
        story.Do(Laps("a", false, new PilotLaps(new("1"), 0.4m, [20m, 11m, 30m], [0])));
        Assert.Equal([31m, 30m], Known(story, "1").Flight.Counted);
        Assert.Equal(61.4m, Known(story, "1").Flight.Time(2));
        // from before it was taken away
        Assert.Equal(0, Tell(story, ("1", 0.4m, [20m, 11m, 30m])));
        Assert.Equal([31m, 30m], Known(story, "1").Flight.Counted);
    }

    [Fact]
    public void Laps_that_contradict_those_that_are_known_wait_for_the_race_director()
    {
        var story = Set();
        Tell(story, ("1", 0.4m, [31m, 30m]));
        Assert.Equal(1, Tell(story, ("1", 0.4m, [61m])));
        Assert.Equal(0, Tell(story, ("1", 0.4m, [61m])));
        Assert.Equal([31m, 30m], Known(story, "1").Flight.Laps);
        Assert.Equal([61m], Known(story, "1").Doubt!.Laps);
        story.Do(Correct([61m]));
        Assert.Equal([61m], Known(story, "1").Flight.Laps);
        Assert.Null(Known(story, "1").Doubt);
    }

    [Fact]
    public void The_timer_does_not_change_what_the_race_director_said()
    {
        var story = Set();
        Tell(story, ("1", 0.4m, [31m]));
        story.Do(Correct([31m, 30.25m]));
        Assert.Equal(0, story.Do(Correct([31m, 30.25m])));
        Assert.Equal(0, Tell(story, ("1", 0.4m, [31m, 45m, 20m])));
        Assert.Equal([31m, 30.25m], Known(story, "1").Flight.Laps);
        Assert.Equal(0.4m, Known(story, "1").Flight.Start);
        Assert.Equal("malformed", Code(story, Correct([31m]) with { Reason = " " }));
        Assert.Equal("not-in-this-heat", Code(story, Correct([31m]) with { Contestant = new("3") }));
    }

    /// <summary>Both times are shown as 0:31.000.</summary>
    [Fact]
    public void Exact_times_decide_and_not_what_is_shown_of_them()
    {
        var story = Set(laps: 1);
        Tell(story, ("1", 0m, [31.000124m]), ("2", 0m, [31.000123m]));
        Finish(story);
        story.Do(new ReportHeat(Drone, "ko", "1-1", 1, null));
        Assert.Equal(["2 1", "1 2"], Places(story).Select(p => $"{p.Contestant} {p.Place}"));
        Assert.Equal([31.000123m, 31.000124m], Places(story).Select(p => p.Time!.Value));
    }

    [Fact]
    public void More_laps_are_better_than_less_time_and_no_more_count_than_a_heat_has()
    {
        Assert.Equal(
            ["3 1", "1 2", "2 3", "4 4", "5 5", "6 5"],
            Proposed(
                laps: 2,
                ("1", 0.5m, [30m, 30m, 1m]),
                ("2", 0.1m, [10m]),
                ("3", 0.4m, [30m, 30m]),
                ("4", 2m, []),
                ("5", null, []),
                ("6", null, [])
            )
        );
        Assert.Equal(["1 1", "2 2"], Proposed(laps: null, ("2", 0.1m, [10m]), ("1", 0.5m, [30m, 30m, 1m])));
    }

    [Fact]
    public void What_leaves_nothing_open_counts_at_once_where_the_plan_says_so()
    {
        var story = Set(laps: 1, confirm: false);
        Tell(story, ("1", 0.4m, []), ("2", 0.4m, []));
        Finish(story);
        // nobody can tell them apart
        Assert.Empty(story.Fair.OpenStage(Drone, "ko").Places);
        Assert.Equal(2, Tell(story, ("1", 0.4m, [31m])));
        Assert.Equal("1", Places(story)[0].Contestant.Text);
        // what comes later of it changes no place
        Tell(story, ("2", 0.4m, [30m]));
        Assert.Equal("1", Places(story)[0].Contestant.Text);
    }

    [Fact]
    public void Without_a_heat_it_is_that_in_which_the_run_was_heard_of_or_the_one_that_is_on()
    {
        var story = Set();
        RecordLaps Somewhere(string run, string pilot) =>
            new(Drone, null, null, run, false, [new(new(pilot), 0.4m, [31m])]);
        Assert.Equal("no-heat-on", Code(story, Somewhere("a", "1")));
        story.Do(new CallFlight(Drone, "ko", "1-1"));
        story.Do(Somewhere("a", "1"));
        story.Do(new CallFlight(Drone, "ko", "1-2"));
        // it was late, and the next heat is on already
        story.Do(Somewhere("a", "2"));
        story.Do(Somewhere("b", "3"));
        var stage = story.Fair.OpenStage(Drone, "ko");
        Assert.Equal(2, stage.Timings.Find("1-1", "a")!.Pilots.Count);
        Assert.Equal([new("3")], stage.Timings.Find("1-2", "b")!.Pilots.Keys);
    }

    [Fact]
    public void What_no_flight_can_be_is_refused()
    {
        var story = Set();
        foreach (
            var wrong in (PilotLaps[])
                [
                    new(new("1"), -0.1m, []),
                    new(new("1"), 0.4m, [0m]),
                    new(new("1"), 0.4m, [3600.1m]),
                    new(new("1"), 0.4m, [1.0000001m]),
                    new(new("1"), 0.4m, [1m], [1]),
                    new(new("1"), 0.4m, [.. Enumerable.Repeat(1m, 201)]),
                ]
        )
            Assert.Equal("malformed", Code(story, Laps("a", false, wrong)));
        Assert.Equal("malformed", Code(story, Laps("", false)));
        Assert.Equal("malformed", Code(story, Laps(new string('a', 65), false)));
        Assert.Equal("malformed", Code(story, Laps("a", false) with { Heat = null }));
        Assert.Equal("malformed", Code(story, Laps("a", false, new(new("1"), null, []), new(new("1"), null, []))));
        Assert.Equal("not-in-this-heat", Code(story, Laps("a", false, new PilotLaps(new("3"), null, []))));
        Assert.Equal("heat-waiting", Code(story, Laps("a", false) with { Heat = "F" }));
    }

    private static Story Set(int? laps = null, bool confirm = true)
    {
        var story = new Story();
        story.Do(TestHub.Drone("甲", "乙", "丙", "丁"));
        story.Do(
            new SetRace(
                Drone,
                new RacePlan([new RaceStage("ko", "淘汰赛", Heat: 2, Laps: laps)], confirm),
                new string('7', 64)
            )
        );
        story.Do(new OpenStage(Drone, "ko", null));
        // 1 flies against 2
        story.Happen(new StageOpened(Drone, "ko", [new("1"), new("3"), new("4"), new("2")], []));
        return story;
    }

    private static RecordLaps Laps(string run, bool finished, params PilotLaps[] pilots) =>
        new(Drone, "ko", "1-1", run, finished, pilots);

    private static int Tell(Story story, params (string Pilot, decimal? Start, decimal[] Laps)[] pilots) =>
        story.Do(Laps("a", false, [.. pilots.Select(p => new PilotLaps(new(p.Pilot), p.Start, p.Laps))]));

    private static void Finish(Story story) => story.Do(Laps("a", true));

    private static CorrectLaps Correct(decimal[] laps) => new(Drone, "ko", "1-1", "a", new("1"), null, laps, "看录像");

    private static Timed Known(Story story, string pilot) =>
        story.Fair.OpenStage(Drone, "ko").Timings.Find("1-1", "a")!.Pilots[new(pilot)];

    private static IReadOnlyList<Placing> Places(Story story) => story.Fair.OpenStage(Drone, "ko").Places["1-1"];

    private static IEnumerable<string> Proposed(
        int? laps,
        params (string Pilot, decimal? Start, decimal[] Laps)[] pilots
    ) =>
        pilots
            .Aggregate(
                Timings.None,
                (t, p) =>
                    t.With(
                        "h",
                        "a",
                        f => f with { Pilots = f.Pilots.Add(new(p.Pilot), new Timed(new(p.Start, p.Laps, []))) }
                    )
            )
            .Current("h")!
            .Places(pilots.Select(p => new ContestantId(p.Pilot)), laps)
            .Select(p => $"{p.Contestant} {p.Place}");

    private static string Code(Story story, Command command) => Assert.Throws<Refusal>(() => story.Do(command)).Code;
}
