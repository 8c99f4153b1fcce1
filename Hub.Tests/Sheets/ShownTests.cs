using Hub.Sheets;

namespace Hub.Tests.Sheets;

/// <summary>What the sheet shows is what is read, or the row is refused and says why.</summary>
public class ShownTests
{
    // 2026-03-12, as Excel keeps it
    private const double March12 = 46_093;

    [Theory]
    [InlineData(12.0, "\"A\"000", "A012")]
    [InlineData(200.0, "0\"元/天\"", "200元/天")]
    [InlineData(12.0, "第0号", "第12号")]
    [InlineData(3.0, "General\"号\"", "3号")]
    [InlineData(7.0, "000", "007")]
    [InlineData(5000.0, "_ ¥* #,##0.00_ ;_ ¥* \\-#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ", "¥5,000.00")]
    [InlineData(12345.0, "0!.0,\"万\"", "1.2万")]
    [InlineData(0.0, "0;-0;;@", "")]
    [InlineData(2.6, "0", "3")]
    [InlineData(March12, "m-d", "3-12")]
    [InlineData(March12, "m\"-\"d;@", "3-12")]
    public void A_number_is_read_as_its_format_shows_it(double number, string format, string shown)
    {
        var sheet = Read(
            new TinyWorkbook().Add(
                "S",
                [
                    ["企业名称", "备注"],
                    ["甲公司", (number, format)],
                ]
            )
        );
        Assert.Equal(shown, sheet.Rows[0][1].Replace(" ", ""));
        Assert.Empty(Roster.Read(RosterKind.Employers, sheet).Refused);
    }

    [Fact]
    public void A_text_is_read_as_its_format_shows_it() =>
        Assert.Equal(
            ["A1号", "B2"],
            Read(
                new TinyWorkbook().Add(
                    "S",
                    [
                        ["a", "b"],
                        [("A1", "@\"号\""), ("B2", "0")],
                    ]
                )
            ).Rows[0]
        );

    /// <summary>3-12 typed as a booth, or 5-8 as a salary, is a day of this year for Excel.</summary>
    [Theory]
    [InlineData(58, "3月12日")]
    [InlineData(57, "2026年3月")]
    [InlineData(31, "2026年3月12日")]
    [InlineData(27, "2026年3月")]
    [InlineData(36, "2026年3月")]
    [InlineData(50, "2026年3月")]
    [InlineData(16, "12-Mar")]
    [InlineData(14, "2026/3/12")]
    public void What_became_a_date_by_a_built_in_format_is_refused_and_says_what_to_do(int format, string shown)
    {
        var employers = Employers((March12, format));
        Assert.Empty(employers.Employers);
        var refused = Assert.Single(employers.Refused);
        Assert.Equal((2, "展位", shown), (refused.Row, refused.Column, refused.Value));
        Assert.Contains("写成文本", refused.Reason);
        Assert.Contains("write this cell as text", refused.ReasonEn);

        var positions = Roster.Read(
            RosterKind.Positions,
            Read(
                new TinyWorkbook().Add(
                    "S",
                    [
                        ["企业名称", "岗位名称", "薪资"],
                        ["甲公司", "焊工", (March12, format)],
                    ]
                )
            )
        );
        Assert.Equal((2, "薪资", shown), positions.Refused.Select(r => (r.Row, r.Column, r.Value)).Single());
    }

    public static TheoryData<string, string> Doubtful =>
        new()
        {
            { "a date with a year", "2026-03-12" },
            { "a truth value", "TRUE" },
            { "a formula without its value", "=B1" },
            { "a formula that is left to whoever opens the file", "=VLOOKUP(A2,X,2)" },
            { "a cell that its format hides", "12" },
            { "more digits than are kept", "1.2345678901234568E+17" },
            { "a power of ten", "1.00E+05" },
            { "Chinese numerals", "12" },
        };

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void What_is_not_surely_what_the_sheet_shows_is_refused(string what, string value)
    {
        var read = Employers(
            what switch
            {
                "a date with a year" => (March12, "yyyy-mm-dd"),
                "a truth value" => true,
                "a formula without its value" => new TinyWorkbook.Formula("B1"),
                "a formula that is left to whoever opens the file" => new TinyWorkbook.Formula("VLOOKUP(A2,X,2)", "0"),
                "a cell that its format hides" => (12.0, ";;;"),
                "more digits than are kept" => 123456789012345678.0,
                "a power of ten" => (100_000.0, "0.00E+00"),
                _ => (12.0, "[DBNum1]General"),
            }
        );
        Assert.Empty(read.Employers);
        Assert.Equal((2, "展位", value), read.Refused.Select(r => (r.Row, r.Column, r.Value)).Single());
        Assert.Contains("write this cell as text", read.Refused[0].ReasonEn);
    }

    [Fact]
    public void A_formula_with_its_value_is_that_value()
    {
        var read = Employers(new TinyWorkbook.Formula("\"A\"&amp;3", "A3", "str"));
        Assert.Equal("A3", Assert.Single(read.Employers).Booth);
        // one that says that there is nothing
        Assert.Equal("", Assert.Single(Employers(new TinyWorkbook.Formula("\"\"", "", "str")).Employers).Booth);
    }

    [Fact]
    public void A_doubtful_cell_of_a_column_that_is_not_read_refuses_nothing() =>
        Assert.Single(
            Roster
                .Read(
                    RosterKind.Employers,
                    Read(
                        new TinyWorkbook().Add(
                            "S",
                            [
                                ["企业名称", "到场时间"],
                                ["甲公司", (March12, 58)],
                            ]
                        )
                    )
                )
                .Employers
        );

    [Fact]
    public void A_doubtful_cell_that_is_merged_down_refuses_each_of_its_rows()
    {
        var sheet = Read(
            new TinyWorkbook().Add(
                "S",
                [
                    ["企业名称", "岗位名称", "薪资"],
                    ["甲公司", "焊工", (March12, 58)],
                    [null, "钳工", null],
                ],
                "A2:A3",
                "C2:C3"
            )
        );
        Assert.Equal([2, 3], Roster.Read(RosterKind.Positions, sheet).Refused.Select(r => r.Row));
    }

    [Fact]
    public void A_hidden_row_is_refused_and_a_hidden_column_is_read_only_where_the_person_says_so()
    {
        var sheet = Read(
            new TinyWorkbook().Add(
                "S",
                [
                    ["企业名称", "展位", "行业"],
                    ["甲公司", "A1", "机械"],
                    ["乙公司", "A2", "软件"],
                ],
                [],
                hiddenRows: [3],
                hiddenColumns: [2]
            )
        );
        var read = Roster.Read(RosterKind.Employers, sheet);
        Assert.Equal(("甲公司", null), read.Employers.Select(e => (e.Name, e.Booth)).Single());
        Assert.Equal((3, "企业名称", "乙公司"), read.Refused.Select(r => (r.Row, r.Column, r.Value)).Single());
        Assert.Contains("hides this row", read.Refused[0].ReasonEn);
        Assert.Equal([false, true, false], read.Columns.Select(c => c.Hidden));
        var said = Roster.Read(RosterKind.Employers, sheet, new Dictionary<string, int> { ["booth"] = 1 });
        Assert.Equal("A1", said.Employers[0].Booth);
    }

    [Theory]
    [InlineData("5.00", 5)]
    [InlineData("5.50", null)]
    public void A_whole_number_may_be_shown_with_decimals(string shown, int? count) =>
        Assert.Equal((count is not null, count), (Cell.Headcount(shown, out var read), read));

    [Fact]
    public void Characters_that_xml_has_not_are_read_as_they_are_meant() =>
        Assert.Equal(
            ["𠮷野家", "_x0041_"],
            Read(
                new TinyWorkbook().Add(
                    "S",
                    [
                        ["a", "b"],
                        ["_xD842__xDFB7_野家", "_x005F_x0041_"],
                    ]
                )
            ).Rows[0]
        );

    private static RosterResult Employers(object booth) =>
        Roster.Read(
            RosterKind.Employers,
            Read(
                new TinyWorkbook { Unreckoned = true }.Add(
                    "S",
                    [
                        ["企业名称", "展位"],
                        ["甲公司", booth],
                    ]
                )
            )
        );

    private static Sheet Read(TinyWorkbook workbook) => Sheet.Read(workbook.Bytes(), "x.xlsx");
}
