using System.IO.Compression;
using System.Text;
using Hub.Bench;
using Hub.Sheets;

namespace Hub.Tests.Sheets;

/// <summary>Files that are not what they are called, in charsets that they do not say.</summary>
public class FileTests
{
    static FileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static Encoding Gbk => Encoding.GetEncoding("gb18030");

    private static readonly object?[][] Rows =
    [
        ["企业名称", "展位"],
        ["朝阳重工", "A1"],
    ];

    [Fact]
    public void Strict_open_xml_is_read_like_any_other() =>
        Assert.Equal(
            ("朝阳重工", "A1"),
            Employers(
                new TinyWorkbook { Strict = true }
                    .Add("S", Rows)
                    .Bytes()
            )
                .Employers.Select(e => (e.Name, e.Booth!))
                .Single()
        );

    [Theory]
    [InlineData("<table><tr><td>企业名称</td><td>展位</td></tr></table>", "web page")]
    [InlineData("\r\n<meta http-equiv=\"Content-Type\">\r\n<style>td{}</style><TABLE><TR><TD>企业名称", "web page")]
    [InlineData("<div class=\"x\"><table border=1><tr><th>企业名称", "web page")]
    [InlineData("<html><table>", "web page")]
    [InlineData("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", "2003")]
    [InlineData("MIME-Version: 1.0\r\nX-Document-Type: Workbook", "single-file web page")]
    [InlineData("{\"name\":\"朝阳重工\"}", "JSON")]
    [InlineData("{\\rtf1\\ansi", "RTF")]
    [InlineData("%PDF-1.7", "PDF")]
    public void Another_kind_of_file_is_refused_by_what_it_is(string text, string kind)
    {
        foreach (var file in (byte[][])[Encoding.UTF8.GetBytes(text), Gbk.GetBytes(text)])
            Assert.Contains(kind, Refused(file));
    }

    [Theory]
    [InlineData("xl/workbook.bin", "XLSB workbook: open it in Excel or WPS, save it as XLSX")]
    [InlineData("content.xml", "ODS: open it in Excel or WPS, save it as XLSX")]
    [InlineData("Index/Document.iwa", "Numbers")]
    [InlineData("word/document.xml", "Word document")]
    [InlineData("名单.xlsx", "ZIP archive")]
    public void Another_kind_of_packed_file_is_refused_by_what_it_is(string part, string kind)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry(part);
        Assert.Contains(kind, Refused(bytes.ToArray()));
    }

    /// <summary>€ of code page 936, half a character that was cut off, and a byte that is none.</summary>
    [Fact]
    public void An_odd_byte_costs_its_cell_and_not_the_whole_of_a_chinese_file()
    {
        foreach (var header in (string[])["企业名称,展位,简介\n", "name,booth,description\n"])
        {
            byte[] file =
            [
                .. Gbk.GetBytes($"{header}朝阳重工,A1,注册资本"),
                0x80,
                .. Gbk.GetBytes("5000\n凌河软件,A2,软件开"),
                Gbk.GetBytes("发")[0],
                .. Gbk.GetBytes("\n喀左陶瓷,A3,紫砂\n建平农业"),
                0xFF,
                .. Gbk.GetBytes(",A4,杂粮\n北票铸造,A5,铸件\n"),
            ];
            var read = Employers(file);
            Assert.Equal("gb18030", read.Sheet.Charset);
            Assert.Equal(["朝阳重工", "喀左陶瓷", "北票铸造"], read.Employers.Select(e => e.Name));
            Assert.Equal("注册资本€5000", read.Employers[0].Description);
            Assert.Equal([(3, "软件开\uFFFD"), (5, "建平农业\uFFFD")], read.Refused.Select(r => (r.Row, r.Value)));
            Assert.All(read.Refused, r => Assert.Contains("garbled", r.ReasonEn));
        }
    }

    [Fact]
    public void An_odd_byte_costs_its_cell_in_utf_8_too()
    {
        var whole = Encoding.UTF8.GetBytes("企业名称,展位\n朝阳重工,A1\n凌河软件");
        var read = Employers([.. whole[..^1], .. ",A2\n喀左陶瓷,A3\n"u8]);
        Assert.Equal("utf-8", read.Sheet.Charset);
        Assert.Equal(["朝阳重工", "喀左陶瓷"], read.Employers.Select(e => e.Name));
        Assert.Equal((3, "凌河软\uFFFD"), read.Refused.Select(r => (r.Row, r.Value)).Single());
    }

    [Theory]
    [InlineData("utf-8", "windows-1252")]
    [InlineData("gb18030", "windows-1252")]
    [InlineData("utf-8", "gb18030")]
    public void Names_that_were_read_in_another_charset_before_are_refused(string written, string read)
    {
        foreach (var name in (string[])["朝阳重工集团", "凌河软件有限公司", "喀左紫砂"])
        {
            var garbled = Encoding.GetEncoding(read).GetString(Encoding.GetEncoding(written).GetBytes(name));
            var result = Employers(
                new TinyWorkbook()
                    .Add(
                        "S",
                        [
                            ["name", "booth"],
                            [garbled, "A1"],
                        ]
                    )
                    .Bytes()
            );
            Assert.Empty(result.Employers);
            Assert.Contains("乱码", Assert.Single(result.Refused).Reason);
        }
        string Again(string text) => Encoding.GetEncoding(read).GetString(Encoding.GetEncoding(written).GetBytes(text));
        var file = new TinyWorkbook()
            .Add(
                "S",
                [
                    [Again("企业名称"), Again("展位号")],
                    ["x", "A1"],
                ]
            )
            .Bytes();
        Assert.Contains("garbled", Assert.Throws<UnreadableRosterException>(() => Employers(file)).En);
    }

    [Theory]
    [InlineData("Nestlé")]
    [InlineData("NESTLÉ®")]
    [InlineData("Müller & Søn – déjà vu™")]
    [InlineData("84.51°")]
    [InlineData("AÑO NUEVO ÇA")]
    [InlineData("鑫淼涞源科技")]
    [InlineData("瀚海沧澜（朝阳）有限公司")]
    [InlineData("昇腾𠮷野家")]
    [InlineData("What?")]
    [InlineData("株式会社ヤマハ")]
    [InlineData("삼성전자")]
    [InlineData("Яндекс")]
    public void A_name_in_any_language_is_not_taken_for_garbled(string name) => Assert.False(Garbled.Is(name));

    [Fact]
    public void Real_employers_are_not_taken_for_garbled() =>
        Assert.All(
            Sheet.Read(File.ReadAllBytes(SharedData.Path("rosters/career_link.csv")), "x.csv").Rows,
            r => Assert.DoesNotContain(r, Garbled.Is)
        );

    [Theory]
    [InlineData("gb18030", "朝阳重工")]
    [InlineData("windows-1252", "Nestlé")]
    public void An_old_workbook_that_does_not_say_its_code_page_is_read_in_its_own(string charset, string name)
    {
        var sheet = Sheet.Read(Old(Encoding.GetEncoding(charset), ["name", "booth"], [name, "A1"]), "x.xls");
        Assert.Equal([name, "A1"], sheet.Rows[0]);
    }

    private static string Refused(byte[] file) =>
        Assert.Throws<UnreadableRosterException>(() => Sheet.Read(file, "x.xls")).En;

    private static RosterResult Employers(byte[] file) => Roster.Read(RosterKind.Employers, Sheet.Read(file, "x"));

    /// <summary>A workbook as Excel 5 wrote it (MS-XLS, 2.4: BIFF5), without the record of its code page, in a file of
    /// sectors (MS-CFB).</summary>
    private static byte[] Old(Encoding charset, params string[][] rows)
    {
        using var book = new MemoryStream();
        using var to = new BinaryWriter(book);
        Begin(5);
        Record(0x85, 8);
        var at = book.Position;
        to.Write(0);
        to.Write((ReadOnlySpan<byte>)[0, 0, 1, (byte)'S']);
        Record(0x0A, 0);
        var sheet = (int)book.Position;
        Begin(0x10);
        Record(0x200, 10);
        Words(0, rows.Length, 0, rows[0].Length, 0);
        foreach (var (r, row) in rows.Index())
        foreach (var (c, cell) in row.Index())
        {
            var bytes = charset.GetBytes(cell);
            Record(0x204, 8 + bytes.Length);
            Words(r, c, 0, bytes.Length);
            to.Write(bytes);
        }
        Record(0x0A, 0);
        book.SetLength(4096);
        book.Position = at;
        to.Write(sheet);

        using var file = new MemoryStream();
        using var w = new BinaryWriter(file);
        w.Write((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        w.Write(new byte[16]);
        foreach (var word in (ushort[])[0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0])
            w.Write(word);
        // sectors: the table, the directory, eight of the workbook
        foreach (var number in (int[])[0, 1, 1, 0, 4096, -2, 0, -2, 0, 0])
            w.Write(number);
        for (var i = 1; i < 109; i++)
            w.Write(-1);
        foreach (var number in (int[])[-3, -2, 3, 4, 5, 6, 7, 8, 9, -2])
            w.Write(number);
        for (var i = 10; i < 128; i++)
            w.Write(-1);
        Weapon.Entry(w, "Root Entry", 5, -2, 0, 1);
        Weapon.Entry(w, "Book", 2, 2, 4096, -1);
        w.Write(new byte[2 * 128]);
        w.Write(book.ToArray());
        return file.ToArray();

        void Record(int type, int length) => Words(type, length);
        void Words(params int[] words)
        {
            foreach (var word in words)
                to.Write((ushort)word);
        }
        void Begin(int type)
        {
            Record(0x809, 8);
            Words(0x500, type, 0, 0);
        }
    }
}
