using Hub.Features.Interest;
using Hub.Features.Queues;
using Hub.Features.Roster;

namespace Hub.Features.Steering;

/// <summary>Another booth with what somebody looks for, and less waiting.</summary>
/// <param name="Because">What it has in common: majors that both look for, titles that both have; its cluster stands
/// apart.</param>
/// <param name="Low">Minutes; null: it has no queue.</param>
public sealed record Suggestion(
    BoothId Booth,
    EmployerId Employer,
    string EmployerName,
    string? EmployerNameEn,
    string? Cluster,
    IReadOnlyList<string> Because,
    int? Low,
    int? High,
    int Waiting
);

/// <summary>What somebody looks for, in the words of the roster.</summary>
public sealed record Sought(
    IReadOnlySet<string> Clusters,
    IReadOnlySet<string> Majors,
    IReadOnlySet<string> Titles,
    IReadOnlySet<string> Degrees
)
{
    /// <summary>What these employers offer; of those with a position that was named, only that.</summary>
    public static Sought Of(RosterDirectory directory, IEnumerable<(EmployerId Employer, string? Position)> wishes)
    {
        var (clusters, majors, titles, degrees) = (
            new HashSet<string>(),
            new HashSet<string>(),
            new HashSet<string>(),
            new HashSet<string>()
        );
        foreach (var (id, position) in wishes.Where(w => directory.Employers.ContainsKey(w.Employer)))
        {
            if (directory.Employers[id].Cluster is { Length: > 0 } cluster)
                clusters.Add(cluster);
            foreach (
                var p in directory.Positions.Values.Where(p =>
                    p.Employer == id && (position is null || p.Id == position)
                )
            )
            {
                titles.Add(p.Title);
                if (p.Major is { Length: > 0 } and not "不限")
                    majors.Add(p.Major);
                if (p.Degree is { Length: > 0 } and not "不限")
                    degrees.Add(p.Degree);
            }
        }
        return new Sought(clusters, majors, titles, degrees);
    }

    /// <summary>Of the titles and majors only those with a word that was searched for, where there are any.</summary>
    public Sought Narrowed(string? query)
    {
        var words = (query ?? "").Split((char[])[' ', ',', '、', '，'], StringSplitOptions.RemoveEmptyEntries);
        bool Meant(string text) => words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
        var (titles, majors) = (Titles.Where(Meant).ToHashSet(), Majors.Where(Meant).ToHashSet());
        return titles.Count + majors.Count == 0 ? this : this with { Titles = titles, Majors = majors };
    }
}

/// <summary>Sends people who face a long wait to booths that offer the same sooner, and not all of them to the same
/// one.</summary>
public static class Suggest
{
    /// <summary>So much shorter the wait has to be to be worth the way: by half, and by five minutes.</summary>
    private const double Shorter = 0.5,
        Worth = 5;

    /// <summary>So much of what is sought another cluster's employer has to offer, what few offer counting for
    /// more.</summary>
    private const double Alike = 0.25;

    /// <param name="from">The booth that one stands before; its wait is what is compared with.</param>
    /// <param name="who">Anything that is another for another person: who is alike in all else is spread over booths
    /// that are.</param>
    /// <returns>The best first.</returns>
    public static IReadOnlyList<Suggestion> For(
        Fair fair,
        BoothId from,
        Sought sought,
        string who,
        DateTimeOffset now,
        IReadOnlySet<BoothId>? not = null,
        int most = 3
    )
    {
        var (directory, wait) = (fair.Roster.Directory, WaitAt(fair, from, now));
        var common = Common(directory, sought);
        return
        [
            .. directory
                .Booths.Where(b => b.Key != from && not?.Contains(b.Key) is not true && common.ContainsKey(b.Value))
                .Select(b => Look(fair, b.Key, directory.Employers[b.Value], common[b.Value], who, now))
                .Where(s => s.Wait <= wait * Shorter && s.Wait <= wait - Worth)
                .OrderByDescending(s => s.Rank)
                .ThenBy(s => s.Row.Booth)
                .Select(s => s.Row)
                .DistinctBy(r => r.Employer)
                .Take(most),
        ];
    }

    private static (Suggestion Row, double Wait, double Rank) Look(
        Fair fair,
        BoothId booth,
        Employer e,
        (double Score, IReadOnlyList<string> Because) common,
        string who,
        DateTimeOffset now
    )
    {
        var (row, wait) = (QueueBoards.Row(fair, booth, now), WaitAt(fair, booth, now));
        // rendezvous hashing: another person finds another order among booths that are about equal
        var luck = (Mixed(booth, who) % 1000) / 1000.0;
        return (
            new Suggestion(booth, e.Id, e.Name, e.NameEn, e.Cluster, common.Because, row.Low, row.High, row.Length),
            wait,
            common.Score / (5 + wait) * (0.6 + 0.8 * luck)
        );
    }

    /// <summary>The median wait of who joins now, in minutes; endless where nobody can join.</summary>
    private static double WaitAt(Fair fair, BoothId booth, DateTimeOffset now) =>
        fair.Queues.Of(booth) is { IsOpen: true, IsFull: false } queue
            ? Forecast.Of(queue, fair.Queues.Told, now).Joining.Median.TotalMinutes
            : double.PositiveInfinity;

    /// <summary>What every employer has in common with what is sought; those with too little are left out: who is of
    /// another cluster offers a quarter of it at least.</summary>
    private static Dictionary<EmployerId, (double Score, IReadOnlyList<string> Because)> Common(
        RosterDirectory directory,
        Sought sought
    )
    {
        var (offers, found) = (Offers.Of(directory), new Dictionary<EmployerId, (double, IReadOnlyList<string>)>());
        string[] words =
        [
            .. sought.Titles.Order(StringComparer.Ordinal).Union(sought.Majors.Order(StringComparer.Ordinal)),
        ];
        var all = words.Sum(offers.Telling);
        foreach (var e in directory.Employers.Values)
        {
            if (!offers.Takes(e.Id, sought.Degrees))
                continue;
            string[] common = [.. words.Where(w => offers.Has(e.Id, w)).OrderByDescending(offers.Telling)];
            var (near, share) = (
                e.Cluster is { } cluster && sought.Clusters.Contains(cluster),
                all > 0 ? common.Sum(offers.Telling) / all : 0
            );
            if (near || share >= Alike)
                found[e.Id] = ((near ? 1 : 0) + share, [.. common.Take(2)]);
        }
        return found;
    }

    /// <summary>FNV-1a, which is the same on every node.</summary>
    private static uint Mixed(BoothId booth, string who)
    {
        var hash = 2166136261u;
        foreach (var c in booth.Text + "\n" + who)
            hash = (hash ^ c) * 16777619u;
        return hash ^ hash >> 15;
    }

    public static void Map(IEndpointRouteBuilder fairs) =>
        fairs
            .MapGet(
                "suggestions",
                (BoothId booth, string? q, HttpContext http, WallClock time) =>
                {
                    var (now, pass) = (http.Fair(), http.Asker().Pass);
                    var here = now.EmployerAt(booth);
                    // what one has declared before says what one looks for, too
                    var own = pass is not { } asks
                        ? []
                        : now
                            .Intentions.OfPass(asks)
                            .Where(i => i.Lead.Intention is { IsOpen: true, Position: not null })
                            .Select(i => (i.Employer, i.Lead.Intention!.Position));
                    var not = pass is { } waits ? now.Queues.Where(waits).ToHashSet() : null;
                    var sought = Sought
                        .Of(
                            now.Roster.Directory,
                            own.Prepend((here, now.Intentions.Of(pass ?? default, here).Intention?.Position))
                        )
                        .Narrowed(q);
                    return For(now, booth, sought, pass?.Text ?? http.TraceIdentifier, time.GetUtcNow(), not);
                }
            )
            .WithSummary("Booths with much the same and a shorter wait")
            .WithDescription(
                "Compared with the wait at `booth`; q: words that were searched for. Who shows a pass is also matched "
                    + "by the intentions that it declared."
            );
}
