using Hub.Access;
using Hub.Ledger;

namespace Hub.Contest;

/// <summary>A judge marks one criterion of one contestant; again corrects it.</summary>
public sealed record EnterMark(string Contest, string Seat, string Contestant, string Criterion, decimal Value) : Command
{
    public override bool Allows(Asker asker) => asker.Role is Role.Judge && asker.Contest == Contest && asker.Seat == Seat;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var (scheme, marks) = (fair.Contest(Contest).Scheme, fair.Contest(Contest).Marks);
        if (!scheme.Seats.Contains(Seat)) throw Refusal.Unknown("seat", $"评委席 {Seat} 不在这个比赛的评委组里。", $"Seat {Seat} is not in this contest's panel.");
        if (!scheme.Contestants.Contains(Contestant)) throw Refusal.Unknown("contestant", $"没有 {Contestant} 号选手。", $"There is no contestant {Contestant}.");
        if (scheme.Criterion(Criterion) is not { } c) throw Refusal.Unknown("criterion", $"没有评分项 {Criterion}。", $"There is no criterion {Criterion}.");
        if (Value < 0 || Value > c.Max) throw new Refusal("mark-out-of-range", $"分数要在 0 到 {c.Max} 之间，收到 {Value}。", $"Marks are 0 to {c.Max}; this is {Value}.", 422);
        if (Value % c.Step != 0) throw new Refusal("mark-off-step", $"分数要是 {c.Step} 的整数倍，收到 {Value}。", $"Marks are multiples of {c.Step}; this is {Value}.", 422);
        return marks.GetValueOrDefault(new(Contestant, Criterion, Seat))?.Value == Value
            ? Decision.Nothing
            : new MarkEntered(Contest, Contestant, Criterion, Seat, Value);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("contests/{contest}/marks", (string contest, MarkRequest m, HttpContext http) =>
            http.Ask(new EnterMark(contest, m.Seat, m.Contestant, m.Criterion, m.Value))).AsCommand("Enter or correct a mark (judge of this seat)").IsQuick();
}

/// <param name="Contestant">The contestant's number.</param>
public sealed record MarkRequest(string Seat, string Contestant, string Criterion, decimal Value);
