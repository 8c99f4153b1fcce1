using Hub.Access;
using Hub.Contest.Scoring;
using Hub.Ledger;

namespace Hub.Contest;

/// <summary>A judge marks one criterion of one contestant; again corrects it, without a value takes it back.</summary>
public sealed record EnterMark(string Contest, string Seat, string Contestant, string Criterion, Value Value, int Attempt = 1) : Command
{
    public override bool Allows(Asker asker) => asker.Role is Role.Judge && asker.Contest == Contest && asker.Seat == Seat;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.Contest(Contest);
        if (!contest.Rules.HasSeat(Seat)) throw Refusal.Unknown("seat", $"评委席 {Seat} 不在这个比赛的评委组里。", $"Seat {Seat} is in none of this contest's panels.");
        if (contest.Sheets.GetValueOrDefault(Contestant) is not { } sheet) throw Refusal.Unknown("contestant", $"没有 {Contestant} 号选手。", $"There is no contestant {Contestant}.");
        if (!contest.Rules.TryFind(Criterion, out var c) || !c.IsEntered) throw Refusal.Unknown("criterion", $"没有评分项 {Criterion}。", $"There is no criterion {Criterion}.");
        if (!c.Seats.Contains(Seat) && !c.Shadows.Contains(Seat))
            throw new Refusal("not-this-panel", $"评分项 {Criterion} 不由评委席 {Seat} 打分。", $"Criterion {Criterion} is not for seat {Seat} to mark.", 422);
        if (Attempt < 1 || Attempt > c.Attempts) throw new Refusal("unknown-attempt", $"轮次要在 1 到 {c.Attempts} 之间，收到 {Attempt}。", $"Attempts are 1 to {c.Attempts}; this is {Attempt}.", 422);
        if (sheet.Status is Status.Withdrawn) throw new Refusal("contestant-withdrawn", $"{Contestant} 号选手已退赛。", $"Contestant {Contestant} has withdrawn.");

        var had = sheet.Marks.GetValueOrDefault(new Slot(Criterion, Attempt, Seat));
        if (Value.IsNothing) return had is null ? Decision.Nothing : new MarkTakenBack(Contest, Contestant, Criterion, Seat, Attempt);
        var (min, max, step) = c.Range;
        if (Value.IsFailed && !c.Takes(Value)) throw new Refusal("mark-not-a-number", $"评分项 {Criterion} 要填数字。", $"Criterion {Criterion} takes a number.", 422);
        if (Value.Number < min || Value.Number > max) throw new Refusal("mark-out-of-range", $"分数要在 {min} 到 {max} 之间，收到 {Value}。", $"Marks are {min} to {max}; this is {Value}.", 422);
        if (!c.Takes(Value)) throw new Refusal("mark-off-step", $"分数从 {min} 起以 {step} 为一步，收到 {Value}。", $"Marks go up from {min} in steps of {step}; this is {Value}.", 422);
        return had?.Value == Value ? Decision.Nothing : new MarkEntered(Contest, Contestant, Criterion, Seat, Value, Attempt);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("contests/{contest}/marks", (string contest, MarkRequest m, HttpContext http) =>
            http.Ask(new EnterMark(contest, m.Seat, m.Contestant, m.Criterion, m.Value, m.Attempt))).AsCommand("Enter, correct or take back a mark (judge of this seat)").IsQuick();
}

/// <param name="Contestant">The contestant's number.</param>
/// <param name="Value">A number; null takes the mark back; <c>"DNF"</c>: a try without a valid result.</param>
/// <param name="Attempt">1, 2…; 1 where there are no attempts.</param>
public sealed record MarkRequest(string Seat, string Contestant, string Criterion, Value Value, int Attempt = 1);
