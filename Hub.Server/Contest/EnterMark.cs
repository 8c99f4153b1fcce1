using Hub.Access;
using Hub.Contest.Scoring;
using Hub.Ledger;

namespace Hub.Contest;

/// <summary>A judge marks one criterion of one contestant; again corrects it, without a value takes it back.</summary>
public sealed record EnterMark(string Contest, string Seat, string Contestant, string Criterion, Value Value, int Attempt = 1) : Command
{
    public override bool Allows(Asker asker) => asker.Sits(Contest, Seat);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.OpenContest(Contest);
        var sheet = contest.Sheet(Contestant);
        Check(contest, Seat, Contestant, Criterion, Attempt, Value);
        if (sheet.Signed.Judges.Contains(Seat)) throw new Refusal("sheet-signed", $"{Contestant} 号选手的评分表已签字，要改请找裁判长。", $"The sheet of contestant {Contestant} is signed; the chief judge can change it.");
        if (sheet.Drawn?.Heat > contest.Heat) throw new Refusal("heat-not-called", $"{Contestant} 号选手的场次还没有开始。", $"The heat of contestant {Contestant} is not called yet.");
        if (sheet.Status is Status.Withdrawn) throw new Refusal("contestant-withdrawn", $"{Contestant} 号选手已退赛。", $"Contestant {Contestant} has withdrawn.");
        var had = sheet.Marks.GetValueOrDefault(new Slot(Criterion, Attempt, Seat));
        if (Value.IsNothing) return had is null ? Decision.Nothing : new MarkTakenBack(Contest, sheet.Number, Criterion, Seat, Attempt);
        return had?.Value == Value ? Decision.Nothing : new MarkEntered(Contest, sheet.Number, Criterion, Seat, Value, Attempt);
    }

    /// <summary>Whether the scheme has a place for this mark, and the mark fits it.</summary>
    /// <exception cref="Refusal"><c>unknown-seat</c>, <c>unknown-criterion</c>, <c>not-this-panel</c>, <c>unknown-attempt</c>, <c>mark-…</c></exception>
    internal static void Check(ContestState contest, string seat, string contestant, string criterion, int attempt, Value value)
    {
        if (!contest.Rules.HasSeat(seat)) throw Refusal.Unknown("seat", $"评委席 {seat} 不在这个比赛的评委组里。", $"Seat {seat} is in none of this contest's panels.");
        contest.Sheet(contestant);
        if (!contest.Rules.TryFind(criterion, out var c) || !c.IsEntered) throw Refusal.Unknown("criterion", $"没有评分项 {criterion}。", $"There is no criterion {criterion}.");
        if (!c.Seats.Contains(seat) && !c.Shadows.Contains(seat))
            throw new Refusal("not-this-panel", $"评分项 {criterion} 不由评委席 {seat} 打分。", $"Criterion {criterion} is not for seat {seat} to mark.", 422);
        if (attempt < 1 || attempt > c.Attempts) throw new Refusal("unknown-attempt", $"轮次要在 1 到 {c.Attempts} 之间，收到 {attempt}。", $"Attempts are 1 to {c.Attempts}; this is {attempt}.", 422);
        var (min, max, step) = c.Range;
        if (value.IsNothing || c.Takes(value)) return;
        if (value.IsFailed) throw new Refusal("mark-not-a-number", $"评分项 {criterion} 要填数字。", $"Criterion {criterion} takes a number.", 422);
        if (value.Number < min || value.Number > max) throw new Refusal("mark-out-of-range", $"分数要在 {min} 到 {max} 之间，收到 {value}。", $"Marks are {min} to {max}; this is {value}.", 422);
        throw new Refusal("mark-off-step", $"分数从 {min} 起以 {step} 为一步，收到 {value}。", $"Marks go up from {min} in steps of {step}; this is {value}.", 422);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("contests/{contest}/marks", (string contest, MarkRequest m, HttpContext http) =>
            http.Ask(new EnterMark(contest, m.Seat, m.Contestant, m.Criterion, m.Value, m.Attempt))).AsCommand("Enter, correct or take back a mark (judge of this seat)").IsQuick();
}

/// <param name="Contestant">The contestant's number.</param>
/// <param name="Value">A number; null takes the mark back; <c>"DNF"</c>: a try without a valid result.</param>
/// <param name="Attempt">1, 2…; 1 where there are no attempts.</param>
public sealed record MarkRequest(string Seat, string Contestant, string Criterion, Value Value, int Attempt = 1);
