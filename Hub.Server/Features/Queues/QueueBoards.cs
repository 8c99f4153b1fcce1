using Hub.Features.Roster;

namespace Hub.Features.Queues;

/// <summary>A row of <c>queues</c>, keyed by booth, and the only one of <c>queue/B</c>. Public: numbers, no
/// passes.</summary>
/// <param name="Open">Takes people.</param>
/// <param name="Paused">Every interviewer takes a break.</param>
/// <param name="Length">Numbers that wait.</param>
/// <param name="Low">Minutes that one who joins now waits: one in ten waits less. Null: not open.</param>
/// <param name="High">One in ten waits longer.</param>
/// <param name="Desks">Interviewers there.</param>
public sealed record QueueRow(
    BoothId Booth,
    EmployerId Employer,
    string EmployerName,
    string? EmployerNameEn,
    bool Open,
    bool Paused,
    bool Full,
    int Length,
    int? Low,
    int? High,
    IReadOnlyList<DeskInfo> Desks
)
{
    private const int LongMinutes = 15;

    /// <summary>Who would wait here is better off elsewhere: a quarter of an hour or more, or nobody knows how
    /// long.</summary>
    public bool Long => Open && (Full || Paused || High >= LongMinutes);
}

/// <param name="Number">That is called to it.</param>
/// <param name="Called">When.</param>
public sealed record DeskInfo(
    string Desk,
    string? Label,
    bool Paused,
    DateTimeOffset? Until,
    int? Number,
    DateTimeOffset? Called,
    int Calls
);

/// <summary>A row <c>A1-2</c> of <c>calls</c>: the number that is called to desk 2 of booth A1. Public.</summary>
/// <param name="Called">When, for the last time.</param>
public sealed record CallRow(
    BoothId Booth,
    string EmployerName,
    string? EmployerNameEn,
    string Desk,
    string? Label,
    int Number,
    DateTimeOffset Called,
    int Calls
);

/// <summary>A row <c>0042</c> of <c>line/B</c>: for the booth's staff.</summary>
/// <param name="Missed">Was called and did not come.</param>
/// <param name="Grace">Until when one who is called may come; it moves when a screen first shows the call.</param>
/// <param name="ByBooth">Staff took the number; the person has not asked for it.</param>
public sealed record LineRow(
    int Number,
    PassId Pass,
    string? Wish,
    string? Desk,
    DateTimeOffset Joined,
    DateTimeOffset? Called,
    int Calls,
    DateTimeOffset? Grace,
    bool Missed,
    int? Low,
    int? High,
    bool ByBooth
) : LineBoardRow;

/// <summary>The row <c>queue</c> of <c>line/B</c>.</summary>
/// <param name="Grace">Seconds.</param>
/// <param name="Served">Interviews today.</param>
/// <param name="Minutes">What they take on average; null: none yet.</param>
public sealed record LineInfo(
    int Capacity,
    int Grace,
    int Length,
    IReadOnlyList<DeskInfo> Desks,
    int Served,
    int Missed,
    double? Minutes
) : LineBoardRow
{
    /// <summary>What the next desk is called where nobody says: the first number that is free; null: there are as many
    /// as there may be.</summary>
    public string? NextDesk =>
        Enumerable.Range(1, OpenDesk.MostDesks).Select(n => $"{n}").FirstOrDefault(n => Desks.All(d => d.Desk != n));
}

/// <summary>A row of <c>line/B</c>.</summary>
public abstract record LineBoardRow;

public static class QueueBoards
{
    public static readonly Board Queues = new Board<QueueRow>(
        "queues",
        _ => Who.Everybody,
        (fair, _) => (fair.Roster.Directory, fair.Queues),
        (fair, _, now) => fair.Roster.Directory.Booths.Keys.Select(b => (b.Text, Row(fair, b, now)))
    );

    /// <summary>What a wall calls out. A wall that watches it shows it: the grace of a call begins when one has said
    /// that it has got it (see <see cref="CallsSeen"/>).</summary>
    public static readonly Board Calls = new Board<CallRow>(
        "calls",
        _ => Who.Everybody,
        (fair, _) => (fair.Roster.Directory, fair.Queues.Booths),
        (fair, _, _) => fair.Roster.Directory.Booths.Keys.SelectMany(b => CallRows(fair, b))
    );

    public static readonly Board Queue = new Board<QueueRow>(
        "queue/*",
        _ => Who.Everybody,
        ReadOfBooth,
        (fair, words, now) =>
            fair.Roster.Directory.Booths.ContainsKey(new(words[0])) ? [(words[0], Row(fair, new(words[0]), now))] : null
    );

    public static readonly Board Line = new Board<LineBoardRow>(
        "line/*",
        words => Who.StaffOf(new(words[0])),
        ReadOfBooth,
        (fair, words, now) =>
            fair.Roster.Directory.Booths.ContainsKey(new(words[0])) ? LineRows(fair, new(words[0]), now) : null
    )
    {
        Kinds = [new("queue", typeof(LineInfo)), new("*", typeof(LineRow)), new("missed/*", typeof(LineRow))],
    };

    private static object ReadOfBooth(Fair fair, string[] words) =>
        (fair.Roster.Directory, fair.Queues.Booths.GetValueOrDefault(new(words[0])), fair.Queues.Told);

    public static QueueRow Row(Fair fair, BoothId booth, DateTimeOffset now)
    {
        var (queue, employer) = (
            fair.Queues.Of(booth),
            fair.Roster.Directory.Employers[fair.Roster.Directory.Booths[booth]]
        );
        var (low, high) = queue.IsOpen ? Forecast.Of(queue, fair.Queues.Told, now).Joining.Minutes : (null, null);
        return new QueueRow(
            booth,
            employer.Id,
            employer.Name,
            employer.NameEn,
            queue.IsOpen,
            queue.IsPaused,
            queue.IsFull,
            queue.Length,
            low,
            high,
            Desks(queue)
        );
    }

    private static IEnumerable<(string, CallRow)> CallRows(Fair fair, BoothId booth)
    {
        var (queue, employer) = (
            fair.Queues.Of(booth),
            fair.Roster.Directory.Employers[fair.Roster.Directory.Booths[booth]]
        );
        foreach (var t in queue.Line)
            if (t is { Desk: { } desk, Called: { } called })
                yield return (
                    $"{booth}-{desk}",
                    new CallRow(
                        booth,
                        employer.Name,
                        employer.NameEn,
                        desk,
                        queue.Desks[desk].Label,
                        t.Number,
                        called,
                        t.Calls
                    )
                );
    }

    private static IEnumerable<(string, LineBoardRow)> LineRows(Fair fair, BoothId booth, DateTimeOffset now)
    {
        var queue = fair.Queues.Of(booth);
        var (rhythm, forecast) = (queue.Rhythm.Today(now), Forecast.Of(queue, fair.Queues.Told, now));
        yield return (
            "queue",
            new LineInfo(
                queue.Capacity,
                queue.Grace,
                queue.Length,
                Desks(queue),
                rhythm.Shown,
                rhythm.Missed,
                rhythm.Shown > 0 ? Math.Round(rhythm.Seconds / rhythm.Shown / 60, 1) : null
            )
        );
        // in the order of their turns, which a screen may not sort by number: somebody may have let others go first
        foreach (var (i, t) in queue.Line.Index())
        {
            var (low, high) = t.Waits ? forecast.Tickets[t.Number].Minutes : (null, null);
            yield return (
                $"{i:0000}",
                new LineRow(
                    t.Number,
                    t.Pass,
                    t.Wish,
                    t.Desk,
                    t.Joined,
                    t.Called,
                    t.Calls,
                    queue.Until(t),
                    false,
                    low,
                    high,
                    t.By is not AskedBy.Person
                )
            );
        }
        foreach (var t in queue.Missed.Values)
            yield return (
                $"missed/{t.Number}",
                new LineRow(
                    t.Number,
                    t.Pass,
                    t.Wish,
                    null,
                    t.Joined,
                    t.Called,
                    t.Calls,
                    null,
                    true,
                    null,
                    null,
                    t.By is not AskedBy.Person
                )
            );
    }

    private static DeskInfo[] Desks(BoothQueue queue) =>
        [
            .. queue
                .Desks.Values.Select(d => (Desk: d, Ticket: d.Serving is { } n ? queue.Numbered(n) : null))
                .Select(d => new DeskInfo(
                    d.Desk.Id,
                    d.Desk.Label,
                    d.Desk.Paused,
                    d.Desk.Until,
                    d.Ticket?.Number,
                    d.Ticket?.Called,
                    d.Ticket?.Calls ?? 0
                )),
        ];
}
