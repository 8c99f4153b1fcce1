using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Hub.Sheets;

/// <summary>Reads XLSX workbooks, Strict ones too, within the bounds of a <see cref="Tally"/>: ECMA-376, part 1, 18.
/// Elements are told by their local names, relationships by the end of their types: only those are the same in both.
/// </summary>
internal sealed partial class Xlsx
{
    private readonly Parts _parts;
    private readonly Tally _tally = new();
    private readonly Dictionary<string, (string Type, string Path)> _related;
    private readonly List<string> _strings = [];
    private readonly List<CellFormat> _formats = [];
    private bool _since1904;

    /// <summary>Whatever wrote it left reckoning to whoever opens it: a formula's 0 is none.</summary>
    private bool _unreckoned;

    private Xlsx(Parts parts, string book)
    {
        _parts = parts;
        _related = Related(book);
    }

    /// <exception cref="UnreadableRosterException">It is more than may be read, or no XLSX.</exception>
    public static IReadOnlyList<Table> Read(byte[] file)
    {
        using var parts = new Parts(file);
        var book = Path("", Relations(parts, "_rels/.rels").FirstOrDefault(r => r.Type == "officeDocument").Target);
        book ??= "xl/workbook.xml";
        return parts.Has(book) && book.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            ? new Xlsx(parts, book).Tables(book)
            : throw FileKind.NoWorkbook(parts.Names);
    }

    private List<Table> Tables(string book)
    {
        var sheets = new List<(string Name, bool Visible, string Id)>();
        using (var reader = _parts.Open(book))
            while (Parts.Next(reader))
                switch (reader.NodeType is XmlNodeType.Element ? reader.LocalName : "")
                {
                    case "workbookPr":
                        _since1904 = Is(Parts.Attribute(reader, "date1904"));
                        break;
                    case "calcPr":
                        _unreckoned = Is(Parts.Attribute(reader, "fullCalcOnLoad"));
                        break;
                    case "sheet":
                        if (sheets.Count == Tally.Sheets)
                            throw Tally.TooManySheets();
                        sheets.Add(
                            (
                                Parts.Attribute(reader, "name") ?? "",
                                Parts.Attribute(reader, "state") is null or "visible",
                                Parts.Attribute(reader, "id") ?? ""
                            )
                        );
                        break;
                }
        ReadFormats(PathOf("styles"));
        ReadStrings(PathOf("sharedStrings"));
        return
        [
            .. sheets
                .Where(s => _related.TryGetValue(s.Id, out var to) && to.Type == "worksheet")
                .Select(s => new Table(s.Name, s.Visible, Sheet(_related[s.Id].Path))),
        ];
    }

    private void ReadStrings(string? path)
    {
        if (path is null || !_parts.Has(path))
            return;
        using var reader = _parts.Open(path);
        while (Parts.Next(reader))
            if (reader.NodeType is XmlNodeType.Element && reader.LocalName == "si")
            {
                if (_strings.Count > Tally.Cells)
                    throw Tally.TooLarge();
                _strings.Add(Unescaped(reader.IsEmptyElement ? "" : _parts.Text(reader, 0).Text));
            }
    }

    private void ReadFormats(string? path)
    {
        if (path is null || !_parts.Has(path))
            return;
        var codes = new Dictionary<int, string>();
        var known = new Dictionary<int, CellFormat>();
        using var reader = _parts.Open(path);
        for (var list = ""; Parts.Next(reader); )
            switch (reader.NodeType is XmlNodeType.Element ? reader.LocalName : "")
            {
                // those of tables and of named styles have the same elements
                case "numFmts" or "cellXfs" or "cellStyleXfs" or "dxfs":
                    list = reader.LocalName;
                    break;
                case "numFmt" when list == "numFmts" && Number(reader, "numFmtId") is { } id:
                    codes[id] = Parts.Attribute(reader, "formatCode") ?? "";
                    break;
                case "xf" when list == "cellXfs":
                    var format = Number(reader, "numFmtId") ?? 0;
                    if (!known.TryGetValue(format, out var how))
                        known[format] = how = CellFormat.Of(format, codes.GetValueOrDefault(format));
                    _formats.Add(how);
                    if (_formats.Count > Tally.Cells)
                        throw Tally.TooLarge();
                    break;
            }
    }

    private Grid Sheet(string path)
    {
        var (grid, merged, cells) = (new Grid(_tally), new List<Merged>(), new List<string>());
        using var reader = _parts.Open(path);
        var space = reader.NamespaceURI;
        var (row, column) = (0, 0);
        while (Parts.Next(reader))
        {
            if (reader.NodeType is not XmlNodeType.Element || reader.NamespaceURI != space)
                continue;
            switch (reader.LocalName)
            {
                case "col" when Is(Parts.Attribute(reader, "hidden")):
                    var last = Math.Min(Number(reader, "max") ?? 0, Tally.Columns);
                    for (var hidden = Math.Max(1, Number(reader, "min") ?? 1); hidden <= last; hidden++)
                        grid.HiddenColumns.Add(hidden);
                    break;
                case "row":
                    grid.Add(row, [.. cells]);
                    cells.Clear();
                    var next = Number(reader, "r") ?? row + 1;
                    (row, column) = next > row ? (next, 0) : throw new InvalidDataException("rows out of order");
                    if (Is(Parts.Attribute(reader, "hidden")) && row <= Tally.LastRow)
                        grid.HiddenRows.Add(row);
                    break;
                case "c":
                    column = At(Parts.Attribute(reader, "r")).Column ?? column + 1;
                    var (text, doubt) = Shown(reader, row);
                    if (text.Length == 0)
                        break;
                    if (row > Tally.LastRow || column > Tally.Columns)
                        throw Tally.TooLarge();
                    while (cells.Count < column)
                        cells.Add("");
                    cells[column - 1] = text;
                    if (doubt is { } why)
                        grid.Doubtful(row, column, why);
                    break;
                case "mergeCell":
                    if (merged.Count > Tally.Cells)
                        throw Tally.TooLarge();
                    var ends = (Parts.Attribute(reader, "ref") ?? "").Split(':');
                    if (At(ends[0]) is ({ } left, { } top) && At(ends[^1]) is ({ } right, { } bottom))
                        merged.Add(new(top, left, bottom, right));
                    break;
            }
        }
        grid.Add(row, [.. cells]);
        grid.Spread(merged);
        return grid;
    }

    /// <summary>What a cell shows. Leaves the reader at its end.</summary>
    private (string Text, Doubt? Doubt) Shown(XmlReader reader, int row)
    {
        var (type, style) = (Parts.Attribute(reader, "t"), Number(reader, "s") ?? 0);
        var format = style >= 0 && style < _formats.Count ? _formats[style] : CellFormat.General;
        var (text, formula) = reader.IsEmptyElement ? ("", null) : _parts.Text(reader, row);
        switch (type)
        {
            case "s":
                return int.TryParse(text, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < _strings.Count
                    ? format.Show(_strings[at])
                    : ("", null);
            case "str" or "inlineStr":
                return format.Show(Unescaped(text));
            case "b":
                return (text is "1" or "true" ? "TRUE" : "FALSE", Doubt.Truth);
            case "e":
                return (text, null);
            case "d" when DateTime.TryParse(text, CultureInfo.InvariantCulture, out var date):
                return format.Show(date.ToOADate());
        }
        if (formula is not null && (text.Length == 0 || text == "0" && _unreckoned))
            return ($"={formula}", Doubt.Uncomputed);
        return
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? format.Show(number, _since1904)
            : (text, null);
    }

    private Dictionary<string, (string Type, string Path)> Related(string part)
    {
        var (folder, name) = (part[..(part.LastIndexOf('/') + 1)], part[(part.LastIndexOf('/') + 1)..]);
        var related = new Dictionary<string, (string, string)>();
        foreach (var (id, type, target) in Relations(_parts, $"{folder}_rels/{name}.rels"))
            if (Path(folder, target) is { } path)
                related[id] = (type, path);
        return related;
    }

    private string? PathOf(string type) => _related.Values.FirstOrDefault(r => r.Type == type).Path;

    private static List<(string Id, string Type, string? Target)> Relations(Parts parts, string path)
    {
        var relations = new List<(string, string, string?)>();
        if (!parts.Has(path))
            return relations;
        using var reader = parts.Open(path);
        while (Parts.Next(reader))
            if (reader.NodeType is XmlNodeType.Element && reader.LocalName == "Relationship")
            {
                if (relations.Count > Tally.Cells)
                    throw Tally.TooLarge();
                relations.Add(
                    (
                        Parts.Attribute(reader, "Id") ?? "",
                        (Parts.Attribute(reader, "Type") ?? "").Split('/')[^1],
                        Parts.Attribute(reader, "Target")
                    )
                );
            }
        return relations;
    }

    private static string? Path(string folder, string? target) =>
        target is not null && Uri.TryCreate(new Uri($"file:///{folder}"), target, out var path) && path.IsFile
            ? Uri.UnescapeDataString(path.AbsolutePath).TrimStart('/')
            : null;

    private static bool Is(string? said) => said is "1" or "true";

    private static int? Number(XmlReader reader, string attribute) =>
        int.TryParse(Parts.Attribute(reader, attribute), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <returns>From 1; null where it is none.</returns>
    private static (int? Column, int? Row) At(string? cell)
    {
        var (column, i) = (0, 0);
        for (; i < Math.Min(cell?.Length ?? 0, 4) && char.IsAsciiLetter(cell![i]); i++)
            column = 26 * column + (cell[i] | 0x20) - 'a' + 1;
        return (
            column == 0 ? null : column,
            int.TryParse(cell.AsSpan(i), CultureInfo.InvariantCulture, out var row) ? row : null
        );
    }

    /// <summary>Characters that XML has not are written as <c>_x000D_</c>: ECMA-376, part 1, 22.9.2.19.</summary>
    private static string Unescaped(string text) =>
        text.Contains("_x", StringComparison.Ordinal)
            ? Escape().Replace(text, m => $"{(char)Convert.ToUInt16(m.Groups[1].Value, 16)}")
            : text;

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escape();
}

/// <summary>A sheet of a workbook.</summary>
internal sealed record Table(string Name, bool Visible, Grid Grid);
