using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest.Export;

/// <summary>Somebody's result.</summary>
/// <param name="Rank">Within the group; null: not ranked.</param>
/// <param name="Number">Or the code, while names are hidden.</param>
/// <param name="Name">Null when erased or hidden.</param>
/// <param name="Modules">As many as <see cref="ResultTable.Modules"/>.</param>
/// <param name="Tie">The part whose value put this one behind the next better one with the same total.</param>
/// <param name="Missing">Marks that are missing in what is begun.</param>
/// <param name="Parts">As many as <see cref="ResultTable.Parts"/>.</param>
/// <param name="Also">Of each of the scheme's other rankings the rank and the award; null: not ranked there.</param>
public sealed record Result(
    string? Group,
    int? Rank,
    ContestantId Number,
    string? Name,
    string? Affiliation,
    Status Status,
    Value Total,
    IReadOnlyList<Value> Modules,
    Award? Award,
    Part? Tie,
    IReadOnlyList<Slot> Missing,
    IReadOnlyList<Value> Parts,
    IReadOnlyList<AlsoResult?> Also
);

/// <summary>A rank in another ranking than the first.</summary>
public sealed record AlsoResult(SecondRanking Ranking, int Rank, Award? Award);

/// <summary>The results of a contest as they are, whatever the public sees of them: group by group, the ranked
/// first.</summary>
/// <param name="Parts">What is told of everybody below the modules: parts, each with the attempt, 1, 2…, or 0 where
/// there are none.</param>
public sealed record ResultTable(
    IReadOnlyList<Part> Modules,
    IReadOnlyList<(Place Place, int Attempt)> Parts,
    IReadOnlyList<SecondRanking> Rankings,
    IReadOnlyList<Result> Results
)
{
    /// <param name="parts">Also the values of all criteria, of every attempt.</param>
    public static ResultTable Of(Fair fair, ContestState contest, bool parts = false)
    {
        IReadOnlyList<(Place Place, int Attempt)> told = parts
            ? [.. contest.Rules.Places.Skip(1).SelectMany(Tries)]
            : [];
        var modules = contest.Rules.Total.Criteria;
        var awards = (contest.Scheme.Awards ?? []).ToDictionary(a => a.Id);
        var rankings = contest.Scheme.Rankings ?? [];
        return new(
            [.. modules.Select(m => m.Part)],
            told,
            rankings,
            [
                .. contest.Standings.Select(s =>
                {
                    var (e, sheet) = (s.Entrant, contest.Sheets[s.Entrant.Number]);
                    var person = contest.PersonOf(fair, sheet);
                    return new Result(
                        e.Group,
                        s.Rank,
                        contest.Called(sheet),
                        person?.Name,
                        person?.Affiliation,
                        e.Status,
                        e.Reckoning.Total.Value,
                        [.. modules.Select(m => e.Reckoning.Of(m).Value)],
                        s.Award is null ? null : awards[s.Award],
                        s.Tie is null ? null : contest.Rules[s.Tie.Part].Part,
                        contest.Figures(sheet).Missing,
                        [.. told.Select(p => e.Reckoning.Try(p.Place, p.Attempt).Value)],
                        [
                            .. rankings.Select(r =>
                                s.Also.FirstOrDefault(a => a.Ranking == r.Id) is { } also
                                    ? new AlsoResult(r, also.Rank, r.Awards?.FirstOrDefault(a => a.Id == also.Award))
                                    : null
                            ),
                        ]
                    );
                }),
            ]
        );
    }

    // modules have columns of their own
    private static IEnumerable<(Place, int)> Tries(Place place) =>
        place.Loop is not null ? Enumerable.Range(1, place.Attempts).Select(a => (place, a))
        : place.Parent?.Parent is null ? []
        : [(place, 0)];

    /// <summary>The names of the columns; <see cref="Cells"/> has as many.</summary>
    public IReadOnlyList<string> Header(bool zh) =>
        [
            .. zh
                ? ["组别", "名次", "编号", "姓名", "单位", "状态", "总分"]
                : (string[])["Group", "Rank", "Number", "Name", "Affiliation", "Status", "Total"],
            .. Modules.Select(m => Words.Of(m, zh)),
            zh ? "奖项" : "Award",
            zh ? "同分依据" : "Tie decided by",
            zh ? "缺分" : "Missing marks",
            .. Rankings.SelectMany(r => (string[])[Words.Of(r, zh), $"{Words.Of(r, zh)}{(zh ? "奖项" : ", award")}"]),
            .. Parts.Select(p => $"{Words.Of(p.Place.Part, zh)} {p.Place.Try(p.Attempt, zh)}".TrimEnd()),
        ];

    /// <summary>Cells of a row: text, a number, or null for nothing. A try without a valid result is
    /// <c>DNF</c>.</summary>
    public static IReadOnlyList<object?> Cells(Result r, bool zh) =>
        [
            r.Group,
            r.Rank is { } rank ? (decimal)rank : null,
            r.Number.Text,
            r.Name,
            r.Affiliation,
            Words.Of(r.Status, zh),
            Cell(r.Total),
            .. r.Modules.Select(Cell),
            r.Award is null ? null : Words.Of(r.Award, zh),
            r.Tie is null ? null : Words.Of(r.Tie, zh),
            r.Missing.Count > 0 ? (decimal)r.Missing.Count : null,
            .. r.Also.SelectMany(a =>
                (object?[])[a is null ? null : (decimal)a.Rank, a?.Award is { } award ? Words.Of(award, zh) : null]
            ),
            .. r.Parts.Select(Cell),
        ];

    private static object? Cell(Value value) =>
        value.Number is { } n ? n
        : value.IsNothing ? null
        : value.ToString();
}
