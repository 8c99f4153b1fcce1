using System.Text;
using CsCheck;
using Hub.Sheets;

namespace Hub.Tests.Sheets;

public class RosterTests
{
    [Theory]
    [InlineData("单位名称 *", "name")]
    [InlineData("Company Name", "name")]
    [InlineData("company_name", "name")]
    [InlineData("企业名称（英文）", "nameEn")]
    [InlineData("ＢＯＯＴＨ　Ｎｏ．", "booth")]
    [InlineData("展位号（由主办方填写）", "booth")]
    [InlineData("所属行业", "industry")]
    [InlineData("联系电话", null)]
    public void Columns_are_matched_by_chinese_or_english_names(string header, string? field) =>
        Assert.Equal(field, Employers($"{header},x\n甲,乙\n").Columns[0].Field);

    [Fact]
    public void The_surest_name_wins_and_each_column_is_used_once()
    {
        var read = Employers(
            "公司,企业名称,companyDetailWebsite,companyDetailWebsite-href\n简称,全称公司,Website,http://a.cn/\n"
        );
        Assert.Equal(new Dictionary<string, int> { ["name"] = 1, ["website"] = 3 }, read.Mapping);
        Assert.Equal(["简称"], read.Columns[0].Samples);
        Assert.Null(read.Columns[0].Field);
    }

    [Fact]
    public void What_the_person_says_about_a_column_comes_first()
    {
        var sheet = Sheet("企业名称,简称,展位\n朝阳甲公司,甲,1\n");
        var read = Roster.Read(
            RosterKind.Employers,
            sheet,
            new Dictionary<string, int> { ["name"] = 1, ["booth"] = -1 }
        );
        Assert.Equal(("甲", null), (read.Employers[0].Name, read.Employers[0].Booth));
        foreach (
            var wrong in (Dictionary<string, int>[])
                [new() { ["name"] = 9 }, new() { ["shoe"] = 1 }, new() { ["name"] = 1, ["booth"] = 1 }]
        )
            Assert.Throws<UnreadableRosterException>(() => Roster.Read(RosterKind.Employers, sheet, wrong));
    }

    [Fact]
    public void A_missing_column_is_null_and_an_empty_cell_is_empty()
    {
        var e = Employers("企业名称,展位,网址,行业\n甲,,null,无\n").Employers.Single();
        Assert.Equal(new EmployerRow(2, "甲", null, null, "", "", null, ""), e);
    }

    [Theory]
    [InlineData("www.example.com", "https://www.example.com")]
    [InlineData("http://例子.中国/招聘", "http://例子.中国/招聘")]
    [InlineData("HTTPS://a.cn:8443/x?y=1", "HTTPS://a.cn:8443/x?y=1")]
    [InlineData("ｈｔｔｐ：／／ａ．ｃｎ", "http://a.cn")]
    [InlineData("Website", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("javascript://a.cn/%0aalert(1)", null)]
    [InlineData("ftp://a.cn", null)]
    [InlineData("http://user:pass@a.cn", null)]
    [InlineData("a.cn b.cn", null)]
    [InlineData("a.cn;b.cn", null)]
    public void A_website_is_http_or_a_bare_host(string said, string? taken)
    {
        var read = Employers($"企业名称\t网址\n甲\t{said}\n");
        Assert.Equal(taken, read.Employers.SingleOrDefault()?.Website);
        if (taken is null)
            Assert.Equal((2, "网址", said), (read.Refused[0].Row, read.Refused[0].Column, read.Refused[0].Value));
    }

    [Theory]
    [InlineData("a-12", "A-12")]
    [InlineData("Ａ１２", "A12")]
    [InlineData("一号馆—3", "一号馆-3")]
    [InlineData("A/12", null)]
    [InlineData("12345678901234567", null)]
    public void A_booth_has_one_spelling(string said, string? taken) =>
        Assert.Equal(taken, Employers($"企业名称\t展位\n甲\t{said}\n").Employers.SingleOrDefault()?.Booth);

    [Theory]
    [InlineData("12", true, 12)]
    [InlineData("１２人", true, 12)]
    [InlineData("1,200名", true, 1200)]
    [InlineData("若干名", true, null)]
    [InlineData("", true, null)]
    [InlineData("0", false, null)]
    [InlineData("10000", false, null)]
    [InlineData("3-5", false, null)]
    [InlineData("2.5", false, null)]
    [InlineData("8,5", false, null)]
    [InlineData("8。5", false, null)]
    [InlineData("1,20", false, null)]
    public void A_headcount_is_a_whole_number_or_several(string said, bool taken, int? count)
    {
        var read = Positions($"企业名称\t岗位名称\t招聘人数（人）\n甲\t焊工\t{said}\n");
        Assert.Equal((taken, count), (read.Positions.Count == 1, read.Positions.SingleOrDefault()?.Headcount));
    }

    [Fact]
    public void The_same_employer_booth_or_position_twice_is_refused_naming_the_first_row()
    {
        var employers = Employers("企业名称,展位\nＡＢＣ 公司,1\nabc公司,2\n乙公司,01\n丙公司,1\n丁公司,\n戊公司,\n");
        Assert.Equal(["ＡＢＣ 公司", "乙公司", "丁公司", "戊公司"], employers.Employers.Select(e => e.Name));
        Assert.Equal(
            [(3, "企业名称", "the same employer as row 2"), (5, "展位", "the same booth as row 2")],
            employers.Refused.Select(r => (r.Row, r.Column, r.ReasonEn))
        );

        var positions = Positions("企业名称,岗位名称,工作地点\n甲,焊工,朝阳\n甲,焊工,北票\n甲,焊 工,朝阳\n");
        Assert.Equal((2, 4), (positions.Positions.Count, positions.Refused.Single().Row));
    }

    [Fact]
    public void A_refused_row_claims_nothing()
    {
        var read = Employers("企业名称,展位,网址\n甲,1,not a site\n甲,1,a.cn\n");
        Assert.Equal((3, 2), (read.Employers.Single().Row, read.Refused.Single().Row));
    }

    [Fact]
    public void Rows_without_what_is_required_with_too_much_or_with_the_header_again_are_refused()
    {
        var read = Employers(
            $"企业名称,展位,简介\n,1,\n{new string('长', 121)},2,\n企业名称,展位,简介\n"
                + $"甲,3,{new string('x', 20_001)}\n乙,4,a,b\n\u200b丙\u0007 ,5,ok\n"
        );
        Assert.Equal([2, 3, 4, 5, 6], read.Refused.Select(r => r.Row));
        Assert.Equal(("丙", "ok"), (read.Employers.Single().Name, read.Employers[0].Description));
        Assert.All(read.Refused, r => Assert.True(r.Value.Length <= 200));
    }

    [Fact]
    public void Without_a_column_for_the_name_every_row_is_refused_and_says_so()
    {
        var read = Employers("代号,展位\n甲,1\n乙,2\n");
        Assert.Equal(
            [(2, "企业名称", "表中没有这一列"), (3, "企业名称", "表中没有这一列")],
            read.Refused.Select(r => (r.Row, r.Column, r.Reason))
        );
    }

    [Fact]
    public void The_csv_of_refused_rows_runs_no_formula_and_reads_back()
    {
        var csv = Roster.RefusedCsv([
            new RefusedRow(7, "网址", "=HYPERLINK(\"x\",\"y\")\nz", "不是网址", "not a web address"),
        ]);
        Assert.Equal(
            "行,列,值,原因,Reason\r\n7,网址,\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\nz\",不是网址,not a web address\r\n",
            csv
        );
        Assert.Equal("'=HYPERLINK(\"x\",\"y\")\nz", Sheet(csv).Rows[0][2]);
    }

    /// <summary>Nothing is silently lost, whatever stands in the cells.</summary>
    [Fact]
    [Needs(Need.Time)]
    public void Each_row_with_content_is_either_taken_or_refused()
    {
        var likely = Gen.OneOfConst(
            "",
            " ",
            "甲公司",
            "乙 公司",
            "A-1",
            "1",
            "若干",
            "a.cn",
            "http://b.cn/",
            "null",
            "=1",
            "\"q\"",
            "x,y",
            "l1\r\nl2",
            "企业名称"
        );
        var cell = Gen.OneOf(likely, Gen.String[Gen.Char['!', '~'], 0, 20]);
        var header = Gen.Shuffle((string[])["企业名称", "岗位名称", "展位", "网址", "人数", "简介", "备注"]);
        Gen.Select(header, cell.Array[7].List[0, 30], Gen.Enum<RosterKind>())
            .Sample(
                (headers, rows, kind) =>
                {
                    var text = string.Join(
                        "\r\n",
                        rows.Prepend(headers)
                            .Select(r => string.Join(',', r.Select(c => $"\"{c.Replace("\"", "\"\"")}\"")))
                    );
                    var read = Roster.Read(kind, Sheet(text));
                    var filled = rows.Index()
                        .Where(r => r.Item.Any(c => !string.IsNullOrWhiteSpace(c)))
                        .Select(r => r.Index + 2);
                    var accounted = read
                        .Employers.Select(e => e.Row)
                        .Concat(read.Positions.Select(p => p.Row))
                        .Concat(read.Refused.Select(r => r.Row));
                    return filled.SequenceEqual(accounted.Order())
                        && read.Employers.Select(e => Roster.Key(e.Name)).Distinct().Count() == read.Employers.Count;
                },
                iter: 500
            );
    }

    private static Sheet Sheet(string text) => Hub.Sheets.Sheet.Read(Encoding.UTF8.GetBytes(text), "x.csv");

    private static RosterResult Employers(string text) => Roster.Read(RosterKind.Employers, Sheet(text));

    private static RosterResult Positions(string text) => Roster.Read(RosterKind.Positions, Sheet(text));
}
