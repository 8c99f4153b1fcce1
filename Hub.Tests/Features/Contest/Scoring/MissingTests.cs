using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>A mark that is missing in what is begun: nothing goes without being said.</summary>
public class MissingTests
{
    private static readonly Rules Diving = Sheet.Example("diving");

    /// <summary>Two divers, six dives each, of whom the first is better in each.</summary>
    private static readonly string[] All =
    [
        .. from diver in (string[])["quan", "chen"]
        from dive in Enumerable.Range(1, 6)
        from line in Enumerable
            .Range(1, 7)
            .Select(j => $"{diver},award,{dive},J{j},{(diver is "quan" ? 9 : 8.5)}")
            .Append($"{diver},difficulty,{dive},DD,3")
        select line,
    ];

    [Theory]
    // left out, and the better one falls behind
    [InlineData(Lacking.LeaveOut, "1 chen 459, 2 quan 405", "a part lacks marks")]
    [InlineData(Lacking.Zero, "1 chen 459, 2 quan 405", "lacks marks, counts 0")]
    [InlineData(Lacking.Wait, "1 chen 459, - quan –", "waits for the rest")]
    public void One_of_96_marks_is_told_wherever_it_is_missed(Lacking how, string lines, string said)
    {
        var rules = Rules.Of(Diving.Scheme with { Missing = how });
        Assert.Equal("1 quan 486, 2 chen 459", string.Join(", ", rules.Standings(All).Lines()));
        var standings = rules.Standings([.. All.Where(l => !l.StartsWith("quan,award,3,J4"))]);
        Assert.Equal(lines, string.Join(", ", standings.Lines()));
        var quan = standings.Single(s => s.Entrant.Number.Text is "quan").Entrant.Reckoning;
        Assert.Equal(new Slot("award", 3, new("J4")), Assert.Single(MissingMarks.Of(rules, quan)));
        Assert.All(
            standings.Where(s => s.Entrant.Number.Text is "chen"),
            s => Assert.Empty(MissingMarks.Of(rules, s.Entrant.Reckoning))
        );
        var told = Explanation.Of(rules, quan.Total, zh: false);
        Assert.Contains("Award attempt 3: –", told);
        Assert.Contains("J4 – (absent)", told);
        Assert.Contains(said, told);
    }

    [Theory]
    [InlineData(Lacking.LeaveOut, "quan 405")]
    [InlineData(Lacking.Wait, "quan –")]
    public void A_difficulty_that_is_missing_is_a_mark_that_is_missing(Lacking how, string total)
    {
        var rules = Rules.Of(Diving.Scheme with { Missing = how });
        var standing = Assert.Single(
            rules.Standings([.. All.Where(l => l.StartsWith("quan") && !l.StartsWith("quan,difficulty,2"))])
        );
        Assert.Equal(total, $"quan {standing.Entrant.Reckoning.Total.Value}");
        Assert.Equal(
            new Slot("difficulty", 2, new("DD")),
            Assert.Single(MissingMarks.Of(rules, standing.Entrant.Reckoning))
        );
    }

    [Fact]
    public void What_is_not_begun_and_a_try_without_a_result_lack_nothing()
    {
        var half = Diving.Standings([.. All.Where(l => l.StartsWith("quan") && l.Split(',')[2] is "1" or "2")]);
        Assert.Empty(MissingMarks.Of(Diving, Assert.Single(half).Entrant.Reckoning));
        var race = Sheet.Rules(
            """
            { "id": "run", "name": "run", "attempts": { "count": 2 }, "criteria": [
            { "id": "lap", "name": "lap", "kind": "time", "panel": "p" },
            { "id": "gates", "name": "gates", "kind": "count", "max": 9, "panel": "p", "best": "low" }] }
            """,
            seats: "C1"
        );
        var run = Assert.Single(race.Standings("1,lap,1,C1,30", "1,lap,2,C1,DNF")).Entrant.Reckoning;
        Assert.Equal(new Slot("gates", 1, new("C1")), Assert.Single(MissingMarks.Of(race, run)));
    }

    [Fact]
    public void Where_lower_is_better_what_lacks_marks_has_no_valid_result_instead_of_nothing()
    {
        const string lap = """
            { "id": "lap", "name": "lap", "kind": "time", "panel": "p", "combine": { "by": "mean", "absent": "block" },
            "attempts": { "count": 2, "combine": { "by": "sum" } } }
            """;
        string[] marks = ["1,lap,1,C1,30", "1,lap,1,C2,30", "1,lap,2,C1,31", "2,lap,1,C1,40", "2,lap,1,C2,40"];
        // left out, somebody wins by one lap
        Assert.Equal(["1 1 30", "2 2 40"], Sheet.Rules(lap, seats: "C1 C2").Standings(marks).Lines());
        Assert.Equal(
            ["1 2 40", "- 1 DNF"],
            Sheet.Rules(lap, """, "missing": "zero" """, seats: "C1 C2").Standings(marks).Lines()
        );
    }
}
