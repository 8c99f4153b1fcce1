using CsCheck;
using Hub.Features.Racing;

namespace Hub.Tests.Features.Racing;

/// <summary>Brackets, by hand and of any shape.</summary>
public class BracketTests
{
    private static readonly Gen<RaceStage> Stages = Gen.Select(
        Gen.OneOfConst(RaceFormat.Single, RaceFormat.Double, RaceFormat.Ace, RaceFormat.Heats),
        Gen.Int[2, 8],
        Gen.Int[1, 7],
        Gen.OneOfConst(Seeding.Rank, Seeding.Snake),
        Gen.Int[1, 3],
        Gen.Bool,
        (format, heat, goOn, seeding, n, reset) =>
            new RaceStage(
                "s",
                "赛段",
                Format: format,
                Heat: heat,
                Advance: Math.Min(goOn, heat - 1),
                Seeding: seeding,
                Rounds: n,
                Wins: n,
                Reset: reset
            )
    );

    private static readonly Gen<(RaceStage Stage, int Pilots, int Chance)> Races =
        from stage in Stages
        from pilots in stage.Format is RaceFormat.Ace
            ? Gen.Int[2, stage.Heat]
            : Gen.Frequency((15, Gen.Int[2, 24]), (1, Gen.Int[2, 128]))
        from chance in Gen.Int
        select (stage, pilots, chance);

    [Fact]
    public void Two_by_two_the_best_meet_as_late_as_can_be()
    {
        var layout = Layout.Of(Single(heat: 2, goOn: 1), 16);
        Assert.Equal(
            ["1-16", "8-9", "4-13", "5-12", "2-15", "7-10", "3-14", "6-11"],
            layout.Where(h => h.Round == 1 && h.Side is BracketSide.Main).Select(Seeds)
        );
        Assert.Equal(15, layout.Count);
        Assert.Equal(["1-1/1", "1-2/1"], Sources(layout, "2-1"));
        Assert.Equal(["3-1/1", "3-2/1"], Sources(layout, "F"));
    }

    [Fact]
    public void Eight_fly_seven_heats_and_the_better_seed_always_wins()
    {
        var stage = new StageState(Single(heat: 2, goOn: 1), Pilots(8), []);
        var heats = Fly(ref stage, BySeed);
        Assert.Equal(["1-1", "1-2", "1-3", "1-4", "2-1", "2-2", "F"], heats);
        Assert.Equal(
            ["1 p1", "2 p2", "3 p3", "4 p4", "5 p5", "6 p6", "7 p7", "8 p8"],
            stage.Bracket.Ranking.Select(r => $"{r.Rank} {r.Pilot}")
        );
        Assert.Equal(new ContestantId("p1"), stage.Bracket.Winner);
    }

    /// <summary>Four, two and one heat of who never lost, two, two, one and one of who lost once, and the
    /// final.</summary>
    [Fact]
    public void Sixteen_in_heats_of_four_fly_the_well_known_fourteen_heats()
    {
        var layout = Layout.Of(Double(heat: 4, goOn: 2), 16);
        Assert.Equal(
            "W1-1 W1-2 W1-3 W1-4 W2-1 W2-2 L1-1 L1-2 W3-1 L2-1 L2-2 L3-1 L4-1 F",
            string.Join(' ', layout.Select(h => h.Id))
        );
        Assert.Equal(
            ["1-8-9-16", "4-5-12-13", "2-7-10-15", "3-6-11-14"],
            layout.Where(h => h is { Side: BracketSide.Winners, Round: 1 }).Select(Seeds)
        );
        Assert.Equal(["W1-1/1", "W1-2/1", "W1-2/2", "W1-1/2"], Sources(layout, "W2-1"));
        Assert.Equal(["W1-3/3", "W1-4/3", "W1-4/4", "W1-3/4"], Sources(layout, "L1-1"));
        // who lost in the second round does not meet those of the first round again
        Assert.Equal(["L1-1/1", "L1-1/2", "W2-1/3", "W2-1/4"], Sources(layout, "L2-1").Order());
        Assert.Equal(["W3-1/3", "W3-1/4", "L3-1/1", "L3-1/2"], Sources(layout, "L4-1"));
        Assert.Equal(["W3-1/1", "W3-1/2", "L4-1/1", "L4-1/2"], Sources(layout, "F"));

        var stage = new StageState(Double(heat: 4, goOn: 2), Pilots(16), []);
        Assert.Equal(14, Fly(ref stage, BySeed).Count);
        Assert.Equal("p1 p2 p3 p4", string.Join(' ', stage.Bracket.Ranking.Take(4).Select(r => r.Pilot)));
    }

    [Theory]
    [InlineData(5, 1, "1 2 3")]
    [InlineData(6, 2, "1 2")]
    [InlineData(7, 3, "1")]
    [InlineData(13, 5, "1 2 3")]
    public void Byes_go_to_the_best_seeds(int pilots, int first, string byes)
    {
        var layout = Layout.Of(Single(heat: 2, goOn: 1), pilots);
        Assert.Equal(first, layout.Count(h => h is { Round: 1, Side: BracketSide.Main }));
        Assert.Equal(
            byes,
            string.Join(
                ' ',
                layout
                    .Where(h => !(h is { Round: 1, Side: BracketSide.Main }))
                    .SelectMany(h => h.Slots)
                    .Where(s => s.Seed > 0)
                    .Select(s => s.Seed)
                    .Order()
            )
        );
        // everybody but the winner loses once
        Assert.Equal(pilots - 1, layout.Count);
    }

    [Fact]
    public void Thirteen_in_heats_of_four_fly_no_more_heats_than_it_takes()
    {
        var layout = Layout.Of(Single(heat: 4, goOn: 2), 13);
        Assert.Equal(
            [4, 4, 3],
            layout.Where(h => h is { Round: 1, Side: BracketSide.Main }).Select(h => h.Slots.Count).OrderDescending()
        );
        Assert.Equal(
            ["1", "2"],
            layout
                .Where(h => h.Round == 2)
                .SelectMany(h => h.Slots)
                .Where(s => s.Seed > 0)
                .Select(s => $"{s.Seed}")
                .Order()
        );
    }

    [Theory]
    [InlineData(true, "p2", 3)]
    [InlineData(false, "p2", 2)]
    public void Who_never_lost_has_to_lose_the_final_twice_where_the_stage_says_so(bool reset, string winner, int heats)
    {
        var stage = new StageState(Double(heat: 2, goOn: 1) with { Reset = reset }, Pilots(2), []);
        stage = stage.Flown("W1-1", BySeed(stage.Bracket.Find("W1-1")!));
        // the other way round from now on
        var flown = Fly(ref stage, h => [new(new("p2"), 1), new(new("p1"), 2)]);
        Assert.Equal((heats, winner), (flown.Count + 1, stage.Bracket.Winner!.Value.Text));
    }

    [Fact]
    public void Who_comes_from_the_winners_bracket_wins_the_final_at_once()
    {
        var stage = new StageState(Double(heat: 2, goOn: 1), Pilots(4), []);
        var heats = Fly(ref stage, BySeed);
        Assert.DoesNotContain("F2", heats);
        Assert.Equal((HeatState.Unneeded, true), (stage.Bracket.Find("F2")!.State, stage.Bracket.HasEnded));
        Assert.Equal("p1 p2 p3 p4", string.Join(' ', stage.Bracket.Ranking.Select(r => r.Pilot)));
    }

    [Fact]
    public void Somebody_alone_in_a_heat_goes_on_and_an_empty_slot_does_not()
    {
        var stage = new StageState(Single(heat: 2, goOn: 1), Pilots(4), []).Scratch(new("p4"));
        Assert.Equal(HeatState.Walkover, stage.Bracket.Find("1-1")!.State);
        Assert.Equal([new("p1")], stage.Bracket.Find("1-1")!.GoOn);
        Assert.Equal((4, PilotFate.Out), (stage.Bracket.Ranking[^1].Rank ?? 4, stage.Bracket.Ranking[^1].Fate));
        // both of the other: the final is a walkover too
        stage = stage.Scratch(new("p2")).Scratch(new("p3"));
        Assert.Equal((new ContestantId("p1"), true), (stage.Bracket.Winner, stage.Bracket.HasEnded));
    }

    [Fact]
    public void Who_did_not_start_or_was_disqualified_does_not_go_on_and_lives_on_among_the_losers()
    {
        var stage = new StageState(Double(heat: 4, goOn: 2), Pilots(8), []);
        var heat = stage.Bracket.Find("W1-1")!;
        Placing[] places =
        [
            new(heat.Slots[0].Pilot!.Value, 1),
            new(heat.Slots[1].Pilot!.Value, 2, FlightOutcome.Dns),
            new(heat.Slots[2].Pilot!.Value, 3, FlightOutcome.Dns),
            new(heat.Slots[3].Pilot!.Value, 4, FlightOutcome.Dq),
        ];
        stage = stage.Flown("W1-1", places);
        Assert.Equal([places[0].Contestant], stage.Bracket.Find("W1-1")!.GoOn);
        Assert.Equal(places[3].Contestant, stage.Bracket.Ranking[^1].Pilot);
        Assert.Equal(
            (PilotFate.Out, PilotFate.In, PilotFate.In),
            (
                FateOf(stage, places[3].Contestant),
                FateOf(stage, places[1].Contestant),
                FateOf(stage, places[2].Contestant)
            )
        );
    }

    [Fact]
    public void Who_chases_the_ace_flies_until_one_has_won_twice()
    {
        var stage = new StageState(new RaceStage("s", "追逐王牌", Format: RaceFormat.Ace, Heat: 4), Pilots(4), []);
        string[] winners = ["p1", "p2", "p3", "p2"];
        foreach (var (i, winner) in winners.Index())
        {
            Assert.Null(stage.Bracket.Winner);
            stage = stage.Flown($"{i + 1}", Won(stage, winner));
        }
        Assert.Equal((4, new ContestantId("p2")), (stage.Bracket.Heats.Count, stage.Bracket.Winner));
        Assert.Equal("p2 p1 p3 p4", string.Join(' ', stage.Bracket.Ranking.Select(r => r.Pilot)));
    }

    [Fact]
    public void A_qualification_ranks_by_the_best_heat_and_two_that_show_the_same_time_apart()
    {
        var stage = new StageState(
            new RaceStage("q", "资格赛", Format: RaceFormat.Heats, Heat: 4, Rounds: 2, Laps: 1),
            Pilots(4),
            []
        );
        stage = stage.Flown(
            "1-1",
            [
                new(new("p1"), 2, Laps: 1, Time: 31.000123m),
                new(new("p2"), 1, Laps: 1, Time: 31.000122m),
                new(new("p3"), 3, Laps: 1, Time: 33m),
                new(new("p4"), 4, FlightOutcome.Dns),
            ]
        );
        stage = stage.Flown(
            "2-1",
            [
                new(new("p3"), 1, Laps: 1, Time: 30.9m),
                new(new("p1"), 2, Laps: 1, Time: 32m),
                new(new("p2"), 3, Laps: 1, Time: 32.5m),
                new(new("p4"), 4, FlightOutcome.Dns),
            ]
        );
        Assert.Equal(["1 p3", "2 p2", "3 p1", "4 p4"], stage.Bracket.Ranking.Select(r => $"{r.Rank} {r.Pilot}"));
    }

    [Theory]
    [InlineData(Seeding.Rank, "1-2-3-4 5-6-7 8-9-10")]
    [InlineData(Seeding.Snake, "1-6-7 2-5-8 3-4-9-10")]
    public void A_qualification_puts_alike_together_or_deals_them_out(Seeding seeding, string heats)
    {
        var stage = new RaceStage("q", "资格赛", Format: RaceFormat.Heats, Heat: 4, Seeding: seeding);
        Assert.Equal(heats.Split(' ').Order(), Layout.Of(stage, 10).Select(Seeds).Order());
    }

    /// <summary>Every size, every heat, every number of those who go on.</summary>
    [Fact]
    public void Every_bracket_has_a_place_for_everybody_and_one_winner()
    {
        for (var heat = 2; heat <= 8; heat++)
        for (var goOn = 1; goOn < heat; goOn++)
        for (var pilots = 1; pilots <= 128; pilots++)
            foreach (var stage in (RaceStage[])[Single(heat, goOn), Double(heat, goOn)])
            {
                var layout = Layout.Of(stage, pilots);
                var slots = layout.SelectMany(h => h.Slots).ToList();
                Assert.Equal(pilots, slots.Count(s => s.Seed > 0));
                Assert.Equal(slots.Count, slots.Distinct().Count());
                Assert.All(layout, h => Assert.InRange(h.Slots.Count, 1, heat));
                Assert.All(
                    layout.Where(h => h.Side is not BracketSide.Final),
                    h => Assert.True(h.Slots.Count > h.GoOn)
                );
                // who goes on has a slot, and who drops too
                var known = slots.Where(s => s.Heat is not null).Select(s => (s.Heat!, s.Place)).ToHashSet();
                foreach (var h in layout.Where(h => h.Side is not BracketSide.Final))
                    for (var place = 1; place <= h.Slots.Count; place++)
                        Assert.Equal(place <= h.GoOn || h.Drops, known.Contains((h.Id, place)));
                Assert.InRange(layout.Count, 1, 2 * pilots + 1);
            }
    }

    /// <summary>Whatever happens, and whatever is taken back of it.</summary>
    [Fact]
    public void No_pilot_is_lost_or_doubled_by_any_places_scratches_corrections_and_re_runs()
    {
        Races.Sample(
            race =>
            {
                var chance = new Random(race.Chance);
                var stage = new StageState(race.Stage, Pilots(race.Pilots), []);
                for (var step = 0; step < 3 * race.Pilots; step++)
                {
                    stage = Anything(stage, chance);
                    Holds(stage);
                }
                var flown = Fly(ref stage, h => Any(h, chance));
                Holds(stage);
                Assert.True(stage.Bracket.HasEnded);
                Assert.InRange(flown.Count, 0, 3 * (race.Pilots + 1));
                Assert.DoesNotContain(
                    stage.Bracket.Ranking,
                    r => r.Fate is PilotFate.In && race.Stage.Format is not RaceFormat.Heats
                );
                Assert.InRange(stage.Bracket.Ranking.Count(r => r.Fate is PilotFate.Won), 0, 1);
            },
            iter: 200
        );
    }

    [Fact]
    public void In_which_order_heats_come_in_that_do_not_need_each_other_is_all_the_same()
    {
        Races.Sample(
            race =>
            {
                var (one, other) = (
                    new StageState(race.Stage, Pilots(race.Pilots), []),
                    new StageState(race.Stage, Pilots(race.Pilots), [])
                );
                IReadOnlyList<Placing> Places(Heat heat) =>
                    Any(heat, new Random(race.Chance + heat.Id.Sum(c => c * 31)));
                Fly(ref one, Places);
                Fly(ref other, Places, last: true);
                Assert.Equal(one.Bracket.Ranking, other.Bracket.Ranking);
                Assert.Equal(one.Bracket.Winner, other.Bracket.Winner);
            },
            iter: 200
        );
    }

    /// <summary>Every pilot is once ahead, out or the winner, and waits for one heat at most.</summary>
    internal static void Holds(StageState stage)
    {
        var bracket = stage.Bracket;
        Assert.Empty(bracket.Unfit);
        // ahead, out or winner: each exactly once
        Assert.Equal(stage.Seeds.Order(), bracket.Ranking.Select(r => r.Pilot).Order());
        var open = bracket.Heats.Where(h => !h.IsDecided).ToList();
        if (stage.Stage.Format is RaceFormat.Heats)
            open = [.. open.Where(h => h.Laid.Round == 1)];
        var waiting = open.SelectMany(h => h.Live).ToList();
        Assert.Equal(waiting.Count, waiting.Distinct().Count());
        if (stage.Stage.Format is not RaceFormat.Heats)
            Assert.Equal(
                bracket.Ranking.Where(r => r.Fate is PilotFate.In).Select(r => r.Pilot).Order(),
                waiting.Order()
            );
        Assert.All(
            bracket.Heats,
            h =>
                Assert.Equal(
                    h.Slots.Count(s => s.Pilot is not null),
                    h.Slots.Select(s => s.Pilot).OfType<ContestantId>().Distinct().Count()
                )
        );
        var ranks = bracket.Ranking.Select(r => r.Rank).OfType<int>().ToList();
        Assert.Equal(ranks.Order(), ranks);
        if (stage.Stage.Format is not RaceFormat.Heats)
            Assert.Equal(ranks.Distinct(), ranks);
    }

    /// <summary>Places, a scratch or the end of one, a correction, a re-run.</summary>
    private static StageState Anything(StageState stage, Random chance)
    {
        Heat? Some(Func<Heat, bool> which) =>
            stage.Bracket.Heats.Where(which).OrderBy(_ => chance.Next()).FirstOrDefault();
        var pilot = stage.Seeds[chance.Next(stage.Seeds.Count)];
        switch (chance.Next(20))
        {
            case 0:
                return stage.Scratch(pilot);
            case 1:
                return stage.Return(stage.Scratched.Count > 0 ? stage.Scratched.Order().First() : pilot);
            case 2 when Some(h => h.State is HeatState.Flown) is { } again:
                return Fitting(stage.Void(again.Id));
            case < 5 when Some(h => h.State is HeatState.Flown) is { } wrong:
                return Fitting(stage.Flown(wrong.Id, Any(wrong, chance)));
            default:
                return Some(h => h.State is HeatState.Ready) is { } ready
                    ? stage.Flown(ready.Id, Any(ready, chance))
                    : stage;
        }
    }

    /// <summary>As the rules do it: what does not fit any more is void.</summary>
    private static StageState Fitting(StageState stage) => Later.Of(stage).Aggregate(stage, (s, heat) => s.Void(heat));

    internal static List<Placing> Any(Heat heat, Random chance)
    {
        // who flew it, also where somebody of them is scratched since
        var pilots = heat.Places.Count > 0 ? heat.Places.Select(p => p.Contestant) : heat.Live;
        var order = pilots.OrderBy(p => p.Text).ToList().OrderBy(_ => chance.Next()).ToList();
        var flew = chance.Next(3) > 0 ? order.Count : chance.Next(1, order.Count + 1);
        return
        [
            .. order.Select(
                (p, i) =>
                    new Placing(
                        p,
                        i + 1,
                        i < flew ? (FlightOutcome)chance.Next(2) : (FlightOutcome)(chance.Next(2) + 2)
                    )
            ),
        ];
    }

    private static List<string> Fly(ref StageState stage, Func<Heat, IReadOnlyList<Placing>> places, bool last = false)
    {
        var flown = new List<string>();
        while (stage.Bracket.Heats.Where(h => h.State is HeatState.Ready).ToList() is { Count: > 0 } ready)
        {
            var heat = last ? ready[^1] : ready[0];
            stage = stage.Flown(heat.Id, places(heat));
            flown.Add(heat.Id);
            Assert.True(flown.Count < 1_000);
        }
        return flown;
    }

    private static List<Placing> BySeed(Heat heat) =>
        [.. heat.Live.OrderBy(p => p.Text.Length).ThenBy(p => p.Text).Select((p, i) => new Placing(p, i + 1))];

    private static List<Placing> Won(StageState stage, string winner) =>
        [.. stage.Seeds.OrderByDescending(p => p.Text == winner).Select((p, i) => new Placing(p, i + 1))];

    private static PilotFate FateOf(StageState stage, ContestantId pilot) =>
        stage.Bracket.Ranking.Single(r => r.Pilot == pilot).Fate;

    private static RaceStage Single(int heat, int goOn) => new("s", "单败", Heat: heat, Advance: goOn);

    private static RaceStage Double(int heat, int goOn) =>
        new("d", "双败", Format: RaceFormat.Double, Heat: heat, Advance: goOn);

    private static ContestantId[] Pilots(int pilots) =>
        [.. Enumerable.Range(1, pilots).Select(p => new ContestantId($"p{p}"))];

    private static string Seeds(LaidHeat heat) => string.Join('-', heat.Slots.Select(s => s.Seed));

    private static string[] Sources(IReadOnlyList<LaidHeat> layout, string heat) =>
        [.. layout.Single(h => h.Id == heat).Slots.Select(s => $"{s.Heat}/{s.Place}")];
}
