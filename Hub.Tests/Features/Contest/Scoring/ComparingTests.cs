using System.Collections.Immutable;
using System.Text;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

public class ComparingTests
{
    private static Rules Times(string step, string more = "") =>
        Sheet.Rules(
            $$"""{ "id": "t1", "name": "t1", "kind": "time", "panel": "p", "steps": [{{step}}] }""",
            more,
            seats: "C1"
        );

    [Fact]
    public void The_best_of_a_round_gets_the_points_and_others_their_share()
    {
        var rules = Times(
            """{ "step": "share" }, { "step": "round", "digits": 1 }, { "step": "failedIs", "points": 0 }"""
        );
        Assert.Equal(
            ["1 a 1000", "2 b 500", "3 c 333.3", "4 d 0"],
            rules.Standings("a,t1,,C1,30", "b,t1,,C1,60", "c,t1,,C1,90", "d,t1,,C1,DNF").Lines()
        );
    }

    [Fact]
    public void Each_attempt_and_each_group_has_a_best_of_its_own()
    {
        var rules = Sheet.Rules(
            """
            { "id": "run", "name": "run", "kind": "count", "max": 50, "panel": "p", "steps": [{ "step": "share" }],
              "attempts": { "count": 2, "combine": { "by": "sum" } } }
            """,
            seats: "C1"
        );
        var standings = Standings.Of(
            rules,
            MarksFile.Read(
                """
                contestant,criterion,attempt,seat,value,group
                a,run,1,C1,10,x
                b,run,1,C1,5,x
                a,run,2,C1,20,x
                b,run,2,C1,40,x
                c,run,1,C1,1,y
                """u8.ToArray(),
                rules
            )
        );
        Assert.Equal(["1 a 1500", "1 b 1500", "1 c 1000"], standings.Lines());
    }

    [Fact]
    public void Who_is_unofficial_or_disqualified_is_no_measure_for_others()
    {
        var rules = Times("""{ "step": "share" }""");
        Assert.Equal(
            ["1 a 1000", "2 b 500", "- star 1000", "- out 1000"],
            rules
                .Standings(
                    "a,t1,,C1,30",
                    "b,t1,,C1,60",
                    "star,t1,,C1,10",
                    "star,status,,,unofficial",
                    "out,t1,,C1,5",
                    "out,status,,,DSQ"
                )
                .Lines()
        );
        Assert.Equal(
            ["1 b 500", "- gone 1000"],
            rules.Standings("gone,t1,,C1,30", "gone,status,,,withdrawn", "b,t1,,C1,60").Lines()
        );
    }

    [Theory]
    [InlineData("-5 -3 0", "0 0 1000")]
    [InlineData("0 0", "1000 1000")]
    [InlineData("-2 4", "0 1000")]
    [InlineData("7", "1000")]
    public void A_share_is_never_below_nothing(string marks, string shares)
    {
        var rules = Sheet.Rules(
            """{ "id": "m", "name": "m", "kind": "measured", "panel": "p", "steps": [{ "step": "share" }] }""",
            seats: "C1"
        );
        Assert.Equal(
            shares,
            string.Join(
                ' ',
                rules
                    .Standings([.. marks.Split(' ').Select((m, i) => $"{i},m,,C1,{m}")])
                    .OrderBy(s => s.Entrant.Number.Text)
                    .Select(s => s.Entrant.Reckoning.Total.Value)
            )
        );
    }

    [Fact]
    public void The_median_stands_at_700_and_the_mean_at_500()
    {
        string[] marks = ["a,m,,C1,60", "b,m,,C1,70", "c,m,,C1,95"];
        string Scaled(string step) =>
            string.Join(
                ' ',
                Sheet
                    .Rules(
                        $$"""
                        { "id": "m", "name": "m", "kind": "judged", "max": 100, "panel": "p",
                          "steps": [{{step}}, { "step": "round", "digits": 4 }] }
                        """,
                        seats: "C1"
                    )
                    .Standings(marks)
                    .OrderBy(s => s.Entrant.Number.Text)
                    .Select(s => s.Entrant.Reckoning.Total.Value)
            );
        // mean 75, variance 650/3, deviation 14.7196
        Assert.Equal(
            "632.0634 700 869.8416",
            Scaled("""{ "step": "standardize", "at": 700, "spread": 100, "center": "median" }""")
        );
        Assert.Equal("398.0951 466.0317 635.8732", Scaled("""{ "step": "standardize", "at": 500, "spread": 100 }"""));
        // a sample of three: variance 325
        Assert.Equal(
            "416.795 472.265 610.94",
            Scaled("""{ "step": "standardize", "at": 500, "spread": 100, "sample": true }""")
        );
        Assert.Equal(
            "2",
            Sheet
                .Rules(
                    """
                    { "id": "m", "name": "m", "kind": "judged", "max": 100, "panel": "p",
                      "steps": [{ "step": "standardize", "at": 2, "spread": 1 }] }
                    """,
                    seats: "C1"
                )
                .Total("m,,C1,60")
                .ToString()
        );
    }

    [Theory]
    [InlineData("first", "share", "1 2 2 4")]
    [InlineData("first", "average", "1 2.5 2.5 4")]
    [InlineData("first", "worst", "1 3 3 4")]
    [InlineData("last", "share", "4 3 3 1")]
    [InlineData("last", "average", "4 2.5 2.5 1")]
    [InlineData("last", "worst", "4 2 2 1")]
    public void Equal_ones_share_a_rank_or_its_mean(string from, string ties, string ranks)
    {
        var rules = Times($$"""{ "step": "rank", "from": "{{from}}", "ties": "{{ties}}" }""");
        Assert.Equal(
            ranks,
            string.Join(
                ' ',
                rules
                    .Standings("a,t1,,C1,30", "b,t1,,C1,31", "c,t1,,C1,31", "d,t1,,C1,40")
                    .OrderBy(s => s.Entrant.Number.Text)
                    .Select(s => s.Entrant.Reckoning.Total.Value)
            )
        );
        Assert.Equal(from is "first" ? Best.Low : Best.High, rules.Total.Final);
    }

    /// <summary>Points of the MultiGP Mega Class season 2020, "Points Allocation"
    /// (multigp.com/multigp-mega-class-series-season-rules).</summary>
    [Theory]
    [InlineData(9, "12 11 10 9 8 7 6 6 5")]
    [InlineData(6, "12 11 10 9 8 7")]
    [InlineData(5, "11 10 9 7 6")]
    [InlineData(4, "10 9 8 5")]
    [InlineData(3, "10 8 5")]
    [InlineData(2, "9 5")]
    public void Points_by_rank_depend_on_how_many_fly(int pilots, string points)
    {
        var rules = Times(
            """
            { "step": "rankPoints", "points": [12, 11, 10, 9, 8, 7, 6, 6], "beyond": 5, "sizes": [
              { "upTo": 2, "points": [9, 5] }, { "upTo": 3, "points": [10, 8, 5] },
              { "upTo": 4, "points": [10, 9, 8, 5] }, { "upTo": 5, "points": [11, 10, 9, 7, 6] }] }
            """
        );
        Assert.Equal(
            points,
            string.Join(
                ' ',
                rules
                    .Standings([.. Enumerable.Range(1, pilots).Select(p => $"{p},t1,,C1,{30 + p}")])
                    .Select(s => s.Entrant.Reckoning.Total.Value)
            )
        );
        Assert.Equal(Best.High, rules.Total.Final);
    }

    [Fact]
    public void Tied_ones_share_the_points_of_the_ranks_that_they_take()
    {
        string[] times = ["a,t1,,C1,30", "b,t1,,C1,31", "c,t1,,C1,31", "d,t1,,C1,32"];
        string Points(string ties) =>
            string.Join(
                ' ',
                Times($$"""{ "step": "rankPoints", "points": [10, 8, 5], "beyond": 1, "ties": "{{ties}}" }""")
                    .Standings(times)
                    .Select(s => s.Entrant.Reckoning.Total.Value)
            );
        Assert.Equal("10 8 8 1", Points("share"));
        Assert.Equal("10 6.5 6.5 1", Points("average"));
        Assert.Equal("10 5 5 1", Points("worst"));
    }

    [Fact]
    public void A_strict_judge_and_a_mild_one_weigh_the_same()
    {
        var rules = Sheet.Rules(
            """
            { "id": "m", "name": "m", "kind": "judged", "max": 100, "panel": "p",
              "markSteps": [{ "step": "standardize", "at": 0, "spread": 1 }],
              "steps": [{ "step": "round", "digits": 3 }] }
            """,
            seats: "mild strict"
        );
        var standings = rules.Standings(
            "a,m,,mild,90",
            "b,m,,mild,91",
            "c,m,,mild,92",
            "a,m,,strict,50",
            "b,m,,strict,10",
            "c,m,,strict,30"
        );
        // by the plain mean a would be first, because the strict one has the wider scale
        Assert.Equal(["1 c 0.612", "2 a 0", "3 b -0.612"], standings.Lines());
        var text = Explanation.Of(rules, standings[1].Entrant.Reckoning.Total, zh: false);
        Assert.Contains("strict 50 → 1.224745", text);
        Assert.Empty(MissingMarks.Of(rules, standings[0].Entrant.Reckoning));
    }

    [Fact]
    public void What_is_compared_may_be_compared_again()
    {
        var rules = Sheet.Rules(
            """
            { "id": "round", "name": "round", "kind": "time", "panel": "p", "steps": [{ "step": "share" }],
              "attempts": { "count": 2, "combine": { "by": "sum" },
                "steps": [{ "step": "rankPoints", "points": [25, 18], "ties": "average" }] } }
            """,
            more: """, "steps": [{ "step": "share", "points": 100 }] """,
            seats: "C1"
        );
        // shares 1000 + 500, 800 + 1000, 400: ranks 2, 1, 3
        Assert.Equal(
            ["1 b 100", "2 a 72", "3 c 0"],
            rules
                .Standings(
                    "a,round,1,C1,40",
                    "a,round,2,C1,60",
                    "b,round,1,C1,50",
                    "b,round,2,C1,30",
                    "c,round,1,C1,100"
                )
                .Lines()
        );
    }

    [Theory]
    [InlineData("""{ "step": "share", "points": 0 }""", "The numbers of the step share are wrong.")]
    [InlineData(
        """{ "step": "standardize", "at": 1, "spread": 0 }""",
        "The numbers of the step standardize are wrong."
    )]
    [InlineData("""{ "step": "rankPoints", "points": [] }""", "The numbers of the step rankPoints are wrong.")]
    [InlineData(
        """
            { "step": "rankPoints", "points": [1],
              "sizes": [{ "upTo": 3, "points": [1] }, { "upTo": 2, "points": [1] }] }
            """,
        "The numbers of the step rankPoints are wrong."
    )]
    public void Numbers_that_nobody_can_be_compared_by_are_refused(string step, string why) =>
        Assert.Contains(why, Assert.Throws<SchemeException>(() => Times(step)).Message);

    [Fact]
    public void Parts_of_both_directions_are_asked_before_they_are_compared()
    {
        const string modules = """
            { "id": "m", "name": "m", "criteria": [
              { "id": "lap", "name": "lap", "kind": "time", "panel": "p" },
              { "id": "gates", "name": "gates", "kind": "count", "max": 9, "panel": "p" }],
              "steps": [{ "step": "STEP" }] }
            """;
        var hole = Assert.Throws<SchemeException>(() => Sheet.Rules(modules.Replace("STEP\"", "share\"")));
        Assert.Contains("Of lap lower is better, of gates it is not", hole.Message);
        Assert.NotNull(Sheet.Rules(modules.Replace("STEP\"", "share\", \"best\": \"low\"")));
    }

    /// <summary>After any marks in any order, what is kept from before and what is reckoned from nothing are
    /// equal.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Compared_values_are_those_that_follow_from_the_marks_alone(int seed)
    {
        var random = new Random(seed);
        Scheme Scheme() =>
            SchemeFile.Said(
                Encoding.UTF8.GetBytes(
                    """
                    { "id": "t", "name": "t", "panels": { "p": { "seats": ["a", "b"] }, "c": { "seats": ["g"] } },
                      "missing": "zero",
                      "modules": [
                        { "id": "race", "name": "race", "kind": "time", "panel": "c", "steps": [{ "step": "share" }],
                          "attempts": { "count": 3, "combine": { "by": "sum", "keep": 2 } } },
                        { "id": "show", "name": "show", "criteria": [
                          { "id": "style", "name": "style", "kind": "judged", "max": 10, "panel": "p",
                            "markSteps": [{ "step": "standardize", "at": 500, "spread": 100 }] },
                          { "id": "idea", "name": "idea", "kind": "judged", "max": 10, "panel": "p",
                            "steps": [{ "step": "rank", "from": "last", "ties": "average" },
                                      { "step": "multiplyBy", "part": "race" },
                                      { "step": "share", "points": 10 }] }] }],
                      "steps": [{ "step": "rankPoints", "points": [9, 6, 3, 1], "ties": "average" }],
                      "ranking": { "ties": [{ "part": "race" }] } }
                    """
                )
            ) with
            {
                Edition = Hub.Features.Contest.Scoring.Scheme.Newest,
            };
        var (story, marks) = (new Story(), new List<EnterMark>());
        story.Do(
            new DefineContest(
                Scheme(),
                [.. Enumerable.Range(1, 6).Select(n => new Contestant(new($"{n}"), $"{n}", null, n < 5 ? "x" : "y"))]
            )
        );
        for (var i = 0; i < 150; i++)
        {
            var number = new ContestantId($"{random.Next(6) + 1}");
            EnterMark mark = random.Next(4) switch
            {
                0 => new(new("t"), new("a"), number, "style", random.Next(11)),
                1 => new(new("t"), new("b"), number, "style", random.Next(11)),
                2 => new(new("t"), new("ab"[random.Next(2)].ToString()), number, "idea", random.Next(11)),
                _ => new(
                    new("t"),
                    new("g"),
                    number,
                    "race",
                    random.Next(6) == 0 ? Value.Failed : 30 + random.Next(9),
                    random.Next(3) + 1
                ),
            };
            if (random.Next(8) == 0)
                mark = mark with { Value = default };
            marks.Add(mark);
            story.Do(mark);
            if (random.Next(10) == 0)
                story.Do(
                    new SetStatus(new("t"), number, random.Next(3) > 0 ? Status.Ranked : (Status)random.Next(4), "x")
                );
            var kept = story.Fair.Contest(new("t"));
            // the same marks by another instance of the same scheme: nothing of before is known of it
            var anew = kept with
            {
                Scheme = kept.Scheme with { },
                Sheets = kept.Sheets.ToImmutableDictionary(s => s.Key, s => s.Value with { }),
            };
            Assert.Equal(Told(anew), Told(kept));
        }
        var told = Told(story.Fair.Contest(new("t")));
        Assert.Contains(told, line => line.StartsWith("1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mark_of_one_changes_the_totals_and_the_explanations_of_others()
    {
        await using var hub = await TestHub.StartAsync();
        using var answer = await hub.Organizer.PostAsync(
            "contests",
            """
            { "scheme": { "id": "race", "name": "竞速", "panels": { "p": { "seats": ["C1"] } }, "modules": [
                { "id": "lap", "name": "一圈", "kind": "time", "panel": "p", "steps": [{ "step": "share" }] }] },
              "contestants": [{ "number": "1", "name": "张三丰" }, { "number": "2", "name": "李四" }] }
            """
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var judge = await hub.BadgeAsync(Role.Judge, contest: "race", seat: "C1");
        Task MarkAsync(string contestant, decimal value) =>
            judge.AskAsync(
                "contests/race/marks",
                new
                {
                    seat = "C1",
                    contestant,
                    criterion = "lap",
                    value,
                }
            );
        await using var phone = await hub.ScreenAsync();
        await phone.OpenAsync("explain/race/1");
        await MarkAsync("1", 30);
        await Eventually.TrueAsync(() => Told("1000"), "the only one is the best");
        await MarkAsync("2", 24);
        await Eventually.TrueAsync(() => Told("800"), "24 of 30");
        Assert.Contains("\"total\":800", (await hub.Anonymous.RowsAsync("leaderboard/race"))["1"]);
        await hub.RestartAsync();
        Assert.Contains("\"total\":800", (await hub.Anonymous.RowsAsync("leaderboard/race"))["1"]);

        bool Told(string value) =>
            phone.Rows("explain/race/1").TryGetValue("lap/0", out var row)
            && row.Contains($"\"value\":{value},", StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Told(ContestState contest) =>
        [
            .. contest.Standings.Lines(),
            .. contest.InOrder.Select(s => Explanation.Of(contest.Rules, contest.Reckoning(s).Total, zh: false)),
        ];
}
