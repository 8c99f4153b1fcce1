using Hub.Features.Access;
using Hub.Features.Roster;

namespace Hub.Features.Floor;

/// <summary>How full a place is that holds only so many.</summary>
public enum Fill
{
    Free,

    /// <summary>From 80 %.</summary>
    Near,

    /// <summary>From 100 %.</summary>
    Full,
}

/// <summary>A row of <c>floor</c>, keyed by booth.</summary>
/// <param name="Here">People in the booth now: counted where they check out, else expected.</param>
/// <param name="Low">With a probability of 80 %, as far as the model is right, there are so many at least …</param>
/// <param name="High">… and so many at most. Both are <paramref name="Here"/> where people are counted.</param>
/// <param name="Today">Visits since midnight at the fair's place.</param>
/// <param name="Positions">Open positions of its employer.</param>
/// <param name="Zone">The development zone that its employer comes from.</param>
/// <param name="Capacity">How many people it holds; null: nobody said.</param>
/// <param name="Spot">Where it is on the plan; null: it was not placed.</param>
public sealed record FloorRow(
    BoothId Booth,
    EmployerId Employer,
    string EmployerName,
    string? EmployerNameEn,
    string? Cluster,
    string? Zone,
    string? Hall,
    int Here,
    int Low,
    int High,
    int Today,
    int Positions,
    int? Capacity,
    Fill Fill,
    bool Closed,
    Spot? Spot
)
{
    /// <summary>As a person sees it: 0 quiet, with two people at most; 1 busy, with six at most; 2 crowded. A number,
    /// because every phone gets it of every booth twice a second.</summary>
    public int Crowd =>
        Here <= 2 ? 0
        : Here <= 6 ? 1
        : 2;
}

/// <summary>The row <c>fair</c> of <c>totals</c>.</summary>
/// <param name="Here">People in any booth now; see <see cref="FloorRow"/>.</param>
/// <param name="People">Distinct passes today.</param>
/// <param name="Visits">Visits today.</param>
/// <param name="KnownPassesOnly">Booths take only passes that were made at this fair.</param>
/// <param name="Plan">The version of the picture at <c>floor/plan</c>; null: there is none.</param>
public sealed record TotalsRow(
    int Here,
    int Low,
    int High,
    int People,
    int Visits,
    int Employers,
    int Booths,
    int Positions,
    int? Capacity,
    Fill Fill,
    bool KnownPassesOnly,
    string? Plan
) : TotalsBoardRow;

/// <summary>A row <c>cluster/NAME</c> of <c>totals</c>.</summary>
public sealed record ClusterRow(string Cluster, int Here, int Low, int High, int Visits, int Booths) : TotalsBoardRow;

/// <summary>A row <c>hall/NAME</c> of <c>totals</c>, where the roster names halls.</summary>
public sealed record HallRow(string Hall, int Here, int Low, int High, int Visits, int Booths, int? Capacity, Fill Fill)
    : TotalsBoardRow;

/// <summary>A row of <c>totals</c>.</summary>
public abstract record TotalsBoardRow;

/// <summary>A row of <c>booth/B</c>, keyed by pass: who is not known to have left.</summary>
public sealed record HereRow(PassId Pass, DateTimeOffset Since);

public static class FloorBoards
{
    public static readonly Board Floor = new Board<FloorRow>(
        "floor",
        _ => Who.Everybody,
        (fair, _) => (fair.Roster, fair.Floor),
        (fair, _, now) => Places(fair, now).Select(p => (p.Booth.Text, p.Row))
    );

    public static readonly Board Totals = new Board<TotalsBoardRow>(
        "totals",
        _ => Who.Everybody,
        (fair, _) => (fair.Roster, fair.Floor, fair.Access.KnownPassesOnly),
        (fair, _, now) => TotalsRows(fair, now)
    )
    {
        Kinds = [new("fair", typeof(TotalsRow)), new("cluster/*", typeof(ClusterRow)), new("hall/*", typeof(HallRow))],
    };

    public static readonly Board Booth = new Board<HereRow>(
        "booth/*",
        words => Who.StaffOf(new(words[0])),
        // whoever comes or goes changes the booth's crowd
        (fair, words) => (fair.Roster.Directory, fair.Floor.Crowds.GetValueOrDefault(new(words[0]))),
        (fair, words, now) =>
            fair.Roster.Directory.Booths.ContainsKey(new(words[0])) ? Here(fair, new(words[0]), now) : null
    );

    /// <summary>Nobody who came on an earlier day is there still.</summary>
    private static IEnumerable<(string, HereRow)> Here(Fair fair, BoothId booth, DateTimeOffset now) =>
        fair.Floor.Day == fair.Slice<About>().Day(now)
            ? fair
                .Floor.Passes.Where(p => p.Value.Booth == booth)
                .Select(p => (p.Key.Text, new HereRow(p.Key, p.Value.Since)))
            : [];

    private static IEnumerable<(BoothId Booth, FloorRow Row, HeadCount Count)> Places(Fair fair, DateTimeOffset now)
    {
        var floor = fair.Floor;
        var occupancy = floor.Day == fair.Slice<About>().Day(now) ? Occupancy.Of(floor, now) : null;
        foreach (var (booth, id) in fair.Roster.Directory.Booths)
        {
            var e = fair.Roster.Directory.Employers[id];
            var count = occupancy?[booth] ?? default;
            int? capacity = floor.Capacities.TryGetValue(PlaceId.OfBooth(booth), out var most) ? most : e.Capacity;
            yield return (
                booth,
                new FloorRow(
                    booth,
                    e.Id,
                    e.Name,
                    e.NameEn,
                    e.Cluster,
                    e.Zone,
                    e.Hall,
                    count.Here,
                    count.Low,
                    count.High,
                    occupancy is null ? 0 : floor.Crowds.GetValueOrDefault(booth)?.Visits ?? 0,
                    fair.Roster.Directory.Openings.GetValueOrDefault(e.Id),
                    capacity,
                    FillOf(count, capacity),
                    fair.Roster.Closed.ContainsKey(booth),
                    floor.Spots.GetValueOrDefault(booth)
                ),
                count
            );
        }
    }

    private static IEnumerable<(string, TotalsBoardRow)> TotalsRows(Fair fair, DateTimeOffset now)
    {
        var floor = fair.Floor;
        var today = floor.Day == fair.Slice<About>().Day(now);
        var places = Places(fair, now).ToList();
        var all = Sum(places);
        int? capacity = floor.Capacities.TryGetValue(PlaceId.Fair, out var most) ? most : null;
        yield return (
            "fair",
            new TotalsRow(
                all.Here,
                all.Low,
                all.High,
                today ? floor.People : 0,
                today ? floor.Visits : 0,
                fair.Roster.Directory.Employers.Count,
                fair.Roster.Directory.Booths.Count,
                fair.Roster.Directory.Positions.Count,
                capacity,
                FillOf(all, capacity),
                fair.Access.KnownPassesOnly,
                floor.Plan?.Version
            )
        );
        foreach (var cluster in places.Where(p => !string.IsNullOrEmpty(p.Row.Cluster)).GroupBy(p => p.Row.Cluster!))
            yield return (
                $"cluster/{cluster.Key}",
                Sum(cluster) is var c
                    ? new ClusterRow(cluster.Key, c.Here, c.Low, c.High, cluster.Sum(p => p.Row.Today), cluster.Count())
                    : null!
            );
        foreach (var hall in places.Where(p => !string.IsNullOrEmpty(p.Row.Hall)).GroupBy(p => p.Row.Hall!))
        {
            int? holds = floor.Capacities.TryGetValue(PlaceId.OfHall(hall.Key), out var h) ? h : null;
            yield return (
                $"hall/{hall.Key}",
                Sum(hall) is var c
                    ? new HallRow(
                        hall.Key,
                        c.Here,
                        c.Low,
                        c.High,
                        hall.Sum(p => p.Row.Today),
                        hall.Count(),
                        holds,
                        FillOf(c, holds)
                    )
                    : null!
            );
        }
    }

    /// <summary>A pass is in one booth at a time, so that nobody is counted twice.</summary>
    private static HeadCount Sum(IEnumerable<(BoothId, FloorRow, HeadCount Count)> places) =>
        places.Aggregate(default(HeadCount), (sum, p) => sum + p.Count);

    private static Fill FillOf(HeadCount count, int? capacity) =>
        capacity is not { } most || count.Here < 0.8 * most ? Fill.Free
        : count.Here < most ? Fill.Near
        : Fill.Full;
}
