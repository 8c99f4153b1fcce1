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

    /// <summary>Every word of <paramref name="q"/> has to stand somewhere in the employer or position.</summary>
    /// <param name="take">Most results of each kind, 1 to 200.</param>
    public static Found Find(Directory directory, string? q, string? cluster, int take)
    {
        var words = (q ?? "").Split((char[])[' ', '\u3000', ',', '，', '、'], MostWords + 1, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MostWords || q?.Length > 200) throw Refusal.Malformed($"最多搜索 {MostWords} 个词。", $"Search for {MostWords} words at most.");
        bool Has(params ReadOnlySpan<string?> texts)
        {
            foreach (var word in words)
            {
                var found = false;
                foreach (var text in texts) found |= text is not null && text.Contains(word, StringComparison.OrdinalIgnoreCase);
                if (!found) return false;
            }
            return true;
        }
        var inCluster = directory.Employers.Values.Where(e => string.IsNullOrEmpty(cluster) || e.Cluster == cluster).ToDictionary(e => e.Id);
        var employers = inCluster.Values.Where(e => Has(e.Name, e.NameEn, e.Cluster, e.Industry, e.Booth)).OrderBy(e => e.Booth ?? "~", StringComparer.Ordinal).ToArray();
        var positions = words.Length == 0 && string.IsNullOrEmpty(cluster) ? [.. directory.Positions.Values]
            : directory.Positions.Values.Where(p => inCluster.TryGetValue(p.Employer, out var e) && Has(p.Title, p.Major, p.Degree, p.Place, p.Type, e.Name, e.NameEn)).ToArray();
        Array.Sort(positions, (a, b) => string.CompareOrdinal(a.Title, b.Title));
        take = Math.Clamp(take, 1, 200);
        return new Found([.. employers.Take(take).Select(e => Of(directory, e))], [.. positions.Take(take).Select(p => Of(directory, p))], employers.Length, positions.Length);
    }

    public static EmployerInfo Of(Directory directory, Employer e) =>
        new(e.Id, e.Name, e.NameEn, e.Cluster, e.Industry, e.Website, e.Description, e.Booth, directory.Openings.GetValueOrDefault(e.Id));

    public static PositionInfo Of(Directory directory, Position p)
    {
        var e = directory.Employers[p.Employer];
        return new(p.Id, e.Id, e.Name, e.NameEn, e.Booth, p.Title, p.Headcount, p.Degree, p.Major, p.Salary, p.Place, p.Type);
    }

    public static void Map(IEndpointRouteBuilder fairs)
    {
        fairs.MapGet("search", (string fair, string? q, string? cluster, int? take, Ledgers ledgers) => Find(ledgers[fair].Fair.Floor.Directory, q, cluster, take ?? 50))
            .WithSummary("Search employers and positions");

        fairs.MapGet("employers/{id}", (string fair, string id, Ledgers ledgers) =>
        {
            var directory = ledgers[fair].Fair.Floor.Directory;
            if (!directory.Employers.TryGetValue(id, out var e)) throw Refusal.Unknown("employer", "没有这家单位。", "There is no such employer.");
            return new EmployerPage(Of(directory, e), [.. directory.Positions.Values.Where(p => p.Employer == id).OrderBy(p => p.Title, StringComparer.Ordinal).Select(p => Of(directory, p))]);
        }).WithSummary("An employer with its positions");
    }
}
