namespace Hub.Sheets;

/// <summary>One row being read, cell by cell. It remembers the first thing wrong with it, and all that is only odd:
/// such a cell is read as far as it can be, or left out, and the row is taken.</summary>
internal sealed class Line
{
    /// <summary>Characters of a cell that says a number, a booth or an address; longer ones say none.</summary>
    private const int Word = 2_000;

    private readonly Sheet sheet;
    private readonly IReadOnlyList<Field> fields;
    private readonly IReadOnlyDictionary<string, int> columns;
    private readonly IReadOnlyList<string> cells;
    private readonly Dictionary<string, (Sheet Sheet, int Row)> taken;
    private readonly List<string> claims = [];
    private readonly List<RefusedRow> warned = [];
    private readonly Line? above;
    private readonly int index;

    public Line(
        Sheet sheet,
        IReadOnlyList<Field> fields,
        IReadOnlyDictionary<string, int> columns,
        Dictionary<string, (Sheet Sheet, int Row)> taken,
        int index,
        Line? above = null,
        string? name = null
    )
    {
        (this.sheet, this.fields, this.columns, this.taken, this.above) = (sheet, fields, columns, taken, above);
        (Number, Sheet, cells, this.index) = (sheet.Numbers[index], name, sheet.Rows[index], index);
        if (sheet.AsideOf(index) is var (why, whyEn))
        {
            var named = columns.TryGetValue(fields[0].Id, out var first) ? cells[first] : "";
            Refuse(fields[0].Id, named.Length > 0 ? named : cells.First(c => c.Length > 0), why, whyEn);
        }
        // In a text file an unquoted delimiter shifts all that follows it into wrong columns.
        if (sheet.Delimiter is null || sheet.Named == 0)
            return;
        var beyond = Enumerable
            .Range(sheet.Named, cells.Count - sheet.Named)
            .FirstOrDefault(i => !string.IsNullOrWhiteSpace(cells[i]), -1);
        if (beyond >= 0)
            Refused = new RefusedRow(
                Number,
                $"第 {beyond + 1} 列",
                Cut(cells[beyond]),
                "这一行的单元格比表头多，可能有未加引号的分隔符",
                "more cells than the header has: is a delimiter not quoted?",
                Sheet
            );
    }

    public int Number { get; }

    /// <summary>The sheet's name, where several are read.</summary>
    public string? Sheet { get; }

    public RefusedRow? Refused { get; private set; }

    /// <summary>What was read otherwise than it stands there, or left out.</summary>
    public IReadOnlyList<RefusedRow> Warned => warned;

    public string Required(string field, int limit)
    {
        var text = Raw(field) ?? "";
        if (!columns.TryGetValue(field, out var column))
            Refuse(field, text, "表中没有这一列", "the sheet has no such column");
        else if (text.Length == 0)
            Refuse(field, text, "必填项为空", "required, but empty");
        else if (Cell.IsError(text))
            Refuse(field, text, "公式出错", "a formula failed here");
        else if (text.Length > limit)
            Refuse(field, text, $"超过 {limit} 个字符", $"longer than {limit} characters");
        else if (text.Equals(sheet.Headers[column], StringComparison.OrdinalIgnoreCase))
            Refuse(field, text, "表头重复出现，不是数据", "the header once more, not a row");
        return text;
    }

    /// <returns>Null when the sheet has no such column, or the cell was left out.</returns>
    public string? Text(string field, int limit, bool lines = false)
    {
        if (Raw(field, lines) is not { } text)
            return null;
        if (Cell.IsError(text))
            return LeftOut(field, text, "公式出错", "a formula failed here");
        if (text.Length <= limit)
            return text;
        Warn(
            field,
            text,
            $"超过 {limit} 个字符，只保留前面的",
            $"longer than {limit} characters: only the first are kept"
        );
        return text[..(char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit)].TrimEnd();
    }

    /// <summary>What a cell says; that it is as the one above, if it says so.</summary>
    private string? Raw(string field, bool lines = false)
    {
        if (!columns.TryGetValue(field, out var column))
            return null;
        if (Garbled.Is(cells[column]))
            Refuse(field, cells[column], "文字是乱码：请重新填写", "the text is garbled: write it again");
        if (sheet.DoubtOf(index, column) is var (why, whyEn))
            Refuse(field, cells[column], why, whyEn);
        var text = Said(column, lines);
        if (!IsDitto(text))
            return text;
        var (says, line) = (text, above);
        while (line is not null && IsDitto(says))
            (says, line) = (line.Said(column, lines), line.above);
        if (IsDitto(says))
            says = "";
        Warn(field, text, $"读作上面的“{Cut(says)}”", $"read as what stands above: \"{Cut(says)}\"");
        return says;
    }

    private string Said(int column, bool lines)
    {
        var cell = sheet.Charset is null ? cells[column] : CsvText.Said(cells[column]);
        var text = lines ? Cell.Lines(cell) : Cell.Line(cell);
        return Cell.SaysNothing(text) ? "" : text;
    }

    private static bool IsDitto(string text) => text is "同上" or "〃" or "″" or "\"" or "''" or "ditto" or "Ditto";

    /// <summary>A salary with all that its column says; where there is none, the least and the most of two
    /// columns.</summary>
    public string? Salary(int limit)
    {
        var whole = Pay("salary");
        if (whole is { Length: > 0 })
            return whole;
        var (least, most) = (Pay("salaryMin"), Pay("salaryMax"));
        return least is null && most is null ? whole : PayColumn.Between(least, most);

        string? Pay(string field) =>
            Text(field, limit) is { } text ? PayColumn.Whole(sheet.Headers[columns[field]], text) : null;
    }

    /// <returns>Null when the sheet has no such column, or the cell was left out.</returns>
    public string? Website(string field)
    {
        var text = Text(field, Word);
        if (string.IsNullOrEmpty(text))
            return text;
        if (Cell.Website(text) is { } website)
            return website;
        if (Cell.FirstWebsite(text) is not { } first)
            return LeftOut(
                field,
                text,
                "不是网址：应为 http(s):// 开头或域名",
                "not a web address: http(s)://… or a host name"
            );
        Warn(field, text, $"只取网址 {first}", $"only {first} is taken");
        return first;
    }

    /// <summary>Its booths, parted by 、.</summary>
    public string? Booths(string field)
    {
        var text = Text(field, Word);
        if (string.IsNullOrEmpty(text))
            return text;
        if (Cell.Booths(text) is not { } booths)
            return LeftOut(
                field,
                text,
                "展位应为 1–16 个字母、数字、汉字或“-”，几个展位用“、”分开",
                "a booth is 1–16 letters, digits or hyphens; several are parted by a comma"
            );
        var read = string.Join('、', booths);
        if (!Cell.SaysBooths(text, read))
            Warn(field, text, $"读作展位 {read}", $"read as booth {read}");
        return read;
    }

    /// <returns>A number; or the text of a cell that says something else; or that the cell is empty or says "several";
    /// or nothing, when the sheet has no such column.</returns>
    public (int? Count, string? Text, bool Emptied) Headcount(string field)
    {
        var text = Text(field, Word);
        if (string.IsNullOrEmpty(text))
            return (null, null, text is not null);
        if (Cell.Headcount(text, out var count))
            return (count, null, count is null);
        if (!Cell.IsAboutHeadcount(text))
            Warn(
                field,
                text,
                "不是 1–9999 的整数：原样保留",
                "not a whole number from 1 to 9999: kept as it is written"
            );
        return (null, text.Length > MostHeadcount ? text[..MostHeadcount] : text, false);
    }

    private const int MostHeadcount = 60;

    /// <returns>0 when the cell is empty; null when the sheet has no such column, or the cell was left out.</returns>
    public int? Capacity(string field)
    {
        var text = Text(field, Word);
        if (string.IsNullOrEmpty(text))
            return text is null ? null : 0;
        if (Cell.Headcount(text, out var people) && people is not null)
            return people;
        LeftOut(field, text, "容量应为 1–9999 的整数", "a capacity is a whole number from 1 to 9999");
        return null;
    }

    /// <summary>Refuses the row if one above has claimed <paramref name="key"/>.</summary>
    public void Once(string field, string key, string reason, string reasonEn)
    {
        claims.Add(key);
        if (taken.TryGetValue(key, out var first))
            Refuse(
                field,
                columns.TryGetValue(field, out var c) ? cells[c] : "",
                $"{reason}：见{(first.Sheet == sheet ? "" : $"“{first.Sheet.Name}”")}第 {first.Row} 行",
                $"{reasonEn} as row {first.Row}{(first.Sheet == sheet ? "" : $" of {first.Sheet.Name}")}"
            );
    }

    /// <summary>Why a name is rather none; null: it may be one. Its column is the field.</summary>
    public RefusedRow? Doubt(string field, string name, string reason, string reasonEn) =>
        name.Length > 0 && Nonsense.Is(name) ? new RefusedRow(Number, field, Cut(name), reason, reasonEn, Sheet) : null;

    /// <summary>The row is taken: what it named is its own.</summary>
    public void Claim() => claims.ForEach(key => taken[key] = (sheet, Number));

    /// <summary>Refuses the row, unless it is already.</summary>
    public void Refuse(string field, string value, string reason, string reasonEn) =>
        Refused ??= new RefusedRow(
            Number,
            Columns.HeaderOf(field, sheet, fields, columns),
            Cut(value),
            reason,
            reasonEn,
            Sheet
        );

    private string? LeftOut(string field, string value, string reason, string reasonEn)
    {
        Warn(field, value, reason + "（这一格未读入）", reasonEn + " (the cell is left out)");
        return null;
    }

    private void Warn(string field, string value, string reason, string reasonEn) =>
        warned.Add(
            new RefusedRow(Number, Columns.HeaderOf(field, sheet, fields, columns), Cut(value), reason, reasonEn, Sheet)
        );

    private static string Cut(string value) => value.Length > 200 ? value[..199] + "…" : value;
}
