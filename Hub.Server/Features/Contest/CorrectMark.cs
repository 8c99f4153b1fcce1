using System.ComponentModel.DataAnnotations;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>The chief puts another value in the place of a judge's mark, or none. The old one stays in the ledger;
/// contestant and chief have to sign again.</summary>
public sealed record CorrectMark(
    ContestId Contest,
    ContestantId Contestant,
    string Criterion,
    int Attempt,
    SeatId Seat,
    Value Value,
    string Reason
) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var (contest, reason) = (fair.OpenContest(Contest), ContestOfFair.Reason(Reason));
        EnterMark.Check(contest, Seat, Contestant, Criterion, Attempt, Value);
        var sheet = contest.Sheet(Contestant);
        var was = sheet.Marks.GetValueOrDefault(new Slot(Criterion, Attempt, Seat))?.Value ?? default;
        return was == Value
            ? Decision.Nothing
            : new MarkCorrected(Contest, sheet.Number, Criterion, Seat, Attempt, Value, was, reason);
    }

    public static void Map(IEndpointRouteBuilder fair)
    {
        fair.MapPost(
                "contests/{contest}/corrections",
                (ContestId contest, CorrectionRequest c, HttpContext http) => http.Ask(Of(contest, c))
            )
            .Asks<CorrectMark>("Correct a judge's mark");
        fair.MapPost(
                "contests/{contest}/corrections/preview",
                (ContestId contest, CorrectionRequest c, HttpContext http) =>
                {
                    var command = Of(contest, c);
                    return Preview(http.Fair(), command);
                }
            )
            .For(http => Who.LeaderOf(new(http.Word("contest"))), "What a correction would change in the ranking")
            .ProducesProblem(409)
            .ProducesProblem(422);
    }

    /// <summary>Whose total, rank or award would be another one.</summary>
    internal static IReadOnlyList<Moved> Preview(Fair fair, CorrectMark command)
    {
        command.Decide(fair, Asker.System, default);
        var contest = fair.Led(fair.Contest(command.Contest));
        var slot = new Slot(command.Criterion, command.Attempt, command.Seat);
        var after = contest
            .With(contest.Sheet(command.Contestant).Number, s => s.With(slot, command.Value, default))
            .Standings.ToDictionary(s => s.Entrant.Number);
        return
        [
            .. contest
                .Standings.Select(s => (Before: s, After: after[s.Entrant.Number]))
                .Where(m =>
                    m.Before.Rank != m.After.Rank
                    || m.Before.Award != m.After.Award
                    || m.Before.Entrant.Reckoning.Total.Value != m.After.Entrant.Reckoning.Total.Value
                )
                .Select(m => new Moved(
                    contest.Called(m.Before.Entrant.Number),
                    m.Before.Rank,
                    m.After.Rank,
                    m.Before.Entrant.Reckoning.Total.Value,
                    m.After.Entrant.Reckoning.Total.Value,
                    m.Before.Award,
                    m.After.Award
                )),
        ];
    }

    private static CorrectMark Of(ContestId contest, CorrectionRequest c) =>
        new(contest, c.Contestant, c.Criterion, c.Attempt, c.Seat, c.Value, c.Reason);
}

/// <param name="Value">Null: the mark is taken away.</param>
public sealed record CorrectionRequest(
    ContestantId Contestant,
    string Criterion,
    SeatId Seat,
    Value Value,
    [property: MaxLength(ContestOfFair.LongestReason)] string Reason,
    int Attempt = 1
);

/// <summary>A contestant whom a correction would move.</summary>
public sealed record Moved(
    ContestantId Contestant,
    int? Rank,
    int? NewRank,
    Value Total,
    Value NewTotal,
    string? Award,
    string? NewAward
);
