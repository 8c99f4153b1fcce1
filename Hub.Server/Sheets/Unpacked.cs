using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Hub.Sheets;

/// <summary>
/// An XLSX of which only what a table is made of is left, within the bounds of a <see cref="Tally"/>. The library
/// that reads workbooks takes a part of the file as it is, whatever it unpacks to, a row for each number up to the
/// last and a cell for each column; so it is given this instead of the file, and meets nothing that was not counted.
/// </summary>
/// <remarks>A failed formula becomes the text that Excel shows for it: the library gives null, as for an empty cell,
/// and an import would erase what was there. In an old XLS that cannot be told.</remarks>
internal sealed class Unpacked
{
    /// <summary>Parts of a file, different names in them, one in another, bytes from the beginning of a tag to that of
    /// the next.</summary>
    private const int MostParts = 4_000,
        MostNames = 5_000,
        Deepest = 64,
        LongestTag = 512 * 1024;

    private readonly Tally _tally = new();
    private readonly HashSet<string> _once = new(StringComparer.OrdinalIgnoreCase);
    private readonly char[] _chars = new char[4096];
    private readonly StringBuilder _text = new();
    private readonly string[] _path = new string[Deepest];
    private int _elements;
    private int _merged;
    private int _sheets;

    /// <returns>At its beginning.</returns>
    /// <exception cref="UnreadableRosterException">It is more than may be read.</exception>
    public static MemoryStream Of(byte[] file)
    {
        var clean = new MemoryStream();
        using (var to = new ZipArchive(clean, ZipArchiveMode.Create, leaveOpen: true))
            new Unpacked().Copy(file, to);
        clean.Position = 0;
        return clean;
    }

    private void Copy(byte[] file, ZipArchive to)
    {
        // the directory of the file is read whole
        if (file.AsSpan().Count("PK\u0001\u0002"u8) > MostParts)
            throw new InvalidDataException("too many parts");
        using var from = new ZipArchive(new MemoryStream(file, writable: false));
        foreach (var entry in from.Entries)
        {
            if (entry.FullName.EndsWith("workbook.bin", StringComparison.OrdinalIgnoreCase))
                throw new UnreadableRosterException(
                    "这是 XLSB 工作簿：请另存为 XLSX 再导入。",
                    "This is an XLSB workbook: save it as XLSX and import that."
                );
            if (
                entry.Length > 0
                && (
                    entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
                    || entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)
                )
            )
                Copy(entry, to);
        }
    }

    private void Copy(ZipArchiveEntry entry, ZipArchive to)
    {
        using var reader = XmlReader.Create(
            new Counted(entry.Open(), _tally),
            new XmlReaderSettings
            {
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                IgnoreWhitespace = true,
                NameTable = new FewNames(),
                CloseInput = true,
            }
        );
        // pictures, charts, pivot tables and so on are no tables
        if (reader.MoveToContent() is not XmlNodeType.Element)
            return;
        var root = reader.LocalName;
        if (root is not ("worksheet" or "workbook" or "sst" or "styleSheet" or "Relationships"))
            return;
        Once($"part {entry.FullName.Replace('\\', '/')}");
        using var part = to.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
        using var writer = XmlWriter.Create(
            part,
            new XmlWriterSettings { NewLineHandling = NewLineHandling.Entitize, CloseOutput = false }
        );
        if (root == "worksheet")
            CopySheet(reader, writer);
        else
            CopyAll(reader, writer, root);
    }

    private void CopyAll(XmlReader reader, XmlWriter writer, string root)
    {
        var text = 0;
        do switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                var name = reader.LocalName;
                if (name == "si")
                    text = 0;
                if ((root != "sst" || name == "si") && ++_elements > Tally.Cells)
                    throw Tally.TooLarge();
                if (root == "workbook" && name == "sheet")
                    Once($"sheet {Attribute(reader, "id")}", ++_sheets);
                if (
                    root == "Relationships"
                    && Attribute(reader, "Type")?.EndsWith("/worksheet", StringComparison.Ordinal) is true
                )
                    Once($"target {Attribute(reader, "Target")?.Split('/', '\\')[^1]}");
                var empty = reader.IsEmptyElement;
                writer.WriteStartElement(reader.Prefix, name, reader.NamespaceURI);
                writer.WriteAttributes(reader, defattr: false);
                if (empty)
                    writer.WriteEndElement();
                break;
            case XmlNodeType.EndElement:
                writer.WriteFullEndElement();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                _text.Clear();
                Append(reader, row: 0);
                _tally.Said(0, _text.Length);
                // of several pieces, each in letters of its own
                if ((text += _text.Length) > Tally.CellText)
                    _tally.Said(0, text);
                writer.WriteString(_text.ToString());
                break;
        }
        while (Next(reader));
    }

    /// <summary>Copies filled cells and what is merged.</summary>
    private void CopySheet(XmlReader reader, XmlWriter writer)
    {
        var space = reader.NamespaceURI;
        var (row, column, open) = (0, 0, false);
        writer.WriteStartElement("worksheet", space);
        while (Next(reader))
        {
            if (reader.NodeType is not (XmlNodeType.Element or XmlNodeType.EndElement) || reader.NamespaceURI != space)
                continue;
            var ends = reader.NodeType is XmlNodeType.EndElement;
            switch (reader.LocalName)
            {
                case "sheetData" or "mergeCells" when !ends:
                    writer.WriteStartElement(reader.LocalName, space);
                    if (reader.IsEmptyElement)
                        writer.WriteEndElement();
                    break;
                case "sheetData" or "mergeCells":
                    writer.WriteEndElement();
                    break;
                case "row" when !ends:
                    row = int.TryParse(reader.GetAttribute("r"), CultureInfo.InvariantCulture, out var said)
                        ? said
                        : row + 1;
                    (column, open) = (0, false);
                    break;
                case "row":
                    if (open)
                        writer.WriteEndElement();
                    open = false;
                    break;
                case "c" when !ends:
                    column = ColumnOf(reader.GetAttribute("r")) ?? column + 1;
                    var (style, type) = (reader.GetAttribute("s"), reader.GetAttribute("t"));
                    var text = reader.IsEmptyElement ? "" : TextOfCell(reader, row);
                    if (text.Length == 0)
                        break;
                    _tally.Cell(row, column, type == "s" ? 0 : text.Length);
                    if (!open)
                    {
                        writer.WriteStartElement("row", space);
                        writer.WriteAttributeString("r", row.ToString(CultureInfo.InvariantCulture));
                        open = true;
                    }
                    writer.WriteStartElement("c", space);
                    writer.WriteAttributeString("r", $"{Letters(column)}{row}");
                    if (style is not null)
                        writer.WriteAttributeString("s", style);
                    if (type is not null)
                        writer.WriteAttributeString("t", type is "e" or "inlineStr" ? "str" : type);
                    writer.WriteElementString("v", space, text);
                    writer.WriteEndElement();
                    break;
                case "mergeCell" when !ends:
                    if (++_merged > Tally.Cells)
                        throw Tally.TooLarge();
                    writer.WriteStartElement("mergeCell", space);
                    writer.WriteAttributeString("ref", reader.GetAttribute("ref"));
                    writer.WriteEndElement();
                    break;
            }
        }
        writer.WriteEndElement();
    }

    /// <summary>Its value, or its text without the signs that say how it is pronounced. Leaves the reader at its
    /// end.</summary>
    private string TextOfCell(XmlReader reader, int row)
    {
        var depth = reader.Depth;
        _text.Clear();
        while (Next(reader) && reader.Depth > depth)
            if (reader.NodeType is XmlNodeType.Element)
                _path[reader.Depth - depth - 1] = reader.LocalName;
            else if (
                reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace
                && _path.AsSpan(0, reader.Depth - depth - 1) is ["v"] or ["is", "t"] or ["is", "r", "t"]
            )
                Append(reader, row);
        return _text.ToString();
    }

    /// <summary>Takes the text of a node, but no more of it than a cell may have.</summary>
    private void Append(XmlReader reader, int row)
    {
        for (int read; (read = reader.ReadValueChunk(_chars, 0, _chars.Length)) > 0; )
        {
            _text.Append(_chars, 0, read);
            if (_text.Length > Tally.CellText)
                _tally.Said(row, _text.Length);
        }
    }

    private static bool Next(XmlReader reader) =>
        reader.Read() && (reader.Depth < Deepest ? true : throw new InvalidDataException("too deep"));

    // a part, or a sheet of it, that is named again and again would be read again and again
    private void Once(string what, int sheets = 0)
    {
        if (sheets > Tally.Sheets)
            throw Tally.TooManySheets();
        if (!_once.Add(what))
            throw new InvalidDataException($"{what} stands twice");
    }

    private static string? Attribute(XmlReader reader, string name)
    {
        string? found = null;
        while (found is null && reader.MoveToNextAttribute())
            if (reader.LocalName == name)
                found = reader.Value;
        reader.MoveToElement();
        return found;
    }

    /// <returns>1-based; null when it is none.</returns>
    private static int? ColumnOf(string? cell)
    {
        var column = 0;
        foreach (var c in cell.AsSpan(0, Math.Min(cell?.Length ?? 0, 4)))
            if (char.IsAsciiLetter(c))
                column = 26 * column + (c | 0x20) - 'a' + 1;
            else
                break;
        return column == 0 ? null : column;
    }

    private static string Letters(int column) =>
        column == 0 ? "" : $"{Letters((column - 1) / 26)}{(char)('A' + (column - 1) % 26)}";

    /// <summary>Every different name is kept as long as a part is read.</summary>
    private sealed class FewNames : NameTable
    {
        private int _names;

        public override string Add(char[] key, int start, int len) =>
            Get(key, start, len) ?? Counted(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

        private string Counted(string name) =>
            ++_names > MostNames ? throw new InvalidDataException("too many names") : name;
    }

    /// <summary>Counts what is unpacked. A tag is taken into memory whole.</summary>
    private sealed class Counted(Stream from, Tally tally) : Stream
    {
        private int _tag;

        public override int Read(Span<byte> buffer)
        {
            var read = from.Read(buffer[..Math.Min(buffer.Length, 8192)]);
            tally.Unpack(read);
            var begins = buffer[..read].LastIndexOf((byte)'<');
            _tag = begins < 0 ? _tag + read : read - begins;
            return _tag > LongestTag ? throw new InvalidDataException("too long a tag") : read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                from.Dispose();
            base.Dispose(disposing);
        }
    }
}
