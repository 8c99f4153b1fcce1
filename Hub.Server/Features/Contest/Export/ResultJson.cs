using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest.Export;

/// <summary>All that there is of a contest: its rules, and of everybody the result, the marks and how every number came
/// about.</summary>
/// <param name="Official">Nothing changes any more; false: provisional.</param>
/// <param name="Offset">The ledger's last fact that it rests on.</param>
/// <param name="At">When that fact was written.</param>
public sealed record ResultJson(
    string Fair,
    Scheme Scheme,
    bool Official,
    long Offset,
    DateTimeOffset At,
    IReadOnlyList<ContestantResult> Contestants,
    IReadOnlyList<Correction> Corrections
)
{
    public static ResultJson Of(Fair fair, ContestState contest) =>
        new(
            fair.Id,
            SchemeFile.Sparing(contest.Scheme),
            contest.Locked,
            fair.Offset,
            fair.At,
            [
                .. ResultTable
                    .Of(fair, contest)
                    .Results.Select(r =>
                    {
                        var sheet = contest.Sheet(r.Number);
                        return new ContestantResult(
                            r.Group,
                            r.Rank,
                            r.Number,
                            r.Name,
                            r.Affiliation,
                            r.Status,
                            r.Total,
                            contest
                                .Rules.Total.Criteria.Zip(r.Modules)
                                .ToDictionary(m => m.First.Part.Id, m => m.Second),
                            r.Award?.Id,
                            r.Tie?.Id,
                            new SignedBy(sheet.Signed.Judges.Order(), sheet.Signed.Contestant, sheet.Signed.Chief),
                            [
                                .. sheet
                                    .Marks.OrderBy(m =>
                                        contest.Rules.TryFind(m.Key.Criterion, out var place)
                                            ? place.Index
                                            : int.MaxValue
                                    )
                                    .ThenBy(m => m.Key.Attempt)
                                    .ThenBy(m => m.Key.Seat)
                                    .Select(m => new MarkOf(
                                        m.Key.Criterion,
                                        m.Key.Attempt,
                                        m.Key.Seat,
                                        m.Value.Value,
                                        m.Value.At
                                    )),
                            ],
                            r.Missing,
                            [
                                .. r
                                    .Also.OfType<AlsoResult>()
                                    .Select(a => new AlsoRanked(a.Ranking.Id, a.Rank, a.Award?.Id)),
                            ],
                            ExplainBoard.Rows(contest, sheet)
                        );
                    }),
            ],
            [.. contest.Corrections.Select(c => c with { Contestant = contest.Called(c.Contestant) })]
        );
}

/// <param name="Award">Id of the tier.</param>
/// <param name="Tie">The part whose value put this one behind the next better one with the same total.</param>
/// <param name="Missing">Marks that are missing in what is begun.</param>
/// <param name="Also">Ranks in the scheme's other rankings.</param>
/// <param name="Explanation">As the rows of <c>explain/CONTEST/CONTESTANT</c>.</param>
public sealed record ContestantResult(
    string? Group,
    int? Rank,
    ContestantId Number,
    string? Name,
    string? Affiliation,
    Status Status,
    Value Total,
    IReadOnlyDictionary<string, Value> Modules,
    string? Award,
    string? Tie,
    SignedBy Signed,
    IReadOnlyList<MarkOf> Marks,
    IReadOnlyList<Slot> Missing,
    IReadOnlyList<AlsoRanked> Also,
    IReadOnlyDictionary<string, ExplainRow> Explanation
);

public sealed record SignedBy(IEnumerable<SeatId> Judges, bool Contestant, bool Chief);

public sealed record MarkOf(string Criterion, int Attempt, SeatId Seat, Value Value, DateTimeOffset At);
