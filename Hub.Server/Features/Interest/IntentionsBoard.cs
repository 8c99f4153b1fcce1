using Hub.Features.Roster;

namespace Hub.Features.Interest;

/// <summary>A row of <c>intentions</c>: <c>fair</c>, <c>cluster/C</c>, <c>employer/E</c>, <c>degree/D</c> (the degree
/// that the position asks for; <c>–</c> where no position was named). Each number counts people, each once, as far as
/// they ever came, in steps: see <see cref="Steps"/>. Where no number is shown there is no row, but for the
/// fair's.</summary>
/// <param name="Declared">Rounded down to fives; null: fewer than five.</param>
/// <param name="Agreed">With a preliminary agreement that stands.</param>
public sealed record IntentionRow(
    string Kind,
    string Name,
    string? NameEn,
    int? Declared,
    int? Interviewed,
    int? Agreed
) : IntentionsBoardRow;

/// <summary>A row <c>tick/N</c>: a number of people has come to its next step, at an employer or in the whole
/// fair.</summary>
/// <param name="Employer">Null: in the whole fair.</param>
/// <param name="Count">That they are at least.</param>
public sealed record TickRow(
    Deed Deed,
    string? Employer,
    string? EmployerEn,
    string? Cluster,
    DateTimeOffset At,
    int Count
) : IntentionsBoardRow;

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
        var (directory, intentions) = (fair.Roster.Directory, fair.Intentions);
        (Employer Employer, PassId Pass, Intention Intention)[] all =
        [
            .. intentions.Employers.SelectMany(e =>
                e.Value.Where(l => l.Value.Intention is not null)
                    .Select(l => (directory.Ever(e.Key), l.Key, l.Value.Intention!))
            ),
        ];
        yield return ("fair", Row("fair", "", null, intentions.People));
        foreach (var (cluster, count) in By(all, i => Cluster(i.Employer)))
            yield return ($"cluster/{cluster}", Row("cluster", cluster, null, count));
        foreach (var (degree, count) in By(all, i => Degree(directory, i.Intention.Position)))
            yield return ($"degree/{degree}", Row("degree", degree, null, count));
        foreach (var (employer, count) in intentions.Counts.Where(c => IsShown(c.Value)).OrderBy(c => c.Key))
            yield return (
                $"employer/{employer}",
                Row("employer", directory.Ever(employer).Name, directory.Ever(employer).NameEn, count)
            );
        foreach (var (i, happened) in intentions.Ticker.Index())
            yield return ($"tick/{i:00}", Tick(directory, happened));
    }

    /// <summary>People of each group that is shown. Their order is the groups' own, whoever came first.</summary>
    private static IEnumerable<(string Group, Count Count)> By(
        IEnumerable<(Employer Employer, PassId Pass, Intention Intention)> all,
        Func<(Employer Employer, PassId Pass, Intention Intention), string> group
    ) =>
        all.GroupBy(group)
            .Select(g =>
                (
                    g.Key,
                    Count: g.GroupBy(i => i.Pass, i => Count.Of(i.Intention))
                        .Aggregate(default(Count), (sum, person) => sum + Count.OfPerson(person))
                )
            )
            .Where(g => IsShown(g.Count))
            .OrderBy(g => g.Key, StringComparer.Ordinal);

    private static bool IsShown(Count count) => Count.Deeds.Any(d => Steps.Shown(count.Of(d)) is not null);

    private static IntentionRow Row(string kind, string name, string? nameEn, Count count) =>
        new(kind, name, nameEn, Steps.Shown(count.Declared), Steps.Shown(count.Interviewed), Steps.Shown(count.Agreed));

    private static string Cluster(Employer employer) => string.IsNullOrEmpty(employer.Cluster) ? "–" : employer.Cluster;

    private static string Degree(RosterDirectory directory, string? position) =>
        position is not null && directory.Ever(position)?.Degree is { Length: > 0 } degree ? degree : "–";

    private static TickRow Tick(RosterDirectory directory, Happening h)
    {
        var employer = h.Employer is { } id ? directory.Ever(id) : null;
        return new TickRow(h.Deed, employer?.Name, employer?.NameEn, employer?.Cluster, h.At, h.Count);
    }
}
