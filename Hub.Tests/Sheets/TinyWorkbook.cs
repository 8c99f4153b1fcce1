using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Hub.Tests.Sheets;

/// <summary>Writes the smallest XLSX that Excel would read: strings, numbers (with a format), dates, failed formulas
/// (#…) and merged cells.</summary>
public sealed class TinyWorkbook
{
    private static readonly string[] Formats = ["General", "000", "yyyy-mm-dd", "0%"];

    private readonly List<(string Name, string Xml)> sheets = [];

    public TinyWorkbook Add(string name, object?[][] rows, params string[] merged)
    {
        var xml = new StringBuilder(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
        );
        foreach (var (r, row) in rows.Index())
        {
            if (row.Length == 0)
                continue;
            xml.Append($"<row r=\"{r + 1}\">");
            foreach (var (c, cell) in row.Index())
                xml.Append(Cell($"{(char)('A' + c)}{r + 1}", cell));
            xml.Append("</row>");
        }
        xml.Append("</sheetData>");
        if (merged.Length > 0)
            xml.Append($"<mergeCells>{string.Concat(merged.Select(m => $"<mergeCell ref=\"{m}\"/>"))}</mergeCells>");
        sheets.Add((name, xml.Append("</worksheet>").ToString()));
        return this;
    }

    public byte[] Bytes()
    {
        const string types = "http://schemas.openxmlformats.org/package/2006/content-types";
        const string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string packaged = "http://schemas.openxmlformats.org/package/2006/relationships";
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, true))
        {
            Put(
                zip,
                "[Content_Types].xml",
                $"<Types xmlns=\"{types}\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            );
            Put(
                zip,
                "_rels/.rels",
                $"<Relationships xmlns=\"{packaged}\">"
                    + $"<Relationship Id=\"r\" Type=\"{relations}/officeDocument\" "
                    + $"Target=\"xl/workbook.xml\"/></Relationships>"
            );
            Put(
                zip,
                "xl/workbook.xml",
                $"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
                    + $"xmlns:r=\"{relations}\"><sheets>"
                    + string.Concat(
                        sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"s{i}\"/>")
                    )
                    + "</sheets></workbook>"
            );
            Put(
                zip,
                "xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns=\"{packaged}\">"
                    + $"<Relationship Id=\"st\" Type=\"{relations}/styles\" Target=\"styles.xml\"/>"
                    + string.Concat(
                        sheets.Select(
                            (_, i) =>
                                $"<Relationship Id=\"s{i}\" Type=\"{relations}/worksheet\" "
                                + $"Target=\"worksheets/sheet{i}.xml\"/>"
                        )
                    )
                    + "</Relationships>"
            );
            Put(
                zip,
                "xl/styles.xml",
                "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts>"
                    + string.Concat(Formats.Select((f, i) => $"<numFmt numFmtId=\"{200 + i}\" formatCode=\"{f}\"/>"))
                    + "</numFmts><cellXfs>"
                    + string.Concat(Formats.Select((_, i) => $"<xf numFmtId=\"{200 + i}\"/>"))
                    + "</cellXfs></styleSheet>"
            );
            foreach (var (i, sheet) in sheets.Index())
                Put(zip, $"xl/worksheets/sheet{i}.xml", sheet.Xml);
        }
        return bytes.ToArray();
    }

    /// <summary>The file with another part in the place of one.</summary>
    public static byte[] With(byte[] file, string path, byte[] part)
    {
        using var bytes = new MemoryStream();
        bytes.Write(file);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(path)!.Delete();
            using var entry = zip.CreateEntry(path).Open();
            entry.Write(part);
        }
        return bytes.ToArray();
    }

    private static string Cell(string at, object? cell) =>
        cell switch
        {
            null => "",
            DateOnly date => $"<c r=\"{at}\" s=\"2\"><v>{date.ToDateTime(default).ToOADate()}</v></c>",
            (double number, string format) => $"<c r=\"{at}\" s=\"{Array.IndexOf(Formats, format)}\">"
                + $"<v>{number.ToString("R", CultureInfo.InvariantCulture)}</v></c>",
            string error when error.StartsWith('#') => $"<c r=\"{at}\" t=\"e\"><v>{error}</v></c>",
            string text => $"<c r=\"{at}\" t=\"inlineStr\"><is><t "
                + $"xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
            var number => $"<c r=\"{at}\"><v>{Convert.ToString(number, CultureInfo.InvariantCulture)}</v></c>",
        };

    private static void Put(ZipArchive zip, string path, string xml)
    {
        using var entry = new StreamWriter(zip.CreateEntry(path).Open());
        entry.Write(xml);
    }
}
