using System.Text;
using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>A scheme with a hole is refused with the place and the reason.</summary>
public class SchemeCheckTests
{
    [Theory]
    [InlineData(
        """{ "id": "a", "name": "a", "kind": "judged", "panel": "q", "max": 10 }""",
        "a",
        "There is no panel 'q'."
    )]
    [InlineData(
        """{ "id": "a", "name": "a", "kind": "value", "of": "total", "panel": "q" }""",
        "a",
        "There is no panel 'q'."
    )]
    [InlineData(
        """
            { "id": "m", "name": "m", "panel": "q", "criteria": [{ "id": "a", "name": "a", "kind": "yesNo",
            "panel": "p" }] }
            """,
        "m",
        "There is no panel 'q'."
    )]
    [InlineData(
        """
            { "id": "a", "name": "a", "kind": "judged", "panel": "p", "min": -79228162514264337593543950335,
            "max": 10, "step": 1 }
            """,
        "a",
        "Its min, max or step is wrong."
    )]
    [InlineData(
        """
            { "id": "m", "name": "m", "criteria": [{ "id": "a", "name": "a", "weight": 5e28, "kind": "yesNo",
            "panel": "p" }, { "id": "b", "name": "b", "weight": 5e28, "kind": "yesNo", "panel": "p" }] }
            """,
        "m/b",
        "A weight is 0 to 100."
    )]
    [InlineData(
        """
            { "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "steps": [{ "step": "table",
            "rows": [{ "upTo": 1, "points": -7e28 }], "beyond": 7e28 }] }
            """,
        "a",
        "Its value may become too large: 1,000,000,000,000,000 at most."
    )]
    [InlineData(
        """{ "id": "a", "name": "a", "kind": "measured", "panel": "p", "min": 2e9 }""",
        "a",
        "No mark can be entered: its min is above its max."
    )]
    [InlineData("""{ "id": "a", "name": "a", "kind": "judged", "max": 10 }""", "a", "No panel marks it.")]
    [InlineData("""{ "id": "a", "name": "a", "kind": "judged", "panel": "p" }""", "a", "It has no highest mark (max).")]
    [InlineData(
        """{ "id": "a", "name": "a", "kind": "judged", "panel": "p", "max": 10, "step": 0.3 }""",
        "a",
        "The step does not divide the range."
    )]
    [InlineData(
        """{ "id": "a", "name": "a", "kind": "judged", "panel": "p", "min": 11, "max": 10 }""",
        "a",
        "Its min, max or step is wrong."
    )]
    [InlineData(
        """{ "id": "a b", "name": "a", "kind": "yesNo", "panel": "p" }""",
        "a b",
        "An id is 1 to 32 letters, digits and '-'."
    )]
    [InlineData("""{ "id": "a", "name": "a" }""", "a", "It has either criteria or a kind.")]
    [InlineData(
        """
            { "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "criteria": [{ "id": "b", "name": "b",
            "kind": "yesNo", "panel": "p" }] }
            """,
        "a",
        "What has a kind has no criteria."
    )]
    [InlineData(
        """
            { "id": "a", "name": "a", "kind": "yesNo", "panel": "p" }, { "id": "a", "name": "a", "kind": "yesNo",
            "panel": "p" }
            """,
        "a",
        "The id stands twice."
    )]
    [InlineData("""{ "id": "total", "name": "a", "kind": "yesNo", "panel": "p" }""", "total", "The id stands twice.")]
    [InlineData(
        """
            { "id": "m", "name": "m", "criteria": [{ "id": "a", "name": "a", "weight": 60, "kind": "yesNo",
            "panel": "p" }, { "id": "b", "name": "b", "weight": 30, "kind": "yesNo", "panel": "p" }] }
            """,
        "m",
        "The weights add up to 90, not to 100."
    )]
    [InlineData(
        """
            { "id": "a", "name": "a", "weight": 100, "kind": "yesNo", "panel": "p" }, { "id": "b", "name": "b",
            "kind": "yesNo", "panel": "p" }
            """,
        "",
        "Where it is weighted, each part that counts has a weight."
    )]
    [InlineData(
        """
            { "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "steps": [{ "step": "multiplyBy",
            "part": "b" }] }
            """,
        "a",
        "There is no part 'b'."
    )]
    [InlineData("""{ "id": "a", "name": "a", "kind": "value", "of": "b" }""", "a", "There is no part 'b'.")]
    [InlineData("""{ "id": "a", "name": "a", "kind": "value" }""", "a", "It does not say whose value it is (of).")]
    [InlineData(
        """
            { "id": "a", "name": "a", "kind": "value", "of": "b" }, { "id": "b", "name": "b", "kind": "value",
            "of": "a" }
            """,
        "a",
        "A circle: a → b → a."
    )]
    [InlineData(
        """
            { "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "steps": [{ "step": "multiplyBy",
            "part": "a" }] }
            """,
        "a",
        "A circle: a → a."
    )]
    [InlineData(
        """
            { "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "steps": [{ "step": "multiplyBy",
            "part": "total" }] }
            """,
        "",
        "A circle: total → a → total."
    )]
    [InlineData(
        """
            { "id": "a", "name": "a", "attempts": { "count": 3, "steps": [{ "step": "multiplyBy", "part": "b" }] },
            "criteria": [{ "id": "b", "name": "b", "kind": "yesNo", "panel": "p" }] }
            """,
        "a",
        "A circle: a → a."
    )]
    [InlineData(
        """
            { "id": "a", "name": "a", "attempts": { "count": 3 }, "criteria": [{ "id": "b", "name": "b",
            "kind": "yesNo", "panel": "p" , "attempts": { "count": 2 } }] }
            """,
        "a/b",
        "There are attempts within attempts."
    )]
    [InlineData(
        """{ "id": "a", "name": "a", "attempts": { "count": 0 }, "kind": "yesNo", "panel": "p" }""",
        "a",
        "There are 1 to 100 attempts."
    )]
    [InlineData(
        """
            { "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "steps": [{ "step": "table",
            "rows": [{ "upTo": 2, "points": 1 }, { "upTo": 1, "points": 1 }] }] }
            """,
        "a",
        "The numbers of the step table are wrong."
    )]
    [InlineData(
        """
            { "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "steps": [{ "step": "line", "at1": 1,
            "points1": 1, "at2": 1, "points2": 2 }] }
            """,
        "a",
        "The numbers of the step line are wrong."
    )]
    [InlineData(
        """{ "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "combine": { "by": "mean", "dropHigh": -1 } }""",
        "a",
        "So many cannot be dropped or kept."
    )]
    public void A_hole_in_a_part_is_found(string modules, string at, string reason) => Holes(modules, "", at, reason);

    [Theory]
    [InlineData(""", "ranking": { "ties": [{ "part": "b" }] }""", "ranking", "There is no part 'b'.")]
    [InlineData(
        """, "ranking": { "ties": [{ "part": "a", "countback": 2 }] }""",
        "ranking",
        "'a' has no attempts to count back."
    )]
    [InlineData(
        """, "awards": [{ "id": "x", "name": "x" }]""",
        "awards/x",
        "An award has an id, and a per cent (0 to 100), a count or a minimum."
    )]
    [InlineData(
        """, "awards": [{ "id": "x", "name": "x", "count": 1 }, { "id": "x", "name": "x", "count": 1 }]""",
        "awards",
        "Awards need distinct ids."
    )]
    public void A_hole_in_the_ranking_or_the_awards_is_found(string more, string at, string reason) =>
        Holes("""{ "id": "a", "name": "a", "kind": "yesNo", "panel": "p" }""", more, at, reason);

    [Fact]
    public void A_judge_who_sits_twice_is_found() =>
        Assert.Equal(
            "panels/p",
            Assert
                .Single(
                    Assert
                        .Throws<SchemeException>(() =>
                            Sheet.Rules("""{ "id": "a", "name": "a", "kind": "yesNo", "panel": "p" }""", seats: "x y x")
                        )
                        .Holes
                )
                .At
        );

    [Theory]
    [InlineData("""{ "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "wieght": 3 }""", "wieght")]
    [InlineData("""{ "id": "a", "name": "a", "kind": "beauty", "panel": "p" }""", "kind")]
    [InlineData("""{ "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "steps": [{ "step": "hop" }] }""", "hop")]
    [InlineData("""{ "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "steps": [{ "points": 1 }] }""", "step")]
    [InlineData("""{ "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "steps": [null] }""", "steps")]
    [InlineData(
        """{ "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "steps": [{ "step": "table", "rows": [null] }] }""",
        "rows"
    )]
    [InlineData(
        """
            { "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "combine": { "tolerance": [null] } }
            """,
        "tolerance"
    )]
    [InlineData("""{ "id": "a", "name": "a", "criteria": [null] }""", "criteria")]
    [InlineData("null", "modules")]
    [InlineData("""{ "id": "a", "name": "a", "kind": 0, "panel": "p" }""", "kind")]
    [InlineData("""{ "id": "a", "name": "a", "kind": "7", "panel": "p" }""", "kind")]
    [InlineData(
        """{ "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "combine": { "by": "median, product" } }""",
        "by"
    )]
    [InlineData("""{ "id": "a", "name": "a", "kind": "yesNo", "panel": "p", "max": 1e29 }""", "max")]
    [InlineData("""{ "id": "a", "name": "\ud800", "kind": "yesNo", "panel": "p" }""", "modules")]
    [InlineData("""{ "id": "a", "name": "a", "weight": "3", "kind": "yesNo", "panel": "p" }""", "weight")]
    public void What_is_no_scheme_is_refused_with_its_line(string module, string about)
    {
        var hole = Assert.Single(Assert.Throws<SchemeException>(() => Sheet.Rules(module)).Holes);
        Assert.Contains(about, hole.At + hole.En, StringComparison.Ordinal);
        Assert.Contains("Line 1", hole.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""", "ranking": { "ties": [null] }""", "ties")]
    [InlineData(""", "awards": [null]""", "awards")]
    [InlineData(""", "steps": [null]""", "steps")]
    [InlineData(""", "panels": { "p": null }""", "panels")]
    [InlineData(""", "panels": { "p": { "seats": [null] } }""", "seats")]
    [InlineData(""", "panels": { "p": { "seats": ["a"], "shadows": [null] } }""", "shadows")]
    public void A_null_in_a_list_is_refused_wherever_it_is(string more, string about) =>
        Assert.Contains(
            about,
            Assert
                .Throws<SchemeException>(() =>
                    Sheet.Rules("""{ "id": "a", "name": "a", "kind": "yesNo", "panel": "p" }""", more)
                )
                .Message
        );

    [Fact]
    public void Null_and_no_json_are_refused_too() =>
        Assert.All(
            ["null", "{", "[]", ""],
            text => Assert.Throws<SchemeException>(() => SchemeFile.Read(Encoding.UTF8.GetBytes(text)))
        );

    private static void Holes(string modules, string more, string at, string reason)
    {
        var holes = Assert.Throws<SchemeException>(() => Sheet.Rules(modules, more)).Holes;
        Assert.Contains((at, reason), holes.Select(h => (h.At, h.En)));
        Assert.All(holes, h => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", h.Zh));
    }
}
