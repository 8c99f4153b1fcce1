namespace Hub.Features.Roster;

/// <param name="Openings">Number of its positions.</param>
/// <param name="Zone">The development zone that it comes from.</param>
/// <param name="Booth">The first of its booths.</param>
/// <param name="PayLow">Yuan a month that a position of it pays at least; null: none says so in a way that is
/// understood.</param>
/// <param name="PayHigh">Yuan a month that a position of it pays at most.</param>
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
    int Openings,
    IReadOnlyList<BoothId> Booths,
    int? PayLow,
    int? PayHigh
);

/// <param name="HeadcountText">How many are sought as it was written, where that is not one number.</param>
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
    string? Type,
    string? HeadcountText
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

    /// <summary>Booths that can be asked for first.</summary>
    private const int MostFirst = 200;

    /// <summary>Every word of <paramref name="q"/> has to stand somewhere in the employer or position; those with all
    /// of them in their own name come first. After them comes what has the parts of a word like 软件开发
    /// (see <see cref="SearchWord"/>); where no employer has, those of the positions that do; and where nothing has all
    /// of it, what has most. Where positions are chosen, only employers that have one of them are found.</summary>
    /// <param name="first">Booths whose employers and positions come first, in this order; 200 at most count.</param>
    /// <param name="skip">So many results of each kind are left out at the front.</param>
    /// <param name="take">Most results of each kind, 1 to 200.</param>
    public static Found Find(
        RosterDirectory directory,
        string? q,
        Narrowed narrowed,
        int skip,
        int take,
        IReadOnlyList<string>? first = null
    )
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
        SearchWord[] having = [.. words.Select(w => new SearchWord(index, w))];
        var chosen = narrowed.Chooses
            ? index.Positions.Where(narrowed.Takes).Select(p => p.Employer.Id).ToHashSet()
            : null;
        var order = (first ?? [])
            .Take(MostFirst)
            .Distinct()
            .Select((booth, i) => (booth, i))
            .ToDictionary(b => b.booth, b => b.i);
        int Turn(Employer e) => e.Booth is { } booth ? order.GetValueOrDefault(booth.Text, int.MaxValue) : int.MaxValue;
        List<EmployerItem> among =
        [
            .. index.Employers.Where(e => narrowed.Takes(e.Employer) && chosen?.Contains(e.Employer.Id) is not false),
        ];
        List<PositionItem> offered = [.. index.Positions.Where(narrowed.Takes)];
        var (employers, positions) = (Best(among, having), Best(offered, having));
        if (employers.Count == 0)
            employers =
                positions.Count > 0 && Array.Exists(having, w => w.IsParted)
                    ?
                    [
                        .. positions
                            .Select(p => p.Employer.Id)
                            .Distinct()
                            .Join(among, id => id, e => e.Employer.Id, (_, e) => e),
                    ]
                    : Some(among, having);
        if (positions.Count == 0)
            positions = Some(offered, having);
        if (order.Count > 0)
            (employers, positions) = (
                [.. employers.OrderBy(e => Turn(e.Employer))],
                [.. positions.OrderBy(p => Turn(p.Employer))]
            );
        (skip, take) = (Math.Max(0, skip), Math.Clamp(take, 1, 200));
        return new Found(
            [.. employers.Skip(skip).Take(take).Select(e => Of(directory, e.Employer))],
            [.. positions.Skip(skip).Take(take).Select(p => Of(directory, p.Position))],
            employers.Count,
            positions.Count
        );
    }

    /// <summary>What has all words, in the order of how well it fits, and of what fits alike as it stands
    /// there.</summary>
    private static List<T> Best<T>(List<T> all, SearchWord[] words)
        where T : SearchItem
    {
        List<T> called = [],
            whole = [],
            calledApart = [],
            apart = [];
        foreach (var item in all)
            if (Array.TrueForAll(words, w => w.IsIn(item)))
                (Array.TrueForAll(words, w => w.IsCalled(item)) ? called : whole).Add(item);
            else if (Array.TrueForAll(words, w => w.IsCovered(item.Texts)))
                (Array.TrueForAll(words, w => w.IsCovered(item.Name)) ? calledApart : apart).Add(item);
        return [.. called, .. whole, .. calledApart, .. apart];
    }

    /// <summary>What has a part of each word, most first: at least half as much as the best has.</summary>
    private static List<T> Some<T>(List<T> all, SearchWord[] words)
        where T : SearchItem
    {
        var some = all.FindAll(item => Array.TrueForAll(words, w => w.Share(item.Texts) > 0))
            .ConvertAll(item =>
                (Item: item, Share: words.Sum(w => w.Share(item.Texts)), Called: words.Sum(w => w.Share(item.Name)))
            );
        var most = some.Select(s => s.Share).DefaultIfEmpty().Max();
        return
        [
            .. some.Where(s => 2 * s.Share >= most)
                .OrderByDescending(s => s.Share)
                .ThenByDescending(s => s.Called)
                .Select(s => s.Item),
        ];
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
            directory.Openings.GetValueOrDefault(e.Id),
            e.AllBooths(),
            SearchIndex.Of(directory).Pays.GetValueOrDefault(e.Id)?.Low,
            SearchIndex.Of(directory).Pays.GetValueOrDefault(e.Id)?.High
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
            p.Type,
            p.HeadcountText
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
                    string? first,
                    int? skip,
                    int? take,
                    HttpContext http
                ) =>
                    Find(
                        http.Fair().Roster.Directory,
                        q,
                        new Narrowed(cluster, zone, degree, major, salary, type),
                        skip ?? 0,
                        take ?? 50,
                        first?.Split(',')
                    )
            )
            .WithSummary("Search employers and positions")
            .WithDescription(
                "In Chinese, English, pinyin and its initials. degree: what the jobseeker has; salary: yuan a month "
                    + "that it can pay at least; first: booths, parted by commas, whose employers and positions come "
                    + "first."
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
                    var (directory, p) = (http.Fair().Roster.Directory, http.Fair().Position(id));
                    return new PositionPage(Of(directory, p), Of(directory, directory.Employers[p.Employer]));
                }
            )
            .WithSummary("A position with its employer");
    }
}
