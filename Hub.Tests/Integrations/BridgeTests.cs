using System.Text.Json;
using Hub.RotorHazard;

namespace Hub.Tests.Integrations;

/// <summary>Laps from a timer to a hub, over real sockets; the timer and the hub's endpoint are simulated.</summary>
public class BridgeTests
{
    [Fact]
    public async Task A_race_comes_lap_by_lap_and_to_the_microsecond()
    {
        await using var timer = await SimulatedTimer.StartAsync();
        await using var hub = await LapsEndpoint.StartAsync();
        timer.Heat("Heat 1", "07", "11", null, "23");
        await using var bridge = await RunningBridge.StartAsync(timer, hub);

        timer.StageRace();
        await NewestAsync(hub, "07:-: 11:-: 23:-:", finished: false);
        timer.Cross(0, 412.25);
        timer.Cross(1, 500);
        await NewestAsync(hub, "07:0.41225: 11:0.5: 23:-:", finished: false);
        // a timer's page shows 0:31.000 for both
        timer.Cross(0, 412.25 + 31000.3);
        timer.Cross(1, 500 + 31000);
        timer.Cross(0, 412.25 + 31000.3 + 30500.123_456_7);
        timer.Stop();

        await NewestAsync(hub, "07:0.41225:31.0003,30.500123 11:0.5:31 23:-:", finished: true);
        var newest = hub.Newest!.Value;
        Assert.Equal(JsonValueKind.Null, newest.GetProperty("stage").ValueKind);
        Assert.Equal(JsonValueKind.Null, newest.GetProperty("heat").ValueKind);
        Assert.Single(hub.Taken.Select(t => t.GetProperty("run").GetString()).Distinct());
    }

    [Fact]
    public async Task What_a_timer_clears_stays_and_the_next_flight_of_the_heat_is_another_run()
    {
        await using var timer = await SimulatedTimer.StartAsync();
        await using var hub = await LapsEndpoint.StartAsync();
        timer.Heat("Heat 1", "07", "11");
        await using var bridge = await RunningBridge.StartAsync(timer, hub);

        timer.StageRace();
        timer.Cross(0, 400);
        timer.Cross(0, 30_400);
        timer.Stop();
        timer.Save();
        timer.Stage();
        timer.StageRace();
        timer.Cross(1, 300);
        await NewestAsync(hub, "07:-: 11:0.3:", finished: false);

        var runs = hub.Taken.GroupBy(t => t.GetProperty("run").GetString()).ToList();
        Assert.Equal(2, runs.Count);
        Assert.All(runs, r => Assert.InRange(r.Key!.Length, 1, 64));
        Assert.Equal(("07:0.4:30 11:-:", true), Shown(runs[0].Last()));
    }

    [Fact]
    public async Task A_deleted_lap_is_left_out_and_its_time_belongs_to_the_next()
    {
        await using var timer = await SimulatedTimer.StartAsync();
        await using var hub = await LapsEndpoint.StartAsync();
        timer.Heat("Heat 1", "07");
        await using var bridge = await RunningBridge.StartAsync(timer, hub);

        timer.StageRace();
        foreach (var at in new[] { 400, 30_400, 31_400, 61_400 })
            timer.Cross(0, at);
        timer.Stop();
        await NewestAsync(hub, "07:0.4:30,1,30", finished: true);
        timer.DeleteLap(0, 2);
        await NewestAsync(hub, "07:0.4:30,31", finished: true);
        timer.DeleteLap(0, 0);
        await NewestAsync(hub, "07:30.4:31", finished: true);
    }

    [Fact]
    public async Task What_is_flown_after_the_finish_counts_nothing_and_a_first_crossing_may_end_a_lap()
    {
        await using var timer = await SimulatedTimer.StartAsync(firstLap: true, lapsToWin: 2);
        await using var hub = await LapsEndpoint.StartAsync();
        timer.Heat("Heat 1", "07");
        await using var bridge = await RunningBridge.StartAsync(timer, hub);

        timer.StageRace();
        foreach (var at in new[] { 29_000, 59_000, 91_000 })
            timer.Cross(0, at);
        timer.Stop();
        await NewestAsync(hub, "07:-:29,30", finished: true);
    }

    [Fact]
    public async Task While_the_hub_is_away_laps_wait_and_the_newest_of_each_run_comes_in_order()
    {
        await using var timer = await SimulatedTimer.StartAsync();
        await using var hub = await LapsEndpoint.StartAsync();
        timer.Heat("Heat 1", "07");
        await using var bridge = await RunningBridge.StartAsync(timer, hub);
        await hub.GoAsync();

        timer.StageRace();
        timer.Cross(0, 400);
        await bridge.SaysAsync("The hub does not answer");
        timer.Cross(0, 30_400);
        timer.Stop();
        timer.Save();
        timer.StageRace();
        timer.Cross(0, 700);
        timer.Stop();
        await bridge.SaysAsync("0 laps, finished");

        hub.Status = 503;
        await hub.ComeBackAsync();
        await Eventually.TrueAsync(() => hub.Tries > 1, "it is asked again");
        Assert.Empty(hub.Taken);
        hub.Status = 200;
        await NewestAsync(hub, "07:0.7:", finished: true);
        Assert.Equal([("07:0.4:30", true), ("07:0.7:", true)], hub.Taken.Select(Shown));
    }

    [Fact]
    public async Task What_the_hub_refuses_is_said_and_the_next_is_sent()
    {
        await using var timer = await SimulatedTimer.StartAsync();
        await using var hub = await LapsEndpoint.StartAsync();
        timer.Heat("Heat 1", "07");
        hub.Status = 409;
        await using var bridge = await RunningBridge.StartAsync(timer, hub);

        timer.StageRace();
        await bridge.SaysAsync("409 as-the-test-wants: A sentence.");
        hub.Status = 200;
        timer.Cross(0, 400);
        await NewestAsync(hub, "07:0.4:", finished: false);
        // of the end all is said, so that nothing is lost
        hub.Status = 422;
        timer.Stop();
        await bridge.SaysAsync("\"finished\":true,\"pilots\":[{\"contestant\":\"07\",\"start\":0.4,");
    }

    [Fact]
    public async Task A_badge_that_does_not_count_is_refused_and_never_said()
    {
        await using var timer = await SimulatedTimer.StartAsync();
        await using var hub = await LapsEndpoint.StartAsync();
        timer.Heat("Heat 1", "07");
        await using var bridge = await RunningBridge.StartAsync(timer, hub, badge: "another-secret");

        timer.StageRace();
        await bridge.SaysAsync("401 badge-unknown");
        Assert.Empty(hub.Taken);
        Assert.DoesNotContain("another-secret", bridge.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "another-secret",
            await File.ReadAllTextAsync(Path.Combine(bridge.Folder.FullName, "outbox.json")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_timer_that_was_cut_off_is_heard_again_with_all_that_it_measured()
    {
        await using var timer = await SimulatedTimer.StartAsync();
        await using var hub = await LapsEndpoint.StartAsync();
        timer.Heat("Heat 1", "07");
        await using var bridge = await RunningBridge.StartAsync(timer, hub);

        timer.StageRace();
        timer.Cross(0, 400);
        await NewestAsync(hub, "07:0.4:", finished: false);
        await timer.CutOffAsync();
        timer.Cross(0, 30_400);
        await timer.ComeBackAsync();
        await NewestAsync(hub, "07:0.4:30", finished: false);

        await timer.CutOffAsync();
        timer.Cross(0, 61_400);
        timer.Stop();
        timer.Save();
        await timer.ComeBackAsync();
        await NewestAsync(hub, "07:0.4:30,31", finished: true);
        Assert.Single(hub.Taken.Select(t => t.GetProperty("run").GetString()).Distinct());
    }

    [Fact]
    public async Task A_timer_that_says_nothing_more_is_connected_to_again()
    {
        await using var timer = await SimulatedTimer.StartAsync(ping: 100);
        await using var hub = await LapsEndpoint.StartAsync();
        timer.Heat("Heat 1", "07");
        await using var bridge = await RunningBridge.StartAsync(timer, hub);

        timer.StageRace();
        timer.Hang();
        await bridge.SaysAsync("The timer is not heard");
        await timer.CutOffAsync();
        timer.Cross(0, 400);
        await timer.ComeBackAsync();
        await NewestAsync(hub, "07:0.4:", finished: false);
    }

    [Fact]
    public async Task A_timer_that_was_started_again_has_lost_its_race_and_the_hub_keeps_what_it_has()
    {
        await using var timer = await SimulatedTimer.StartAsync();
        await using var hub = await LapsEndpoint.StartAsync();
        timer.Heat("Heat 1", "07");
        await using var bridge = await RunningBridge.StartAsync(timer, hub);

        timer.StageRace();
        timer.Cross(0, 400);
        await NewestAsync(hub, "07:0.4:", finished: false);
        var loads = timer.Loads;
        await timer.RestartAsync();
        await Eventually.TrueAsync(() => timer.Loads > loads, "the bridge has asked again");
        timer.StageRace();
        timer.Cross(0, 500);
        await NewestAsync(hub, "07:0.5:", finished: false);

        var runs = hub.Taken.GroupBy(t => t.GetProperty("run").GetString()).ToList();
        Assert.Equal(2, runs.Count);
        Assert.Equal(("07:0.4:", false), Shown(runs[0].Last()));
    }

    [Fact]
    public async Task A_start_that_was_called_off_and_practice_are_no_flights()
    {
        await using var timer = await SimulatedTimer.StartAsync();
        await using var hub = await LapsEndpoint.StartAsync();
        var heat = timer.Heat("Heat 1", "07");
        await using var bridge = await RunningBridge.StartAsync(timer, hub);

        timer.Stage();
        timer.Stop();
        timer.Stop();
        timer.Save();
        timer.SetHeat(0);
        timer.StageRace();
        timer.Cross(0, 300);
        timer.Stop();
        timer.Save();
        timer.SetHeat(heat);
        timer.StageRace();
        await NewestAsync(hub, "07:-:", finished: false);
        Assert.Single(hub.Taken);
    }

    [Fact]
    public async Task Pilots_and_heats_are_told_apart_by_files_and_by_an_attribute()
    {
        await using var timer = await SimulatedTimer.StartAsync();
        await using var hub = await LapsEndpoint.StartAsync();
        var (falcon, heron) = (timer.AddPilot("Falcon", "31"), timer.AddPilot("Heron"));
        var (first, second) = (timer.AddHeat("资格赛 1", falcon, heron), timer.AddHeat("Final", falcon, heron));
        timer.SetHeat(first);
        var places = new Places(
            new Dictionary<string, Place> { ["资格赛 1"] = new("quali", "1-1"), [$"{second}"] = new("final", "1") }
        );
        await using (var bridge = await RunningBridge.StartAsync(timer, hub, new Numbers(attribute: "number"), places))
        {
            timer.StageRace();
            await NewestAsync(hub, "31:-:", finished: false);
            Assert.Equal("quali", hub.Newest!.Value.GetProperty("stage").GetString());
            Assert.Equal("1-1", hub.Newest!.Value.GetProperty("heat").GetString());
            timer.Cross(0, 400);
            await NewestAsync(hub, "31:0.4:", finished: false);
            Assert.Equal(
                bridge.Said.IndexOf("Heron", StringComparison.Ordinal),
                bridge.Said.LastIndexOf("Heron", StringComparison.Ordinal)
            );
            await bridge.SaysAsync("Callsign Heron has no contestant's number");
            timer.Stop();
            timer.Save();
        }
        timer.SetHeat(second);
        var numbers = new Numbers(new Dictionary<string, string> { ["Falcon"] = "1", ["Heron"] = "2" });
        await using (await RunningBridge.StartAsync(timer, hub, numbers, places))
        {
            timer.StageRace();
            await NewestAsync(hub, "1:-: 2:-:", finished: false);
            Assert.Equal("final", hub.Newest!.Value.GetProperty("stage").GetString());
        }
    }

    [Fact]
    public async Task A_weekend_of_24_pilots_arrives_whole_and_in_order_whoever_is_away_in_between()
    {
        await using var timer = await SimulatedTimer.StartAsync(seats: 8);
        await using var hub = await LapsEndpoint.StartAsync();
        await using var bridge = await RunningBridge.StartAsync(timer, hub);
        var (random, flown) = (new Random(24), new List<string>());
        for (var race = 0; race < 12; race++)
        {
            var (hubIsAway, timerIsCutOff) = (race % 3 == 1, race % 3 == 2);
            hub.Status = hubIsAway ? 503 : 200;
            timer.Heat($"Heat {race + 1}", [.. Enumerable.Range(race % 3 * 8 + 1, 8).Select(n => $"{n}")]);
            timer.StageRace();
            var at = Enumerable.Range(0, 8).Select(_ => 300 + 500 * random.NextDouble()).ToArray();
            var laps = new List<string>[8];
            foreach (var seat in Enumerable.Range(0, 8))
                timer.Cross(seat, at[seat]);
            for (var seat = 0; seat < 8; seat++)
                laps[seat] = [$"{race % 3 * 8 + seat + 1}", Seconds(at[seat]), ""];
            if (timerIsCutOff)
            {
                await NewestAsync(hub, Text(laps), finished: false);
                await timer.CutOffAsync();
            }
            for (var lap = 0; lap < 4; lap++)
            for (var seat = 0; seat < 8 - lap; seat++)
            {
                var crossing = at[seat] + 20_000 + 20_000 * random.NextDouble();
                timer.Cross(seat, crossing);
                laps[seat][2] += (lap == 0 ? "" : ",") + Seconds(crossing - at[seat]);
                at[seat] = crossing;
            }
            timer.Stop();
            timer.Save();
            if (timerIsCutOff)
            {
                await timer.ComeBackAsync();
                // before the next is staged, which is when the timer forgets the last
                await NewestAsync(hub, Text(laps), finished: true);
            }
            flown.Add(Text(laps));
        }
        hub.Status = 200;
        await NewestAsync(hub, flown[^1], finished: true);

        var runs = hub.Taken.GroupBy(t => t.GetProperty("run").GetString()).Select(r => Shown(r.Last()));
        Assert.Equal(flown.Select(f => (f, true)), runs);

        static string Text(List<string>[] laps) => string.Join(' ', laps.Select(l => string.Join(':', l)));
        static string Seconds(double milliseconds) =>
            $"{decimal.Round(JsonSerializer.SerializeToElement(milliseconds).GetDecimal() / 1000, 6)}";
    }

    private static Task NewestAsync(LapsEndpoint hub, string pilots, bool finished) =>
        Eventually.TrueAsync(
            () => hub.Newest is { } newest && Shown(newest) == (pilots, finished),
            $"{pilots} comes{(finished ? " as finished" : "")}"
        );

    /// <summary><c>number:start:lap,lap</c> of each pilot, as the numbers stand in the body.</summary>
    internal static (string Pilots, bool Finished) Shown(JsonElement body) =>
        (
            string.Join(
                ' ',
                body.GetProperty("pilots")
                    .EnumerateArray()
                    .Select(p =>
                        $"{p.GetProperty("contestant")}:"
                        + $"{(p.GetProperty("start").ValueKind is JsonValueKind.Null ? "-" : p.GetProperty("start"))}:"
                        + string.Join(',', p.GetProperty("laps").EnumerateArray())
                    )
            ),
            body.GetProperty("finished").GetBoolean()
        );
}
