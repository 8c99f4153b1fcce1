using System.Text;
using Hub.Bench;
using Hub.Sheets;

namespace Hub.Tests.Sheets;

/// <summary>Files that are made to stop the hub are refused in words with the bound in them, or read like any
/// other.</summary>
public class WeaponTests
{
    [Theory]
    [InlineData("a cell of 250 MB", "A cell in row 2 has more than 32,767 characters.")]
    [InlineData("a shared text of 250 MB", "A cell has more than 32,767 characters.")]
    [InlineData("a tag of 100 MB", "damaged")]
    [InlineData("a cell in the last column", "256 columns")]
    [InlineData("a cell in the last row", "numbered up to 100,000")]
    [InlineData("a cell in the last column of each row", "256 columns")]
    [InlineData("2,500,000 merged ranges", null)]
    [InlineData("10,000 sheets of the same part", "100 at most")]
    [InlineData("5,000,000 styles", null)]
    [InlineData("10,000,000 tags in each other", "damaged")]
    [InlineData("3,000,000 names", "damaged")]
    [InlineData("a tag that never ends", "damaged")]
    [InlineData("entities in entities", "damaged")]
    [InlineData("one part twice", "damaged")]
    [InlineData("1,000,000 cells in an old workbook", null)]
    [InlineData("an old workbook that says it is wide", null)]
    [InlineData("an old workbook in a circle", null)]
    [InlineData("commas", null)]
    [InlineData("lines of commas", null)]
    [InlineData("line ends", "numbered up to 100,000")]
    [InlineData("rows of two", "20,000 rows")]
    [InlineData("a quote that never closes", "never closed")]
    [InlineData("bytes of no charset", null)]
    [InlineData("Chinese with a broken end", null)]
    [InlineData("cells of spaces", null)]
    [InlineData("cells of marks", null)]
    [InlineData("20,000 rows, as many as are read", null)]
    [InlineData("empty cells with a format down to the last row", null)]
    public void A_file_that_is_made_to_stop_the_hub_is_refused_in_words_or_read(string name, string? refused) =>
        Check(name, 0.02, refused);

    [Fact]
    [Needs(Need.Time)]
    public void No_such_file_of_any_size_takes_more_memory_than_an_import_may()
    {
        foreach (var weapon in Weapon.All)
        {
            var file = weapon.Make(1);
            Assert.True(file.Length <= 20 << 20, weapon.Name);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Roster.Read(RosterKind.Employers, Hub.Sheets.Sheet.Read(file, "x"));
            }
            catch (UnreadableRosterException) { }
            // all that is ever taken, most of which is given back at once
            var taken = (GC.GetAllocatedBytesForCurrentThread() - before) >> 20;
            Assert.True(taken <= 600, $"{weapon.Name}: {taken} MB");
        }
    }

    private static byte[] OneCell =>
        new TinyWorkbook()
            .Add(
                "S",
                [
                    ["企业名称"],
                ]
            )
            .Bytes();

    private static void Check(string name, double size, string? refused)
    {
        var file = Weapon.All.Single(w => w.Name == name).Make(size);
        try
        {
            Roster.Read(RosterKind.Employers, Hub.Sheets.Sheet.Read(file, "x"));
        }
        catch (UnreadableRosterException e)
        {
            Assert.NotEqual(e.Zh, e.En);
            // what has no bound in its sentence may be refused too: there is nothing in it
            Assert.Contains(refused ?? "", e.En, StringComparison.Ordinal);
            return;
        }
        Assert.Null(refused);
    }

    [Fact]
    public void What_a_file_says_of_itself_is_not_believed()
    {
        // a sheet in another encoding, in which a byte is not a letter, with a cell in the last column
        var sheet =
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">"
            + "<c r=\"XFD1\" t=\"str\"><v>x</v></c></row></sheetData></worksheet>";
        var file = TinyWorkbook.With(
            OneCell,
            "xl/worksheets/sheet0.xml",
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(sheet)]
        );
        Assert.Contains("256 columns", Refused(file));
        // an archive that says its parts are small
        var cell = TinyWorkbook.With(
            OneCell,
            "xl/worksheets/sheet0.xml",
            Encoding.UTF8.GetBytes(sheet.Replace(">x<", $">{new string('x', 1 << 20)}<").Replace("XFD1", "A1"))
        );
        var at = cell.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(cell.AsSpan(at + 24), 100);
        Assert.NotEmpty(Refused(cell));
    }

    [Fact]
    [Needs(Need.Time)]
    public void A_workbook_unpacks_to_forty_megabytes_at_most_whatever_they_are()
    {
        const string rule = "<dataValidation sqref=\"A1\"/>";
        byte[] Ruled(int megabytes) =>
            TinyWorkbook.With(
                OneCell,
                "xl/worksheets/sheet0.xml",
                Encoding.UTF8.GetBytes(
                    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                        + "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>企业名称</v></c></row></sheetData><dataValidations>"
                        + string.Concat(Enumerable.Repeat(rule, (megabytes << 20) / rule.Length))
                        + "</dataValidations></worksheet>"
                )
            );
        Assert.Equal("S", Hub.Sheets.Sheet.Read(Ruled(39), "x").Name);
        Assert.Contains("40 MB at most", Refused(Ruled(41)));
    }

    [Fact]
    public void A_workbook_has_at_most_a_hundred_sheets()
    {
        var workbook = new TinyWorkbook();
        for (var i = 0; i < 100; i++)
            workbook.Add(
                $"S{i}",
                [
                    ["企业名称"],
                    ["甲公司"],
                ]
            );
        Assert.Equal("S0", Hub.Sheets.Sheet.Read(workbook.Bytes(), "x").Name);
        Assert.Contains(
            "100 at most",
            Refused(
                workbook
                    .Add(
                        "S100",
                        [
                            ["企业名称"],
                        ]
                    )
                    .Bytes()
            )
        );
    }

    [Fact]
    public void What_is_merged_down_counts_in_every_row_that_it_is_in()
    {
        var rows = Enumerable
            .Range(0, 400)
            .Select(i => (object?[])[i == 1 ? new string('长', 32_000) : null, $"第 {i} 家"]);
        Assert.Contains(
            "10,000,000 characters",
            Refused(
                new TinyWorkbook()
                    .Add(
                        "S",
                        [
                            ["简介", "企业名称"],
                            .. rows,
                        ],
                        "A3:A401"
                    )
                    .Bytes()
            )
        );
    }

    [Fact]
    public void A_workbook_behind_a_password_is_refused_without_a_guess_at_it()
    {
        var file = new byte[4096];
        ((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file, 0);
        Encoding.Unicode.GetBytes("EncryptedPackage").CopyTo(file, 1024);
        Assert.Contains("protected by a password", Refused(file));
    }

    [Fact]
    public void An_old_workbook_has_a_bound_of_its_own()
    {
        var file = new byte[(8 << 20) + 1];
        ((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file, 0);
        Assert.Contains("8 MB at most", Refused(file));
    }

    [Fact]
    public void A_name_under_many_marks_keeps_as_many_as_text_may_have()
    {
        var name = $"e{new string('\u0301', 1_000)}";
        var read = Roster.Read(
            RosterKind.Employers,
            Hub.Sheets.Sheet.Read(Encoding.UTF8.GetBytes($"name\n{name}\n"), "x.csv")
        );
        Assert.Equal(31, read.Employers[0].Name.Length);
    }

    private static string Refused(byte[] file) =>
        Assert.Throws<UnreadableRosterException>(() => Hub.Sheets.Sheet.Read(file, "x")).En;
}
