using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Tests.Sheets;

/// <summary>Writes the smallest XLSX that Excel would read: strings, numbers and texts (with a format, or the number
/// of one), dates, truth values, formulas, failed formulas (#…), merged cells, hidden rows and columns.</summary>
public sealed class TinyWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        StrictMain = "http://purl.oclc.org/ooxml/spreadsheetml/main",
        StrictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    /// <summary>A formula, with the value that the file says it has.</summary>
    public sealed record Formula(string Text, string? Value = null, string? Type = null);

    private readonly List<string> formats = ["General"];
    private readonly List<int> builtIn = [];
    private readonly List<(string Name, string Xml, bool Hidden)> sheets = [];

    /// <summary>Whatever wrote it left reckoning to whoever opens it.</summary>
    public bool Unreckoned { get; init; }

    /// <summary>Written as Strict Open XML.</summary>
    public bool Strict { get; init; }

    public TinyWorkbook Add(string name, object?[][] rows, params string[] merged) => Add(name, rows, merged, [], []);

    /// <param name="hiddenRows">From 1.</param>
    /// <param name="hiddenColumns">From 1.</param>
    public TinyWorkbook Add(
        string name,
        object?[][] rows,
        string[] merged,
        int[] hiddenRows,
        int[] hiddenColumns,
        bool hidden = false
    )
    {
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\">");
        if (hiddenColumns.Length > 0)
            xml.Append("<cols>")
                .AppendJoin("", hiddenColumns.Select(c => $"<col min=\"{c}\" max=\"{c}\" hidden=\"1\"/>"))
                .Append("</cols>");
        xml.Append("<sheetData>");
        foreach (var (r, row) in rows.Index())
        {
            if (row.Length == 0)
                continue;
            xml.Append($"<row r=\"{r + 1}\"{(hiddenRows.Contains(r + 1) ? " hidden=\"1\"" : "")}>");
            foreach (var (c, cell) in row.Index())
                xml.Append(Cell($"{(char)('A' + c)}{r + 1}", cell));
            xml.Append("</row>");
        }
        xml.Append("</sheetData>");
        if (merged.Length > 0)
            xml.Append($"<mergeCells>{string.Concat(merged.Select(m => $"<mergeCell ref=\"{m}\"/>"))}</mergeCells>");
        sheets.Add((name, xml.Append("</worksheet>").ToString(), hidden));
        return this;
    }

    public byte[] Bytes()
    {
        const string types = "http://schemas.openxmlformats.org/package/2006/content-types";
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
                    + $"<Relationship Id=\"r\" Type=\"{Relations}/officeDocument\" "
                    + $"Target=\"xl/workbook.xml\"/></Relationships>"
            );
            Put(
                zip,
                "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>"
                    + string.Concat(
                        sheets.Select(
                            (s, i) =>
                                $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\"{(s.Hidden ? " state=\"hidden\"" : "")} "
                                + $"r:id=\"s{i}\"/>"
                        )
                    )
                    + $"</sheets>{(Unreckoned ? "<calcPr fullCalcOnLoad=\"1\"/>" : "")}</workbook>"
            );
            Put(
                zip,
                "xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns=\"{packaged}\">"
                    + $"<Relationship Id=\"st\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/>"
                    + string.Concat(
                        sheets.Select(
                            (_, i) =>
                                $"<Relationship Id=\"s{i}\" Type=\"{Relations}/worksheet\" "
                                + $"Target=\"worksheets/sheet{i}.xml\"/>"
                        )
                    )
                    + "</Relationships>"
            );
            Put(
                zip,
                "xl/styles.xml",
                $"<styleSheet xmlns=\"{Main}\"><numFmts>"
                    + string.Concat(
                        formats.Select(
                            (f, i) => $"<numFmt numFmtId=\"{200 + i}\" formatCode=\"{SecurityElement.Escape(f)}\"/>"
                        )
                    )
                    + "</numFmts><cellXfs>"
                    + string.Concat(formats.Select((_, i) => $"<xf numFmtId=\"{200 + i}\"/>"))
                    + string.Concat(builtIn.Select(id => $"<xf numFmtId=\"{id}\"/>"))
                    + "</cellXfs></styleSheet>"
            );
            foreach (var (i, sheet) in sheets.Index())
                Put(
                    zip,
                    $"xl/worksheets/sheet{i}.xml",
                    Regex.Replace(
                        sheet.Xml,
                        "s=\"builtin([0-9]+)\"",
                        m => $"s=\"{formats.Count + int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)}\""
                    )
                );
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

    private string Cell(string at, object? cell) =>
        cell switch
        {
            null => "",
            DateOnly date => Cell(at, (date.ToDateTime(default).ToOADate(), "yyyy-mm-dd")),
            (double number, string format) => $"<c r=\"{at}\" s=\"{Style(format)}\"><v>{Invariant(number)}</v></c>",
            (string text, string format) => $"<c r=\"{at}\" s=\"{Style(format)}\" t=\"str\"><v>{text}</v></c>",
            // its place among the styles is known when all formats are
            (double number, int id) => $"<c r=\"{at}\" s=\"builtin{BuiltIn(id)}\"><v>{Invariant(number)}</v></c>",
            bool truth => $"<c r=\"{at}\" t=\"b\"><v>{(truth ? 1 : 0)}</v></c>",
            Formula f => $"<c r=\"{at}\"{(f.Type is null ? "" : $" t=\"{f.Type}\"")}><f>{f.Text}</f>"
                + $"{(f.Value is null ? "" : $"<v>{f.Value}</v>")}</c>",
            string error when error.StartsWith('#') => $"<c r=\"{at}\" t=\"e\"><v>{error}</v></c>",
            string text => $"<c r=\"{at}\" t=\"inlineStr\"><is><t "
                + $"xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
            var number => $"<c r=\"{at}\"><v>{Invariant(number)}</v></c>",
        };

    private static string Invariant(object number) => Convert.ToString(number, CultureInfo.InvariantCulture)!;

    private int Style(string format)
    {
        if (!formats.Contains(format))
            formats.Add(format);
        return formats.IndexOf(format);
    }

    private int BuiltIn(int id)
    {
        if (!builtIn.Contains(id))
            builtIn.Add(id);
        return builtIn.IndexOf(id);
    }

    private void Put(ZipArchive zip, string path, string xml)
    {
        using var entry = new StreamWriter(zip.CreateEntry(path).Open());
        entry.Write(Strict ? xml.Replace(Main, StrictMain).Replace(Relations, StrictRelations) : xml);
    }
}
