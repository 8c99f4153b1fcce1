using Hub.Ledger;
using Hub.Live;

namespace Hub.Floor;

/// <summary>A row of <c>floor</c>, keyed by booth.</summary>
/// <param name="Here">Distinct passes in the booth now.</param>
/// <param name="Today">Visits since midnight at the fair's place.</param>
/// <param name="Positions">Open positions of its employer.</param>
public sealed record FloorRow(string Booth, string Employer, string EmployerName, string? EmployerNameEn, string? Cluster, int Here, int Today, int Positions);

/// <summary>The row <c>fair</c> of <c>totals</c>.</summary>
/// <param name="Here">Passes in any booth now.</param>
/// <param name="People">Distinct passes today.</param>
/// <param name="Visits">Visits today.</param>
/// <param name="KnownPassesOnly">See <see cref="SetFloorRules"/>.</param>
public sealed record TotalsRow(int Here, int People, int Visits, int Employers, int Booths, int Positions, bool KnownPassesOnly);

/// <summary>A row <c>cluster/NAME</c> of <c>totals</c>.</summary>
public sealed record ClusterRow(string Cluster, int Here, int Visits, int Booths);

/// <summary>A row of <c>booth/B</c>, keyed by pass: who is here now.</summary>
public sealed record HereRow(string Pass, DateTimeOffset Since);

public static class FloorBoards
{
    public static readonly Board Floor = Board.Public("floor", fair => fair.Floor, (fair, _, now) => FloorRows(fair, now).Select(r => (r.Booth, (object)r)));

    public static readonly Board Totals = Board.Public("totals", fair => fair.Floor, (fair, _, now) => TotalsRows(fair, now));

    public static readonly Board Booth = new("booth/*", [Role.Recruiter, Role.Organizer],
        (asker, words) => asker.Role is Role.Organizer || asker.Role is Role.Recruiter && asker.Booth == words[0],
        // whoever comes or goes changes the booth's crowd
        (fair, words) => (fair.Floor.Directory, fair.Floor.Crowds.GetValueOrDefault(words[0])),
        (fair, words, _) => fair.Floor.Directory.Booths.ContainsKey(words[0])
            ? fair.Floor.Passes.Where(p => p.Value.Booth == words[0]).Select(p => (p.Key, (object)new HereRow(p.Key, p.Value.Since)))
            : null);

    private static IEnumerable<FloorRow> FloorRows(Fair fair, DateTimeOffset now)
    {
        var (floor, today) = (fair.Floor, fair.Slice<About>().Day(now));
        foreach (var (booth, id) in floor.Directory.Booths)
        {
            var e = floor.Directory.Employers[id];
            var crowd = floor.Crowds.GetValueOrDefault(booth);
            yield return new FloorRow(booth, e.Id, e.Name, e.NameEn, e.Cluster, crowd?.Here ?? 0, crowd?.Day == today ? crowd.Visits : 0,
                floor.Directory.Openings.GetValueOrDefault(e.Id));
        }
    }

    private static IEnumerable<(string, object)> TotalsRows(Fair fair, DateTimeOffset now)
    {
        var floor = fair.Floor;
        var today = floor.Day == fair.Slice<About>().Day(now);
        yield return ("fair", new TotalsRow(floor.Here, today ? floor.People : 0, today ? floor.Visits : 0,
            floor.Directory.Employers.Count, floor.Directory.Booths.Count, floor.Directory.Positions.Count, floor.KnownPassesOnly));
        foreach (var cluster in FloorRows(fair, now).Where(r => !string.IsNullOrEmpty(r.Cluster)).GroupBy(r => r.Cluster!))
            yield return ($"cluster/{cluster.Key}", new ClusterRow(cluster.Key, cluster.Sum(r => r.Here), cluster.Sum(r => r.Today), cluster.Count()));
    }
}
