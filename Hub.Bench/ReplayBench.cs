using System.Diagnostics;
using Dapper;
using Hub.Features.Contest;
using Hub.Features.Floor;
using Hub.Host;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>Opens a ledger of many facts: two days of visits by 3,000 passes, and a contest's marks among
/// them.</summary>
internal static class ReplayBench
{
    private const int Passes = 3_000,
        Contestants = 70,
        Seats = 5;

    public static async Task RunAsync(int rounds, int facts)
    {
        using var folder = new Folder();
        using (var made = new SqliteStore(folder.Database))
            Make(made, facts);
        using (var db = new SqliteConnection($"Data Source={folder.Database};Pooling=false"))
        {
            db.Open();
            db.Execute("pragma wal_checkpoint(truncate)");
        }
        Say(
            $"{facts:N0} facts, {(double)new FileInfo(folder.Database).Length / facts:N0} bytes a fact on disk, goal ≤ "
                + $"600"
        );

        List<double> times = [];
        for (var round = 1; round <= rounds; round++)
        {
            using var store = new SqliteStore(folder.Database);
            var ledger = new FairLedger(
                "bench",
                store,
                HubApp.Slices,
                HubApp.Consequences,
                TimeProvider.System,
                NullLogger<FairLedger>.Instance
            );
            var clock = Stopwatch.StartNew();
            ledger.Start();
            times.Add(clock.Elapsed.TotalSeconds);
            if (ledger.Fair.Offset != facts)
                throw new InvalidOperationException($"Opened at offset {ledger.Fair.Offset}.");
            var kept = GC.GetTotalMemory(forceFullCollection: true);
            Say(
                $"round {round}: {times[^1]:N2} s, {facts / times[^1]:N0} facts/s, managed memory after "
                    + $"{kept / 1048576.0:N1} MB, working set at most "
                    + $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:N0} MB"
            );
            await ledger.DisposeAsync();
        }
        Say($"replay {Spread(times, "N2")} s, goal ≤ 6");
    }

    /// <summary>Writes that ledger, of the fair <c>bench</c>.</summary>
    public static void Make(IStore store, int facts)
    {
        var made = new MadeFair(store, "bench", TimeProvider.System.GetUtcNow().AddDays(-2));
        made.Open();
        string[] tablets =
        [
            .. Enumerable
                .Range(0, MadeFair.Booths)
                .Select(i => made.Badge(Role.Recruiter, Secret(i), booth: MadeFair.Booth(i))),
        ];
        string[] criteria = ["safety", "accuracy", "speed", "handling"];
        made.Add(
            "system",
            new ContestDefined(
                new FirstScheme(
                    new("drone"),
                    "无人机",
                    "Drones",
                    1,
                    [
                        new FirstModule(
                            "flight",
                            "飞行",
                            1,
                            [.. criteria.Select(c => new FirstCriterion(c, c, 100, 0.5m, 1))]
                        ),
                    ],
                    [.. Enumerable.Range(1, Seats).Select(s => new SeatId($"J{s}"))],
                    [.. Enumerable.Range(1, Contestants).Select(c => new ContestantId($"{c}"))]
                )
            )
        );
        string[] judges =
        [
            .. Enumerable
                .Range(1, Seats)
                .Select(s => made.Badge(Role.Judge, Secret(MadeFair.Booths + s), contest: "drone", seat: $"J{s}")),
        ];

        var random = new Random(1);
        var inside = new int?[Passes];
        var step = TimeSpan.FromDays(2) / facts;
        var (zone, clock) = (new About("", null, "Asia/Shanghai"), made.At);
        while (made.Offset < facts)
        {
            clock += step;
            made.At = clock;
            if (made.Offset % 50 == 0)
            {
                var seat = random.Next(Seats);
                made.Add(
                    judges[seat],
                    new MarkEntered(
                        new("drone"),
                        new($"{random.Next(Contestants) + 1}"),
                        criteria[random.Next(criteria.Length)],
                        new($"J{seat + 1}"),
                        random.Next(200) / 2m
                    )
                );
                continue;
            }
            // half of those who leave a booth only enter the next one
            var pass = random.Next(Passes);
            var goesOut = inside[pass] is not null && random.Next(2) == 0;
            var booth = goesOut ? inside[pass]!.Value : random.Next(MadeFair.Booths);
            if (inside[pass] == booth)
                goesOut = true;
            inside[pass] = goesOut ? null : booth;
            made.Add(
                tablets[booth],
                new VisitRecorded(new($"CY-{pass:00000}"), new(MadeFair.Booth(booth)), !goesOut, zone.Day(clock))
            );
        }
        made.Commit();
    }

    private static string Secret(int i) => $"replay-{i}";
}
