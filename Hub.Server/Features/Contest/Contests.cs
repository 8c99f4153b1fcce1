using System.Text.Json.Serialization;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

public sealed record ContestInfo(ContestId Id, string Name, string? NameEn);

/// <param name="Weight">Per cent of the total; null where modules are added up.</param>
public sealed record ModuleInfo(string Id, string Name, string? NameEn, decimal? Weight, bool Counts);

/// <summary>Something that judges mark.</summary>
/// <param name="Module">Id of the module it is in.</param>
/// <param name="Seats">Who marks it.</param>
/// <param name="Shadows">Who marks it in training: it does not count.</param>
/// <param name="Min">Least mark.</param>
/// <param name="Max">Highest mark.</param>
/// <param name="Step">Marks go up from <paramref name="Min"/> in steps of this.</param>
public sealed record CriterionInfo(
    string Id,
    string Name,
    string? NameEn,
    string Module,
    Kind Kind,
    IReadOnlyList<SeatId> Seats,
    IReadOnlyList<SeatId> Shadows,
    decimal Min,
    decimal Max,
    decimal Step,
    int Attempts,
    string? Unit,
    bool MayFail
)
{
    /// <summary>So many of its attempts are asked for; 0 where it is in a module that does not count.</summary>
    public int Due { get; init; }

    /// <summary>Whether its scheme sets no least mark; <c>min</c> is then what a ledger can hold.</summary>
    public bool OpenBelow { get; init; }

    /// <summary>Whether its scheme sets no highest mark; <c>max</c> is then what a ledger can hold.</summary>
    public bool OpenAbove { get; init; }

    /// <summary>What is chosen from (choice); null: a number is entered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Choice>? Choices { get; init; }

    /// <summary>What its attempts are called; null: by their numbers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? AttemptNames { get; init; }
}

/// <param name="Number">Or the code, while names are hidden.</param>
/// <param name="Name">Empty when erased or hidden.</param>
/// <param name="Heat">1, 2…; null: not drawn.</param>
/// <param name="Withdrawn">Takes no more marks; as the public may know it, but for who marks the contest.</param>
public sealed record ContestantInfo(
    ContestantId Number,
    string Name,
    string? Affiliation,
    string? Group,
    int? Heat,
    int? Station,
    bool Withdrawn
);

/// <param name="Id">As in the leaderboard's rows.</param>
public sealed record AwardInfo(string Id, string Name, string? NameEn);

/// <summary>A ranking beside the first one.</summary>
public sealed record RankingInfo(string Id, string Name, string? NameEn, IReadOnlyList<AwardInfo> Awards);

/// <summary>A contest as its judges and its audience need it. Public.</summary>
/// <param name="Digits">Decimals that its scheme rounds totals to; null: it does not round them.</param>
public sealed record ContestPage(
    ContestId Id,
    string Name,
    string? NameEn,
    IReadOnlyList<ModuleInfo> Modules,
    IReadOnlyList<CriterionInfo> Criteria,
    IReadOnlyList<SeatId> Seats,
    IReadOnlyList<ContestantInfo> Contestants,
    IReadOnlyList<AwardInfo> Awards,
    int? Digits
)
{
    /// <summary>Rankings beside the first one; null: there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RankingInfo>? Rankings { get; init; }
}

public static class Contests
{
    public static void Map(IEndpointRouteBuilder fairs)
    {
        fairs
            .MapGet(
                "contests",
                (HttpContext http) =>
                    http.Fair()
                        .Contests.Values.Select(c => c.Scheme)
                        .OrderBy(s => s.Id)
                        .Select(s => new ContestInfo(s.Id, s.Name, s.NameEn))
            )
            .WithSummary("The contests of a fair");

        fairs
            .MapGet(
                "contests/{id}",
                (ContestId id, HttpContext http) =>
                {
                    http.Response.Headers.Vary = "Cookie, Authorization, Hub-As";
                    return Page(http.Fair(), id, Marks(http, id));
                }
            )
            .WithSummary("A contest with its modules, criteria, seats and contestants");

        fairs
            .MapGet(
                "contests/{id}/scheme",
                (ContestId id, HttpContext http) =>
                    Results.Text(SchemeFile.Write(http.Fair().Contest(id).Scheme), "application/json")
            )
            .Produces<Scheme>()
            .WithSummary("The rules of a contest, as a person would write them");
    }

    /// <summary>Whether a judge of the contest asks, or who leads it. Whoever shows a badge that counts no more is
    /// anybody.</summary>
    private static bool Marks(HttpContext http, ContestId id)
    {
        try
        {
            return http.Asker() is var asker && (asker.Judges(id) || asker.Leads(id));
        }
        catch (Refusal)
        {
            return false;
        }
    }

    /// <param name="marked">For who marks it: how contestants take part now, whatever the public knows.</param>
    internal static ContestPage Page(Fair fair, ContestId id, bool marked)
    {
        var (contest, rules) = (fair.Contest(id), fair.Contest(id).Rules);
        var known = marked ? contest : contest.Reveal?.Of.Unmarked ?? contest.Public;
        return new ContestPage(
            id,
            contest.Scheme.Name,
            contest.Scheme.NameEn,
            [
                .. rules.Total.Criteria.Select(m => new ModuleInfo(
                    m.Part.Id,
                    m.Part.Name,
                    m.Part.NameEn,
                    m.Part.Weight,
                    m.Part.Counts
                )),
            ],
            [
                .. rules
                    .Places.Where(p => p.IsEntered && p.Part.Kind is not Kind.Carried)
                    .Select(p => new CriterionInfo(
                        p.Part.Id,
                        p.Part.Name,
                        p.Part.NameEn,
                        p.Module.Part.Id,
                        p.Part.Kind!.Value,
                        p.Seats,
                        p.Shadows,
                        p.Range.Min,
                        p.Range.Max,
                        p.Range.Step,
                        p.Attempts,
                        p.Part.Unit,
                        p.Takes(Value.Failed)
                    )
                    {
                        Due = Rules.IsDue(p) ? p.Attempts : 0,
                        OpenBelow = p.Range.Min == -Place.Unlimited,
                        OpenAbove = p.Range.Max == Place.Unlimited,
                        Choices = p.Part.Choices,
                        AttemptNames = p.Loop?.Part.Attempts?.Names,
                    }),
            ],
            rules.Seats,
            [
                .. contest
                    .InOrder.Select(c => (Sheet: c, Person: contest.PersonOf(fair, c)))
                    .Select(c => new ContestantInfo(
                        contest.Called(c.Sheet),
                        c.Person?.Name ?? "",
                        c.Person?.Affiliation,
                        c.Sheet.Group,
                        c.Sheet.Drawn?.Heat,
                        c.Sheet.Drawn?.Station,
                        known.Sheets.GetValueOrDefault(c.Sheet.Number)?.Status is Status.Withdrawn
                    )),
            ],
            Info(contest.Scheme.Awards),
            contest.Scheme.Steps is [.., Step.Round { Digits: var digits }] ? digits : null
        )
        {
            Rankings = contest
                .Scheme.Rankings?.Select(r => new RankingInfo(r.Id, r.Name, r.NameEn, Info(r.Awards)))
                .ToList(),
        };

        static IReadOnlyList<AwardInfo> Info(IReadOnlyList<Award>? awards) =>
            [.. (awards ?? []).Select(a => new AwardInfo(a.Id, a.Name, a.NameEn))];
    }
}
