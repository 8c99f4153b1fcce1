using Hub.Sheets;

namespace Hub.Tests.Sheets;

public class WorkbookTests
{
    [Fact]
    public void Cells_read_as_excel_shows_them()
    {
        var sheet = Read(
            new TinyWorkbook().Add(
                "S",
                [
                    ["a", "b", "c", "d", "e", "f"],
                    [5.0, 0.1 + 0.2, 13800138000.0, (7.0, "000"), new DateOnly(2026, 7, 3), (0.85, "0%")],
                ]
            )
        );
        Assert.Equal(["5", "0.3", "13800138000", "007", "2026-07-03", "85%"], sheet.Rows[0]);
    }

    [Fact]
    public void A_merged_title_above_the_header_is_passed_over_and_rows_keep_excels_numbers()
    {
        var sheet = Read(
            new TinyWorkbook().Add(
                "S",
                [
                    ["朝阳人才周参会企业名单"],
                    ["2026年7月"],
                    ["序号", "企业名称", "展位号"],
                    [1, "甲公司", 3.0],
                    [],
                    [2, "乙公司", 4.0],
                    [null, " ", null],
                ],
                "A1:C1"
            )
        );
        Assert.Equal(["序号", "企业名称", "展位号"], sheet.Headers);
        Assert.Equal([4, 6], sheet.Numbers);
        Assert.Equal(
            [("甲公司", "3"), ("乙公司", "4")],
            Roster.Read(RosterKind.Employers, sheet).Employers.Select(e => (e.Name, e.Booth!))
        );
    }

    [Fact]
    public void An_employer_merged_down_over_its_positions_belongs_to_each()
    {
        var sheet = Read(
            new TinyWorkbook().Add(
                "S",
                [
                    ["企业名称", "岗位名称", "招聘人数"],
                    ["甲公司", "焊工", 2.0],
                    [null, "钳工", 3.0],
                    ["乙公司", "会计", "若干"],
                ],
                "A2:A3"
            )
        );
        Assert.Equal(
            [("甲公司", "焊工", 2), ("甲公司", "钳工", 3), ("乙公司", "会计", null)],
            Roster.Read(RosterKind.Positions, sheet).Positions.Select(p => (p.Employer, p.Title, p.Headcount))
        );
    }

    [Fact]
    public void A_second_finer_header_row_is_the_header()
    {
        var sheet = Read(
            new TinyWorkbook().Add(
                "S",
                [
                    ["企业名称", "岗位需求", null, "学历"],
                    [null, "岗位名称", "人数", null],
                    ["甲公司", "焊工", 2.0, "大专"],
                ],
                "A1:A2",
                "B1:C1",
                "D1:D2"
            )
        );
        Assert.Equal(["企业名称", "岗位名称", "人数", "学历"], sheet.Headers);
        Assert.Single(Roster.Read(RosterKind.Positions, sheet).Positions);
    }

    [Fact]
    public void The_sheet_for_what_is_looked_for_is_chosen()
    {
        var file = new TinyWorkbook()
            .Add(
                "说明",
                [
                    ["填写说明"],
                ]
            )
            .Add(
                "企业",
                [
                    ["企业名称", "展位"],
                    ["甲公司", 1.0],
                ]
            )
            .Add(
                "岗位",
                [
                    ["企业名称", "岗位名称", "人数"],
                    ["甲公司", "焊工", 1.0],
                ]
            )
            .Bytes();
        Assert.Equal("企业", Sheet.Read(file, "x.xlsx", kind: RosterKind.Employers).Name);
        Assert.Equal("岗位", Sheet.Read(file, "x.xlsx", kind: RosterKind.Positions).Name);
        Assert.Equal("说明", Sheet.Read(file, "x.xlsx", "说明").Name);
    }

    [Fact]
    public void A_list_of_positions_that_tells_much_of_its_employers_is_not_taken_for_the_list_of_employers()
    {
        var file = new TinyWorkbook()
            .Add(
                "岗位",
                [
                    ["企业名称", "行业", "岗位名称", "人数", "学历"],
                    ["甲公司", "机械", "焊工", 1.0, "大专"],
                ]
            )
            .Add(
                "企业",
                [
                    ["企业名称", "展位"],
                    ["甲公司", 1.0],
                ]
            )
            .Bytes();
        Assert.Equal("企业", Sheet.Read(file, "x.xlsx", kind: RosterKind.Employers).Name);
        Assert.Equal("岗位", Sheet.Read(file, "x.xlsx", kind: RosterKind.Positions).Name);
    }

    [Fact]
    public void A_failed_formula_is_left_out_with_a_warning_and_a_name_of_it_is_refused()
    {
        var read = Roster.Read(
            RosterKind.Employers,
            Read(
                new TinyWorkbook().Add(
                    "S",
                    [
                        ["企业名称", "展位"],
                        ["甲公司", "#N/A"],
                        ["#REF!", 2.0],
                    ]
                )
            )
        );
        Assert.Equal([("甲公司", null)], read.Employers.Select(e => (e.Name, e.Booth)));
        Assert.Equal([(2, "展位", "#N/A")], read.Warned.Select(r => (r.Row, r.Column, r.Value)));
        Assert.Equal([(3, "企业名称", "#REF!")], read.Refused.Select(r => (r.Row, r.Column, r.Value)));
    }

    [Fact]
    public void Broken_workbooks_are_refused_in_a_sentence()
    {
        var whole = new TinyWorkbook()
            .Add(
                "S",
                [
                    ["企业名称"],
                    ["甲公司"],
                ]
            )
            .Bytes();
        foreach (
            var file in (byte[][])
                [whole[..(whole.Length / 2)], whole[..8], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 1, 2, 3]]
        )
            Assert.NotEmpty(Assert.Throws<UnreadableRosterException>(() => Sheet.Read(file, "x.xlsx")).Zh);
        Assert.Throws<UnreadableRosterException>(() => Sheet.Read(new TinyWorkbook().Add("S", []).Bytes(), "x.xlsx"));
    }

    private static Sheet Read(TinyWorkbook workbook) => Sheet.Read(workbook.Bytes(), "x.xlsx");
}
