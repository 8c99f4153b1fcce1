using Hub.Features.Roster;

namespace Hub.Features.Interest;

/// <summary>A row of <c>intentions</c>: <c>fair</c>, <c>cluster/C</c>, <c>employer/E</c>, <c>degree/D</c> (the degree
/// that the position asks for; <c>–</c> where no position was named). Each number counts people and employers, once a
/// pair, as far as they ever came.</summary>
/// <param name="Declared">Null: hidden, because it is small or would tell a small one.</param>
/// <param name="Agreed">Preliminary agreements that stand.</param>
public sealed record IntentionRow(
    string Kind,
    string Name,
    string? NameEn,
    int? Declared,
    int? Interviewed,
    int? Agreed
) : IntentionsBoardRow;

/// <summary>A row <c>tick/N</c>: something happened, nobody says to whom. Where an employer's number is hidden only its
/// cluster is told, and not that where it is hidden too.</summary>
public sealed record TickRow(Deed Deed, string? Employer, string? EmployerEn, string? Cluster, DateTimeOffset At)
    : IntentionsBoardRow;

/// <summary>A row of <c>intentions</c>.</summary>
public abstract record IntentionsBoardRow;

public static class IntentionsBoard
{
    public static readonly Board Board = new Board<IntentionsBoardRow>(
        "intentions",
        _ => Who.Everybody,
        (fair, _) => (fair.Roster.Directory, fair.Intentions),
        (fair, _, _) => Rows(fair)
    )
    {
        Kinds =
        [
            new("fair", typeof(IntentionRow)),
            new("cluster/*", typeof(IntentionRow)),
            new("employer/*", typeof(IntentionRow)),
            new("degree/*", typeof(IntentionRow)),
            new("tick/*", typeof(TickRow)),
        ],
    };

    private static IEnumerable<(string, IntentionsBoardRow)> Rows(Fair fair)
    {
        var directory = fair.Roster.Directory;
        var all = fair
            .Intentions.Employers.SelectMany(e =>
                e.Value.Values.Where(l => l.Intention is not null)
                    .Select(l =>
                        (Employer: directory.Employers[e.Key], l.Intention!.Position, Count: Count.Of(l.Intention))
                    )
            )
            .ToArray();
        var employers = all.GroupBy(i => i.Employer.Id)
            .ToDictionary(g => g.Key, g => Count.Sum(g.Select(i => i.Count)));
        var clusters = all.GroupBy(i => Cluster(i.Employer))
            .ToDictionary(g => g.Key, g => Count.Sum(g.Select(i => i.Count)));
        var degrees = all.GroupBy(i => Degree(directory, i.Position))
            .ToDictionary(g => g.Key, g => Count.Sum(g.Select(i => i.Count)));
        var total = Count.Sum(employers.Values);

        var shownTotal = Small.Shown(total);
        var (shownClusters, shownDegrees) = (Small.Hide(clusters, shownTotal), Small.Hide(degrees, shownTotal));
        yield return ("fair", Row("fair", "", null, shownTotal));
        foreach (var (cluster, shown) in shownClusters)
            yield return ($"cluster/{cluster}", Row("cluster", cluster, null, shown));
        foreach (var (degree, shown) in shownDegrees)
            yield return ($"degree/{degree}", Row("degree", degree, null, shown));
        var shownEmployers = employers
            .GroupBy(e => Cluster(directory.Employers[e.Key]))
            .SelectMany(g => Small.Hide(g.ToDictionary(), shownClusters[g.Key]))
            .ToDictionary();
        foreach (var (id, shown) in shownEmployers)
            yield return (
                $"employer/{id}",
                Row("employer", directory.Employers[id].Name, directory.Employers[id].NameEn, shown)
            );
        foreach (var (i, happened) in fair.Intentions.Ticker.Index())
            yield return ($"tick/{i:00}", Tick(directory, happened, shownEmployers, shownClusters));
    }

    private static IntentionRow Row(string kind, string name, string? nameEn, Shown shown) =>
        new(kind, name, nameEn, shown.Declared, shown.Interviewed, shown.Agreed);

    private static string Cluster(Employer employer) => string.IsNullOrEmpty(employer.Cluster) ? "–" : employer.Cluster;

    private static string Degree(RosterDirectory directory, string? position) =>
        position is not null && directory.Positions.GetValueOrDefault(position)?.Degree is { Length: > 0 } degree
            ? degree
            : "–";

    private static TickRow Tick(
        RosterDirectory directory,
        Happening h,
        Dictionary<EmployerId, Shown> employers,
        Dictionary<string, Shown> clusters
    )
    {
        var employer = directory.Employers[h.Employer];
        var named = employers.GetValueOrDefault(h.Employer).Of(h.Deed) is not null;
        var told = named || clusters.GetValueOrDefault(Cluster(employer)).Of(h.Deed) is not null;
        return new TickRow(
            h.Deed,
            named ? employer.Name : null,
            named ? employer.NameEn : null,
            told ? employer.Cluster : null,
            h.At
        );
    }
}

/// <summary>So many pairs of a person and an employer, as far as they came.</summary>
public readonly record struct Count(int Declared, int Interviewed, int Agreed)
{
    public static Count Of(Intention i) =>
        new(1, i.History.Any(p => p.Deed is Deed.Interviewed) ? 1 : 0, i.Stage is Stage.Agreed ? 1 : 0);

    public static Count Sum(IEnumerable<Count> counts) =>
        counts.Aggregate(
            default(Count),
            (a, b) => new Count(a.Declared + b.Declared, a.Interviewed + b.Interviewed, a.Agreed + b.Agreed)
        );
}

/// <summary>The same, where what could tell of single people is left out.</summary>
public readonly record struct Shown(int? Declared, int? Interviewed, int? Agreed)
{
    public int? Of(Deed deed) =>
        deed switch
        {
            Deed.Declared => Declared,
            Deed.Interviewed => Interviewed,
            Deed.Agreed => Agreed,
            _ => null,
        };
}

/// <summary>Hides numbers below 5, and as many others as it takes that no sum tells them: what is hidden of a shown sum
/// is at least two numbers and 5 people, or nothing.</summary>
/// <remarks>Cell suppression with secondary suppression: Hundepool et al., Statistical Disclosure Control, 2012,
/// chapter 4.</remarks>
public static class Small
{
    public const int Least = 5;

    public static Shown Shown(Count total) => new(Big(total.Declared), Big(total.Interviewed), Big(total.Agreed));

    /// <summary>The parts of a sum.</summary>
    public static Dictionary<T, Shown> Hide<T>(IReadOnlyDictionary<T, Count> parts, Shown sum)
        where T : notnull
    {
        var (declared, interviewed, agreed) = (
            Hide(parts, c => c.Declared, sum.Declared),
            Hide(parts, c => c.Interviewed, sum.Interviewed),
            Hide(parts, c => c.Agreed, sum.Agreed)
        );
        return parts.ToDictionary(p => p.Key, p => new Shown(declared[p.Key], interviewed[p.Key], agreed[p.Key]));
    }

    private static Dictionary<T, int?> Hide<T>(IReadOnlyDictionary<T, Count> parts, Func<Count, int> of, int? sum)
        where T : notnull
    {
        var shown = parts.ToDictionary(p => p.Key, p => sum is null ? null : Big(of(p.Value)));
        if (sum is null)
            return shown;
        // the order decides nothing but which of two equal ones is hidden
        var candidates = new Queue<T>(
            parts
                .Where(p => shown[p.Key] > 0)
                .OrderBy(p => of(p.Value))
                .ThenBy(p => p.Key.ToString(), StringComparer.Ordinal)
                .Select(p => p.Key)
        );
        while (Telling() && candidates.TryDequeue(out var next))
            shown[next] = null;
        return shown;

        bool Telling()
        {
            T[] hidden = [.. shown.Where(s => s.Value is null && of(parts[s.Key]) > 0).Select(s => s.Key)];
            return hidden.Length > 0 && (hidden.Length < 2 || hidden.Sum(h => of(parts[h])) < Least);
        }
    }

    private static int? Big(int count) => count is > 0 and < Least ? null : count;
}
