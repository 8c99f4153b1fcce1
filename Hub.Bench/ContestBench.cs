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
    private const int Criteria = 60;

    /// <summary>From the fact to the changed rows as they travel: folded, reckoned, ranked, written, compared with what
    /// they were. Of the audience's board, and of those of the chief and of a judge. Rounds are of 500 marks.</summary>
    /// <param name="warm">Rounds before those that are measured: in the first thousands of marks methods are still
    /// being compiled.</param>
    public static void Mark(int warm, int rounds)
    {
        var plain = new Made(contestants: 70, seats: 7);
        string Board(Board board, string[] words, int changes) =>
            Spread(plain.Board(board, words, changes, warm + rounds).Skip(warm), "N3");
        Say(
            $"70 contestants, {Criteria} criteria, 7 judges: a mark to a re-ranked board "
                + $"{Board(ContestBoards.Leaderboard, ["c"], 250)} ms, goal ≤ 1"
        );
        Say(
            $"the same to the chief's panel {Board(PanelBoards.Panel, ["c"], 1)} ms, to the judges' drift "
                + $"{Board(PanelBoards.Judges, ["c"], 0)} ms, to the marks of a seat "
                + $"{Board(ContestBoards.Marks, ["c", "J1"], 20)} ms"
        );
    }

    /// <summary>The same where every criterion compares all contestants: until everybody's total and rank are known,
    /// and until the changed rows are written. Rounds are of 50 marks.</summary>
    public static void Compared(int warm, int rounds)
    {
        foreach (
            var step in (Step[])
                [
                    new Step.Share(),
                    new Step.Standardize(500, 100),
                    new Step.RankPoints([25, 18, 15, 12, 10, 8, 6, 4, 2, 1]),
                ]
        )
        {
            var (compared, board) = (new Made(contestants: 200, seats: 1, step), ContestBoards.Leaderboard);
            Say(
                $"200 contestants, {Criteria} criteria that compare ({step.GetType().Name}): a mark to all totals and "
                    + $"ranks {Spread(compared.Ranked(warm + rounds).Skip(warm), "N3")} ms, goal ≤ 2; to the "
                    + $"changed rows {Spread(compared.Board(board, ["c"], 1, warm + rounds).Skip(warm), "N3")} ms"
            );
        }
    }

    /// <summary>A contest in which everybody has all marks.</summary>
    private sealed class Made
    {
        private readonly Random _random = new(1);
        private readonly int _contestants,
            _seats,
            _marks;
        private Fair _fair = new(
            "bench",
            0,
            DateTimeOffset.UnixEpoch,
            Chain.Start,
            HubApp.Slices.Empty,
            System.Collections.Immutable.ImmutableDictionary<string, Person>.Empty
        );

        /// <param name="compares">Done to every criterion.</param>
        public Made(int contestants, int seats, Step? compares = null)
        {
            (_contestants, _seats, _marks) = (contestants, seats, compares is null ? 500 : 50);
            var scheme = new Scheme(
                new("c"),
                "c",
                new Dictionary<string, Panel>
                {
                    ["p"] = new([.. Enumerable.Range(1, seats).Select(s => new SeatId($"J{s}"))]),
                },
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
                                        Steps: compares is null
                                            ? [new Step.Round(2), new Step.Scale(10, 1)]
                                            : [compares, new Step.Round(2)]
                                    )),
                            ]
                        )),
                ],
                Steps: [new Step.Round(2)],
                Ranking: new(Ties: [new Tie("m0"), new Tie("m1")]),
                Awards: [new Award("a", "一等奖", Percent: 10), new Award("b", "二等奖", Percent: 20)],
                Edition: compares is null ? 0 : Scheme.Newest
            );
            Happen(new ContestSet(scheme, [.. Enumerable.Range(1, contestants).Select(c => new Starter(new($"{c}")))]));
            for (var c = 1; c <= contestants; c++)
            for (var k = 0; k < Criteria; k++)
            for (var s = 0; s < seats; s++)
                Happen(Some(c, k, s));
        }

        /// <summary>Rounds of marks, each until everybody's total and rank are known, in ms a mark.</summary>
        public IEnumerable<double> Ranked(int rounds)
        {
            for (var round = 0; round < rounds; round++)
            {
                var (clock, sum) = (Stopwatch.StartNew(), 0m);
                for (var i = 0; i < _marks; i++)
                {
                    Happen(Some());
                    sum += _fair.Contest(new("c")).Standings.Sum(s => s.Entrant.Reckoning.Total.Value.Number ?? 0);
                }
                yield return clock.Elapsed.TotalMilliseconds / _marks;
                if (sum == 0)
                    throw new InvalidOperationException("Nobody has a total.");
            }
        }

        /// <summary>Rounds of marks, each until a board's changed rows are written, in ms a mark.</summary>
        public IEnumerable<double> Board(Board board, string[] words, int changes, int rounds)
        {
            var shown = new Dictionary<string, ReadOnlyMemory<byte>>();
            Render();
            for (var round = 0; round < rounds; round++)
            {
                var (clock, rows) = (Stopwatch.StartNew(), 0);
                for (var i = 0; i < _marks; i++)
                {
                    Happen(Some());
                    rows += Render();
                }
                yield return clock.Elapsed.TotalMilliseconds / _marks;
                if (rows < changes)
                    throw new InvalidOperationException("The board does not follow the marks.");
            }

            // as a feed does
            int Render()
            {
                var changed = 0;
                foreach (var (key, row) in board.Rows(_fair, words, _fair.At)!)
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

        private void Happen(Fact fact) =>
            _fair = _fair.Then(
                new Entry(_fair.Offset + 1, _fair.At, "system", Guid.Empty, 0, "contest", fact),
                Chain.Start,
                HubApp.Slices
            );

        private MarkEntered Some() =>
            Some(_random.Next(_contestants) + 1, _random.Next(Criteria), _random.Next(_seats));

        private MarkEntered Some(int contestant, int criterion, int seat) =>
            new(
                new("c"),
                new($"{contestant}"),
                $"m{criterion / 10}c{criterion % 10}",
                new($"J{seat + 1}"),
                4 + contestant % 10 * 0.5m + _random.Next(3) / 2m
            );
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
