using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

public class StepTests
{
    /// <summary>空中大力士: payload over take-off mass, three rounds, the best counts
    /// (../shared/data/drone-contest-rules.md).</summary>
    [Fact]
    public void Payload_is_divided_by_the_mass_at_take_off()
    {
        var rules = Sheet.Rules(
            """
            { "id": "lift", "name": "lift", "attempts": { "count": 3 }, "criteria": [
              { "id": "payload", "name": "payload", "kind": "measured", "min": 0, "max": 10000, "step": 1, "panel": "p",
                "steps": [{ "step": "divideBy", "part": "mass" }, { "step": "round", "digits": 3 }] },
              { "id": "mass", "name": "mass", "kind": "measured", "min": 0, "max": 10000, "step": 1, "panel": "p",
                "counts": false }] }
            """,
            seats: "C1"
        );
        Assert.Equal(
            "2.5",
            rules
                .Total(
                    "payload,1,C1,1000",
                    "mass,1,C1,800",
                    "payload,2,C1,2000",
                    "mass,2,C1,800",
                    "payload,3,C1,2000",
                    "mass,3,C1,900"
                )
                .ToString()
        );
        // nothing is a mass of 0: that try has no result
        Assert.Equal("DNF", rules.Total("payload,1,C1,1000", "mass,1,C1,0").ToString());
        Assert.Equal("–", rules.Total("payload,1,C1,1000").ToString());
    }

    [Theory]
    [InlineData(
        """
            { "id": "by", "name": "by", "kind": "judged", "max": 9, "panel": "p",
              "steps": [{ "step": "add", "points": -1 }] }
            """
    )]
    [InlineData(
        """{ "id": "by", "name": "by", "criteria": [{ "id": "c", "name": "c", "kind": "time", "panel": "p" }] }"""
    )]
    public void Nothing_is_divided_by_what_may_come_near_nothing(string by)
    {
        var modules = $$"""
            { "id": "m", "name": "m", "kind": "judged", "max": 9, "panel": "p",
              "steps": [{ "step": "divideBy", "part": "by" }] }, {{by}}
            """;
        const string ranking = """, "ranking": { "best": "high" } """;
        Assert.Contains(
            "'by' may come near 0",
            Assert.Throws<SchemeException>(() => Sheet.Rules(modules, ranking)).Message
        );
    }

    [Fact]
    public void What_ends_above_nothing_divides()
    {
        var rules = Sheet.Rules(
            """
            { "id": "m", "name": "m", "kind": "judged", "max": 9, "panel": "p",
              "steps": [{ "step": "divideBy", "part": "by" }] },
            { "id": "by", "name": "by", "kind": "judged", "max": 9, "panel": "p", "counts": false,
              "steps": [{ "step": "add", "points": -1 }, { "step": "atLeast", "least": 0.5 }] }
            """,
            seats: "C1"
        );
        Assert.Equal("18", rules.Total("m,,C1,9", "by,,C1,0").ToString());
        Assert.Equal("3", rules.Total("m,,C1,9", "by,,C1,4").ToString());
    }

    /// <summary>A solve of more than 10 minutes is rounded to whole seconds, one below is cut to hundredths: World Cube
    /// Association, regulations 9f1 and 9f2.</summary>
    [Theory]
    [InlineData("599.996", "599.99")]
    [InlineData("600.4", "600")]
    [InlineData("754.5", "755")]
    [InlineData("600", "600")]
    public void A_long_time_counts_in_whole_seconds(string time, string counts)
    {
        var rules = Sheet.Rules(
            """
            { "id": "t1", "name": "t1", "kind": "time", "panel": "p", "steps": [{ "step": "when", "over": 600,
              "then": [{ "step": "round", "digits": 0 }], "else": [{ "step": "round", "digits": 2, "half": "cut" }] }] }
            """,
            seats: "C1"
        );
        Assert.Equal(counts, rules.Total($"t1,,C1,{time}").ToString());
        Assert.Equal(Best.Low, rules.Total.Final);
    }

    [Fact]
    public void A_condition_may_look_at_another_part()
    {
        var rules = Sheet.Rules(
            """
            { "id": "points", "name": "points", "kind": "judged", "max": 100, "panel": "p", "steps": [
              { "step": "when", "part": "fouls", "over": 2, "then": [{ "step": "atMost", "most": 0 }] }] },
            { "id": "fouls", "name": "fouls", "kind": "count", "max": 9, "panel": "p", "counts": false }
            """,
            seats: "C1"
        );
        Assert.Equal("80", rules.Total("points,,C1,80", "fouls,,C1,2").ToString());
        Assert.Equal("0", rules.Total("points,,C1,80", "fouls,,C1,3").ToString());
        // nobody knows yet whether there were fouls
        Assert.Equal("–", rules.Total("points,,C1,80").ToString());
    }

    [Theory]
    [InlineData(
        """{ "step": "when", "then": [{ "step": "add", "points": 1 }] }""",
        "A condition says over, under or is."
    )]
    [InlineData(
        """{ "step": "when", "over": 1, "then": [{ "step": "share" }] }""",
        "no condition, no comparing, no other part"
    )]
    [InlineData(
        """{ "step": "when", "over": 1, "then": [{ "step": "when", "over": 1, "then": [] }] }""",
        "no condition, no comparing, no other part"
    )]
    [InlineData(
        """{ "step": "when", "over": 1, "then": [{ "step": "multiply", "by": 1000001 }] }""",
        "The numbers of the step multiply are wrong."
    )]
    public void Conditions_that_nobody_can_follow_are_refused(string step, string why) =>
        Assert.Contains(
            why,
            Assert
                .Throws<SchemeException>(() =>
                    Sheet.Rules($$"""{ "id": "m", "name": "m", "kind": "time", "panel": "p", "steps": [{{step}}] }""")
                )
                .Message
        );

    [Theory]
    [InlineData(21, 1, "20 steps at most, not 21.")]
    [InlineData(1, 201, "200 rows of a table at most, not 201.")]
    public void Steps_under_a_condition_are_bounded_as_all_others(int steps, int rows, string why)
    {
        var table = string.Join(",", Enumerable.Range(1, rows).Select(r => $$"""{ "upTo": {{r}}, "points": 1 }"""));
        var then = string.Join(",", Enumerable.Repeat($$"""{ "step": "table", "rows": [{{table}}] }""", steps));
        Assert.Contains(
            why,
            Assert
                .Throws<SchemeException>(() =>
                    Sheet.Rules(
                        $$"""
                        { "id": "m", "name": "m", "kind": "time", "panel": "p",
                          "steps": [{ "step": "when", "over": 1, "then": [{{then}}] }] }
                        """
                    )
                )
                .Message
        );
    }
}
