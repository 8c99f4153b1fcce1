using System.IO.Compression;
using System.Text;

namespace Hub.Bench;

/// <summary>Files that stop a hub which believes them. Each is small where it is sent and large where it is
/// read.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Make">The file; of a size from 0.01, for a test, to 1, as large as an import takes.</param>
public sealed record Weapon(string Name, Func<double, byte[]> Make)
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        Header = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>企业名称</v></c><c r=\"B1\" t=\"str\"><v>简介</v></c></row>";

    public static readonly IReadOnlyList<Weapon> All =
    [
        new("a cell of 250 MB", s => Xlsx(Rows(w => w.Cell("A2", "str", Many("a", 250_000_000 * s))))),
        new(
            "a shared text of 250 MB",
            s => Xlsx(Rows(w => w.Cell("A2", "s", ["0"])), shared: Many("a", 250_000_000 * s))
        ),
        new("a tag of 100 MB", s => Xlsx(Rows(w => w.Write($"<row r=\"2\" x=\"", Many("a", 100_000_000 * s), "\"/>")))),
        new("a cell in the last column", _ => Xlsx(Rows(w => w.Cell("XFD2", "str", ["x"])))),
        new("a cell in the last row", _ => Xlsx(Rows(w => w.Cell("A1048576", "str", ["x"])))),
        new(
            "a cell in the last column of each row",
            s => Xlsx(Rows(w => w.Each(2, 1_000_000 * s, r => $"<row r=\"{r}\"><c r=\"XFD{r}\"><v>1</v></c></row>")))
        ),
        new(
            "3,000,000 cells",
            s =>
                Xlsx(
                    Rows(w =>
                        w.Each(
                            2,
                            1_000_000 * s,
                            r => $"<row r=\"{r}\"><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>"
                        )
                    )
                )
        ),
        new(
            "a text of 32,000 characters in 290,000 cells",
            s =>
                Xlsx(
                    Rows(w => w.Each(2, 290_000 * s, r => $"<row r=\"{r}\"><c t=\"s\"><v>0</v></c></row>")),
                    shared: Many("长", 32_000)
                )
        ),
        new(
            "2,500,000 merged ranges",
            s => Xlsx(Rows(_ => { }, w => w.Each(1, 2_500_000 * s, r => $"<mergeCell ref=\"A{r}:A{r + 1}\"/>")))
        ),
        new("10,000 sheets of the same part", s => Xlsx(Rows(_ => { }), sheets: (int)(10_000 * s), parts: 1)),
        new("10,000 sheets", s => Xlsx(Rows(_ => { }), sheets: (int)(10_000 * s), parts: (int)(3_000 * s))),
        new("5,000,000 styles", s => Xlsx(Rows(_ => { }), styles: w => w.Each(1, 5_000_000 * s, _ => "<xf/>"))),
        new("10,000,000 tags in each other", s => Xlsx(Rows(w => w.Write("", Many("<a>", 10_000_000 * s), "")))),
        new("3,000,000 names", s => Xlsx(Rows(w => w.Each(1, 3_000_000 * s, i => $"<n{i}/>")))),
        new("a tag that never ends", s => Xlsx(Rows(w => w.Write("", Many("<c ", 10_000_000 * s), "")))),
        new(
            "entities in entities",
            _ =>
                Xlsx(w =>
                    w.Write(
                        "<!DOCTYPE worksheet [<!ENTITY a0 \"aaaaaaaaaa\">"
                            + string.Concat(
                                Enumerable
                                    .Range(1, 9)
                                    .Select(i =>
                                        $"<!ENTITY a{i} \"{string.Concat(Enumerable.Repeat($"&a{i - 1};", 10))}\">"
                                    )
                            )
                            + $"]><worksheet xmlns=\"{Main}\"><sheetData><row r=\"1\"><c t=\"str\"><v>&a9;</v></c>"
                            + "</row></sheetData></worksheet>",
                        [],
                        ""
                    )
                )
        ),
        new("one part twice", _ => Xlsx(Rows(_ => { }), twice: true)),
        new(
            "220,000 parts",
            s => Zip(Enumerable.Range(0, (int)(220_000 * s)).Select(i => ($"{i}", (Action<Output>)(_ => { }))))
        ),
        new("1,000,000 cells in an old workbook", s => Xls(w => Cells(w, (int)(4_000 * s)))),
        new("an old workbook with one row a thousand times", s => Xls(w => Cells(w, (int)(4_000 * s), row: 1))),
        new("an old workbook that says it is wide", _ => Xls(w => Cells(w, 20), columns: 65_535)),
        new("an old workbook in a circle", s => Xls(w => Cells(w, (int)(2_000 * s)), circle: true)),
        // as many characters as are read at most
        new("commas", s => Text(Many(",", 9_900_000 * s))),
        new("lines of commas", s => Text(Many(new string(',', 100_000) + "\n", 99 * s))),
        new("line ends", s => Text(Many("\n", 9_900_000 * s))),
        new("rows of two", s => Text(Many("a,b\n", 2_450_000 * s))),
        new("a quote that never closes", s => Text(["企业名称,简介\n\""], Many("a,b\n", 2_450_000 * s))),
        new("quotes", s => Text(Many("\"", 9_900_000 * s))),
        new("one cell of text", s => Text(Many("a", 19_000_000 * s))),
        new("bytes of no charset", s => Noise((int)(19_000_000 * s))),
        new(
            "Chinese with a broken end",
            s => [.. Enumerable.Repeat((byte[])[0xC6, 0xF3], (int)(9_000_000 * s)).SelectMany(b => b), 0xFF]
        ),
        new(
            "cells of spaces",
            s => Text(["企业名称,简介\n"], Many("a,\"b" + new string(' ', 32_000) + "c\"\n", 300 * s))
        ),
        new(
            "cells of marks",
            s =>
                Text(
                    ["企业名称,简介\n"],
                    Many($"a,b\ne{new string('\u0301', 16_000)}{new string('\u0316', 16_000)},x\n", 300 * s)
                )
        ),
        new(
            "20,000 rows, as many as are read",
            s =>
                Xlsx(
                    Rows(w =>
                        w.Each(
                            2,
                            20_000 * s,
                            r =>
                                $"<row r=\"{r}\">"
                                + string.Concat(
                                    Enumerable
                                        .Range(0, 14)
                                        .Select(c => $"<c t=\"str\"><v>第 {r} 家 {c} 号单位的说明文字</v></c>")
                                )
                                + "</row>"
                        )
                    )
                )
        ),
        new(
            "empty cells with a format down to the last row",
            s =>
                Xlsx(
                    Rows(w =>
                        w.Each(
                            2,
                            600_000 * s,
                            r => $"<row r=\"{r}\"><c r=\"A{r}\" s=\"0\"/><c r=\"B{r}\" s=\"0\"/></row>"
                        )
                    )
                )
        ),
    ];

    private static IEnumerable<string> Many(string text, double times)
    {
        var piece = string.Concat(Enumerable.Repeat(text, Math.Max(1, 50_000 / text.Length)));
        var left = (long)times * text.Length;
        for (; left > piece.Length; left -= piece.Length)
            yield return piece;
        yield return piece[..(int)left];
    }

    private static byte[] Text(params IEnumerable<string>[] pieces) =>
        [.. pieces.SelectMany(p => p).SelectMany(p => Encoding.UTF8.GetBytes(p))];

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        for (var i = 0; i < length; i++)
            bytes[i] |= 0x80;
        return bytes;
    }

    private static Action<Output> Rows(Action<Output> rows, Action<Output>? merged = null) =>
        w =>
        {
            w.Write($"<worksheet xmlns=\"{Main}\"><dimension ref=\"A1:XFD1048576\"/><sheetData>{Header}", [], "");
            rows(w);
            w.Write("</sheetData>", [], "");
            if (merged is not null)
            {
                w.Write("<mergeCells>", [], "");
                merged(w);
                w.Write("</mergeCells>", [], "");
            }
            w.Write("</worksheet>", [], "");
        };

    private static byte[] Xlsx(
        Action<Output> sheet,
        IEnumerable<string>? shared = null,
        Action<Output>? styles = null,
        int sheets = 1,
        int parts = 1,
        bool twice = false
    )
    {
        Action<Output> Whole(string text) => w => w.Write(text, [], "");
        string Related(string id, string type, string target) =>
            $"<Relationship Id=\"{id}\" Type=\"{Relations}/{type}\" Target=\"{target}\"/>";
        const string related = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
        return Zip([
            ("_rels/.rels", Whole($"{related}{Related("r", "officeDocument", "xl/workbook.xml")}</Relationships>")),
            (
                "xl/workbook.xml",
                Whole(
                    $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>"
                        + string.Concat(
                            Enumerable
                                .Range(0, sheets)
                                .Select(i => $"<sheet name=\"S{i}\" sheetId=\"{i + 1}\" r:id=\"s{i % parts}\"/>")
                        )
                        + "</sheets></workbook>"
                )
            ),
            (
                "xl/_rels/workbook.xml.rels",
                Whole(
                    related
                        + Related("st", "styles", "styles.xml")
                        + Related("ss", "sharedStrings", "sharedStrings.xml")
                        + string.Concat(
                            Enumerable
                                .Range(0, parts)
                                .Select(i => Related($"s{i}", "worksheet", $"worksheets/s{i}.xml"))
                        )
                        + "</Relationships>"
                )
            ),
            (
                "xl/styles.xml",
                w =>
                {
                    w.Write($"<styleSheet xmlns=\"{Main}\"><cellXfs><xf numFmtId=\"0\"/>", [], "");
                    styles?.Invoke(w);
                    w.Write("</cellXfs></styleSheet>", [], "");
                }
            ),
            ("xl/sharedStrings.xml", w => w.Write($"<sst xmlns=\"{Main}\"><si><t>", shared ?? [], "</t></si></sst>")),
            .. Enumerable.Range(0, parts).Select(i => ($"xl/worksheets/s{i}.xml", sheet)),
            .. twice ? [("xl/worksheets/s0.xml", sheet)] : Array.Empty<(string, Action<Output>)>(),
        ]);
    }

    /// <summary>Rows of 256 numbers.</summary>
    private static void Cells(BinaryWriter to, int rows, int? row = null)
    {
        for (var i = 0; i < rows; i++)
        {
            Record(to, 0xBD, 6 + 6 * 256);
            to.Write((ushort)(row ?? i));
            to.Write((ushort)0);
            for (var column = 0; column < 256; column++)
            {
                to.Write((ushort)0);
                to.Write(column << 2 | 2);
            }
            to.Write((ushort)255);
        }
    }

    private static void Record(BinaryWriter to, int type, int length)
    {
        to.Write((ushort)type);
        to.Write((ushort)length);
    }

    /// <summary>A workbook as Excel 97 wrote it (MS-XLS), in a file of sectors (MS-CFB).</summary>
    private static byte[] Xls(Action<BinaryWriter> cells, int columns = 256, bool circle = false)
    {
        const int sector = 512,
            perSector = sector / 4,
            end = -2,
            table = -3;
        using var book = new MemoryStream();
        using var to = new BinaryWriter(book);
        void Begin(int type)
        {
            Record(to, 0x809, 16);
            foreach (var word in (ushort[])[0x600, (ushort)type, 0, 0, 0, 0, 0, 0])
                to.Write(word);
        }
        Begin(5);
        Record(to, 0x85, 9);
        var at = book.Position;
        to.Write(0);
        to.Write((ushort)0);
        to.Write((ReadOnlySpan<byte>)[1, 0, (byte)'S']);
        Record(to, 0x0A, 0);
        var sheet = (int)book.Position;
        Begin(0x10);
        Record(to, 0x200, 14);
        to.Write(0);
        to.Write(65_535);
        to.Write((ushort)0);
        to.Write((ushort)columns);
        to.Write((ushort)0);
        cells(to);
        Record(to, 0x0A, 0);
        book.SetLength(Math.Max(4096, (book.Length + sector - 1) / sector * sector));
        book.Position = at;
        to.Write(sheet);

        var data = (int)(book.Length / sector);
        var tables = 1;
        while (tables * perSector < data + 1 + tables)
            tables++;
        using var file = new MemoryStream();
        using var w = new BinaryWriter(file);
        w.Write((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        w.Write(new byte[16]);
        foreach (var word in (ushort[])[0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0])
            w.Write(word);
        // sectors: the tables, the directory, the workbook
        foreach (var number in (int[])[0, tables, tables, 0, 4096, end, 0, end, 0])
            w.Write(number);
        for (var i = 0; i < 109; i++)
            w.Write(i < tables ? i : -1);
        for (var i = 0; i < tables * perSector; i++)
            w.Write(
                i < tables ? table
                : i == tables ? end
                : i < tables + data ? i + 1
                : i > tables + data ? -1
                : circle ? tables + 1
                : end
            );
        Entry(w, "Root Entry", 5, end, 0, 1);
        Entry(w, "Workbook", 2, tables + 1, (int)book.Length, -1);
        w.Write(new byte[2 * 128]);
        w.Write(book.ToArray());
        return file.ToArray();
    }

    /// <summary>An entry of a compound file's directory, 128 bytes ([MS-CFB] 2.6.1).</summary>
    internal static void Entry(BinaryWriter w, string name, byte type, int first, int size, int child)
    {
        var text = new byte[64];
        Encoding.Unicode.GetBytes(name).CopyTo(text, 0);
        w.Write(text);
        w.Write((ushort)(2 * name.Length + 2));
        w.Write((ReadOnlySpan<byte>)[type, 1]);
        foreach (var number in (int[])[-1, -1, child])
            w.Write(number);
        w.Write(new byte[36]);
        foreach (var number in (int[])[first, size, 0])
            w.Write(number);
    }

    private static byte[] Zip(IEnumerable<(string Path, Action<Output> Write)> parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, write) in parts)
            {
                using var part = new StreamWriter(zip.CreateEntry(path, CompressionLevel.Fastest).Open());
                write(new Output(part));
            }
        return bytes.ToArray();
    }

    private sealed class Output(StreamWriter to)
    {
        public void Write(string before, IEnumerable<string> pieces, string after)
        {
            to.Write(before);
            foreach (var piece in pieces)
                to.Write(piece);
            to.Write(after);
        }

        public void Cell(string at, string type, IEnumerable<string> pieces) =>
            Write(
                $"<row r=\"{at.TrimStart('A', 'X', 'F', 'D')}\"><c r=\"{at}\" t=\"{type}\"><v>",
                pieces,
                "</v></c></row>"
            );

        public void Each(int from, double count, Func<int, string> piece)
        {
            for (var i = 0; i < (int)count; i++)
                to.Write(piece(from + i));
        }
    }
}
