using System.Text;
using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>Who wins where the scheme does not say it: nobody by a default that is wrong.</summary>
public class DirectionTests
{
    private const string Lap = """{ "id": "lap", "name": "飞行用时", "nameEn": "Lap", "kind": "time", "panel": "p" }""",
        Form = """{ "id": "form", "name": "动作", "nameEn": "Form", "kind": "judged", "panel": "p", "max": 10 }""";

    [Fact]
    public void A_race_of_a_sheet_is_won_by_the_fastest()
    {
        var read = SchemeSheet.Read(
            Encoding.UTF8.GetBytes("模块,评分项,类型,评委席,次数\n竞速,飞行用时,计时,C1,2\n"),
            "race.csv"
        );
        var rules = Rules.Of(read.Scheme!);
        Assert.Equal(
            ["1 fast 31.2", "2 slow 45", "- none –"],
            rules
                .Standings(
                    "slow,m1-1,1,C1,45",
                    "slow,m1-1,2,C1,50.5",
                    "fast,m1-1,1,C1,33",
                    "fast,m1-1,2,C1,31.2",
                    "none,status,,,ranked"
                )
                .Lines()
        );
    }

    [Theory]
    // a time, alone, in a module, summed over rounds, the best of several, seen again elsewhere
    [InlineData(Lap, Best.Low)]
    [InlineData("""{ "id": "m", "name": "m", "criteria": [LAP] }""", Best.Low)]
    [InlineData("""{ "id": "m", "name": "m", "attempts": { "count": 2 }, "criteria": [LAP] }""", Best.Low)]
    [InlineData(
        """
            { "id": "m", "name": "m", "attempts": { "count": 2, "combine": { "by": "sum" } }, "criteria": [LAP] },
            { "id": "again", "name": "again", "kind": "value", "of": "lap" }
            """,
        Best.Low
    )]
    // no part that does not count has a say
    [InlineData("""LAP, { "id": "x", "name": "x", "counts": false, "kind": "yesNo", "panel": "p" }""", Best.Low)]
    // points for a time are better when higher: by a falling line, a falling table, what is left of a limit
    [InlineData(
        """
            { "id": "m", "name": "m", "kind": "time", "panel": "p",
            "steps": [{ "step": "line", "at1": 30, "points1": 100, "at2": 90, "points2": 0 }] }
            """,
        Best.High
    )]
    [InlineData(
        """
            { "id": "m", "name": "m", "kind": "time", "panel": "p",
            "steps": [{ "step": "table", "rows": [{ "upTo": 30, "points": 10 }, { "upTo": 60, "points": 5 }] }] }
            """,
        Best.High
    )]
    [InlineData(
        """
            { "id": "m", "name": "m", "kind": "time", "panel": "p",
            "steps": [{ "step": "multiply", "by": -1 }, { "step": "add", "points": 300 }] }, FORM
            """,
        Best.High
    )]
    // places for a time by a rising table: the fewer the better
    [InlineData(
        """
            { "id": "m", "name": "m", "kind": "time", "panel": "p", "steps": [{ "step": "table",
            "rows": [{ "upTo": 30, "points": 1 }, { "upTo": 60, "points": 2 }], "beyond": 3 }] }
            """,
        Best.Low
    )]
    // strokes, of which somebody has said it
    [InlineData(
        """{ "id": "m", "name": "m", "kind": "count", "max": 99, "panel": "p", "best": "low" }, LAP""",
        Best.Low
    )]
    [InlineData(Form, Best.High)]
    [InlineData("""{ "id": "m", "name": "m", "kind": "count", "max": 9, "panel": "p" }, FORM""", Best.High)]
    [InlineData(
        """
            { "id": "m", "name": "m", "kind": "count", "max": 9, "panel": "p",
            "steps": [{ "step": "multiply", "by": -5 }] }, FORM
            """,
        Best.High
    )]
    public void What_is_better_follows_from_what_the_total_is_made_of(string modules, Best wins) =>
        Assert.Equal(wins, Sheet.Rules(Filled(modules)).Total.Final);

    [Theory]
    [InlineData("LAP, FORM", "ranking: Of Lap lower is better, of Form it is not")]
    [InlineData(
        """{ "id": "m", "name": "m", "criteria": [LAP, FORM] }""",
        "ranking: Of Lap lower is better, of Form it is not"
    )]
    [InlineData(
        """
            { "id": "m", "name": "m", "best": "low", "attempts": { "count": 2 },
            "criteria": [{ "id": "n", "name": "n", "attempts": { "count": 1 }, "criteria": [LAP, FORM] }] }
            """,
        "m/n: There are attempts within attempts"
    )]
    public void Where_both_are_put_together_it_is_asked(string modules, string hole) =>
        Assert.Contains(hole, Assert.Throws<SchemeException>(() => Sheet.Rules(Filled(modules))).Message);

    [Fact]
    public void Once_it_is_said_it_counts()
    {
        Assert.Equal(Best.Low, Sheet.Rules(Filled("LAP, FORM"), """, "ranking": { "best": "low" }""").Total.Final);
        Assert.Equal(Best.High, Sheet.Rules(Filled("LAP, FORM"), """, "ranking": { "best": "high" }""").Total.Final);
        Assert.Equal(Best.High, Sheet.Rules(Lap, """, "ranking": { "best": "high" }""").Total.Final);
        Assert.Equal(
            Best.Low,
            Rules
                .Of(
                    SchemeSheet
                        .Read(
                            Encoding.UTF8.GetBytes(
                                "模块,评分项,类型,评委席,满分,分值,优者\n竞速,用时,计时,C,,,\n竞速,碰杆,计数,C,9,5,低"
                            ),
                            "race.csv"
                        )
                        .Scheme!
                )
                .Total.Final
        );
    }

    [Fact]
    public void The_better_try_of_a_time_is_by_its_points_where_it_has_points()
    {
        var rules = Sheet.Rules(
            """
            { "id": "m", "name": "m", "kind": "time", "panel": "p", "attempts": { "count": 2 },
            "steps": [{ "step": "line", "at1": 30, "points1": 100, "at2": 90, "points2": 0 }] }
            """,
            seats: "C1"
        );
        Assert.Equal(100m, rules.Total("m,1,C1,30", "m,2,C1,60").Number);
        var laps = Sheet.Rules($$"""{ "id": "m", "name": "m", "attempts": { "count": 2 }, "criteria": [{{Lap}}] }""");
        Assert.Equal(30m, laps.Total("lap,1,a,30", "lap,2,a,60").Number);
    }

    [Fact]
    public void What_an_older_hub_has_ranked_stays_so()
    {
        var scheme = Sheet.Rules(Lap).Scheme;
        Assert.Equal(Best.Low, Rules.Kept(scheme).Total.Final);
        var old = scheme with { Ranking = null, Edition = 0 };
        Assert.Equal(Best.High, Rules.Kept(old).Total.Final);
        // and whoever takes its scheme to go on with sees it
        Assert.Contains("\"best\": \"high\"", SchemeFile.Write(old));
        Assert.Contains("\"best\": \"low\"", SchemeFile.Write(scheme));
        Assert.DoesNotContain("\"best\"", SchemeFile.Write(Sheet.Rules(Form).Scheme));
        Assert.DoesNotContain("edition", SchemeFile.Write(scheme));
        Assert.DoesNotContain("edition", SchemeSchema.Make().ToJsonString());
    }

    private static string Filled(string modules) => modules.Replace("LAP", Lap).Replace("FORM", Form);
}
