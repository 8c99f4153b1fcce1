using System.Net.Http.Headers;
using System.Text;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Hub.Features.Racing;

namespace Hub.Tests.Integrations;

/// <summary>A race weekend of 24 pilots, from spreadsheets to the last heat: laps come from a timer through the bridge
/// to a hub.</summary>
public class RaceWeekendTests
{
    private static readonly ContestId Cup = new("cup");

    private const string Scheme = """
        模块,评分项,类型,评委席,次数
        竞速,飞行用时,计时,C1,2
        """;

    [Fact]
    [Needs(Need.Time)]
    public async Task A_weekend_is_set_up_flown_scratched_corrected_and_advanced()
    {
        await using var hub = await TestHub.StartAsync();
        await using var timer = await SimulatedTimer.StartAsync(seats: 4);
        var scheme = SchemeSheet.Read(Encoding.UTF8.GetBytes(Scheme), "cup.csv").Scheme!;
        await hub.AskAsync(new DefineContest(scheme with { Id = Cup }, [new(new("1"), "选手1")]));
        using (
            var list = new ByteArrayContent(
                Encoding.UTF8.GetBytes(
                    "编号,姓名,单位,组别\n"
                        + string.Concat(Enumerable.Range(1, 24).Select(n => $"{n},选手{n},飞行队,\n"))
                )
            )
        )
        {
            list.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            using var taken = await hub.Organizer.Http.PostAsync(
                "contests/cup/contestants?apply=true&name=c.csv",
                list
            );
            Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
        }
        var chief = await hub.BadgeAsync(Role.Chief, contest: "cup");
        var gate = await hub.BadgeAsync(Role.Integration, board: "race/cup");
        await chief.AskAsync(
            "contests/cup/race",
            new
            {
                stages = new object[]
                {
                    new
                    {
                        id = "quali",
                        name = "排位赛",
                        format = "heats",
                        heat = 4,
                        rounds = 2,
                        laps = 3,
                        seeding = "draw",
                        channels = new[] { "R1", "R3", "R6", "R8" },
                    },
                    new
                    {
                        id = "main",
                        name = "淘汰赛",
                        format = "double",
                        heat = 4,
                        take = 16,
                        from = "stage",
                        laps = 3,
                        channels = new[] { "R1", "R3", "R6", "R8" },
                    },
                },
            }
        );
        await using var bridge = await RunningBridge.StartAsync(
            timer,
            new Uri(hub.Url, $"api/fairs/{hub.Ledger.Fair.Id}/contests/cup/race/laps"),
            gate.Http.DefaultRequestHeaders.Authorization!.Parameter!
        );
        await using var wall = await hub.ScreenAsync();
        await wall.OpenAsync("race/cup");

        // everybody is a little slower than the one before; the second of a heat by 0.3 ms where it is the closest
        await chief.AskAsync("contests/cup/race/stages/quali/open", new { });
        Assert.Equal(12, await FlyAsync("quali"));
        var quali = Stage("quali").Bracket.Ranking;
        Assert.Equal(Enumerable.Range(1, 24).Select(n => $"{n}"), quali.Select(r => r.Pilot.Text));

        // the third does not come to the second day; the 17th flies in its place
        await chief.AskAsync("contests/cup/race/stages/main/open", new { });
        await chief.AskAsync("contests/cup/contestants/3/status", new { status = "withdrawn", reason = "电机坏了" });
        await chief.AskAsync("contests/cup/race/stages/main/seat", new { contestant = "3", reason = "电机坏了" });
        Assert.Equal(16, Stage("main").Seeds.Count);
        Assert.Contains(new ContestantId("17"), Stage("main").Seeds);

        // the first heat: its winner missed a gate on the last lap, the director says so with a reason
        var first = Ready("main");
        await FlyOneAsync("main", first);
        var winner = Stage("main").Bracket.Find(first)!.GoOn[0];
        var run = Stage("main").Timings.Current(first)!.Run;
        await chief.AskAsync(
            $"contests/cup/race/stages/main/heats/{first}/laps",
            new
            {
                run,
                contestant = winner.Text,
                start = 0.4m,
                laps = new[] { 20.0m, 20.0m },
                reason = "漏门一次",
            }
        );
        await chief.AskAsync(
            $"contests/cup/race/stages/main/heats/{first}/places",
            new { run = 1, reason = "漏门一次" }
        );
        Assert.DoesNotContain(winner, Stage("main").Bracket.Find(first)!.GoOn);

        // the second is flown again, because two drones touched at the start
        var second = Ready("main");
        await FlyOneAsync("main", second);
        await chief.AskAsync(
            $"contests/cup/race/stages/main/heats/{second}/again",
            new { run = 1, reason = "起飞相撞" }
        );
        Assert.Equal(second, Ready("main"));
        await FlyAsync("main");

        var ranking = Stage("main").Bracket.Ranking;
        Assert.True(Stage("main").Bracket.HasEnded);
        Assert.Equal(Enumerable.Range(1, 16).Cast<int?>(), ranking.Select(r => r.Rank));
        Assert.Equal(16, ranking.Select(r => r.Pilot).Distinct().Count());
        Assert.DoesNotContain(new ContestantId("3"), ranking.Select(r => r.Pilot));
        // the fastest lost its first heat by the correction, came back through the losers' bracket and won the final
        Assert.Equal("1", winner.Text);
        Assert.Equal(["1", "2"], ranking.Take(2).Select(r => r.Pilot.Text));

        var rows = await hub.Anonymous.RowsAsync("race/cup");
        await Eventually.TrueAsync(
            () => rows.All(r => wall.Rows("race/cup").TryGetValue(r.Key, out var row) && row == r.Value),
            "the wall shows the same"
        );
        var table = await ExportedAsync("ranking");
        Assert.Equal("赛段,名次,编号,姓名,单位,种子,去向,胜场,最好圈数,最好用时（秒）", table[0]);
        // 0.4 s to the gate and three laps of 31.0003 s
        Assert.StartsWith("排位赛,1,1,选手1,飞行队,", table[1]);
        Assert.EndsWith(",3,93.4009", table[1]);
        Assert.StartsWith("淘汰赛,1,1,选手1,飞行队,1,冠军,", table[25]);
        Assert.Equal(1 + 24 + 16, table.Length);
        var heats = await ExportedAsync("heats");
        Assert.Contains($"淘汰赛,{first},R1,1,选手1,4,未完成,2,40.4,0.4,20.0 20.0", heats);
        using var forbidden = await gate.Http.GetAsync("contests/cup/race/export?format=csv");
        Assert.Equal(403, (int)forbidden.StatusCode);
        using var unknown = await chief.Http.GetAsync("contests/cup/race/export?format=html");
        Assert.Equal(400, (int)unknown.StatusCode);

        await hub.RestartAsync();
        Assert.Equal(rows, await hub.Anonymous.RowsAsync("race/cup"));
        Assert.Equal(0, await bridge.EndAsync());

        async Task<string[]> ExportedAsync(string part) =>
            (await chief.Http.GetStringAsync($"contests/cup/race/export?format=csv&part={part}"))
                .TrimStart('\uFEFF')
                .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        StageState Stage(string id) => hub.Ledger.Fair.OpenStage(Cup, id);
        string Ready(string stage) => Stage(stage).Bracket.Heats.First(h => h.State is HeatState.Ready).Id;

        async Task<int> FlyAsync(string stage)
        {
            var flown = 0;
            for (; Stage(stage).Bracket.Heats.Any(h => h.State is HeatState.Ready); flown++)
                await FlyOneAsync(stage, Ready(stage));
            return flown;
        }

        async Task FlyOneAsync(string stage, string heat)
        {
            await chief.AskAsync("contests/cup/race/now", new { stage, heat });
            var pilots = Stage(stage).Bracket.Find(heat)!.Flying.ToArray();
            var before = Stage(stage).Timings.Of.GetValueOrDefault(heat)?.Count ?? 0;
            timer.Heat($"{stage} {heat}", [.. pilots.Select(p => p.Text)]);
            timer.StageRace();
            for (var seat = 0; seat < pilots.Length; seat++)
                timer.Cross(seat, 400);
            for (var lap = 1; lap <= 3; lap++)
            for (var seat = 0; seat < pilots.Length; seat++)
                timer.Cross(seat, 400 + lap * (31_000 + 0.3 * int.Parse(pilots[seat].Text)));
            timer.Stop();
            timer.Save();
            await Eventually.TrueAsync(
                () =>
                    Stage(stage).Timings.Of.GetValueOrDefault(heat) is { } flights
                    && flights.Count == before + 1
                    && flights[^1].Finished,
                $"the laps of {stage} {heat} are at the hub"
            );
            var number = Stage(stage).Run(heat);
            await chief.AskAsync($"contests/cup/race/stages/{stage}/heats/{heat}/places", new { run = number });
        }
    }
}
