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
    [InlineData("微信公众号", null)]
    [InlineData("微信公众号：朝阳重工", null)]
    [InlineData("a.cn b.cn", "https://a.cn")]
    [InlineData("a.cn;b.cn", "https://a.cn")]
    [InlineData("http://a.cn、http://b.cn", "http://a.cn")]
    [InlineData("官网：www.a.cn", "https://www.a.cn")]
    public void A_website_is_http_or_a_bare_host_and_another_is_left_out_with_a_warning(string said, string? taken)
    {
        var read = Employers($"企业名称\t网址\n甲\t{said}\n");
        Assert.Equal(taken, read.Employers.Single().Website);
        if (taken is null)
            Assert.Equal((2, "网址", said), (read.Warned[0].Row, read.Warned[0].Column, read.Warned[0].Value));
    }

    [Theory]
    [InlineData("a-12", "A-12")]
    [InlineData("Ａ１２", "A12")]
    [InlineData("一号馆—3", "一号馆-3")]
    [InlineData("A/12", null, true)]
    [InlineData("12345678901234567", null, true)]
    [InlineData("A01、A02", "A01、A02")]
    [InlineData("a01, a02；A03", "A01、A02、A03")]
    [InlineData("A01 A02", "A01、A02")]
    [InlineData("A01和A02", "A01、A02")]
    [InlineData("A01/02", "A01、A02", true)]
    [InlineData("A09～A11", "A09、A10、A11", true)]
    [InlineData("C3*", "C3", true)]
    [InlineData("12#", "12", true)]
    [InlineData("待定", "待定")]
    [InlineData("", "")]
    public void A_booth_has_one_spelling_and_what_is_read_otherwise_is_said(
        string said,
        string? taken,
        bool warned = false
    )
    {
        var read = Employers($"企业名称\t展位\n甲\t{said}\n");
        Assert.Equal((taken, warned), (read.Employers.Single().Booth, read.Warned.Count == 1));
    }

    [Theory]
    [InlineData("12", 12, null)]
    [InlineData("１２人", 12, null)]
    [InlineData("1,200名", 1200, null)]
    [InlineData("若干名", null, null)]
    [InlineData("", null, null)]
    [InlineData("2-3人", null, "2-3人")]
    [InlineData("3-5", null, "3-5")]
    [InlineData("10余人", null, "10余人")]
    [InlineData("5+", null, "5+")]
    [InlineData("约20人", null, "约20人")]
    [InlineData("0", null, "0", true)]
    [InlineData("10000", null, "10000", true)]
    [InlineData("2.5", null, "2.5", true)]
    [InlineData("面谈", null, "面谈", true)]
    public void A_headcount_is_a_number_or_several_or_as_it_is_written(
        string said,
        int? count,
        string? written,
        bool warned = false
    )
    {
        var read = Positions($"企业名称\t岗位名称\t招聘人数（人）\n甲\t焊工\t{said}\n");
        var row = read.Positions.Single();
        Assert.Equal((count, written, warned), (row.Headcount, row.HeadcountText, read.Warned.Count == 1));
        Assert.Equal(count is null && written is null, row.HeadcountEmptied);
    }

    [Fact]
    public void One_odd_cell_does_not_cost_the_row()
    {
        var read = Employers(
            "企业名称,行业,展位容量,简介,产业集群\n"
                + $"甲,{new string('长', 501)},约五十人,#REF!,{new string('a', 130)}\n"
        );
        var row = read.Employers.Single();
        Assert.Equal(
            (500, null, null, 120),
            (row.Industry!.Length, row.Capacity, row.Description, row.Cluster!.Length)
        );
        Assert.Equal(["产业集群", "行业", "简介", "展位容量"], read.Warned.Select(w => w.Column));
    }

    [Fact]
    public void A_formula_that_failed_empties_nothing()
    {
        var row = Employers("企业名称,展位,网址,展位容量,行业\n甲,#REF!,#N/A,#VALUE!,#NAME?\n").Employers.Single();
        Assert.Equal((null, null, null, null), (row.Booth, row.Website, row.Capacity, row.Industry));
        var position = Positions("企业名称,岗位名称,招聘人数\n甲,焊工,#REF!\n").Positions.Single();
        Assert.Equal((null, false), (position.Headcount, position.HeadcountEmptied));
    }

    [Fact]
    public void The_same_as_above_is_what_stands_above()
    {
        var read = Positions("企业名称,岗位名称,学历\n甲,焊工,大专\n同上,钳工,同上\n〃,车工,〃\n");
        Assert.All(read.Positions, p => Assert.Equal(("甲", "大专"), (p.Employer, p.Degree)));
        Assert.Equal(4, read.Warned.Count);
        Assert.Equal("the same employer as row 2", Employers("企业名称\n甲\n同上\n").Refused.Single().ReasonEn);
        Assert.Equal("required, but empty", Employers("企业名称,展位\n同上,A1\n").Refused.Single().ReasonEn);
    }

    [Theory]
    [InlineData("合计", true)]
    [InlineData("合计：35家", true)]
    [InlineData("备注", true)]
    [InlineData("注：展位以现场为准", true)]
    [InlineData("制表人：王某", true)]
    [InlineData("共118家", true)]
    [InlineData("Total", true)]
    [InlineData("17", true)]
    [InlineData("注册会计师协会", false)]
    [InlineData("84.51°", false)]
    [InlineData("日期食品有限公司", false)]
    [InlineData("共享单车公司", false)]
    public void A_total_or_a_remark_is_refused_or_doubted(string name, bool doubted) =>
        Assert.Equal(!doubted, Employers($"企业名称,展位\n{name},A1\n").Employers is [{ Doubt: null }]);

    [Fact]
    public void A_column_of_websites_that_is_one_row_off_is_not_read_until_a_person_chooses_it()
    {
        string[] names = ["Acmetech", "Bluestone", "Corvidia", "Dynamo", "Everline", "Fieldgate", "Granite", "Harbour"];
        string File(int by) =>
            "企业名称,网址\n"
            + string.Concat(names.Select((n, i) => $"{n},www.{names[(i + by + names.Length) % names.Length]}.com\n"));

        var right = Employers(File(0));
        Assert.Equal(("https://www.Acmetech.com", 0), (right.Employers[0].Website, right.Warned.Count));
        foreach (var by in (int[])[-1, 1])
        {
            var read = Employers(File(by));
            Assert.All(read.Employers, e => Assert.Null(e.Website));
            Assert.Equal((0, "网址"), (read.Warned.Single().Row, read.Warned[0].Column));
            Assert.Contains(by < 0 ? "above" : "below", read.Warned[0].ReasonEn);
            var chosen = Roster.Read(
                RosterKind.Employers,
                Sheet(File(by)),
                new Dictionary<string, int> { ["website"] = 1 }
            );
            Assert.All(chosen.Employers, e => Assert.NotNull(e.Website));
        }
    }

    [Theory]
    [InlineData("Company,Contact Name,Title,Email", "title", null)]
    [InlineData("公司,联系人,职务,电话", "title", null)]
    [InlineData("Company,Title,Location", "title", 1)]
    [InlineData("公司,职务,工作地点", "title", 1)]
    public void A_contacts_title_is_no_position(string header, string field, int? column) =>
        Assert.Equal(column, Mapped(Positions($"{header}\na,b,c,d\n"), field));

    [Theory]
    [InlineData("Company,Address,Building,City,Booth", null)]
    [InlineData("Company,Building,Website", null)]
    [InlineData("Company,Booth,Building", 2)]
    public void A_building_of_an_address_is_no_hall(string header, int? column) =>
        Assert.Equal(column, Mapped(Employers($"{header}\na,b,c,d,e\n"), "hall"));

    private static int? Mapped(RosterResult read, string field) =>
        read.Mapping.TryGetValue(field, out var column) ? column : null;

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
        var read = Employers($"企业名称,展位\n{new string('长', 121)},1\n甲,1\n");
        Assert.Equal((3, 2), (read.Employers.Single().Row, read.Refused.Single().Row));
    }

    [Fact]
    public void Rows_without_what_is_required_with_too_much_or_with_the_header_again_are_refused()
    {
        var read = Employers(
            $"企业名称,展位,简介\n,1,\n{new string('长', 121)},2,\n企业名称,展位,简介\n"
                + $"甲,3,{new string('x', 20_001)}\n乙,4,a,b\n\u200b丙\u0007 ,5,ok\n"
        );
        Assert.Equal([2, 3, 4, 6], read.Refused.Select(r => r.Row));
        Assert.Equal([("甲", 20_000), ("丙", 2)], read.Employers.Select(e => (e.Name, e.Description!.Length)));
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
