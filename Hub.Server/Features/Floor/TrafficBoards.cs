using System.Globalization;
using Hub.Features.Roster;

namespace Hub.Features.Floor;

/// <summary>A row of <c>traffic</c> (with one number for each cluster), and of <c>traffic/B</c>, keyed by the time of
/// day, like <c>09:31</c>.</summary>
/// <param name="Here">People at that moment, of the whole fair or the booth.</param>
/// <param name="Visits">Visits begun in the minute that ends then.</param>
/// <param name="Clusters">People at that moment in each cluster, in the order of the row <c>clusters</c>.</param>
public sealed record TrafficRow(int Here, int Visits, IReadOnlyList<int>? Clusters = null) : TrafficBoardRow;

/// <summary>The row <c>clusters</c> of <c>traffic</c>.</summary>
public sealed record TrafficClusters(IReadOnlyList<string> Names) : TrafficBoardRow;

/// <summary>A row of <c>traffic</c>.</summary>
public abstract record TrafficBoardRow;

/// <summary>What happened so far today, minute by minute: a row a minute, so that a frame carries the new minutes only.
/// A whole day of the fair with 14 clusters is 50 KB, a booth's 15 KB.</summary>
/// <remarks>What late scans and what was learned since tell of past minutes changes their rows.</remarks>
public static class TrafficBoards
{
    public static readonly Board Fair = new Board<TrafficBoardRow>(
        "traffic",
        _ => Who.Everybody,
        Minute,
        (fair, _, now) => Rows(fair, now)
    )
    {
        Kinds = [new("clusters", typeof(TrafficClusters)), new("*", typeof(TrafficRow))],
    };

    public static readonly Board Booth = new Board<TrafficRow>(
        "traffic/*",
        _ => Who.Everybody,
        Minute,
        (fair, words, now) =>
            fair.Roster.Directory.Booths.ContainsKey(new(words[0])) ? Rows(fair, now, new(words[0])) : null
    );

    /// <summary>There is a new row once a minute, however much happens.</summary>
    private static object Minute(Fair fair, string[] words) =>
        (fair.Roster.Directory, fair.At.ToUnixTimeSeconds() / 60);

    private static IEnumerable<(string, TrafficBoardRow)> Rows(Fair fair, DateTimeOffset now)
    {
        var directory = fair.Roster.Directory;
        string[] clusters =
        [
            .. directory
                .Booths.Values.Select(e => directory.Employers[e].Cluster)
                .OfType<string>()
                .Where(c => c.Length > 0)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        yield return ("clusters", new TrafficClusters(clusters));
        var (from, length) = Day(fair, now);
        if (length == 0)
            yield break;
        var (here, visits, by) = (
            new double[length],
            new int[length],
            clusters.Select(_ => new double[length]).ToArray()
        );
        foreach (var (booth, crowd) in fair.Floor.Crowds)
        {
            var one = new double[length];
            Add(fair.Floor, booth, crowd, now, from, one, visits);
            var cluster = directory.Booths.TryGetValue(booth, out var id)
                ? Array.IndexOf(clusters, directory.Employers[id].Cluster)
                : -1;
            for (var m = 0; m < length; m++)
            {
                here[m] += one[m];
                if (cluster >= 0)
                    by[cluster][m] += one[m];
            }
        }
        for (var m = 0; m < length; m++)
            yield return (
                Name(fair, from + m),
                new TrafficRow((int)Math.Round(here[m]), visits[m], [.. by.Select(c => (int)Math.Round(c[m]))])
            );
    }

    private static IEnumerable<(string, TrafficRow)> Rows(Fair fair, DateTimeOffset now, BoothId booth)
    {
        var (from, length) = Day(fair, now);
        // a booth whose every visit was taken back had none
        if (length == 0 || fair.Floor.Crowds.GetValueOrDefault(booth) is not { Came.First: not null } crowd)
            yield break;
        var (here, visits) = (new double[length], new int[length]);
        Add(fair.Floor, booth, crowd, now, from, here, visits);
        for (var m = 0; m < length; m++)
            yield return (Name(fair, from + m), new TrafficRow((int)Math.Round(here[m]), visits[m]));
    }

    /// <summary>The minutes from the first visit of today until now.</summary>
    private static (long From, int Length) Day(Fair fair, DateTimeOffset now)
    {
        if (
            fair.Floor.Day != fair.Slice<About>().Day(now)
            || fair.Floor.Crowds.Values.Min(c => c.Came.First) is not { } from
        )
            return default;
        return (from, (int)Math.Clamp(now.ToUnixTimeMilliseconds() / 60_000 - from + 1, 0, 25 * 60));
    }

    private static void Add(
        FloorSlice floor,
        BoothId booth,
        Crowd crowd,
        DateTimeOffset now,
        long from,
        double[] here,
        int[] visits
    )
    {
        var length = here.Length;
        var (came, went, open) = (new int[length], new int[length], new int[length]);
        crowd.Came.AddTo(came, from);
        crowd.Went.AddTo(went, from);
        foreach (var seen in crowd.Open)
            if (Minutes.Of(seen) - from is >= 0 and var m && m < length)
                open[m]++;
        // who is not known to have left counts by how likely it still is there
        var occupancy = Occupancy.Of(floor, now);
        var known = 0;
        for (var m = 0; m < length; m++)
        {
            known += came[m] - went[m] - open[m];
            here[m] += known;
            visits[m] += came[m];
            if (open[m] == 0)
                continue;
            var story = occupancy.Story(booth, (length - 1 - m) * 60);
            for (var later = m; later < length; later++)
                here[later] += open[m] * story((length - 1 - later) * 60);
        }
    }

    private static string Name(Fair fair, long minute) =>
        fair.Slice<About>()
            .Time(DateTimeOffset.FromUnixTimeSeconds(minute * 60))
            .ToString("HH:mm", CultureInfo.InvariantCulture);
}
