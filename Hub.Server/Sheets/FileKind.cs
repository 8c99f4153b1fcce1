using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Sheets;

/// <summary>What a file is that is no table that is read, and what to do about it. Told by its bytes.</summary>
internal static partial class FileKind
{
    /// <summary>So many characters are looked at for what a text is.</summary>
    private const int Looked = 4_096;

    /// <summary>Of a file of Office before 2007; null where it may be a workbook.</summary>
    public static UnreadableRosterException? OfOld(byte[] file) =>
        // how long a guess at the password takes would be the file's to say
        Holds(file, "EncryptedPackage") ? Protected()
        : Holds(file, "Workbook") || Holds(file, "Book") ? null
        : Holds(file, "WordDocument") ? NoTable("Word 文档", "a Word document")
        : Holds(file, "PowerPoint Document") ? NoTable("PowerPoint 演示文稿", "a PowerPoint presentation")
        : null;

    /// <summary>Of a packed file without a workbook, by the names of its parts.</summary>
    public static UnreadableRosterException NoWorkbook(IEnumerable<string> parts)
    {
        var names = parts.Take(Looked).Select(p => p.ToLowerInvariant()).ToHashSet();
        return names.Contains("xl/workbook.bin") ? SaveAs("XLSB 工作簿", "an XLSB workbook")
            : names.Contains("content.xml") ? SaveAs("OpenDocument 文件（如 ODS）", "an OpenDocument file, like ODS")
            : names.Contains("index/document.iwa") || names.Contains("index.zip")
                ? SaveAs("苹果 Numbers、Pages 或 Keynote 文件", "a file of Apple's Numbers, Pages or Keynote")
            : names.Any(n => n.StartsWith("word/", StringComparison.Ordinal)) ? NoTable("Word 文档", "a Word document")
            : names.Any(n => n.StartsWith("ppt/", StringComparison.Ordinal))
                ? NoTable("PowerPoint 演示文稿", "a PowerPoint presentation")
            : names.Any(n => n.StartsWith("xl/", StringComparison.Ordinal))
                ? throw new InvalidDataException("no workbook.xml")
            : NoTable("压缩包，里面没有工作簿", "a ZIP archive without a workbook");
    }

    /// <summary>Of bytes that are no text; null where they may be one.</summary>
    public static UnreadableRosterException? OfBytes(ReadOnlySpan<byte> file) =>
        file.StartsWith("%PDF"u8) ? NoTable("PDF", "a PDF")
        : file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])
        || file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || file.StartsWith("GIF8"u8)
            ? NoTable("图片", "a picture")
        : file.StartsWith("Rar!"u8) || file.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF])
            ? NoTable("压缩包", "a packed archive")
        // BIFF 2 to 4, without a file around it: MS-XLS, 2.4.21
        : file.Length > 8 && file[0] == 9 && file[1] is 0 or 2 or 4 && file[2] is 4 or 6 && file[3] == 0
            ? SaveAs("Excel 97 之前的工作簿", "a workbook of before Excel 97")
        : null;

    /// <summary>Of a text; null where it may be a table. Web pages under a spreadsheet's name are common.</summary>
    public static UnreadableRosterException? OfText(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, Looked)).TrimStart().ToString();
        return head.StartsWith('<')
            ? head.Contains("urn:schemas-microsoft-com:office:spreadsheet", StringComparison.Ordinal)
                ? SaveAs("“XML 表格 2003”文件", "an XML Spreadsheet of 2003")
                : Page().IsMatch(head)
                    ? SaveAs("网页（HTML），不是真正的工作簿", "a web page (HTML), not a workbook")
                    : head.StartsWith("<?xml", StringComparison.Ordinal)
                        ? NoTable("XML 文件", "an XML file")
                        : null
            : head.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase)
                ? SaveAs("单个文件网页（MHTML），不是真正的工作簿", "a single-file web page (MHTML), not a workbook")
                : head.StartsWith(@"{\rtf", StringComparison.Ordinal)
                    ? NoTable("RTF 文档", "an RTF document")
                    : Json().IsMatch(head)
                        ? NoTable("JSON 文件", "a JSON file")
                        : text.Contains('\0')
                        || text.Count(c => char.IsControl(c) && !char.IsWhiteSpace(c)) > text.Length / 100
                            ? new(
                                "这不是表格文件：请用 CSV、TSV、XLSX 或 XLS。",
                                "This is not a table: use CSV, TSV, XLSX or XLS."
                            )
                            : null;
    }

    public static UnreadableRosterException Protected(Exception? cause = null) =>
        new(
            "这个工作簿有密码保护，请去掉密码后再导入。",
            "This workbook is protected by a password; remove it first.",
            cause
        );

    private static UnreadableRosterException SaveAs(string zh, string en) =>
        new(
            $"这是{zh}：请用 Excel 或 WPS 打开，另存为 XLSX 再导入。",
            $"This is {en}: open it in Excel or WPS, save it as XLSX and import that."
        );

    private static UnreadableRosterException NoTable(string zh, string en) =>
        new($"这是{zh}，不是表格：请用 CSV、TSV、XLSX 或 XLS。", $"This is {en}: use CSV, TSV, XLSX or XLS.");

    /// <summary>Whether the directory of a file of sectors (MS-CFB), in entries of 128 bytes, has a name.</summary>
    private static bool Holds(byte[] file, string name)
    {
        var entry = Encoding.Unicode.GetBytes($"{name}\0");
        for (var at = 512; at + 128 <= file.Length; at += 128)
            if (file.AsSpan(at).StartsWith(entry))
                return true;
        return false;
    }

    [GeneratedRegex(@"<(!doctype\s+html|html|head|meta|body|style|table|thead|tbody|tr|td)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Page();

    [GeneratedRegex(@"^(\{\s*""|\[\s*[\[{])")]
    private static partial Regex Json();
}
