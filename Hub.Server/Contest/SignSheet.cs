using Hub.Access;
using Hub.Ledger;

namespace Hub.Contest;

/// <summary>A judge, the contestant or the chief stands by a score sheet, in this order. What a judge has signed only the chief changes.</summary>
/// <param name="Seat">The judge's; null for the others.</param>
public sealed record SignSheet(string Contest, string Contestant, Signer As, string? Seat = null) : Command
{
    public override bool Allows(Asker asker) => As switch
    {
        Signer.Judge => asker.Sits(Contest, Seat),
        // the contestant's finger, on an official's tablet
        Signer.Contestant => asker.Leads(Contest) || asker.Judges(Contest),
        _ => asker.Leads(Contest),
    };

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.OpenContest(Contest);
        var sheet = contest.Sheet(Contestant);
        var judges = contest.Figures(sheet).Judges;
        switch (As)
        {
            case Signer.Judge when sheet.Signed.Judges.Contains(Seat!):
            case Signer.Contestant when sheet.Signed.Contestant:
            case Signer.Chief when sheet.Signed.Chief:
                return Decision.Nothing;
            case Signer.Judge when !contest.Rules.HasSeat(Seat!):
                throw Refusal.Unknown("seat", $"评委席 {Seat} 不在这个比赛的评委组里。", $"Seat {Seat} is in none of this contest's panels.");
            case Signer.Judge when sheet.IsScored && contest.Rules.Missing(sheet.Marks, Seat!) is { Count: > 0 } missing:
                throw new Refusal("marks-missing", $"还有 {missing.Count} 个分数没有打：{string.Join('、', missing.Take(5))}。", $"{missing.Count} marks are missing: {string.Join(", ", missing.Take(5))}.");
            case Signer.Contestant when judges.Except(sheet.Signed.Judges).ToList() is { Count: > 0 } unsigned:
                throw new Refusal("judges-first", $"评委还没有签字：{string.Join('、', unsigned)}。", $"Judges have not signed yet: {string.Join(", ", unsigned)}.");
            case Signer.Chief when !sheet.Signed.Contestant && sheet.IsScored:
                throw new Refusal("contestant-first", "选手还没有确认。", "The contestant has not confirmed yet.");
            default:
                return new SheetSigned(Contest, sheet.Number, As, As is Signer.Judge ? Seat : null);
        }
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("contests/{contest}/contestants/{contestant}/sign", (string contest, string contestant, SignRequest s, HttpContext http) =>
        http.Ask(new SignSheet(contest, contestant, s.As, s.Seat))).AsCommand("Sign a score sheet (judge of this seat; contestant on an official's tablet; chief of this contest)");
}

public sealed record SignRequest(Signer As, string? Seat = null);

/// <summary>Gives a sheet back to its judges: all signatures are void.</summary>
public sealed record ReturnSheet(string Contest, string Contestant, string Reason) : Command
{
    public override bool Allows(Asker asker) => asker.Leads(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) => fair.OpenContest(Contest).Sheet(Contestant) is var sheet && sheet.Signed == Signatures.None
        ? Decision.Nothing : new SheetReturned(Contest, sheet.Number, ContestOfFair.Reason(Reason));

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("contests/{contest}/contestants/{contestant}/return", (string contest, string contestant, ReasonRequest r, HttpContext http) =>
        http.Ask(new ReturnSheet(contest, contestant, r.Reason))).AsCommand("Give a score sheet back to its judges (chief of this contest, organizer)");
}

/// <param name="Reason">1 to 200 characters, for the record.</param>
public sealed record ReasonRequest(string Reason);
