using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Hub.Sheets;

/// <summary>The XML parts of a packed Office file, read within the bounds of a <see cref="Tally"/>, whatever the file
/// says of itself.</summary>
internal sealed class Parts : IDisposable
{
    /// <summary>Parts of a file, different names in them, one in another, bytes from the beginning of a tag to that of
    /// the next, characters of a formula that are kept.</summary>
    private const int MostParts = 4_000,
        MostNames = 5_000,
        Deepest = 64,
        LongestTag = 512 * 1024,
        LongestFormula = 200;

    private readonly Tally _tally = new();
    private readonly HashSet<string> _opened = new(StringComparer.OrdinalIgnoreCase);
    private readonly char[] _chars = new char[4096];
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _formula = new();
    private readonly string[] _path = new string[Deepest];
    private readonly ZipArchive _file;
    private readonly ILookup<string, ZipArchiveEntry> _entries;

    public Parts(byte[] file)
    {
        // the directory of the file is read whole
        if (file.AsSpan().Count("PK\u0001\u0002"u8) > MostParts)
            throw new InvalidDataException("too many parts");
        _file = new ZipArchive(new MemoryStream(file, writable: false));
        _entries = _file.Entries.ToLookup(e => e.FullName.Replace('\\', '/'), StringComparer.OrdinalIgnoreCase);
    }

    public IEnumerable<string> Names => _entries.Select(e => e.Key);

    public bool Has(string path) => _entries.Contains(path);

    /// <returns>At its root element.</returns>
    /// <exception cref="InvalidDataException">It is there twice, was read before, or is no XML.</exception>
    public XmlReader Open(string path)
    {
        if (!_opened.Add(path) || _entries[path].Count() != 1)
            throw new InvalidDataException($"{path} is not there once");
        var reader = XmlReader.Create(
            new Counted(_entries[path].First().Open(), _tally),
            new XmlReaderSettings
            {
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                IgnoreWhitespace = true,
                NameTable = new FewNames(),
                CloseInput = true,
            }
        );
        return reader.MoveToContent() is XmlNodeType.Element
            ? reader
            : throw new InvalidDataException($"{path} has no content");
    }

    /// <summary>What a cell or a shared text says, without the signs that say how it is pronounced. Leaves the reader
    /// at its end.</summary>
    /// <param name="row">From 1; 0 when it is not known.</param>
    /// <returns>Of a formula its beginning; null where there is none.</returns>
    public (string Text, string? Formula) Text(XmlReader reader, int row)
    {
        var (depth, formula) = (reader.Depth, false);
        _text.Clear();
        _formula.Clear();
        while (Next(reader) && reader.Depth > depth)
            if (reader.NodeType is XmlNodeType.Element)
            {
                _path[reader.Depth - depth - 1] = reader.LocalName;
                formula |= reader.Depth == depth + 1 && reader.LocalName == "f";
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                switch (_path.AsSpan(0, reader.Depth - depth - 1))
                {
                    case ["v"] or ["t"] or ["r", "t"] or ["is", "t"] or ["is", "r", "t"]:
                        Append(reader, row);
                        break;
                    case ["f"]:
                        var read = reader.ReadValueChunk(_chars, 0, LongestFormula);
                        _formula.Append(_chars, 0, read);
                        break;
                }
        // those of cells are counted again in their rows
        if (row == 0)
            _tally.Said(0, _text.Length);
        return (_text.ToString(), formula ? _formula.ToString() : null);
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

    /// <summary>Goes on to what comes next; false at the end.</summary>
    /// <exception cref="InvalidDataException">It is too deep.</exception>
    public static bool Next(XmlReader reader) =>
        reader.Read() && (reader.Depth < Deepest ? true : throw new InvalidDataException("too deep"));

    /// <summary>An attribute by its local name; null where there is none.</summary>
    public static string? Attribute(XmlReader reader, string name)
    {
        string? found = null;
        while (found is null && reader.MoveToNextAttribute())
            if (reader.LocalName == name)
                found = reader.Value;
        reader.MoveToElement();
        return found;
    }

    public void Dispose() => _file.Dispose();

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
