namespace Hub.Features.Contest;

/// <summary>A judge, the contestant or the chief stands by a score sheet, in this order. What a judge has signed only
/// the chief changes.</summary>
/// <param name="Seat">The judge's; null for the others.</param>
public sealed record SignSheet(ContestId Contest, ContestantId Contestant, Signer As, SeatId? Seat = null) : Command
{
    public override Who May() =>
        As switch
        {
            Signer.Judge => Who.SeatOf(Contest, Seat),
            // the contestant's finger, on an official's tablet
            Signer.Contestant => Who.JudgeOf(Contest) | Who.LeaderOf(Contest),
            _ => Who.LeaderOf(Contest),
        };

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var contest = fair.OpenContest(Contest);
        var sheet = contest.Sheet(Contestant);
        var (judges, seat) = (contest.Figures(sheet).Judges, Seat.GetValueOrDefault());
        switch (As)
        {
            case Signer.Judge when sheet.Signed.Judges.Contains(seat):
            case Signer.Contestant when sheet.Signed.Contestant:
            case Signer.Chief when sheet.Signed.Chief:
                return Decision.Nothing;
            case Signer.Judge when !contest.Rules.HasSeat(seat):
                throw ContestRefusals.UnknownSeat(seat);
            case Signer.Judge when sheet.IsScored && contest.Rules.Missing(sheet.Marks, seat) is { Count: > 0 } missing:
                throw ContestRefusals.MarksMissing([.. missing]);
            case Signer.Contestant when judges.Except(sheet.Signed.Judges).ToList() is { Count: > 0 } unsigned:
                throw ContestRefusals.JudgesFirst(unsigned);
            case Signer.Chief when !sheet.Signed.Contestant && sheet.IsScored:
                throw ContestRefusals.ContestantFirst();
            default:
                return new SheetSigned(Contest, sheet.Number, As, As is Signer.Judge ? Seat : null);
        }
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/contestants/{contestant}/sign",
                (ContestId contest, ContestantId contestant, SignRequest s, HttpContext http) =>
                    http.Ask(new SignSheet(contest, contestant, s.As, s.Seat))
            )
            .Asks<SignSheet>(
                "Sign a score sheet: a judge; or the contestant, on an official's tablet; or the chief",
                Who.SeatOf(default, null) | Who.JudgeOf(default) | Who.LeaderOf(default)
            );
}

public sealed record SignRequest(Signer As, SeatId? Seat = null);
