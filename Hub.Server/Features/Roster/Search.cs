namespace Hub.Features.Roster;

/// <param name="Openings">Number of its positions.</param>
/// <param name="Zone">The development zone that it comes from.</param>
public sealed record EmployerInfo(
    EmployerId Id,
    string Name,
    string? NameEn,
    string? Cluster,
    string? Zone,
    string? Industry,
    string? Website,
    string? Description,
    string? Hall,
    BoothId? Booth,
    int Openings
);

public sealed record PositionInfo(
    string Id,
    EmployerId Employer,
    string EmployerName,
    string? EmployerNameEn,
    BoothId? Booth,
    string Title,
    int? Headcount,
    string? Degree,
    string? Major,
    string? Salary,
    string? Place,
    string? Type
);

/// <param name="EmployersTotal">How many there are, of which the first are in the answer.</param>
public sealed record Found(
    IReadOnlyList<EmployerInfo> Employers,
    IReadOnlyList<PositionInfo> Positions,
    int EmployersTotal,
    int PositionsTotal
);

public sealed record EmployerPage(EmployerInfo Employer, IReadOnlyList<PositionInfo> Positions);

public sealed record PositionPage(PositionInfo Position, EmployerInfo Employer);

/// <summary>What can be chosen from.</summary>
/// <param name="Degrees">What a jobseeker may have, from the least.</param>
public sealed record Filters(
    IReadOnlyList<string> Clusters,
    IReadOnlyList<string> Zones,
    IReadOnlyList<string> Degrees,
    IReadOnlyList<string> Types
);

/// <summary>Narrows a search. What is null or empty narrows nothing.</summary>
/// <param name="Degree">What the jobseeker has: positions that ask for more are left out.</param>
/// <param name="Major">Positions for this major, and for any.</param>
/// <param name="Salary">Yuan a month that a position can pay at least.</param>
public sealed record Narrowed(
    string? Cluster = null,
    string? Zone = null,
    string? Degree = null,
    string? Major = null,
    int? Salary = null,
    string? Type = null
)
{
    public static readonly Narrowed Not = new();

    /// <summary>Whether it says something of positions.</summary>
    internal bool Chooses =>
        !string.IsNullOrEmpty(Degree) || !string.IsNullOrEmpty(Major) || Salary > 0 || !string.IsNullOrEmpty(Type);

    internal bool Takes(Employer e) =>
        (string.IsNullOrEmpty(Cluster) || e.Cluster == Cluster) && (string.IsNullOrEmpty(Zone) || e.Zone == Zone);

    internal bool Takes(PositionItem p) =>
        Takes(p.Employer)
        && (string.IsNullOrEmpty(Degree) || p.Asks <= Array.IndexOf(Degrees.Names, Degree))
        && (
            string.IsNullOrEmpty(Major)
            || p.Position.Major is not { Length: > 0 } major
            || major.Contains(Major, StringComparison.OrdinalIgnoreCase)
            || major.Contains("不限", StringComparison.Ordinal)
        )
        && (Salary is null or <= 0 || p.Pays?.High >= Salary)
        && (string.IsNullOrEmpty(Type) || p.Position.Type == Type);
}

/// <summary>Looking through employers and positions, in Chinese, English, pinyin and its initials. Public.</summary>
public static class Search
{
    /// <summary>Words that are looked for at most.</summary>
    private const int MostWords = 8;

    /// <summary>Every word of <paramref name="q"/> has to stand somewhere in the employer or position; those with all
    /// of them in their own name come first. Where positions are chosen, only employers that have one of them are
    /// found.</summary>
    /// <param name="skip">So many results of each kind are left out at the front.</param>
    /// <param name="take">Most results of each kind, 1 to 200.</param>
    public static Found Find(RosterDirectory directory, string? q, Narrowed narrowed, int skip, int take)
    {
        if (q?.Length > 200)
            throw TooMuch();
        // typed with a Chinese keyboard, letters and digits may be wide
        var words = SearchIndex
            .Plain(q ?? "")
            .Split((char[])[' ', ',', '、'], MostWords + 1, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MostWords)
            throw TooMuch();
        var index = SearchIndex.Of(directory);
        bool[][] having = [.. words.Select(index.Having)];
        var chosen = narrowed.Chooses
            ? index.Positions.Where(narrowed.Takes).Select(p => p.Employer.Id).ToHashSet()
            : null;
        var employers = Best(
            index.Employers,
            having,
            e => narrowed.Takes(e.Employer) && chosen?.Contains(e.Employer.Id) is not false
        );
        var positions = Best(index.Positions, having, narrowed.Takes);
        (skip, take) = (Math.Max(0, skip), Math.Clamp(take, 1, 200));
        return new Found(
            [.. employers.Skip(skip).Take(take).Select(e => Of(directory, e.Employer))],
            [.. positions.Skip(skip).Take(take).Select(p => Of(directory, p.Position))],
            employers.Count,
            positions.Count
        );
    }

    private static List<T> Best<T>(IReadOnlyList<T> all, bool[][] words, Predicate<T> takes)
        where T : SearchItem
    {
        List<T> called = [],
            others = [];
        foreach (var item in all)
            if (item.Has(words) && takes(item))
                (item.IsCalled(words) ? called : others).Add(item);
        called.AddRange(others);
        return called;
    }

    private static Refusal TooMuch() => RosterRefusals.TooManyWords(MostWords);

    public static EmployerInfo Of(RosterDirectory directory, Employer e) =>
        new(
            e.Id,
            e.Name,
            e.NameEn,
            e.Cluster,
            e.Zone,
            e.Industry,
            e.Website,
            e.Description,
            e.Hall,
            e.Booth,
            directory.Openings.GetValueOrDefault(e.Id)
        );

    public static PositionInfo Of(RosterDirectory directory, Position p)
    {
        var e = directory.Employers[p.Employer];
        return new(
            p.Id,
            e.Id,
            e.Name,
            e.NameEn,
            e.Booth,
            p.Title,
            p.Headcount,
            p.Degree,
            p.Major,
            p.Salary,
            p.Place,
            p.Type
        );
    }

    public static Filters FiltersOf(RosterDirectory directory)
    {
        return new(
            Distinct(directory.Employers.Values.Select(e => e.Cluster)),
            Distinct(directory.Employers.Values.Select(e => e.Zone)),
            Degrees.Names,
            Distinct(directory.Positions.Values.Select(p => p.Type))
        );

        static string[] Distinct(IEnumerable<string?> values) =>
            [.. values.OfType<string>().Where(v => v.Length > 0).Distinct().Order(StringComparer.Ordinal)];
    }

    public static void Map(IEndpointRouteBuilder fairs)
    {
        fairs
            .MapGet(
                "search",
                (
                    string? q,
                    string? cluster,
                    string? zone,
                    string? degree,
                    string? major,
                    int? salary,
                    string? type,
                    int? skip,
                    int? take,
                    HttpContext http
                ) =>
                    Find(
                        http.Fair().Roster.Directory,
                        q,
                        new Narrowed(cluster, zone, degree, major, salary, type),
                        skip ?? 0,
                        take ?? 50
                    )
            )
            .WithSummary("Search employers and positions")
            .WithDescription(
                "In Chinese, English, pinyin and its initials. degree: what the jobseeker has; salary: yuan a month "
                    + "that it can pay at least."
            );

        fairs
            .MapGet("filters", (HttpContext http) => FiltersOf(http.Fair().Roster.Directory))
            .WithSummary("What a search can be narrowed by");

        fairs
            .MapGet(
                "employers/{id}",
                (EmployerId id, HttpContext http) =>
                {
                    var (directory, employer) = (http.Fair().Roster.Directory, http.Fair().Employer(id));
                    return new EmployerPage(
                        Of(directory, employer),
                        [
                            .. directory
                                .Positions.Values.Where(p => p.Employer == id)
                                .OrderBy(p => p.Title, StringComparer.Ordinal)
                                .Select(p => Of(directory, p)),
                        ]
                    );
                }
            )
            .WithSummary("An employer with its positions");

        fairs
            .MapGet(
                "positions/{id}",
                (string id, HttpContext http) =>
                {
                    var directory = http.Fair().Roster.Directory;
                    if (!directory.Positions.TryGetValue(id, out var p))
                        throw RosterRefusals.UnknownPosition();
                    return new PositionPage(Of(directory, p), Of(directory, directory.Employers[p.Employer]));
                }
            )
            .WithSummary("A position with its employer");
    }
}
