using System.Diagnostics;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Hub.Host;
using Hub.Tests.Features.Contest.Scoring;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>What a mark costs the hub until its board is ranked anew, and how long the command line takes for 17
/// skating events.</summary>
internal static class ContestBench
{
    private const int Contestants = 70,
        Criteria = 60,
        Seats = 7;

    /// <summary>From the fact to the changed rows as they travel: folded, reckoned, ranked, written, compared with what
    /// they were. Of the audience's board, and of those of the chief and of a judge. Rounds are of 500 marks.</summary>
    /// <param name="warm">Rounds before those that are measured: in the first thousands of marks methods are still
    /// being compiled.</param>
    public static void Mark(int warm, int rounds)
    {
        var panel = Enumerable.Range(1, Seats).Select(s => new SeatId($"J{s}")).ToArray();
        var scheme = new Scheme(
            new("c"),
            "c",
            new Dictionary<string, Panel> { ["p"] = new(panel) },
            [
                .. Enumerable
                    .Range(0, 6)
                    .Select(m => new Part(
                        $"m{m}",
                        $"模块 {m}",
                        Criteria:
                        [
                            .. Enumerable
                                .Range(0, Criteria / 6)
                                .Select(c => new Part(
                                    $"m{m}c{c}",
                                    "x",
                                    Kind: Kind.Judged,
                                    Panel: "p",
                                    Max: 10,
                                    Step: 0.5m,
                                    Combine: new Combine(By.Mean, 1, 1),
                                    Steps: [new Step.Round(2), new Step.Scale(10, 1)]
                                )),
                        ]
                    )),
            ],
            Steps: [new Step.Round(2)],
            Ranking: new(Ties: [new Tie("m0"), new Tie("m1")]),
            Awards: [new Award("a", "一等奖", Percent: 10), new Award("b", "二等奖", Percent: 20)]
        );
        var random = new Random(1);
        var fair = new Fair(
            "bench",
            0,
            DateTimeOffset.UnixEpoch,
            Chain.Start,
            HubApp.Slices.Empty,
            System.Collections.Immutable.ImmutableDictionary<string, Person>.Empty
        );
        void Happen(Fact fact) =>
            fair = fair.Then(
                new Entry(fair.Offset + 1, fair.At, "system", Guid.Empty, 0, "contest", fact),
                Chain.Start,
                HubApp.Slices
            );
        MarkEntered Some(int contestant, int criterion, int seat) =>
            new(
                new("c"),
                new($"{contestant}"),
                $"m{criterion / 10}c{criterion % 10}",
                panel[seat],
                4 + contestant % 10 * 0.5m + random.Next(3) / 2m
            );
        Happen(new ContestSet(scheme, [.. Enumerable.Range(1, Contestants).Select(c => new Starter(new($"{c}")))]));
        for (var c = 1; c <= Contestants; c++)
        for (var k = 0; k < Criteria; k++)
        for (var s = 0; s < Seats; s++)
            Happen(Some(c, k, s));

        Say(
            $"{Contestants} contestants, {Criteria} criteria, {Seats} judges: a mark to a re-ranked board "
                + $"{Of(ContestBoards.Leaderboard, ["c"], 250)} ms, goal ≤ 1"
        );
        Say(
            $"the same to the chief's panel {Of(PanelBoards.Panel, ["c"], 1)} ms, to the judges' drift "
                + $"{Of(PanelBoards.Judges, ["c"], 0)} ms, to the marks of a seat "
                + $"{Of(ContestBoards.Marks, ["c", "J1"], 20)} ms"
        );

        string Of(Board board, string[] words, int changes)
        {
            var shown = new Dictionary<string, ReadOnlyMemory<byte>>();
            Render();
            List<double> times = [];
            for (var round = 0; round < warm + rounds; round++)
            {
                var (clock, rows) = (Stopwatch.StartNew(), 0);
                for (var i = 0; i < 500; i++)
                {
                    Happen(Some(random.Next(Contestants) + 1, random.Next(Criteria), random.Next(Seats)));
                    rows += Render();
                }
                times.Add(clock.Elapsed.TotalMilliseconds / 500);
                if (rows < changes)
                    throw new InvalidOperationException("The board does not follow the marks.");
            }
            return Spread(times.Skip(warm), "N3");

            // as a feed does
            int Render()
            {
                var changed = 0;
                foreach (var (key, row) in board.Rows(fair, words, fair.At)!)
                {
                    var json = RawRow.Of(row);
                    if (shown.TryGetValue(key, out var had) && (had.Equals(json) || had.Span.SequenceEqual(json.Span)))
                        continue;
                    shown[key] = json;
                    changed++;
                }
                return changed;
            }
        }
    }

    /// <param name="folder">The published events: performances.csv and the rest.</param>
    public static void Skating(string folder, int rounds)
    {
        using var temporary = new Folder();
        var files = Isu.Read(folder)
            .Files.Select(f =>
            {
                var path = Path.Combine(temporary.Path, $"{f.Key}.csv");
                File.WriteAllText(path, f.Value);
                return (Scheme: f.Key, Path: path);
            })
            .ToList();
        List<double> times = [];
        for (var round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            foreach (var (scheme, path) in files)
            {
                using var score = Process.Start(
                    "dotnet",
                    [Hubs.Server, "score", "--scheme", scheme, "--marks", path, "--out", $"{path}.ranks"]
                );
                score.WaitForExit();
                if (score.ExitCode != 0)
                    throw new InvalidOperationException($"score said {score.ExitCode}.");
            }
            times.Add(clock.Elapsed.TotalSeconds);
        }
        Say(
            $"all of isu, {files.Sum(f => File.ReadLines(f.Path).Count() - 1):N0} marks in {files.Count} files, from "
                + $"the command line {Spread(times, "N2")} s, goal ≤ 2"
        );
    }
}
