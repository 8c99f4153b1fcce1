using System.Net;
using System.Text;
using System.Text.Json;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Hub.Tests.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest;

/// <summary>However large a scheme is: one that somebody brings is refused in words, one that a ledger holds is
/// reckoned by.</summary>
public class SchemeBoundsTests
{
    [Fact]
    public void A_ledger_that_chains_more_parts_than_a_stack_holds_still_shows_its_boards()
    {
        const int parts = 20_000;
        var story = new Story();
        story.Do(new OpenFair("人才周", null, "Asia/Shanghai"));
        story.Happen(new ContestSet(Chained(parts), [new Starter(new("1"))]));
        story.Happen(new MarkEntered(new("chain"), new("1"), "mark", new("J1"), 7));
        Assert.Contains("\"total\":7", BoardRows.Of(story.Fair, "leaderboard/chain", Story.Morning)["1"]);
        Assert.Contains("\"total\":7", BoardRows.Of(story.Fair, "panel/chain", Story.Morning)["1"]);
        Assert.Equal(parts + 3, BoardRows.Of(story.Fair, "explain/chain/1", Story.Morning).Count);
        var contest = story.Fair.Contests[new("chain")];
        var total = contest.Reckoning(contest.Sheets[new("1")]).Total;
        Assert.Equal(parts + 3, Explanation.Of(contest.Rules, total, zh: true).Count(c => c == '\n'));
    }

    [Fact]
    public async Task A_scheme_that_is_too_large_is_refused_by_every_way_it_may_come()
    {
        await using var hub = await TestHub.WithFairAsync();
        var text = SchemeFile.Write(Chained(2_000));
        using var set = await hub.Organizer.PostAsync("contests/scheme", text, "application/octet-stream");
        var refused = await Problem.Of(set);
        Assert.Equal("scheme-has-holes", refused.Code);
        using var check = await hub.Organizer.PostAsync("contests/check?name=x.json", text, "application/octet-stream");
        Assert.Contains("1,000 modules and criteria at most", await check.Content.ReadAsStringAsync());
        using var define = await hub.Organizer.PostAsync(
            "contests",
            JsonSerializer.Serialize(
                new DefineContest(Chained(1_001), [new Contestant(new("1"), "甲")]),
                SchemeFile.Json
            )
        );
        Assert.Equal("scheme-has-holes", (await Problem.Of(define)).Code);
    }

    [Fact]
    public void A_chain_of_parts_that_somebody_brings_is_refused_in_words()
    {
        Assert.Contains("1,000 modules and criteria at most", Refused(Chained(40_000)));
        Assert.Contains("64 at most", Refused(Chained(100)));
        Assert.Equal(7m, Rules.Of(Chained(30)).Total("mark,1,J1,7").Number);
    }

    [Fact]
    public void What_is_made_of_the_same_twice_is_told_once()
    {
        // each part is twice the next: told for each, it would be told 2^40 times
        var modules = Enumerable
            .Range(0, 40)
            .Select(i =>
                $$"""
                    { "id": "m{{i}}", "name": "m{{i}}", "counts": {{(i == 0 ? "true" : "false")}}, "criteria": [
                    { "id": "a{{i}}", "name": "a", "kind": "value", "of": "m{{i + 1}}" },
                    { "id": "b{{i}}", "name": "b", "kind": "value", "of": "m{{i + 1}}" }] }
                    """
            );
        var rules = Rules.Kept(
            Read(
                string.Join(',', modules)
                    + """
                    , { "id": "m40", "name": "m40", "counts": false,
                    "criteria": [{ "id": "mark", "name": "mark", "kind": "judged", "panel": "p", "max": 10 }] }
                    """
            )
        );
        var reckoning = new Reckoning(rules, (_, _, _) => 1);
        Assert.Equal((decimal)Math.Pow(2, 40), reckoning.Total.Value.Number);
        Assert.True(Explanation.Of(rules, reckoning.Total, zh: false).Count(c => c == '\n') < 500);
    }

    [Theory]
    [InlineData(51, 1, "50 panels at most")]
    [InlineData(20, 50, "500 seats in all panels at most")]
    public void Panels_and_seats_have_bounds(int panels, int seats, string refused) =>
        Assert.Contains(
            refused,
            Refused(
                Chained(1) with
                {
                    Panels = Enumerable
                        .Range(0, panels)
                        .ToDictionary(
                            i => i == 0 ? "p" : $"p{i}",
                            i => new Panel([.. Enumerable.Range(0, seats).Select(s => new SeatId($"J{i}-{s}"))])
                        ),
                }
            )
        );

    [Fact]
    public void Every_text_and_list_of_a_scheme_has_a_bound()
    {
        var (long120, long32) = (new string('长', 121), new string('x', 33));
        var chained = Chained(1);
        var part = chained.Modules[0];
        foreach (
            var changed in (Scheme[])
                [
                    chained with
                    {
                        NameEn = long120,
                    },
                    chained with
                    {
                        Id = new(long32),
                    },
                    chained with
                    {
                        Awards = [new Award("a", long120, Count: 1)],
                    },
                    chained with
                    {
                        Awards = [.. Enumerable.Range(0, 51).Select(i => new Award($"a{i}", "a", Count: 1))],
                    },
                    chained with
                    {
                        Ranking = new(Ties: [.. Enumerable.Repeat(new Tie("mark"), 21)]),
                    },
                    chained with
                    {
                        Steps = [.. Enumerable.Repeat(new Step.Add(1), 21)],
                    },
                    chained with
                    {
                        Steps = [new Step.Table([.. Enumerable.Range(0, 201).Select(i => new TableRow(i, i))])],
                    },
                    With(part with { Name = long120 }),
                    With(part with { Id = long32 }),
                    With(part with { Unit = long32 }),
                    With(
                        part with
                        {
                            Combine = new(Tolerance: [.. Enumerable.Range(0, 201).Select(i => new Band(i, 1))]),
                        }
                    ),
                ]
        )
        {
            var e = Assert.Throws<SchemeException>(() => Rules.Of(changed));
            Assert.All(e.Holes, h => Assert.True(h.Zh.Length < 100 && h.Zh != h.En));
            Assert.Contains(e.Holes, h => h.En.Contains("at most") || h.En.Contains("more than"));
        }

        Scheme With(Part changed) => chained with { Modules = [changed] };
    }

    [Fact]
    public void Of_very_many_holes_the_first_are_told()
    {
        var e = Assert.Throws<SchemeException>(() =>
            Read(
                string.Join(
                    ',',
                    Enumerable.Range(0, 500).Select(i => $$"""{ "id": "a {{i}}", "name": "a", "kind": "yesNo" }""")
                )
            )
                is var scheme
                ? Rules.Of(scheme)
                : null
        );
        Assert.Equal(101, e.Holes.Count);
    }

    [Fact]
    public void Contestants_and_marks_together_have_a_bound()
    {
        var story = new Story();
        story.Do(new OpenFair("人才周", null, "Asia/Shanghai"));
        var scheme = Chained(1) with
        {
            Modules = [new Part("mark", "mark", Kind: Kind.Judged, Panel: "p", Max: 10, Attempts: new Attempts(100))],
            Panels = new Dictionary<string, Panel>
            {
                ["p"] = new([.. Enumerable.Range(1, 20).Select(i => new SeatId($"J{i}"))]),
            },
        };
        Contestant[] Many(int count) =>
            [.. Enumerable.Range(1, count).Select(i => new Contestant(new($"{i}"), $"{i}"))];
        Assert.Equal(1, story.Do(new DefineContest(scheme, Many(900))));
        Assert.Equal(
            "contest-too-large",
            Assert.Throws<Refusal>(() => story.Do(new SetContestants(scheme.Id, Many(1_000)))).Code
        );
        var more = scheme with
        {
            Panels = new Dictionary<string, Panel>
            {
                ["p"] = new([.. Enumerable.Range(1, 40).Select(i => new SeatId($"J{i}"))]),
            },
        };
        Assert.Equal("contest-too-large", Assert.Throws<Refusal>(() => story.Do(new SetScheme(more))).Code);
    }

    [Fact]
    public void A_value_that_may_become_too_large_is_refused_and_ends_no_board_of_a_ledger()
    {
        var scheme = Chained(1) with { Steps = [.. Enumerable.Repeat(new Step.Multiply(1_000_000), 5)] };
        Assert.Contains("1,000,000,000,000,000 at most", Refused(scheme));
        Assert.NotNull(
            Rules.Of(scheme with { Steps = [new Step.Multiply(1_000_000), new Step.AtMost(100), new Step.Multiply(9)] })
        );
        var story = new Story();
        story.Do(new OpenFair("人才周", null, "Asia/Shanghai"));
        story.Happen(new ContestSet(scheme, [new Starter(new("1"))]));
        story.Happen(new MarkEntered(new("chain"), new("1"), "mark", new("J1"), 7));
        Assert.Contains("\"total\":null", BoardRows.Of(story.Fair, "leaderboard/chain", Story.Morning)["1"]);
    }

    [Fact]
    public void What_is_made_of_a_value_that_is_too_large_says_so_down_to_the_marks()
    {
        var rules = Rules.Kept(
            Read(
                """
                { "id": "m", "name": "模块", "criteria": [
                { "id": "run", "name": "滑行", "kind": "measured", "panel": "p", "attempts": { "count": 2 }, "steps": [
                { "step": "multiply", "by": 1000000 }, { "step": "multiply", "by": 1000000 },
                { "step": "multiply", "by": 1000000 }, { "step": "multiply", "by": 1000000 }] }] }
                """
            )
        );
        var reckoning = new Reckoning(rules, (_, attempt, _) => attempt == 1 ? 1_000_000 : default(Value));
        Assert.True(reckoning.Total.Value.IsNothing);
        Assert.Contains(
            "滑行 第 1 轮：– = 平均 J1 1000000；太大，算不出来 = 1000000 → × 1000000 1000000000000 →",
            Explanation.Of(rules, reckoning.Total, zh: true)
        );
        Assert.Contains("; too large to be reckoned = 1000000 →", Explanation.Of(rules, reckoning.Total, zh: false));
        Assert.False(new Reckoning(rules, (_, _, _) => 7).Total.IsCut);
    }

    [Fact]
    public async Task What_an_older_hub_took_fails_for_one_contestant_and_is_shown_for_the_others()
    {
        var scheme = new Scheme(
            new("old"),
            "旧赛",
            new Dictionary<string, Panel> { ["p"] = new([new("J1"), new("J2")]) },
            [
                new Part(
                    "far",
                    "远",
                    Kind: Kind.Measured,
                    Panel: "p",
                    Steps: [.. Enumerable.Repeat(new Step.Multiply(1_000_000), 4)]
                ),
                new Part(
                    "row",
                    "表",
                    Kind: Kind.Count,
                    Panel: "p",
                    Max: 9,
                    Steps: [new Step.Table([null!], 5), new Step.Scale(0.000_000_000_000_000_000_000_000_1m, 0)]
                ),
                new Part("one", "一", Kind: Kind.Judged, Panel: "p", Max: 0),
            ]
        );
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new Found(new ContestSet(scheme, [.. "123".Select(n => new Starter(new($"{n}")))])));
        foreach (var (number, far) in ((string, decimal)[])[("1", 1_000_000_000), ("2", 7), ("3", 3)])
        foreach (var seat in (string[])["J1", "J2"])
        foreach (var (part, mark) in ((string, decimal)[])[("far", far), ("row", 4), ("one", 0)])
            await hub.AskAsync(new EnterMark(scheme.Id, new(seat), new(number), part, mark));
        await ShownAsync();
        await hub.RestartAsync();
        await ShownAsync();

        async Task ShownAsync()
        {
            foreach (var board in (string[])["leaderboard/old", "panel/old"])
            {
                var rows = await hub.Organizer.RowsAsync(board);
                Assert.Contains("\"total\":7000000000000000000000000", rows["2"]);
                Assert.Contains("\"total\":3000000000000000000000000", rows["3"]);
                Assert.Contains("\"total\":0", rows["1"]);
            }
            Assert.Equal(2, (await hub.Organizer.RowsAsync("judges/old")).Count);
            foreach (var board in (string[])["explain/old/", "reckoning/old/"])
            {
                var said = (await hub.Organizer.RowsAsync($"{board}1"))["far/0"];
                Assert.Contains("\"note\":\"tooLarge\"", said);
                Assert.Contains("太大，算不出来", said);
                Assert.Contains("too large to be reckoned", said);
                foreach (var other in (string[])["2", "3"])
                    Assert.DoesNotContain(
                        "tooLarge",
                        string.Concat((await hub.Organizer.RowsAsync(board + other)).Values)
                    );
            }
            foreach (var format in (string[])["csv", "xlsx", "json", "html"])
            {
                using var file = await hub.Organizer.Http.GetAsync($"contests/old/export?format={format}");
                Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            }
        }
    }

    /// <summary>What only an older hub wrote.</summary>
    private sealed record Found(Fact Fact) : Command
    {
        public override Who May() => Who.Organizer;

        public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) => new([Fact], []);
    }

    [Fact]
    public void A_long_chain_of_contests_that_carry_each_others_results_is_looked_through_once()
    {
        // each carries from the two before it: there are more ways through than there is time
        var story = new Story();
        story.Do(new OpenFair("人才周", null, "Asia/Shanghai"));
        for (var i = 0; i < 60; i++)
            Assert.Equal(1, story.Do(new SetScheme(Carrying(i, i - 1, i - 2))));
        var e = Assert.Throws<Refusal>(() => story.Do(new SetScheme(Carrying(0, 59))));
        Assert.Contains("A circle: c0 → c59 →", e.En);
        Assert.EndsWith("→ c0.", e.En);

        static Scheme Carrying(int id, params int[] from) =>
            new(
                new($"c{id}"),
                "c",
                new Dictionary<string, Panel> { ["p"] = new([new("J1")]) },
                [
                    new Part("mark", "mark", Kind: Kind.Judged, Panel: "p", Max: 10),
                    .. from.Where(f => f >= 0).Select(f => new Part($"f{f}", "f", Kind: Kind.Carried, Of: $"c{f}")),
                ]
            );
    }

    private static string Refused(Scheme scheme) => Assert.Throws<SchemeException>(() => Rules.Of(scheme)).Message;

    private static Scheme Read(string modules) =>
        JsonSerializer.Deserialize<Scheme>(
            Encoding.UTF8.GetBytes(
                $$"""
                { "id": "s", "name": "s", "panels": { "p": { "seats": ["J1"] } }, "modules": [{{modules}}] }
                """
            ),
            SchemeFile.Json
        )!;

    /// <summary>One mark, and parts of which each has the value of the next, the last that of the mark.</summary>
    private static Scheme Chained(int parts) =>
        new(
            new("chain"),
            "chain",
            new Dictionary<string, Panel> { ["p"] = new([new("J1")]) },
            [
                new Part(
                    "m",
                    "m",
                    Criteria:
                    [
                        .. Enumerable
                            .Range(0, parts)
                            .Select(i => new Part(
                                $"v{i}",
                                "v",
                                Counts: i == 0,
                                Kind: Kind.Value,
                                Of: i == parts - 1 ? "mark" : $"v{i + 1}"
                            )),
                        new Part("mark", "mark", Counts: false, Kind: Kind.Judged, Panel: "p", Max: 10),
                    ]
                ),
            ]
        );
}
