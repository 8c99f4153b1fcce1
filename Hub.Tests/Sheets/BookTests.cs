using Hub.Sheets;

namespace Hub.Tests.Sheets;

/// <summary>Which sheets of a workbook are read.</summary>
public class BookTests
{
    private static byte[] Halls =>
        new TinyWorkbook()
            .Add(
                "说明",
                [
                    ["填写说明"],
                    ["每家一行"],
                ]
            )
            .Add(
                "一号馆",
                [
                    ["企业名称", "展位号", "行业"],
                    ["甲公司", "A1", "机械"],
                    ["乙公司", "A2", "软件"],
                ]
            )
            .Add(
                "二号馆",
                [
                    ["单位名称", "行业", "展位", "备注"],
                    ["丙公司", "冶金", "B1", ""],
                    ["甲公司", "", "B2", ""],
                ]
            )
            .Add(
                "岗位",
                [
                    ["企业名称", "岗位名称", "人数", "学历"],
                    ["甲公司", "焊工", 1.0, "大专"],
                ]
            )
            .Add(
                "去年",
                [
                    ["企业名称", "展位号", "行业"],
                    ["丁公司", "C1", "农业"],
                ],
                [],
                [],
                [],
                hidden: true
            )
            .Bytes();

    [Fact]
    public void Sheets_that_look_alike_are_all_read_and_the_others_are_named()
    {
        var book = Book.Read(Halls, "x.xlsx", kind: RosterKind.Employers);
        Assert.Equal(["一号馆", "二号馆"], book.Taken.Select(s => s.Name));
        Assert.Equal(
            [
                new SheetSeen("说明", 1, false, false),
                new SheetSeen("一号馆", 2, true, false),
                new SheetSeen("二号馆", 2, true, false),
                new SheetSeen("岗位", 1, false, false),
                new SheetSeen("去年", 1, false, true),
            ],
            book.Sheets
        );
        var read = Roster.Read(RosterKind.Employers, book.Taken);
        Assert.Equal(
            [("一号馆", 2, "甲公司", "A1"), ("一号馆", 3, "乙公司", "A2"), ("二号馆", 2, "丙公司", "B1")],
            read.Employers.Select(e => (e.Sheet!, e.Row, e.Name, e.Booth!))
        );
        // an employer of two halls
        Assert.Equal(
            new RefusedRow(
                3,
                "单位名称",
                "甲公司",
                "企业重复：见“一号馆”第 2 行",
                "the same employer as row 2 of 一号馆",
                "二号馆"
            ),
            read.Refused.Single()
        );
        Assert.StartsWith("工作表,行,列,值,原因,Reason\r\n二号馆,3,单位名称,", Roster.RefusedCsv(read.Refused));
        Assert.Equal(["岗位"], Book.Read(Halls, "x.xlsx", kind: RosterKind.Positions).Taken.Select(s => s.Name));
    }

    [Fact]
    public void The_person_says_which_sheets_are_read_hidden_ones_too()
    {
        var book = Book.Read(Halls, "x.xlsx", new(["去年", "一号馆"]), RosterKind.Employers);
        Assert.Equal(["一号馆", "去年"], book.Taken.Select(s => s.Name));
        Assert.Contains(
            "there are: 说明, 一号馆, 二号馆, 岗位, 去年",
            Assert.Throws<UnreadableRosterException>(() => Book.Read(Halls, "x.xlsx", new(["三号馆"]))).En
        );
    }

    [Fact]
    public void What_the_person_says_about_a_column_counts_in_each_sheet_where_it_is()
    {
        var book = Book.Read(
            new TinyWorkbook()
                .Add(
                    "一",
                    [
                        ["企业名称", "展位号", "行业", "简称"],
                        ["甲公司", "A1", "", "甲"],
                    ]
                )
                .Add(
                    "二",
                    [
                        ["简称", "企业名称", "展位号", "行业"],
                        ["乙", "乙公司", "A2", ""],
                    ]
                )
                .Bytes(),
            "x.xlsx"
        );
        var mapping = new Dictionary<string, int> { ["name"] = 3, ["booth"] = -1 };
        Assert.Equal(
            [("甲", null), ("乙", null)],
            Roster.Read(RosterKind.Employers, book.Taken, mapping).Employers.Select(e => (e.Name, e.Booth))
        );
    }

    [Fact]
    public void All_sheets_together_have_as_many_rows_as_one_may()
    {
        object?[][] Hall(int hall) =>
            [
                ["企业名称"],
                .. Enumerable.Range(0, 10_001).Select(i => (object?[])[$"{hall}-{i}"]),
            ];
        var file = new TinyWorkbook().Add("一", Hall(1)).Add("二", Hall(2)).Bytes();
        Assert.Contains("20,000 rows", Assert.Throws<UnreadableRosterException>(() => Book.Read(file, "x.xlsx")).En);
        Assert.Equal(10_001, Book.Read(file, "x.xlsx", new(["二"])).Taken[0].Rows.Count);
    }
}
