using System.Globalization;
using System.Text.Unicode;
using Hub.Sheets;
using Sylvan.Data.Csv;

namespace Hub.Features.Contest.Scoring;

/// <summary>A row of a file that does not say a mark.</summary>
/// <param name="Row">1-based, the header is 1.</param>
/// <param name="Column">Empty where it is the row as a whole.</param>
public sealed record BadMark(int Row, string Column, string Value, string Reason);

/// <summary>A file of marks that is not taken, with every row that is to blame.</summary>
/// <param name="bad">Of very many the first are told.</param>
/// <param name="all">So many there are.</param>
public sealed class MarksException(IReadOnlyList<BadMark> bad, int all) : Exception(Sentence(bad, all))
{
    /// <summary>So many are told.</summary>
    internal const int Most = 100;

    public IReadOnlyList<BadMark> Bad => bad;

    private static string Sentence(IReadOnlyList<BadMark> bad, int all) =>
        string.Join(
            Environment.NewLine,
            bad.Select(b =>
                    b.Column.Length == 0
                        ? $"row {b.Row}: {b.Reason}"
                        : $"row {b.Row}, {b.Column} '{b.Value}': {b.Reason}"
                )
                .Concat(all > bad.Count ? [$"and {all - bad.Count} more"] : [])
        );
}

/// <summary>
/// Marks of a whole contest as delimited text with a header: contestant (选手, 编号), criterion (评分项), value (分数),
/// and where needed attempt (轮次), seat (评委), group (组别). A value is a number or <c>DNF</c>; a comma in it is a
/// decimal comma. A row with the criterion <c>status</c> says how somebody takes part: ranked, unofficial, DNF, DNS,
/// DSQ, withdrawn. Rows of one contestant need not stand together; a later row corrects an earlier one. An empty row is
/// none.
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
        using var text = Utf8.IsValid(file)
            ? (TextReader)new StreamReader(new MemoryStream(file))
            : new StringReader(Charset.Decode(file).Text);
        try
        {
            using var csv = CsvDataReader.Create(text, new CsvDataReaderOptions { Comment = NoComment });
            return new Reader(csv, rules).Read();
        }
        catch (CsvMissingHeadersException)
        {
            throw new MarksException([new(1, "", "", "there is nothing in the file")], 1);
        }
        catch (Exception e) when (Unparted(e) is { } why)
        {
            throw new MarksException([new(1, "", "", why)], 1);
        }
    }

    /// <summary>No text begins with half a character, so that no row is taken for a comment and passed over.</summary>
    private const char NoComment = '\uDC00';

    /// <summary>Why a row cannot be parted into cells; null: it is another matter.</summary>
    private static string? Unparted(Exception e) =>
        e switch
        {
            CsvRecordTooLargeException => "too long: perhaps a quotation mark is not closed",
            CsvFormatException => "a quotation mark is not closed, or something stands behind it",
            _ => null,
        };

    private sealed class Reader
    {
        private readonly CsvDataReader _csv;
        private readonly Rules _rules;
        private readonly int[] _columns;
        private readonly List<BadMark> _bad = [];
        private int _row = 1,
            _count;

        // contestants by group, each in the order in which they first come
        private readonly List<Kept> _kept = [];
        private readonly Dictionary<string, Dictionary<string, Kept>> _groups = new(StringComparer.Ordinal);
        private readonly Dictionary<string, (Place Place, Dictionary<string, int> Seats)> _places;

        public Reader(CsvDataReader csv, Rules rules)
        {
            (_csv, _rules) = (csv, rules);
            _columns =
            [
                .. Fields.Select(f =>
                    Enumerable
                        .Range(0, csv.FieldCount)
                        .FirstOrDefault(
                            i => f.Names.Contains(csv.GetName(i).Trim(), StringComparer.OrdinalIgnoreCase),
                            -1
                        )
                ),
            ];
            _places = rules
                .Places.Where(p => p.IsEntered)
                .ToDictionary(
                    p => p.Part.Id,
                    p =>
                        (
                            p,
                            p.Seats.Concat(p.Shadows)
                                .Select((s, i) => (s.Text, i))
                                .DistinctBy(s => s.Text)
                                .ToDictionary(s => s.Text, s => s.i, StringComparer.Ordinal)
                        ),
                    StringComparer.Ordinal
                );
        }

        public IReadOnlyList<Entrant> Read()
        {
            for (var i = 0; i < 3; i++)
                if (_columns[i] < 0)
                    Refuse(Fields[i].Field, "", "the column is missing");
            for (_row = 2; _columns[..3].All(c => c >= 0) && IsThere(); _row++)
                if (!IsEmpty())
                    ReadRow();
            if (_count > 0)
                throw new MarksException(_bad, _count);
            return Comparison.Of(
                _rules,
                [.. _kept.Select(k => new Entrant(k.Number, new Reckoning(_rules, k.Mark), k.Group, k.Status))]
            );
        }

        /// <summary>Goes on to the next row, if there is one that can be read.</summary>
        private bool IsThere()
        {
            try
            {
                return _csv.Read();
            }
            catch (Exception e) when (Unparted(e) is { } why)
            {
                Refuse("", "", why);
                return false;
            }
        }

        private void ReadRow()
        {
            if (Cell(0) is { Length: 0 })
            {
                Refuse("contestant", "", "whose mark?");
                return;
            }
            var criterion = Cell(1);
            if (criterion is "status")
            {
                if (StatusOf(Cell(2).ToString()) is { } status)
                    Contestant().Status = status;
                else
                    Refuse(2, "a status is ranked, unofficial, DNF, DNS, DSQ or withdrawn");
                return;
            }
            if (!_places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(criterion, out var found))
            {
                Refuse(1, "the scheme has no such criterion");
                return;
            }
            var (place, seats) = found;
            var (attempt, seat) = (1, place.Seats.Count == 1 ? 0 : -1);
            if (
                Cell(3) is { Length: > 0 } a && !int.TryParse(a, CultureInfo.InvariantCulture, out attempt)
                || attempt < 1
                || attempt > place.Attempts
            )
                Refuse(3, place.Attempts == 1 ? "there is one attempt" : $"1 to {place.Attempts}");
            else if (
                Cell(4) is { Length: > 0 } s
                    ? !seats.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(s, out seat)
                    : seat < 0
            )
                Refuse(4, $"not one of the panel's: {string.Join(' ', place.Seats)}");
            else if (ValueOf(place, Cell(2)) is var (value, why) && why is not null)
                Refuse(2, why);
            else
                Contestant().Set(place, attempt, seat, value);
        }

        private static (Value Value, string? Why) ValueOf(Place place, ReadOnlySpan<char> said)
        {
            Value value;
            if (said.Equals("DNF", StringComparison.OrdinalIgnoreCase))
                value = Value.Failed;
            else if (place.Part.Choices is { } named && Chosen(named, said) is { } chosen)
                value = chosen;
            else if (Numerals.Plain(said, out var plain))
                value = plain;
            else if (Numerals.Decimal(said.ToString()) is var (number, why) && number is { } mark)
                value = mark;
            else
                return (default, why!.Value.En);
            if (place.Takes(value))
                return (value, null);
            if (place.Part.Choices is { } choices)
                return (default, $"one of {string.Join(", ", choices.Select(c => c.Name))}");
            return (
                default,
                value.IsFailed
                    ? "here is no DNF: a number"
                    : FormattableString.Invariant(
                        $"{place.Range.Min} to {place.Range.Max} in steps of {place.Range.Step}"
                    )
            );
        }

        private static decimal? Chosen(IReadOnlyList<Choice> choices, ReadOnlySpan<char> said)
        {
            foreach (var choice in choices)
                if (
                    said.Equals(choice.Name, StringComparison.OrdinalIgnoreCase)
                    || said.Equals(choice.NameEn, StringComparison.OrdinalIgnoreCase)
                )
                    return choice.Value;
            return null;
        }

        private Kept Contestant()
        {
            var number = Cell(0);
            var group = Cell(5);
            if (!_groups.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(group, out var own))
                _groups[group.ToString()] = own = new(StringComparer.Ordinal);
            if (!own.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(number, out var kept))
            {
                var text = number.ToString();
                own[text] = kept = new Kept(new(text), group.Length > 0 ? group.ToString() : null, _rules.Places.Count);
                _kept.Add(kept);
            }
            return kept;
        }

        private bool IsEmpty()
        {
            for (var i = 0; i < _csv.RowFieldCount; i++)
                if (!_csv.GetFieldSpan(i).IsWhiteSpace())
                    return false;
            return true;
        }

        private ReadOnlySpan<char> Cell(int field) =>
            _columns[field] < 0 || _columns[field] >= _csv.RowFieldCount
                ? ""
                : _csv.GetFieldSpan(_columns[field]).Trim();

        private void Refuse(int field, string reason) => Refuse(Fields[field].Field, Cell(field).ToString(), reason);

        private void Refuse(string column, string value, string reason)
        {
            if (_count++ < MarksException.Most)
                _bad.Add(new(_row, column, value.Length > 200 ? value[..199] + "…" : value, reason));
        }
    }

    /// <summary>A contestant's marks, by place; where there is none there is no room taken.</summary>
    private sealed class Kept(ContestantId number, string? group, int places)
    {
        private readonly Value[]?[] _marks = new Value[places][];

        public ContestantId Number => number;

        public string? Group => group;

        public Status Status { get; set; }

        public void Set(Place place, int attempt, int seat, Value value)
        {
            // what shadows give is read and counts nowhere
            if (seat < place.Seats.Count)
                (_marks[place.Index] ??= new Value[place.Attempts * place.Seats.Count])[
                    (attempt - 1) * place.Seats.Count + seat
                ] = value;
        }

        public Value Mark(Place place, int attempt, int seat) =>
            _marks[place.Index] is { } marks ? marks[(attempt - 1) * place.Seats.Count + seat] : default;
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
