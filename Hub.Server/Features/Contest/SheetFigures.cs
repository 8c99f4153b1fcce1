using System.Runtime.CompilerServices;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>What follows from one sheet by the rules. Each is made when somebody asks, and kept as long as the sheet:
/// of thousands of marks one changes.</summary>
public sealed class SheetFigures(Rules rules, ScoreSheet sheet)
{
    private static readonly ConditionalWeakTable<Mark, RawRow> RowOf = [];

    private readonly Lazy<int> _marksIn = new(() => rules.Counting(sheet.Marks.Keys));

    /// <summary>By these marks alone. Where the scheme compares contestants, it has no value for what is compared:
    /// <see cref="ContestState.Reckoning"/> has.</summary>
    public Reckoning Alone { get; } =
        new(
            rules,
            (place, attempt, seat) =>
                sheet.Marks.GetValueOrDefault(new Slot(place.Part.Id, attempt, place.Seats[seat]))?.Value ?? default
        );

    /// <summary>How many of <see cref="Rules.MarksEach"/> are in.</summary>
    public int MarksIn => _marksIn.Value;

    /// <summary>The seats that have given a mark which counts.</summary>
    public IReadOnlySet<SeatId> Judges => field ??= rules.Judges(sheet.Marks.Keys);

    /// <summary>Seat → its marks as <see cref="MarkRow"/>s, by criterion and attempt.</summary>
    public ILookup<SeatId, (string At, RawRow Row)> BySeat =>
        field ??= sheet.Marks.ToLookup(
            m => m.Key.Seat,
            m =>
                (
                    $"{m.Key.Criterion}/{m.Key.Attempt}",
                    RowOf.GetValue(m.Value, v => new(RawRow.Of(new MarkRow(v.Value, v.At))))
                )
        );

    /// <summary>See <see cref="MissingMarks.Of"/>.</summary>
    public IReadOnlyList<Slot> Missing => field ??= MissingMarks.Of(rules, Alone);

    public IReadOnlyList<Doubt> Doubts => field ??= [.. Scoring.Doubts.Of(rules, Alone)];

    /// <summary>See <see cref="Scoring.Doubts.Leanings"/>.</summary>
    public IReadOnlyDictionary<SeatId, Leaning> Leanings => field ??= Scoring.Doubts.Leanings(rules, Alone);
}
