using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>A row of <c>panel/CONTEST</c>, keyed by the contestant's number: what the chief sees, whatever the public
/// sees.</summary>
/// <param name="Judges">Seats that have marked, and whether they have signed.</param>
public sealed record PanelRow(
    int Place,
    int? Rank,
    ContestantId Number,
    string? Name,
    string? Group,
    Status Status,
    Value Total,
    int Marks,
    int Of,
    IReadOnlyList<Doubt> Doubts,
    IReadOnlyDictionary<SeatId, bool> Judges,
    bool Contestant,
    bool Chief
);

/// <summary>A row of <c>judges/CONTEST</c>, keyed by seat.</summary>
/// <param name="Given">Marks that are in.</param>
/// <param name="Drift">How far its marks lie above the mean of the others of its panel, or, negative, below: on average
/// over all contestants, in per cent of the range. Null: that cannot be said yet.</param>
/// <param name="Far">Whether that is so far that a chief should look.</param>
public sealed record JudgeRow(SeatId Seat, bool Shadow, int Given, decimal? Drift, bool Far);

/// <summary>A row of <c>sheet/CONTEST/CONTESTANT</c>, keyed by criterion, attempt and seat.</summary>
public sealed record SheetRow(string Criterion, int Attempt, SeatId Seat, Value Value, DateTimeOffset At);

/// <summary>A row of <c>corrections/CONTEST</c>, keyed by its number.</summary>
public sealed record CorrectionRow(
    ContestantId Contestant,
    string Criterion,
    int Attempt,
    SeatId Seat,
    Value Was,
    Value Value,
    string Reason,
    DateTimeOffset At
);

/// <summary>A row of <c>appeals/CONTEST</c>, keyed by its id.</summary>
public sealed record AppealRow(
    string Id,
    ContestantId Contestant,
    string Text,
    DateTimeOffset Filed,
    bool? Upheld,
    string? Reason
);

/// <summary>A contest as its chief leads it: live, whether the public boards are frozen or not.</summary>
public static class PanelBoards
{
    public static readonly Board Panel = Led(
        "panel/*",
        (fair, contest, _) =>
            contest.Standings.Select(
                (s, i) =>
                {
                    var sheet = contest.Sheets[s.Entrant.Number];
                    var figures = contest.Figures(sheet);
                    return (
                        contest.Called(sheet).Text,
                        new PanelRow(
                            i + 1,
                            s.Rank,
                            contest.Called(sheet),
                            contest.PersonOf(fair, sheet)?.Name,
                            sheet.Group,
                            sheet.Status,
                            s.Entrant.Reckoning.Total.Value,
                            figures.MarksIn,
                            contest.Rules.MarksEach,
                            figures.Doubts,
                            figures
                                .Judges.Union(sheet.Signed.Judges)
                                .Order()
                                .ToDictionary(j => j, sheet.Signed.Judges.Contains),
                            sheet.Signed.Contestant,
                            sheet.Signed.Chief
                        )
                    );
                }
            )
    );

    public static readonly Board Judges = Led(
        "judges/*",
        (_, contest, _) =>
        {
            var figures = contest.Sheets.Values.Select(contest.Figures).ToList();
            var leanings = figures.Select(f => f.Leanings).ToList();
            return contest.Rules.Seats.Select(s =>
            {
                var drift = Doubts.Drift(leanings, s);
                return (
                    s.Text,
                    new JudgeRow(
                        s,
                        !contest.Scheme.Panels.Values.Any(p => p.Seats.Contains(s)),
                        figures.Sum(f => f.BySeat[s].Count()),
                        drift,
                        Doubts.IsFar(drift)
                    )
                );
            });
        }
    );

    public static readonly Board Sheet = Led(
        "sheet/*/*",
        (_, contest, words) =>
            contest
                .Find(new(words[1]))
                ?.Marks.Select(m =>
                    (
                        $"{m.Key.Criterion}/{m.Key.Attempt}/{m.Key.Seat}",
                        new SheetRow(m.Key.Criterion, m.Key.Attempt, m.Key.Seat, m.Value.Value, m.Value.At)
                    )
                )
    );

    /// <summary>As <see cref="ExplainBoard"/>, of the marks that stand, whatever the public sees.</summary>
    public static readonly Board Reckoning = Led(
        "reckoning/*/*",
        (_, contest, words) =>
            contest.Find(new(words[1])) is { } sheet
                ? ExplainBoard.Rows(contest, sheet).Select(r => (r.Key, r.Value))
                : null
    );

    public static readonly Board Corrections = Led(
        "corrections/*",
        (_, contest, _) =>
            contest.Corrections.Select(
                (c, i) =>
                    (
                        $"{i + 1}",
                        new CorrectionRow(
                            contest.Called(c.Contestant),
                            c.Slot.Criterion,
                            c.Slot.Attempt,
                            c.Slot.Seat,
                            c.Was,
                            c.Value,
                            c.Reason,
                            c.At
                        )
                    )
            )
    );

    public static readonly Board Appeals = Led(
        "appeals/*",
        (_, contest, _) =>
            contest.Appeals.Select(a =>
                (a.Id, new AppealRow(a.Id, contest.Called(a.Contestant), a.Text, a.Filed, a.Upheld, a.Reason))
            )
    );

    /// <summary>A board for who leads the contest.</summary>
    private static Board<TRow> Led<TRow>(
        string pattern,
        Func<Fair, ContestState, string[], IEnumerable<(string, TRow)>?> rows
    )
        where TRow : class =>
        new(
            pattern,
            words => Who.LeaderOf(new(words[0])),
            (fair, words) =>
                (fair.Contests.GetValueOrDefault(new(words[0])), fair.People, fair.ReadsEarlier(new(words[0]))),
            (fair, words, _) =>
                fair.Contests.TryGetValue(new(words[0]), out var contest) ? rows(fair, fair.Led(contest), words) : null
        );
}
