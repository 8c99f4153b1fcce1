using System.Text.Json.Serialization;

namespace Hub.Sheets;

public enum RosterKind
{
    Employers,
    Positions,
}

/// <summary>An employer as a spreadsheet has it. A null property: the sheet has no such column; an empty one: the cell
/// is empty.</summary>
/// <param name="Name">At most 120 characters.</param>
/// <param name="Website">http or https.</param>
/// <param name="Description">Several lines, at most 20,000 characters.</param>
/// <param name="Booth">1–16 capital letters, digits and hyphens, or empty; several are parted by 、.</param>
/// <param name="Zone">The development zone that it comes from.</param>
/// <param name="Hall">The hall that its booth is in.</param>
/// <param name="Capacity">How many people its booth holds, 1–9999; 0 when the cell is empty.</param>
/// <param name="Sheet">The sheet's name, where several were read.</param>
/// <param name="Doubt">Why it is rather no employer: then it is taken only when a person says so.</param>
public sealed record EmployerRow(
    int Row,
    string Name,
    string? NameEn,
    string? Cluster,
    string? Industry,
    string? Website,
    string? Description,
    string? Booth,
    string? Zone = null,
    string? Hall = null,
    int? Capacity = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sheet = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RefusedRow? Doubt = null
)
{
    /// <summary>Names the row among those of its file.</summary>
    [JsonIgnore]
    public string At => RefusedRow.Named(Row, Sheet);
}

/// <summary>A position as a spreadsheet has it. A null property: the sheet has no such column; an empty one: the cell
/// is empty.</summary>
/// <param name="Employer">The employer's name; whether it is known, the reader does not ask.</param>
/// <param name="Headcount">1–9999; null also when the cell is empty, or says "several" or
/// <paramref name="HeadcountText"/>.</param>
/// <param name="HeadcountText">What the cell says when it is no number, as <c>3-5人</c>.</param>
/// <param name="Sheet">The sheet's name, where several were read.</param>
/// <param name="Doubt">Why it is rather no position: then it is taken only when a person says so.</param>
/// <param name="HeadcountEmptied">The sheet has the column, and the cell says no number.</param>
public sealed record PositionRow(
    int Row,
    string Employer,
    string Title,
    int? Headcount,
    string? Degree,
    string? Major,
    string? Salary,
    string? Place,
    string? Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? HeadcountText = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sheet = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RefusedRow? Doubt = null,
    [property: JsonIgnore] bool HeadcountEmptied = false
)
{
    /// <summary>Names the row among those of its file.</summary>
    [JsonIgnore]
    public string At => RefusedRow.Named(Row, Sheet);
}

/// <summary>What sheets that look alike say: each of their rows is either taken or refused.</summary>
/// <param name="Sheet">The first of them, whose columns are told.</param>
/// <param name="Rows">How many there are in all of them.</param>
/// <param name="Mapping">Field → 0-based column.</param>
/// <param name="Warned">Cells of rows that are taken, which were read otherwise than they stand there or left out;
/// row 0: a whole column.</param>
/// <param name="Employers">Empty when positions were read, and the other way round.</param>
public sealed record RosterResult(
    Sheet Sheet,
    int Rows,
    IReadOnlyList<Field> Fields,
    IReadOnlyList<Column> Columns,
    IReadOnlyDictionary<string, int> Mapping,
    IReadOnlyList<EmployerRow> Employers,
    IReadOnlyList<PositionRow> Positions,
    IReadOnlyList<RefusedRow> Refused,
    IReadOnlyList<RefusedRow> Warned
)
{
    /// <summary>What the file calls a field, or its Chinese name where the file has no such column.</summary>
    public string HeaderOf(string field) => Sheets.Columns.HeaderOf(field, Sheet, Fields, Mapping);
}

/// <summary>Understands a sheet as a list of employers or positions.</summary>
public static class Roster
{
    private const int Name = 120,
        Short = 500,
        Long = 20_000; // characters

    /// <param name="mapping">Field → 0-based column, or -1 for none, where the person corrects how columns were
    /// matched.</param>
    /// <param name="progress">Told how many rows are read, of how many.</param>
    /// <exception cref="UnreadableRosterException">The mapping names a field or column that is not there, or one column
    /// twice; or there is none, and the text is garbled.</exception>
    public static RosterResult Read(
        RosterKind kind,
        IReadOnlyList<Sheet> sheets,
        IReadOnlyDictionary<string, int>? mapping = null,
        Action<int, int>? progress = null
    )
    {
        var (fields, first) = (Columns.Of(kind), sheets[0]);
        var columns = Columns.Match(fields, first.Seen, mapping);
        if (fields.Any(f => f.Required && !columns.ContainsKey(f.Id)) && first.IsGarbled)
            throw Garbled.File();
        var read = Rows(kind, sheets, fields, columns, mapping, progress);
        // only a column that nobody has chosen is doubted
        if (
            mapping?.ContainsKey("website") is not true
            && Misplaced.ByRows([
                .. read.Employers.Select(e => (e.NameEn is { Length: > 0 } en ? en : e.Name, e.Website)),
            ])
                is var by
                    and not 0
        )
        {
            var (header, without) = (read.HeaderOf("website"), columns.Where(c => c.Key != "website").ToDictionary());
            read = Rows(
                kind,
                sheets,
                fields,
                without,
                new Dictionary<string, int>(mapping ?? NoMapping) { ["website"] = -1 },
                null
            );
            return read with { Warned = [Shifted(header, by), .. read.Warned] };
        }
        return read;
    }

    private static readonly Dictionary<string, int> NoMapping = [];

    private static RefusedRow Shifted(string header, int by) =>
        new(
            0,
            header,
            "",
            $"整列像是错了一行：多数网址属于{(by < 0 ? "上" : "下")}一行的单位。"
                + "未读入；若没有错，请在上面把这一列选为“网址”",
            $"the whole column looks shifted: most addresses belong to the employer one row "
                + $"{(by < 0 ? "above" : "below")}. It is not read; if it is right, choose it above"
        );

    private static RosterResult Rows(
        RosterKind kind,
        IReadOnlyList<Sheet> sheets,
        IReadOnlyList<Field> fields,
        IReadOnlyDictionary<string, int> columns,
        IReadOnlyDictionary<string, int>? mapping,
        Action<int, int>? progress
    )
    {
        var first = sheets[0];
        var (employers, positions, refused, warned) = (
            new List<EmployerRow>(),
            new List<PositionRow>(),
            new List<RefusedRow>(),
            new List<RefusedRow>()
        );
        var taken = new Dictionary<string, (Sheet, int)>();
        var (done, rows) = (0, sheets.Sum(s => s.Rows.Count));
        foreach (var sheet in sheets)
        {
            var its = sheet == first ? columns : Columns.Match(fields, sheet.Seen, Said(first, sheet, mapping));
            var name = sheets.Count > 1 ? sheet.Name : null;
            Line? above = null;
            for (var i = 0; i < sheet.Rows.Count; i++)
            {
                var line = new Line(sheet, fields, its, taken, i, above, name);
                if (kind is RosterKind.Employers)
                    Take(line, Employer(line), employers);
                else
                    Take(line, Position(line), positions);
                if (line.Refused is { } refusal)
                    refused.Add(refusal);
                else
                    warned.AddRange(line.Warned);
                above = line;
                progress?.Invoke(++done, rows);
            }
        }
        return new RosterResult(
            first,
            rows,
            fields,
            Columns.Described(first, columns),
            columns,
            employers,
            positions,
            refused,
            warned
        );
    }

    /// <summary>The same of one sheet.</summary>
    public static RosterResult Read(
        RosterKind kind,
        Sheet sheet,
        IReadOnlyDictionary<string, int>? mapping = null,
        Action<int, int>? progress = null
    ) => Read(kind, [sheet], mapping, progress);

    /// <summary>What the person said about the first sheet's columns, for one that looks like it.</summary>
    private static Dictionary<string, int>? Said(Sheet first, Sheet sheet, IReadOnlyDictionary<string, int>? mapping) =>
        mapping
            ?.Select(m => (m.Key, Column: m.Value < 0 ? -1 : first.ColumnIn(sheet, m.Value)))
            .Where(m => m.Column is not null)
            .ToDictionary(m => m.Key, m => m.Column!.Value);

    /// <summary>What a list has columns for.</summary>
    public static IReadOnlyList<Field> Fields(RosterKind kind) => Columns.Of(kind);

    /// <summary>The refused rows as CSV with a header (RFC 4180), safe to open in a spreadsheet program. The caller
    /// writes the byte order mark.</summary>
    public static string RefusedCsv(IReadOnlyList<RefusedRow> rows) => RefusedRow.Csv(rows);

    /// <summary>What makes two names the same: capitals, width (NFKC) and white space make no difference.</summary>
    public static string Key(string name) => Cell.Narrow(name).Replace(" ", "").ToLowerInvariant();

    private static EmployerRow Employer(Line line)
    {
        var row = new EmployerRow(
            line.Number,
            line.Required("name", Name),
            line.Text("nameEn", Name),
            line.Text("cluster", Name),
            line.Text("industry", Short),
            line.Website("website"),
            line.Text("description", Long, lines: true),
            line.Booths("booth"),
            line.Text("zone", Name),
            line.Text("hall", Name),
            line.Capacity("capacity"),
            line.Sheet
        );
        line.Once("name", $"name {Key(row.Name)}", "企业重复", "the same employer");
        foreach (var booth in row.Booth?.Split('、', StringSplitOptions.RemoveEmptyEntries) ?? [])
            line.Once("booth", $"booth {booth}", "展位重复", "the same booth");
        return row with
        {
            Doubt = line.Doubt("name", row.Name, "像是合计、备注一类，不是单位", "rather a total or a remark"),
        };
    }

    private static PositionRow Position(Line line)
    {
        var (headcount, about, emptied) = line.Headcount("headcount");
        var row = new PositionRow(
            line.Number,
            line.Required("employer", Name),
            line.Required("title", Name),
            headcount,
            line.Text("degree", Short),
            line.Text("major", 2_000),
            line.Salary(Short),
            line.Text("place", Short),
            line.Text("type", Short),
            about,
            line.Sheet,
            HeadcountEmptied: emptied
        );
        line.Once(
            "title",
            $"{Key(row.Employer)}\n{Key(row.Title)}\n{Key(row.Place ?? "")}",
            "岗位重复（企业、岗位名称和工作地点都相同）",
            "the same position (employer, title and place)"
        );
        return row with
        {
            Doubt =
                line.Doubt("employer", row.Employer, "像是合计、备注一类，不是单位", "rather a total or a remark")
                ?? line.Doubt("title", row.Title, "像是合计、备注一类，不是岗位", "rather a total or a remark"),
        };
    }

    private static void Take<T>(Line line, T row, List<T> good)
    {
        if (line.Refused is not null)
            return;
        line.Claim();
        good.Add(row);
    }
}
