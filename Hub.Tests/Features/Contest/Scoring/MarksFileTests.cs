using System.Text;
using Hub.Features.Contest.Scoring;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>Files of marks: every row right or told.</summary>
public class MarksFileTests
{
    private static readonly Rules Race = Sheet.Rules(
        """
        { "id": "lap", "name": "lap", "kind": "time", "panel": "p", "attempts": { "count": 2 } },
        { "id": "fouls", "name": "fouls", "kind": "count", "panel": "p", "max": 5, "best": "low" }
        """,
        seats: "C1 C2"
    );

    [Fact]
    public void Every_bad_row_is_told()
    {
        var e = Assert.Throws<MarksException>(() =>
            Read(
                """
                contestant,criterion,attempt,seat,value
                1,lap,1,C1,fast
                ,lap,1,C1,30
                1,lapp,1,C1,30
                1,lap,3,C1,30
                1,lap,x,C1,30
                1,lap,1,C9,30
                1,lap,1,,30
                1,fouls,1,C1,6
                1,fouls,2,C1,1
                1,fouls,1,C1,DNF
                1,fouls,1,C1,"1,5"
                1,status,,,gone
                1,lap,1,C1,30
                """
            )
        );
        Assert.Equal(
            """
            row 2, value 'fast': is no number
            row 3, contestant '': whose mark?
            row 4, criterion 'lapp': the scheme has no such criterion
            row 5, attempt '3': 1 to 2
            row 6, attempt 'x': 1 to 2
            row 7, seat 'C9': not one of the panel's: C1 C2
            row 8, seat '': not one of the panel's: C1 C2
            row 9, value '6': 0 to 5 in steps of 1
            row 10, attempt '2': there is one attempt
            row 11, value 'DNF': here is no DNF: a number
            row 12, value '1,5': 0 to 5 in steps of 1
            row 13, value 'gone': a status is ranked, unofficial, DNF, DNS, DSQ or withdrawn
            """,
            e.Message
        );
    }

    [Fact]
    public void Of_very_many_the_first_are_told_and_how_many_more()
    {
        var e = Assert.Throws<MarksException>(() =>
            Read("contestant,criterion,attempt,seat,value\n" + string.Concat(Enumerable.Repeat("1,x,,,1\n", 250)))
        );
        Assert.Equal(100, e.Bad.Count);
        Assert.EndsWith("and 150 more", e.Message);
    }

    [Theory]
    [InlineData("", "row 1: there is nothing in the file")]
    [InlineData("\ufeff", "row 1: there is nothing in the file")]
    [InlineData("\n", "row 1, contestant")]
    [InlineData("\0\0\0", "row 1, criterion '': the column is missing")]
    [InlineData("\"选手", "row 1: a quotation mark is not closed")]
    [InlineData("选手,评分项,分数\n1,lap,\"30\n", "row 2: a quotation mark is not closed")]
    [InlineData("选手,评分项,分数\n1,lapp,30\n1,lap,\"30\" s\n", "row 2, criterion 'lapp'")]
    [InlineData("选手,评分项,分数\n1,lapp,30\n1,lap,\"30\" s\n", "row 3: a quotation mark is not closed")]
    [InlineData("选手,评分项,评委,分数\n1,lap,C1,30\n\01,lap,C2,40\n\0,lapp,C2,40\n", "row 4, criterion 'lapp'")]
    public void What_is_no_table_is_refused_with_the_row(string text, string refused) =>
        Assert.Contains(refused, Assert.Throws<MarksException>(() => Read(text)).Message);

    [Fact]
    public void A_row_that_never_ends_is_refused() =>
        Assert.Contains(
            "row 2002: too long",
            Assert
                .Throws<MarksException>(() =>
                    Read(
                        $"选手,评分项,评委,分数\n{string.Concat(Enumerable.Repeat("1,lap,C1,30\n", 2_000))}"
                            + $"1,lap,C2,\"{new string('x', 1 << 20)}"
                    )
                )
                .Message
        );

    [Theory]
    [InlineData("选手,评分项,分数")]
    [InlineData("\ufeff选手,评分项,分数\n\n")]
    public void A_header_alone_is_a_contest_without_marks(string text) => Assert.Empty(Read(text));

    [Fact]
    public void Columns_that_are_missing_are_told_together() =>
        Assert.Equal(
            "row 1, criterion '': the column is missing\nrow 1, value '': the column is missing",
            Assert.Throws<MarksException>(() => Read("选手,席位\n1,C1\n")).Message.ReplaceLineEndings("\n")
        );

    [Theory]
    [InlineData(';', "8,5")]
    [InlineData('\t', "8,5")]
    [InlineData(';', "８．５")]
    [InlineData(';', " 8.5 ")]
    public void A_row_without_anything_is_none_and_a_decimal_comma_is_one(char by, string written)
    {
        var text = $"选手;评分项;轮次;评委;分数\n\n;;;;\n1;lap;1;C1;{written}\n  \n1;lap;1;C2;8,5\n\n".Replace(';', by);
        Assert.Equal(8.5m, Assert.Single(Read(text)).Reckoning.Of(Race["lap"]).Value.Number);
    }

    [Fact]
    public void A_later_row_corrects_an_earlier_one_and_groups_are_apart()
    {
        var read = Read(
            """
            contestant,group,criterion,attempt,seat,value
            1,A,lap,1,C1,30
            1,B,lap,1,C1,50
            1,A,lap,1,C1,40
            1,A,lap,2,C1,DNF
            """
        );
        Assert.Equal(["A 40", "B 50"], read.Select(e => $"{e.Group} {e.Reckoning.Of(Race["lap"]).Value}"));
    }

    private static IReadOnlyList<Entrant> Read(string text) => MarksFile.Read(Encoding.UTF8.GetBytes(text), Race);
}
