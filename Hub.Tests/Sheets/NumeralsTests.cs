using System.Globalization;
using System.Text;
using Hub.Features.Contest.Scoring;
using Hub.Sheets;

namespace Hub.Tests.Sheets;

public class NumeralsTests
{
    [Theory]
    [InlineData("8.5", "8.5")]
    [InlineData("8,5", "8.5")]
    [InlineData("8，5", "8.5")]
    [InlineData("8。5", "8.5")]
    [InlineData("８．５", "8.5")]
    [InlineData("８。５", "8.5")]
    [InlineData(" 85 ", "85")]
    [InlineData("0,125", "0.125")]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("−0.5", "-0.5")]
    [InlineData(".5", "0.5")]
    [InlineData("", null)]
    [InlineData("8,500", null)]
    [InlineData("8..5", null)]
    [InlineData("8,5,5", null)]
    [InlineData("1.234,5", null)]
    [InlineData("1e3", null)]
    [InlineData("8 5", null)]
    [InlineData("99999999999999999999999999999999", null)]
    public void A_number_is_what_was_written_or_none(string text, string? number) =>
        Assert.Equal(number, Numerals.Read(text)?.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void A_spreadsheet_shows_thousands_behind_a_comma() =>
        Assert.Equal((8500, 1_234_567), (Numerals.Read("8,500", grouped: true), Numerals.Read("1,234,567")));

    [Theory]
    [InlineData("8,5")]
    [InlineData("8。5")]
    [InlineData("８．５")]
    public void A_mark_of_a_file_is_never_ten_times_as_high(string written)
    {
        var rules = Rules.Of(TestHub.DroneScheme);
        var marks = MarksFile.Read(
            Encoding.UTF8.GetBytes($"contestant,criterion,value,seat\n1,speed,\"{written}\",J1\n"),
            rules
        );
        Assert.Equal(85, Assert.Single(marks).Reckoning.Of(rules["speed"]).Value.Number);
        // 8.5 of 10 counts 85 of 100
        Assert.Throws<MarksException>(() =>
            MarksFile.Read("contestant,criterion,value,seat\n1,speed,\"8,500\",J1\n"u8.ToArray(), rules)
        );
    }

    [Fact]
    public void A_scheme_of_a_file_has_the_steps_that_it_says()
    {
        var scheme = SchemeSheet
            .Read("模块,评分项,席位,满分,步长,分值\n飞行,速度,J1,\"10,5\",\"0,5\",８．５\n"u8.ToArray(), "cup.csv")
            .Scheme;
        var part = Assert.Single(scheme!.Modules[0].Criteria!);
        Assert.Equal((10.5m, 0.5m), (part.Max, part.Step));
        Assert.Equal(new Step.Scale(10.5m, 8.5m), Assert.Single(part.Steps!));
    }

    [Theory]
    [InlineData("8,500", "a comma is a decimal comma: write 8500, or a decimal point")]
    [InlineData("1,234,567", "a comma is a decimal comma: write 1234567, or a decimal point")]
    [InlineData("八点五", "is no number")]
    [InlineData("8,5,5", "is no number")]
    public void A_comma_of_a_contest_is_never_thousands(string written, string why)
    {
        var read = SchemeSheet.Read(
            Encoding.UTF8.GetBytes($"模块,评分项,席位,满分,分值\n飞行,速度,J1,\"{written}\",\"{written}\"\n"),
            "cup.csv"
        );
        Assert.Null(read.Scheme);
        Assert.Equal(["满分", "分值"], read.Refused.Select(r => r.Column));
        Assert.All(read.Refused, r => Assert.StartsWith(why, r.ReasonEn));
        var e = Assert.Throws<MarksException>(() =>
            MarksFile.Read(
                Encoding.UTF8.GetBytes($"contestant,criterion,value,seat\n1,speed,\"{written}\",J1\n"),
                Rules.Of(TestHub.DroneScheme)
            )
        );
        Assert.Equal(new BadMark(2, "value", written, why), Assert.Single(e.Bad));
    }
}
