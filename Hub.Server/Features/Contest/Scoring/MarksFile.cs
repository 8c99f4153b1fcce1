using System.Globalization;
using Hub.Sheets;
using Sylvan.Data.Csv;

namespace Hub.Features.Contest.Scoring;

/// <summary>A row of a file that does not say a mark.</summary>
/// <param name="row">1-based, the header is 1.</param>
public sealed class MarksException(int row, string column, string value, string reason)
    : Exception($"row {row}, {column} '{value}': {reason}");

/// <summary>
/// Marks of a whole contest as delimited text with a header: contestant (选手, 编号), criterion (评分项), value (分数),
/// and where needed attempt (轮次), seat (评委), group (组别). A value is a number or <c>DNF</c>. A row with the
/// criterion <c>status</c> says how somebody takes part: ranked, unofficial, DNF, DNS, DSQ, withdrawn. Rows of one
/// contestant need not stand together; a later row corrects an earlier one.
/// </summary>
public static class MarksFile
{
    private static readonly (string Field, string[] Names)[] Fields =
    [
        ("contestant", ["contestant", "选手", "选手编号", "编号", "参赛号"]),
        ("criterion", ["criterion", "评分项", "项目"]),
        ("value", ["value", "mark", "score", "分数", "得分", "成绩"]),
        ("attempt", ["attempt", "轮次", "轮"]),
        ("seat", ["seat", "judge", "评委", "裁判", "席位"]),
        ("group", ["group", "组别"]),
    ];

    /// <exception cref="MarksException">A column is missing, or a row is none that the scheme knows.</exception>
    public static IReadOnlyList<Entrant> Read(byte[] file, Rules rules)
    {
        using var csv = CsvDataReader.Create(
            new StringReader(Charset.Decode(file).Text),
            new CsvDataReaderOptions { Comment = '\0' }
        );
        var columns = Fields
            .Select(f =>
                Enumerable
                    .Range(0, csv.FieldCount)
                    .FirstOrDefault(i => f.Names.Contains(csv.GetName(i).Trim(), StringComparer.OrdinalIgnoreCase), -1)
            )
            .ToArray();
        for (var i = 0; i < 3; i++)
            if (columns[i] < 0)
                throw new MarksException(1, Fields[i].Field, "", "the column is missing");

        var marks = new Dictionary<(string? Group, ContestantId Number), Dictionary<Slot, Value>>();
        var statuses = new Dictionary<(string?, ContestantId), Status>();
        string Cell(int field) => columns[field] < 0 ? "" : csv.GetString(columns[field]).Trim();
        for (var row = 2; csv.Read(); row++)
        {
            var (number, criterion, group) = (
                new ContestantId(Cell(0)),
                Cell(1),
                Cell(5) is { Length: > 0 } g ? g : null
            );
            if (number.Text.Length == 0)
                throw new MarksException(row, "contestant", number.Text, "whose mark?");
            if (!marks.TryGetValue((group, number), out var own))
                marks[(group, number)] = own = [];
            if (criterion == "status")
            {
                statuses[(group, number)] =
                    StatusOf(Cell(2))
                    ?? throw new MarksException(
                        row,
                        "value",
                        Cell(2),
                        "a status is ranked, unofficial, DNF, DNS, DSQ or withdrawn"
                    );
                continue;
            }
            if (!rules.TryFind(criterion, out var place) || !place.IsEntered)
                throw new MarksException(row, "criterion", criterion, "the scheme has no such criterion");
            var attempt = Cell(3) is { Length: > 0 } a
                ? int.TryParse(a, CultureInfo.InvariantCulture, out var n)
                    ? n
                    : 0
                : 1;
            if (attempt < 1 || attempt > place.Attempts)
                throw new MarksException(row, "attempt", Cell(3), $"1 to {place.Attempts}");
            var seat =
                Cell(4) is { Length: > 0 } s ? new SeatId(s)
                : place.Seats is [var only] ? only
                : new SeatId("");
            if (!place.Seats.Contains(seat) && !place.Shadows.Contains(seat))
                throw new MarksException(
                    row,
                    "seat",
                    seat.Text,
                    $"not one of the panel's: {string.Join(' ', place.Seats)}"
                );
            var value =
                Cell(2).Equals("DNF", StringComparison.OrdinalIgnoreCase) ? Value.Failed
                : Numerals.Read(Cell(2)) is { } mark ? mark
                : default(Value);
            if (!place.Takes(value))
                throw new MarksException(
                    row,
                    "value",
                    Cell(2),
                    $"{place.Range.Min} to {place.Range.Max} in steps of {place.Range.Step}"
                );
            own[new Slot(criterion, attempt, seat)] = value;
        }
        return
        [
            .. marks.Select(m => new Entrant(
                m.Key.Number,
                new Reckoning(rules, slot => m.Value.GetValueOrDefault(slot)),
                m.Key.Group,
                statuses.GetValueOrDefault(m.Key)
            )),
        ];
    }

    private static Status? StatusOf(string text) =>
        text.ToUpperInvariant() switch
        {
            "RANKED" => Status.Ranked,
            "UNOFFICIAL" or "打星" => Status.Unofficial,
            "DNF" => Status.DidNotFinish,
            "DNS" => Status.DidNotStart,
            "DSQ" => Status.Disqualified,
            "WITHDRAWN" => Status.Withdrawn,
            _ => null,
        };
}
