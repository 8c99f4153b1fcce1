using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>A judge marks one criterion of one contestant; again corrects it, without a value takes it back.</summary>
public sealed record EnterMark(
    ContestId Contest,
    SeatId Seat,
    ContestantId Contestant,
    string Criterion,
    Value Value,
    int Attempt = 1
) : Command
{
    public override Who May() => Who.SeatOf(Contest, Seat);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.OpenContest(Contest);
        var sheet = contest.Sheet(Contestant);
        Check(contest, Seat, Contestant, Criterion, Attempt, Value);
        if (sheet.Signed.Judges.Contains(Seat))
            throw ContestRefusals.SheetSigned(Contestant);
        if (sheet.Drawn?.Heat > contest.Heat)
            throw ContestRefusals.HeatNotCalled(Contestant);
        if (sheet.Status is Status.Withdrawn)
            throw ContestRefusals.ContestantWithdrawn(Contestant);
        var had = sheet.Marks.GetValueOrDefault(new Slot(Criterion, Attempt, Seat));
        if (Value.IsNothing)
            return had is null ? Decision.Nothing : new MarkTakenBack(Contest, sheet.Number, Criterion, Seat, Attempt);
        return had?.Value == Value
            ? Decision.Nothing
            : new MarkEntered(Contest, sheet.Number, Criterion, Seat, Value, Attempt);
    }

    /// <summary>Whether the scheme has a place for this mark, and the mark fits it.</summary>
    /// <exception cref="Refusal"><c>unknown-seat</c>, <c>unknown-criterion</c>, <c>not-this-panel</c>,
    /// <c>unknown-attempt</c>, <c>mark-…</c></exception>
    internal static void Check(
        ContestState contest,
        SeatId seat,
        ContestantId contestant,
        string criterion,
        int attempt,
        Value value
    )
    {
        if (!contest.Rules.HasSeat(seat))
            throw ContestRefusals.UnknownSeat(seat);
        contest.Sheet(contestant);
        if (!contest.Rules.TryFind(criterion, out var c) || !c.IsEntered)
            throw ContestRefusals.UnknownCriterion(criterion);
        if (!c.Seats.Contains(seat) && !c.Shadows.Contains(seat))
            throw ContestRefusals.NotThisPanel(criterion, seat);
        if (attempt < 1 || attempt > c.Attempts)
            throw ContestRefusals.UnknownAttempt(c.Attempts, attempt);
        var (min, max, step) = c.Range;
        if (value.IsNothing || c.Takes(value))
            return;
        if (value.IsFailed)
            throw ContestRefusals.MarkNotANumber(criterion);
        if (c.Part.Choices is { } choices)
            throw ContestRefusals.MarkNotAChoice([.. choices.Select(c => $"{c.Name} ({c.Value})")], value);
        if (value.Number < min || value.Number > max)
            throw ContestRefusals.MarkOutOfRange(min, max, value);
        throw ContestRefusals.MarkOffStep(min, step, value);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/marks",
                (ContestId contest, MarkRequest m, HttpContext http) =>
                    http.Ask(new EnterMark(contest, m.Seat, m.Contestant, m.Criterion, m.Value, m.Attempt))
            )
            .Asks<EnterMark>("Enter, correct or take back a mark")
            .IsQuick();
}

/// <param name="Contestant">The contestant's number.</param>
/// <param name="Value">A number; null takes the mark back; <c>"DNF"</c>: a try without a valid result.</param>
/// <param name="Attempt">1, 2…; 1 where there are no attempts.</param>
public sealed record MarkRequest(SeatId Seat, ContestantId Contestant, string Criterion, Value Value, int Attempt = 1);
