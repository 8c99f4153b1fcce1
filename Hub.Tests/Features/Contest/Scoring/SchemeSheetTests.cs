using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Hub.Tests.Sheets;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>Schemes written in spreadsheets, and written back as JSON.</summary>
public class SchemeSheetTests
{
    private const string Drone = """
        无人机竞赛评分表,,,,,,,,,,,,
        模块,权重,评分项,编号,类型,评委组,满分,步长,次数,合成,去高,去低,分值
        理论,40,笔试,paper,测量,T1,100,0.5,,,,,100
        飞行,60,动作质量,flying,评分,J1-J5,10,0.5,2,平均,1,1,80
        ,,一次成功,,是否,F1,,,,,,,20
        ,,犯规,,计数,F1、F2,20,,,最高,,,-5

        """;

    [Fact]
    public void A_spreadsheet_of_criteria_becomes_a_scheme()
    {
        var scheme = Read(Drone, "drone.csv");
        Assert.Equal(("drone", "drone"), (scheme.Id.Text, scheme.Name));
        Assert.Equal(
            ["p1 T1", "p2 J1 J2 J3 J4 J5", "p3 F1", "p4 F1 F2"],
            scheme.Panels.Select(p => $"{p.Key} {string.Join(' ', p.Value.Seats)}")
        );
        Assert.Equal(
            ["理论 40 paper", "飞行 60 flying m2-2 m2-3"],
            scheme.Modules.Select(m => $"{m.Name} {m.Weight} {string.Join(' ', m.Criteria!.Select(c => c.Id))}")
        );
        var rules = Rules.Of(scheme);
        Assert.Equal(1 + 10 + 1 + 2, rules.MarksEach);
        // 50 of 100 → 50 × 0.4; the better run 9 of 10 → 72 + 20 − 2 × 5 = 82 × 0.6
        Assert.Equal(
            69.2m,
            rules
                .Total("paper,1,T1,50", "flying,1,J1,8", "flying,2,J1,9", "m2-2,1,F1,1", "m2-3,1,F1,1", "m2-3,1,F2,2")
                .Number
        );
    }

    [Fact]
    public void The_same_in_a_workbook_and_in_English()
    {
        var workbook = new TinyWorkbook()
            .Add(
                "Notes",
                [
                    ["see the next sheet"],
                ]
            )
            .Add(
                "Scheme",
                [
                    ["Module", "Criterion", "Kind", "Seats", "Max", "Drop high", "Drop low"],
                    ["Dive", "Form", "judged", "J1-J3", 10, 1, 1],
                    [null, "Entry", "judgement", "J1, J2"],
                    ["Time", "Lap", "time", "C1"],
                ]
            )
            .Bytes();
        var scheme = Assert.IsType<Scheme>(SchemeSheet.Read(workbook, "Summer cup.xlsx").Scheme);
        Assert.Equal(("contest", "Summer cup"), (scheme.Id.Text, scheme.Name));
        Assert.Equal(new Combine(By.Mean, 1, 1), scheme.Modules[0].Criteria![0].Combine);
        Assert.Equal(
            [Kind.Judged, Kind.Judgement, Kind.Time],
            scheme.Modules.SelectMany(m => m.Criteria!).Select(c => c.Kind)
        );
        Assert.Equal(3 + 2 + 1, Rules.Of(scheme with { Ranking = new(Best.High) }).MarksEach);
        Assert.Contains("Of Time lower is better", Assert.Throws<SchemeException>(() => Rules.Of(scheme)).Message);
    }

    [Fact]
    public void Every_bad_cell_is_told_with_its_row_column_value_and_reason()
    {
        var read = SchemeSheet.Read(
            Encoding.UTF8.GetBytes(
                """
                模块,权重,评分项,类型,席位,满分,步长,次数,去高,分值
                飞行,六十,,好看,J一,10,0,1.5,-1,
                维修,50,工艺,评分,J1 J1,,0.5,,,20
                飞行,40,用时,计时,C1,300,,,,30
                """
            ),
            "x.csv"
        );
        Assert.Null(read.Scheme);
        Assert.Equal(
            [
                (2, "权重", "六十"),
                (2, "类型", "好看"),
                (2, "席位", "J一"),
                (2, "去高", "-1"),
                (2, "次数", "1.5"),
                (2, "评分项", ""),
                (2, "步长", "0"),
                (3, "席位", "J1 J1"),
                (3, "满分", ""),
                (3, "分值", "20"),
                (4, "模块", "飞行"),
                (4, "分值", "30"),
            ],
            read.Refused.Select(r => (r.Row, r.Column, r.Value))
        );
        Assert.All(read.Refused, r => Assert.True(r.Reason.Length > 0 && r.ReasonEn.Length > 0));
    }

    [Theory]
    [InlineData("J1-J3", "J1 J2 J3")]
    [InlineData("Ｊ１－Ｊ３", "J1 J2 J3")]
    [InlineData("J１～３", "J1 J2 J3")]
    [InlineData("J１、J２", "J1 J2")]
    [InlineData("J١-J٣", null)]
    public void Seats_are_read_however_wide_their_digits_are(string seats, string? read)
    {
        var sheet = SchemeSheet.Read(
            Encoding.UTF8.GetBytes($"模块,评分项,评委席,满分\n飞行,动作,{seats},10\n"),
            "x.csv"
        );
        Assert.Equal(read, sheet.Scheme is { } s ? string.Join(' ', s.Panels["p1"].Seats) : null);
        Assert.Equal(read is null ? ["评委席"] : [], sheet.Refused.Select(r => r.Column));
    }

    [Fact]
    public void A_missing_column_and_an_empty_sheet_are_told()
    {
        Assert.Equal(
            ["评分项", "评委席"],
            SchemeSheet
                .Read("模块,权重,满分\n飞行,100,10\n"u8.ToArray(), "x.csv")
                .Refused.Where(r => r.Row == 1)
                .Select(r => r.Column)
        );
        Assert.Null(SchemeSheet.Read("模块,评分项,席位\n"u8.ToArray(), "x.csv").Scheme);
    }

    [Fact]
    public void A_check_tells_what_a_scheme_is_or_where_its_holes_are()
    {
        var good = CheckScheme.Of(Encoding.UTF8.GetBytes(Drone), "drone.csv");
        Assert.Equal((14, 6), (good.Summary!.MarksEach, good.Summary.Parts.Count));
        Assert.Equal(
            ["0 理论 0", "1 笔试 1", "0 飞行 0", "1 动作质量 10", "1 一次成功 1", "1 犯规 2"],
            good.Summary.Parts.Select(p => $"{p.Depth} {p.Name} {p.Marks}")
        );
        // what it was made into can be checked again, and is the same
        Assert.Equal(good.Text, CheckScheme.Of(Encoding.UTF8.GetBytes(good.Text!), "x.json").Text);

        var light = CheckScheme.Of(Encoding.UTF8.GetBytes(Drone.Replace(",60,", ",50,")), "drone.csv");
        Assert.Equal("The weights add up to 90, not to 100.", Assert.Single(light.Holes).En);
        Assert.NotNull(light.Text);
        Assert.Equal("Line 1", CheckScheme.Of("{ \"id\": 7 }"u8.ToArray(), "x.json").Holes[0].En[..6]);
        Assert.Single(CheckScheme.Of([], "x.csv").Holes);
        Assert.Equal(
            10,
            CheckScheme.Of(Examples.Read("drone-skills")!, "x.json").Summary!.Parts.Count(p => p.Depth == 1)
        );
    }

    [Fact]
    public void A_scheme_is_written_as_it_was_meant()
    {
        foreach (var name in Examples.Names)
        {
            var scheme = SchemeFile.Read(Examples.Read(name)).Scheme;
            var written = SchemeFile.Write(scheme);
            Assert.Equal(
                JsonSerializer.Serialize(scheme, Whole),
                JsonSerializer.Serialize(SchemeFile.Read(Encoding.UTF8.GetBytes(written)).Scheme, Whole)
            );
        }
        // what is not so by itself is said, though it is its type's default
        Assert.Contains(
            "\"seats\": [ \"T1\" ]",
            SchemeFile.Write(SchemeFile.Read(Examples.Read("drone-skills")).Scheme)
        );
        Assert.Contains("\"counts\": false", SchemeFile.Write(SchemeFile.Read(Examples.Read("drone-skills")).Scheme));
        Assert.Contains("\"appealMinutes\": 0", SchemeFile.Write(TestHub.DroneScheme with { AppealMinutes = 0 }));
    }

    private static readonly JsonSerializerOptions Whole = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static Scheme Read(string text, string name)
    {
        var read = SchemeSheet.Read(Encoding.UTF8.GetBytes(text), name);
        Assert.Empty(read.Refused);
        return read.Scheme!;
    }
}
