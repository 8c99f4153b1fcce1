using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>What sports say of rounds, laps and choices.</summary>
public class SportTests
{
    private static string Rounds(string combine, params string[] values) =>
        Sheet
            .Rules(
                $$"""
                { "id": "r", "name": "r", "kind": "judged", "max": 1000, "panel": "p",
                  "attempts": { "count": 12, "combine": {{combine}} } }
                """,
                seats: "C1"
            )
            .Total([.. values.Select((v, i) => $"r,{i + 1},C1,{v}")])
            .ToString();

    /// <summary>One score is dropped after four events, two after eight: BMFA pylon league, 2020, 2.4.</summary>
    [Theory]
    [InlineData("10 9 8", "27")]
    [InlineData("10 9 8 1", "27")]
    [InlineData("10 9 8 1 2 3 4", "36")]
    [InlineData("10 9 8 1 2 3 4 5", "39")]
    public void How_many_rounds_are_dropped_depends_on_how_many_are_flown(string rounds, string total) =>
        Assert.Equal(
            total,
            Rounds(
                """{ "by": "sum", "drops": [{ "from": 4, "drop": 1 }, { "from": 8, "drop": 2 }] }""",
                rounds.Split(' ')
            )
        );

    [Theory]
    [InlineData("31 30 29 40 28 28 28.5 60", "84.5")]
    [InlineData("31 30 29", "90")]
    [InlineData("31 DNF 29 30 31", "90")]
    [InlineData("31 30", "DNF")]
    [InlineData("31 DNF 29 30", "DNF")]
    public void The_best_three_laps_that_follow_each_other_count(string laps, string total)
    {
        var rules = Sheet.Rules(
            """
            { "id": "laps", "name": "laps", "kind": "time", "panel": "p",
              "attempts": { "count": 20, "combine": { "by": "sum", "consecutive": 3 } } }
            """,
            seats: "C1"
        );
        Assert.Equal(total, rules.Total([.. laps.Split(' ').Select((v, i) => $"laps,{i + 1},C1,{v}")]).ToString());
    }

    [Fact]
    public void A_lap_that_is_missing_parts_a_run_and_the_others_are_told_to_count_no_more()
    {
        var rules = Sheet.Rules(
            """
            { "id": "laps", "name": "laps", "kind": "time", "panel": "p",
              "attempts": { "count": 6, "combine": { "by": "mean", "consecutive": 2 } } }
            """,
            seats: "C1"
        );
        var reckoned = Assert
            .Single(rules.Standings("1,laps,1,C1,20", "1,laps,3,C1,20", "1,laps,4,C1,30", "1,laps,5,C1,28"))
            .Entrant.Reckoning.Of(rules["laps"]);
        Assert.Equal(25, reckoned.Value.Number);
        Assert.Equal(
            [Fate.Worse, Fate.Absent, Fate.Counted, Fate.Counted, Fate.Worse, Fate.Absent],
            reckoned.From.Select(f => f.Fate)
        );
    }

    [Theory]
    [InlineData("""{ "drops": [{ "from": 2, "drop": 2 }] }""", "fewer are dropped than there are")]
    [InlineData("""{ "drops": [{ "from": 4, "drop": 1 }, { "from": 3, "drop": 1 }] }""", "their numbers rise")]
    [InlineData("""{ "consecutive": 0 }""", "A run of consecutive ones is 1 to 100 long")]
    [InlineData("""{ "consecutive": 3, "keep": 1 }""", "nothing else is dropped or kept beside it")]
    public void Drops_and_runs_that_cannot_be_are_refused(string combine, string why) =>
        Assert.Contains(why, Assert.Throws<SchemeException>(() => Rounds(combine, "1")).Message);

    [Fact]
    public void An_attempt_has_a_name_and_may_break_a_tie()
    {
        var rules = Sheet.Rules(
            """
            { "id": "r", "name": "飞行", "kind": "judged", "max": 100, "panel": "p",
              "attempts": { "count": 2, "names": ["上午", "下午"], "combine": { "by": "sum" } } }
            """,
            """, "ranking": { "ties": [{ "part": "r", "attempt": 2 }] } """,
            seats: "C1"
        );
        var standings = rules.Standings("a,r,1,C1,9", "a,r,2,C1,5", "b,r,1,C1,6", "b,r,2,C1,8");
        Assert.Equal(["1 b 14", "2 a 14"], standings.Lines());
        Assert.Equal(2, standings[1].Tie?.Attempt);
        Assert.Contains("下午：8", Explanation.Of(rules, standings[0].Entrant.Reckoning.Total, zh: true));
    }

    [Theory]
    [InlineData("""{ "part": "r", "attempt": 3 }""", "'r' has no attempt 3.")]
    [InlineData("""{ "part": "total", "attempt": 1 }""", "'total' has no attempt 1.")]
    [InlineData("""{ "part": "r", "attempt": 1, "countback": 1 }""", "either an attempt or a countback")]
    public void A_tie_by_an_attempt_that_there_is_not_is_refused(string tie, string why) =>
        Assert.Contains(
            why,
            Assert
                .Throws<SchemeException>(() =>
                    Sheet.Rules(
                        """
                        { "id": "r", "name": "r", "kind": "judged", "max": 9, "panel": "p", "attempts": { "count": 2 } }
                        """,
                        $$""", "ranking": { "ties": [{{tie}}] } """
                    )
                )
                .Message
        );

    private const string Difficulty = """
        { "id": "level", "name": "难度", "kind": "choice", "panel": "p", "choices": [
          { "value": 1, "name": "基础", "nameEn": "basic" }, { "value": 1.25, "name": "提高", "nameEn": "advanced" }] }
        """;

    [Fact]
    public void A_choice_counts_the_value_of_what_was_chosen()
    {
        var rules = Sheet.Rules(Difficulty, seats: "C1");
        Assert.Equal("1.25", rules.Total("level,,C1,提高").ToString());
        Assert.Equal("1.25", rules.Total("level,,C1,Advanced").ToString());
        Assert.Equal("1", rules.Total("level,,C1,1").ToString());
        Assert.Contains("one of 基础, 提高", Assert.Throws<MarksException>(() => rules.Total("level,,C1,1.1")).Message);
    }

    [Fact]
    public async Task A_choice_is_offered_to_the_judge_and_nothing_else_is_taken()
    {
        await using var hub = await TestHub.StartAsync();
        using var answer = await hub.Organizer.PostAsync(
            "contests",
            $$"""
            { "scheme": { "id": "x", "name": "飞行", "panels": { "p": { "seats": ["J1"] } },
                "modules": [{{Difficulty}}] },
              "contestants": [{ "number": "1", "name": "张三丰" }] }
            """
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Contains(
            "\"choices\":[{\"value\":1,\"name\":\"基础\",\"nameEn\":\"basic\"}",
            await hub.Anonymous.Http.GetStringAsync("contests/x")
        );
        var judge = await hub.BadgeAsync(Role.Judge, contest: "x", seat: "J1");
        using var refused = await judge.PostAsync(
            "contests/x/marks",
            """{"seat":"J1","contestant":"1","criterion":"level","value":1.1}"""
        );
        Assert.Equal(422, (int)refused.StatusCode);
        Assert.Contains("基础 (1)、提高 (1.25)", await refused.Content.ReadAsStringAsync());
        using var taken = await judge.PostAsync(
            "contests/x/marks",
            """{"seat":"J1","contestant":"1","criterion":"level","value":1.25}"""
        );
        Assert.True(taken.IsSuccessStatusCode);
        Assert.Contains("\"total\":1.25", (await hub.Anonymous.RowsAsync("leaderboard/x"))["1"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""[{ "value": 1, "name": "a" }, { "value": 1.0, "name": "b" }]""")]
    [InlineData("""[{ "value": 1, "name": " " }]""")]
    public void Choices_that_cannot_be_told_apart_are_refused(string choices) =>
        Assert.Contains(
            "each with a name and a value of its own",
            Assert
                .Throws<SchemeException>(() =>
                    Sheet.Rules(
                        $$"""{ "id": "c", "name": "c", "kind": "choice", "panel": "p", "choices": {{choices}} }"""
                    )
                )
                .Message
        );

    [Fact]
    public void What_does_not_agree_is_told_to_the_chief_and_refuses_nothing()
    {
        var rules = Sheet.Rules(
            """
            { "id": "run", "name": "run", "attempts": { "count": 2 }, "criteria": [
              { "id": "hits", "name": "hits", "kind": "count", "max": 9, "panel": "p" },
              { "id": "shots", "name": "shots", "kind": "count", "max": 9, "panel": "p", "counts": false }] }
            """,
            """
            , "checks": [
              { "name": "命中不多于发射", "nameEn": "hits are at most shots",
                "part": "hits", "is": "atMost", "than": "shots" },
              { "name": "至少 1 发", "part": "shots", "is": "atLeast", "number": 1 }]
            """,
            seats: "C1"
        );
        var doubts = Doubts.Of(
            rules,
            Assert
                .Single(
                    rules.Standings(
                        "1,hits,1,C1,3",
                        "1,shots,1,C1,3",
                        "1,hits,2,C1,4",
                        "1,shots,2,C1,3",
                        "1,shots,1,C1,5"
                    )
                )
                .Entrant.Reckoning
        );
        var doubt = Assert.Single(doubts, d => d.Kind is DoubtKind.Check);
        Assert.Equal(("hits", 2, "hits are at most shots"), (doubt.Criterion, doubt.Attempt, doubt.NameEn));
        var none = Doubts.Of(
            rules,
            Assert.Single(rules.Standings("1,hits,1,C1,0", "1,shots,1,C1,0")).Entrant.Reckoning
        );
        Assert.Equal("至少 1 发", Assert.Single(none, d => d.Kind is DoubtKind.Check).Name);
    }

    [Theory]
    [InlineData("""{ "name": "x", "part": "hits", "is": "equal" }""", "against another (than) or against a number")]
    [InlineData("""{ "name": "x", "part": "hits", "is": "equal", "than": "a" }""", "There is no part 'a'.")]
    public void A_check_of_nothing_is_refused(string check, string why) =>
        Assert.Contains(
            why,
            Assert
                .Throws<SchemeException>(() =>
                    Sheet.Rules(
                        """{ "id": "hits", "name": "hits", "kind": "count", "max": 9, "panel": "p" }""",
                        $$""", "checks": [{{check}}] """
                    )
                )
                .Message
        );
}
