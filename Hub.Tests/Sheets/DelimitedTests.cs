using System.Text;
using CsCheck;
using Hub.Sheets;

namespace Hub.Tests.Sheets;

public class DelimitedTests
{
    private const string Chinese =
        "企业名称,展位,简介\r\n朝阳重工（集团）有限公司,A-1,\"老工业基地，"
        + "\r\n\"\"新\"\"产业\"\r\n辽西农产品公司,A-2,杂粮\r\n";

    static DelimitedTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("gb18030", "gb18030")]
    [InlineData("gb2312", "gb18030")]
    [InlineData("utf-8", "utf-8")]
    [InlineData("utf-16", "utf-16")]
    [InlineData("big5", "big5")]
    public void Chinese_is_read_in_the_charset_it_is_written_in(string written, string told)
    {
        var encoding = Encoding.GetEncoding(written);
        var text =
            written == "big5"
                ? "公司,說明\r\n台灣積體電路製造股份有限公司,專業積體電路製造服務與設計\r\n"
                    + "鴻海精密工業股份有限公司,電子零組件與機殼的開發\r\n"
                : Chinese;
        var sheet = Sheet.Read(
            [.. written.StartsWith("utf-16") ? encoding.Preamble : [], .. encoding.GetBytes(text)],
            "x.csv"
        );
        Assert.Equal((told, ","), (sheet.Charset, sheet.Delimiter));
        if (written != "big5")
            Assert.Equal(["朝阳重工（集团）有限公司", "A-1", "老工业基地，\r\n\"新\"产业"], sheet.Rows[0]);
        else
            Assert.Equal("台灣積體電路製造股份有限公司", sheet.Rows[0][0]);
    }

    [Fact]
    public void A_rare_character_of_a_name_outside_gb_2312_is_kept()
    {
        var sheet = Sheet.Read(
            Encoding.GetEncoding("gb18030").GetBytes("企业名称,联系人\n朱镕堃科技公司,李玥瑄\n"),
            "x.csv"
        );
        Assert.Equal(["朱镕堃科技公司", "李玥瑄"], sheet.Rows[0]);
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("macintosh")]
    public void Western_names_keep_their_accents_and_quotation_marks(string written)
    {
        const string text = "Company,About\r\nNestlé,“The world’s largest” – déjà vu…\r\nMüller & Søn,Café\r\n";
        var sheet = Sheet.Read(Encoding.GetEncoding(written).GetBytes(text), "x.csv");
        Assert.Equal(written, sheet.Charset);
        Assert.Equal(["Nestlé", "“The world’s largest” – déjà vu…"], sheet.Rows[0]);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void The_delimiter_is_the_one_that_makes_rows_alike(char d)
    {
        var others = string.Concat(",;\t|".Where(c => c != d));
        var text = $"名单\n企业名称{d}展位{d}简介\n甲公司{d}1{d}\"a{d}b\nc{others}\"\n乙公司{d}2\n丙公司{d}3{d}x y\n";
        var sheet = Sheet.Read(Encoding.UTF8.GetBytes(text), "x.csv");
        Assert.Equal(d.ToString(), sheet.Delimiter);
        Assert.Equal([3, 4, 5], sheet.Numbers);
        Assert.Equal(["乙公司", "2", ""], sheet.Rows[1]);
    }

    [Fact]
    public void Line_ends_may_be_mixed_and_blank_lines_count_in_the_numbering()
    {
        var sheet = Sheet.Read("name,booth\r\nA,1\rB,2\n\n#C,3\r\n,,\r\n\r\n"u8.ToArray(), "x.csv");
        Assert.Equal(
            [
                ["A", "1"],
                ["B", "2"],
                ["#C", "3"],
            ],
            sheet.Rows
        );
        Assert.Equal([2, 3, 5], sheet.Numbers);
    }

    [Fact]
    public void A_single_column_and_an_announced_delimiter_are_understood()
    {
        var names = Sheet.Read(Encoding.UTF8.GetBytes("参会名单\n企业名称\n甲公司\n"), "x.txt");
        Assert.Equal((null, "企业名称", 3), (names.Delimiter, names.Headers[0], names.Numbers[0]));
        Assert.Equal(
            [
                ["Google, Inc."],
                ["CSN, LLC"],
            ],
            Sheet.Read("Company name\nGoogle, Inc.\nCSN, LLC\n"u8.ToArray(), "x.csv").Rows
        );
        Assert.Equal(["A,B", "1"], Sheet.Read("sep=;\r\nname;booth\r\nA,B;1\r\n"u8.ToArray(), "x.csv").Rows[0]);
    }

    [Fact]
    public void Text_after_a_closing_quote_is_forgiven_and_a_quote_that_never_closes_is_not()
    {
        Assert.Equal(["A B", "1"], Sheet.Read("name,booth\n\"A\" B,1\n5\" pipe,2\n"u8.ToArray(), "x.csv").Rows[0]);
        var e = Assert.Throws<UnreadableRosterException>(() =>
            Sheet.Read("name,booth\nA,1\n\"B,2\nC,3\n"u8.ToArray(), "x.csv")
        );
        Assert.Contains("row 3", e.Message);
    }

    [Fact]
    public void What_is_no_table_is_refused_in_a_sentence()
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13];
        foreach (
            var file in (byte[][])
                [
                    [],
                    "  \r\n \n"u8.ToArray(),
                    "<html><table>"u8.ToArray(),
                    "%PDF-1.7 ..."u8.ToArray(),
                    png,
                ]
        )
            Assert.NotEmpty(Assert.Throws<UnreadableRosterException>(() => Sheet.Read(file, "x.csv")).Zh);
    }

    [Fact]
    public void A_table_beyond_all_measure_is_refused_before_it_fills_the_memory()
    {
        foreach (var (part, times) in new[] { ("\n", 2_000_000), ("x,", 2_000), ("a,b\n", 100_002) })
            Assert.Contains(
                "too large",
                Assert
                    .Throws<UnreadableRosterException>(() =>
                        Sheet.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(part, times))), "x.csv")
                    )
                    .Message
            );
    }

    [Fact]
    public void Any_bytes_are_either_read_or_refused() =>
        Gen
            .Byte.Array[0, 300]
            .Sample(
                file =>
                {
                    try
                    {
                        Roster.Read(RosterKind.Employers, Sheet.Read(file, "x.csv"));
                    }
                    catch (UnreadableRosterException) { }
                },
                iter: 1_000
            );
}
