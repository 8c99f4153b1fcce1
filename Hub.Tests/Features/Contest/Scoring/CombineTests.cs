using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>Every way in which marks become one value.</summary>
public class CombineTests
{
    private const string Marks = "m,1,a,9 m,1,b,5 m,1,c,7 m,1,d,8 m,1,e,1";

    [Theory]
    [InlineData("""{ "by": "sum" }""", "30")]
    [InlineData("""{ "by": "mean" }""", "6")]
    [InlineData("""{ "by": "median" }""", "7")]
    [InlineData("""{ "by": "product" }""", "2520")]
    [InlineData("""{ "by": "highest" }""", "9")]
    [InlineData("""{ "by": "lowest" }""", "1")]
    [InlineData("""{ "by": "mean", "dropHigh": 2, "dropLow": 2 }""", "7")]
    [InlineData("""{ "by": "sum", "dropHigh": 1, "dropLow": 1 }""", "20")]
    [InlineData("""{ "by": "sum", "dropLow": 1 }""", "29")]
    [InlineData("""{ "by": "sum", "dropHigh": 3, "dropLow": 2 }""", "30")] // none would be left: all count
    [InlineData("""{ "by": "sum", "keep": 2 }""", "17")]
    [InlineData("""{ "by": "sum", "dropHigh": 1, "keep": 2 }""", "15")]
    public void Marks_are_combined(string combine, string value) =>
        Assert.Equal(value, Judged(combine).Total(Marks.Split(' ')).ToString());

    [Theory]
    [InlineData("m,1,a,2 m,1,b,3", "2.5")]
    [InlineData("m,1,a,2 m,1,b,3 m,1,c,9", "3")]
    [InlineData("m,1,a,2 m,1,b,3 m,1,c,9 m,1,d,4", "3.5")]
    public void A_median_of_few_or_of_an_even_number(string marks, string value) =>
        Assert.Equal(value, Judged("""{ "by": "median" }""").Total(marks.Split(' ')).ToString());

    [Theory]
    [InlineData("trim", "6")] // of 9 8 4 1: 8 and 4
    [InlineData("mean", "5.5")]
    [InlineData("fill", "5.8333333333333333333333333333")] // of 9 8 5.5 4 1: 8, 5.5 and 4
    [InlineData("block", "–")]
    public void An_absent_judge_is_left_out_made_up_for_or_waited_for(string absent, string value) =>
        Assert.Equal(
            value,
            Judged($$"""{ "by": "mean", "dropHigh": 1, "dropLow": 1, "absent": "{{absent}}" }""")
                .Total("m,1,a,9", "m,1,b,4", "m,1,c,8", "m,1,e,1")
                .ToString()
        );

    [Fact]
    public void With_too_few_marks_to_trim_all_count() =>
        Assert.Equal(
            "6.5",
            Judged("""{ "by": "mean", "dropHigh": 1, "dropLow": 1 }""").Total("m,1,a,9", "m,1,b,4").ToString()
        );

    [Theory]
    [InlineData("8 8 9 5", "8")] // the middle two, 8 and 8
    [InlineData("7 9 10 2", "7")] // 7 and 9 are 2 apart: the mean of all four
    [InlineData("3 5 9 1", "4")] // the mean of the middle two is below 6, where 2 apart is allowed
    public void Middle_marks_too_far_apart_give_way_to_the_mean_of_all(string marks, string value) =>
        Assert.Equal(
            value,
            Sheet
                .Rules(
                    Part(
                        """
                        { "by": "mean", "dropHigh": 1, "dropLow": 1, "tolerance": [{ "from": 0, "within": 2 },
                        { "from": 6, "within": 1 }] }
                        """
                    ),
                    seats: "a b c d"
                )
                .Total([.. marks.Split(' ').Select((m, i) => $"m,1,{"abcd"[i]},{m}")])
                .ToString()
        );

    [Theory]
    [InlineData("2 3 2", "2.3333333333333333333333333333", Note.None)]
    [InlineData("1 3 2", "–", Note.Gap)]
    [InlineData("0 3", "–", Note.Gap)]
    public void Judges_more_than_one_apart_have_to_agree_first(string marks, string value, Note note)
    {
        var rules = Sheet.Rules(
            """{ "id": "m", "name": "m", "kind": "judgement", "panel": "p", "combine": { "by": "mean", "gap": 1 } }""",
            seats: "a b c"
        );
        var total = Assert
            .Single(rules.Standings([.. marks.Split(' ').Select((m, i) => $"1,m,1,{"abc"[i]},{m}")]))
            .Entrant.Reckoning.Of(rules["m"]);
        Assert.Equal((value, note), (total.Value.ToString(), total.Note));
    }

    [Fact]
    public void A_weight_is_a_share_of_the_whole_and_what_is_missing_counts_as_nothing()
    {
        var rules = Sheet.Rules(
            """
            { "id": "a", "name": "a", "weight": 75, "kind": "judged", "panel": "p", "max": 100 }, { "id": "b",
            "name": "b", "weight": 25, "kind": "judged", "panel": "p", "max": 100 }
            """,
            seats: "s"
        );
        Assert.Equal("65", rules.Total("a,1,s,80", "b,1,s,20").ToString());
        Assert.Equal("60", rules.Total("a,1,s,80").ToString());
    }

    [Theory]
    [InlineData("""{ "step": "round", "digits": 1 }""", "2.25", "2.3")]
    [InlineData("""{ "step": "round", "digits": 1, "half": "even" }""", "2.25", "2.2")]
    [InlineData("""{ "step": "round", "digits": 1, "half": "cut" }""", "2.29", "2.2")]
    [InlineData("""{ "step": "round", "digits": 1 }""", "-2.25", "-2.3")]
    [InlineData("""{ "step": "multiply", "by": 0.1 }""", "0.3", "0.03")]
    [InlineData("""{ "step": "add", "points": -1 }""", "3", "2")]
    [InlineData("""{ "step": "scale", "from": 3, "to": 10 }""", "2.7", "9")]
    [InlineData("""{ "step": "line", "at1": 100, "points1": 20, "at2": 200, "points2": 0 }""", "150", "10")]
    [InlineData("""{ "step": "line", "at1": 100, "points1": 20, "at2": 200, "points2": 0 }""", "250", "-10")]
    [InlineData(
        """{ "step": "table", "rows": [{ "upTo": 10, "points": 5 }, { "upTo": 20, "points": 3 }], "beyond": 1 }""",
        "10",
        "5"
    )]
    [InlineData(
        """{ "step": "table", "rows": [{ "upTo": 10, "points": 5 }, { "upTo": 20, "points": 3 }], "beyond": 1 }""",
        "10.001",
        "3"
    )]
    [InlineData(
        """{ "step": "table", "rows": [{ "upTo": 10, "points": 5 }, { "upTo": 20, "points": 3 }], "beyond": 1 }""",
        "21",
        "1"
    )]
    [InlineData("""{ "step": "atMost", "most": 5 }""", "7", "5")]
    [InlineData("""{ "step": "atLeast", "least": 0 }""", "-7", "0")]
    [InlineData("""{ "step": "failedIs", "points": 0 }""", "DNF", "0")]
    [InlineData("""{ "step": "multiply", "by": 2 }""", "DNF", "DNF")]
    public void Steps_follow_each_other(string step, string value, string result) =>
        Assert.Equal(
            decimal.TryParse(result, out var n) ? n : Value.Failed,
            Sheet
                .Rules(
                    $$"""{ "id": "m", "name": "m", "kind": "measured", "panel": "p", "steps": [{{step}}] }""",
                    seats: "s"
                )
                .Total($"m,1,s,{value}")
        );

    [Fact]
    public void Rounding_stands_where_the_scheme_puts_it()
    {
        const string parts = """{ "id": "{0}", "name": "x", "kind": "measured", "panel": "p"{1} }""";
        static string Two(string steps) =>
            parts.Replace("{0}", "x").Replace("{1}", steps) + "," + parts.Replace("{0}", "y").Replace("{1}", steps);
        const string round = """, "steps": [{ "step": "round", "digits": 2 }]""";
        Assert.Equal("2.02", Sheet.Rules(Two(round), seats: "s").Total("x,1,s,1.005", "y,1,s,1.005").ToString());
        Assert.Equal("2.01", Sheet.Rules(Two(""), round, "s").Total("x,1,s,1.005", "y,1,s,1.005").ToString());
    }

    private static string Part(string combine) =>
        $$"""
            { "id": "m", "name": "m", "kind": "judged", "panel": "p", "max": 10, "step": 0.5,
            "combine": {{combine}} }
            """;

    private static Rules Judged(string combine) => Sheet.Rules(Part(combine));
}
