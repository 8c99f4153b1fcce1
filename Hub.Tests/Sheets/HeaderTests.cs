using System.Text;
using Hub.Sheets;

namespace Hub.Tests.Sheets;

/// <summary>Where the table begins and where it ends.</summary>
public class HeaderTests
{
    [Fact]
    public void A_title_and_a_line_of_who_filled_it_in_stand_above_the_header()
    {
        var sheet = Read(
            [
                ["2026年朝阳人才周招聘岗位需求表"],
                ["填报单位：朝阳市人社局", null, null, "填报日期：2026年7月1日"],
                ["序号", "企业名称", "岗位名称", "招聘人数"],
                [1.0, "甲公司", "焊工", 2.0],
            ],
            "A1:D1"
        );
        Assert.Equal((3, 3), (sheet.HeaderFrom, sheet.HeaderUntil));
        Assert.Equal([(4, "甲公司", "焊工")], Positions(sheet).Positions.Select(p => (p.Row, p.Employer, p.Title)));
        Assert.Equal(
            [
                new FirstRow(1, "2026年朝阳人才周招聘岗位需求表"),
                new FirstRow(2, "填报单位:朝阳市人社局 · 填报日期:2026年7月1日"),
            ],
            sheet.First.Take(2).Select(r => r with { Text = r.Text.Replace('：', ':') })
        );
    }

    [Fact]
    public void A_header_of_two_rows_has_groups_above_their_columns_merged_or_not()
    {
        object?[][] rows =
        [
            ["岗位需求表"],
            ["企业信息", null, "招聘岗位", null, "薪资（元/月）", null, "备注"],
            ["企业名称", "所属行业", "名称", "人数", "最低", "最高", null],
            ["甲公司", "机械", "焊工", 2.0, 5000.0, 8000.0, null],
        ];
        foreach (var sheet in (Sheet[])[Read(rows, "A1:G1", "A2:B2", "C2:D2", "E2:F2", "G2:G3"), Read(rows), Csv(rows)])
        {
            Assert.Equal((2, 3), (sheet.HeaderFrom, sheet.HeaderUntil));
            var position = Assert.Single(Positions(sheet).Positions);
            Assert.Equal(
                ("甲公司", "焊工", 2, "5000-8000"),
                (position.Employer, position.Title, position.Headcount, position.Salary)
            );
        }
    }

    [Fact]
    public void Names_beside_a_group_may_stand_in_the_upper_row_without_being_merged()
    {
        var sheet = Read([
            ["企业名称", "岗位需求", null, "学历"],
            [null, "岗位名称", "人数", null],
            ["甲公司", "焊工", 2.0, "大专"],
        ]);
        Assert.Equal(["企业名称", "岗位名称", "人数", "学历"], sheet.Headers);
    }

    [Fact]
    public void Totals_and_notes_are_refused_as_what_they_are()
    {
        var sheet = Read(
            [
                ["企业名称", "岗位名称", "招聘人数", "备注"],
                ["一、制造业"],
                ["甲公司", "焊工", 2.0],
                [null, "钳工", 3.0],
                ["小 计", null, 5.0],
                ["乙公司", "会计", 1.0, "注册会计师优先。"],
                ["合计", "3个岗位", 6.0],
                ["注：1.以上岗位长期有效；"],
                ["2.联系方式见附件，以现场为准。"],
                ["填表人：张三", null, "审核人：李四"],
            ],
            "A2:D2",
            "A3:A4"
        );
        var read = Positions(sheet);
        Assert.Equal(
            [("甲公司", "焊工"), ("甲公司", "钳工"), ("乙公司", "会计")],
            read.Positions.Select(p => (p.Employer, p.Title))
        );
        Assert.Equal([2, 5, 7, 8, 9, 10], read.Refused.Select(r => r.Row));
        Assert.Equal(
            ["heading", "total", "total", "note", "note", "note"],
            read.Refused.Select(r =>
                r.ReasonEn.Contains("total") ? "total"
                : r.Row == 2 ? "heading"
                : "note"
            )
        );
        Assert.Equal(("企业名称", "注：1.以上岗位长期有效；"), (read.Refused[3].Column, read.Refused[3].Value));
        Assert.Contains("不是名单里的一行", read.Refused[3].Reason);
    }

    [Theory]
    [InlineData("Total", "能源")]
    [InlineData("注册税务师事务所", "")]
    [InlineData("合计科技", "")]
    [InlineData("说明书印刷厂", "")]
    [InlineData("一、二、三科技", "")]
    public void A_name_like_a_total_or_a_note_is_a_name(string name, string industry) =>
        Assert.Equal(
            name,
            Roster
                .Read(
                    RosterKind.Employers,
                    Read([
                        ["企业名称", "行业"],
                        [name, industry],
                        ["甲公司", "机械"],
                    ])
                )
                .Employers[0]
                .Name
        );

    [Fact]
    public void The_person_says_in_which_row_the_header_begins()
    {
        object?[][] rows =
        [
            ["企业名称", "展位"],
            ["（示例）", "（示例）"],
            ["代号", "名字"],
            ["1", "甲公司"],
        ];
        foreach (var file in (byte[][])[Workbook(rows).Bytes(), Text(rows)])
        {
            Assert.Equal((1, 3), Book.Read(file, "x").Taken[0] is var all ? (all.HeaderFrom, all.Rows.Count) : default);
            var sheet = Book.Read(file, "x", new(Header: 3)).Taken[0];
            Assert.Equal((3, 3), (sheet.HeaderFrom, sheet.HeaderUntil));
            Assert.Equal(["代号", "名字"], sheet.Headers);
            Assert.Equal(["1", "甲公司"], Assert.Single(sheet.Rows));
            Assert.Equal([4], sheet.Numbers);
            Assert.Contains(
                "Row 9 is empty",
                Assert.Throws<UnreadableRosterException>(() => Book.Read(file, "x", new(Header: 9))).En
            );
        }
    }

    [Fact]
    public void Without_a_name_that_is_known_the_header_is_the_first_row_that_is_no_title()
    {
        var sheet = Read([
            ["名单"],
            ["代号", "简称", "桌"],
            ["1", "甲", "A1"],
        ]);
        Assert.Equal(["代号", "简称", "桌"], sheet.Headers);
    }

    private static RosterResult Positions(Sheet sheet) => Roster.Read(RosterKind.Positions, sheet);

    private static TinyWorkbook Workbook(object?[][] rows, params string[] merged) =>
        new TinyWorkbook().Add("S", rows, merged);

    private static Sheet Read(object?[][] rows, params string[] merged) =>
        Sheet.Read(Workbook(rows, merged).Bytes(), "x.xlsx");

    private static byte[] Text(object?[][] rows) =>
        Encoding.UTF8.GetBytes(string.Concat(rows.Select(r => string.Join(',', r) + "\n")));

    private static Sheet Csv(object?[][] rows) => Sheet.Read(Text(rows), "x.csv");
}
