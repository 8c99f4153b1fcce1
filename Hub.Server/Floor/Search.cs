using System.Globalization;
using System.Text;
using Hub.Ledger;

namespace Hub.Floor;

/// <param name="Openings">Number of its positions.</param>
public sealed record EmployerInfo(string Id, string Name, string? NameEn, string? Cluster, string? Industry, string? Website, string? Description, string? Booth, int Openings);

public sealed record PositionInfo(string Id, string Employer, string EmployerName, string? EmployerNameEn, string? Booth, string Title, int? Headcount, string? Degree, string? Major,
    string? Salary, string? Place, string? Type);

/// <param name="EmployersTotal">How many there are, of which the first are in the answer.</param>
public sealed record Found(IReadOnlyList<EmployerInfo> Employers, IReadOnlyList<PositionInfo> Positions, int EmployersTotal, int PositionsTotal);

public sealed record EmployerPage(EmployerInfo Employer, IReadOnlyList<PositionInfo> Positions);

/// <summary>Looking through employers and positions. Public.</summary>
public static class Search
{
    /// <summary>Words that are looked for at most.</summary>
    private const int MostWords = 8;

    /// <summary>Booth 2 comes before booth 10; employers without a booth come last.</summary>
    private static readonly StringComparer ByBooth = StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering);

    /// <summary>Every word of <paramref name="q"/> has to stand somewhere in the employer or position; those with all of them in their own name
    /// come first.</summary>
    /// <param name="skip">So many results of each kind are left out at the front.</param>
    /// <param name="take">Most results of each kind, 1 to 200.</param>
    public static Found Find(Directory directory, string? q, string? cluster, int skip, int take)
    {
        if (q?.Length > 200) throw TooMuch();
        // typed with a Chinese keyboard, letters and digits may be wide
        var words = (q ?? "").Normalize(NormalizationForm.FormKC).Split((char[])[' ', ',', '、'], MostWords + 1, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MostWords) throw TooMuch();
        var inCluster = directory.Employers.Values.Where(e => string.IsNullOrEmpty(cluster) || e.Cluster == cluster).ToDictionary(e => e.Id);
        var employers = Best(inCluster.Values, words, e => e.Name, e => [e.Name, e.NameEn, e.Cluster, e.Industry, e.Booth])
            .ThenBy(e => e.Booth is null).ThenBy(e => e.Booth, ByBooth).ToArray();
        var positions = Best(directory.Positions.Values.Where(p => inCluster.ContainsKey(p.Employer)), words, p => p.Title,
            p => inCluster[p.Employer] is var e ? [p.Title, p.Major, p.Degree, p.Place, p.Type, e.Name, e.NameEn, e.Booth] : [])
            .ThenBy(p => p.Title, StringComparer.Ordinal).ToArray();
        (skip, take) = (Math.Max(0, skip), Math.Clamp(take, 1, 200));
        return new Found([.. employers.Skip(skip).Take(take).Select(e => Of(directory, e))], [.. positions.Skip(skip).Take(take).Select(p => Of(directory, p))], employers.Length, positions.Length);
    }

    private static IOrderedEnumerable<T> Best<T>(IEnumerable<T> all, string[] words, Func<T, string> name, Func<T, string?[]> texts) => all
        .Where(item => words.Length == 0 || texts(item) is var of && words.All(w => of.Any(text => text?.Contains(w, StringComparison.OrdinalIgnoreCase) is true)))
        .OrderBy(item => !words.All(w => name(item).Contains(w, StringComparison.OrdinalIgnoreCase)));

    private static Refusal TooMuch() => Refusal.Malformed($"最多搜索 {MostWords} 个词。", $"Search for {MostWords} words at most.");

    public static EmployerInfo Of(Directory directory, Employer e) =>
        new(e.Id, e.Name, e.NameEn, e.Cluster, e.Industry, e.Website, e.Description, e.Booth, directory.Openings.GetValueOrDefault(e.Id));

    public static PositionInfo Of(Directory directory, Position p)
    {
        var e = directory.Employers[p.Employer];
        return new(p.Id, e.Id, e.Name, e.NameEn, e.Booth, p.Title, p.Headcount, p.Degree, p.Major, p.Salary, p.Place, p.Type);
    }

    public static void Map(IEndpointRouteBuilder fairs)
    {
        fairs.MapGet("search", (string fair, string? q, string? cluster, int? skip, int? take, Ledgers ledgers) => Find(ledgers[fair].Fair.Floor.Directory, q, cluster, skip ?? 0, take ?? 50))
            .WithSummary("Search employers and positions");

        fairs.MapGet("employers/{id}", (string fair, string id, Ledgers ledgers) =>
        {
            var directory = ledgers[fair].Fair.Floor.Directory;
            if (!directory.Employers.TryGetValue(id, out var e)) throw Refusal.Unknown("employer", "没有这家单位。", "There is no such employer.");
            return new EmployerPage(Of(directory, e), [.. directory.Positions.Values.Where(p => p.Employer == id).OrderBy(p => p.Title, StringComparer.Ordinal).Select(p => Of(directory, p))]);
        }).WithSummary("An employer with its positions");
    }
}
