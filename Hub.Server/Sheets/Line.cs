namespace Hub.Sheets;

/// <summary>One row being read, cell by cell. It remembers the first thing wrong with it.</summary>
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
    private readonly int index;

    public Line(
        Sheet sheet,
        IReadOnlyList<Field> fields,
        IReadOnlyDictionary<string, int> columns,
        Dictionary<string, (Sheet Sheet, int Row)> taken,
        int index
    )
    {
        (this.sheet, this.fields, this.columns, this.taken) = (sheet, fields, columns, taken);
        (Number, cells, this.index) = (sheet.Numbers[index], sheet.Rows[index], index);
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
                "more cells than the header has: is a delimiter not quoted?"
            );
    }

    public int Number { get; }

    public RefusedRow? Refused { get; private set; }

    public string Required(string field, int limit)
    {
        var text = Text(field, limit) ?? "";
        if (!columns.TryGetValue(field, out var column))
            Refuse(field, text, "表中没有这一列", "the sheet has no such column");
        else if (text.Length == 0)
            Refuse(field, text, "必填项为空", "required, but empty");
        else if (text.Equals(sheet.Headers[column], StringComparison.OrdinalIgnoreCase))
            Refuse(field, text, "表头重复出现，不是数据", "the header once more, not a row");
        return text;
    }

    /// <returns>Null when the sheet has no such column.</returns>
    public string? Text(string field, int limit, bool lines = false)
    {
        if (!columns.TryGetValue(field, out var column))
            return null;
        var text = lines ? Cell.Lines(cells[column]) : Cell.Line(cells[column]);
        if (Cell.IsError(text))
            Refuse(field, text, "公式出错", "a formula failed here");
        if (Garbled.Is(cells[column]))
            Refuse(field, text, "文字是乱码：请重新填写", "the text is garbled: write it again");
        if (sheet.DoubtOf(index, column) is var (why, whyEn))
            Refuse(field, text, why, whyEn);
        if (text.Length > limit)
        {
            Refuse(field, text, $"超过 {limit} 个字符", $"longer than {limit} characters");
            return text[..(char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit)];
        }
        return Cell.SaysNothing(text) ? "" : text;
    }

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

    public string? Website(string field)
    {
        if (Text(field, Word) is not { Length: > 0 } text)
            return columns.ContainsKey(field) ? "" : null;
        var website = Cell.Website(text);
        if (website is null)
            Refuse(
                field,
                text,
                "不是网址：应为 http(s):// 开头或域名",
                "not a web address: http(s)://… or a host name"
            );
        return website;
    }

    public string? Booth(string field)
    {
        if (Text(field, Word) is not { Length: > 0 } text)
            return columns.ContainsKey(field) ? "" : null;
        var booth = Cell.Booth(text);
        if (booth is null)
            Refuse(field, text, "展位应为 1–16 个字母、数字、汉字或“-”", "a booth is 1–16 letters, digits or hyphens");
        return booth;
    }

    public int? Headcount(string field)
    {
        if (Text(field, Word) is not { Length: > 0 } text)
            return null;
        if (!Cell.Headcount(text, out var count))
            Refuse(
                field,
                text,
                "人数应为 1–9999 的整数，或“若干”",
                "a headcount is a whole number from 1 to 9999, or 若干"
            );
        return count;
    }

    /// <returns>0 when the cell is empty; null when the sheet has no such column.</returns>
    public int? Capacity(string field)
    {
        if (Text(field, Word) is not { Length: > 0 } text)
            return columns.ContainsKey(field) ? 0 : null;
        if (!Cell.Headcount(text, out var people) || people is null)
            Refuse(field, text, "容量应为 1–9999 的整数", "a capacity is a whole number from 1 to 9999");
        return people;
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

    /// <summary>The row is taken: what it named is its own.</summary>
    public void Claim() => claims.ForEach(key => taken[key] = (sheet, Number));

    /// <summary>Refuses the row, unless it is already.</summary>
    public void Refuse(string field, string value, string reason, string reasonEn) =>
        Refused ??= new RefusedRow(
            Number,
            Columns.HeaderOf(field, sheet, fields, columns),
            Cut(value),
            reason,
            reasonEn
        );

    private static string Cut(string value) => value.Length > 200 ? value[..199] + "…" : value;
}
