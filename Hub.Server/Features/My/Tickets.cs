using Hub.Features.Queues;
using Hub.Features.Roster;

namespace Hub.Features.My;

/// <summary>A row <c>ticket/B</c> of <c>my/P</c>: the pass's last number at a booth.</summary>
/// <param name="Ahead">So many are called before; 0: next.</param>
/// <param name="Soon">Two or fewer are ahead: time to go there.</param>
/// <param name="Outcome">Null: waits or is called.</param>
/// <param name="ByBooth">Staff took the number, or gave it up, in the person's stead.</param>
public sealed record TicketRow(
    BoothId Booth,
    EmployerId? Employer,
    string? EmployerName,
    string? EmployerNameEn,
    int Number,
    string? Wish,
    string? Desk,
    string? DeskLabel,
    int? Ahead,
    bool Soon,
    int? Low,
    int? High,
    DateTimeOffset? Called,
    int Calls,
    DateTimeOffset? Grace,
    bool Paused,
    bool CanPostpone,
    Outcome? Outcome,
    DateTimeOffset At,
    bool ByBooth
) : MyBoardRow;

/// <summary>A pass's own numbers in the queues.</summary>
internal static class Tickets
{
    /// <summary>What of the queues a pass's own board reads: while nobody moves where it waits, nothing of it
    /// changes.</summary>
    public static object ReadOf(Fair fair, PassId pass)
    {
        // as many as it waits in, each after those before
        var mine = fair.Queues.Where(pass).Aggregate((object?)null, (rest, b) => (rest, fair.Queues.Of(b)));
        // a number that is over still says whether its booth takes a break, and one that was missed whether it can be
        // called again
        var stubs = fair.Queues.Passes.GetValueOrDefault(pass);
        var over = stubs is null
            ? ""
            : string.Concat(
                stubs.Select(s =>
                    fair.Queues.Of(s.Key) is var q && q.Missed.ContainsKey(s.Value.Number)
                        ? (q.IsPaused ? 'P' : 'm')
                        : (q.IsPaused ? 'p' : '-')
                )
            );
        return (stubs, mine, mine is null ? null : fair.Queues.Told, over);
    }

    /// <summary>The pass's own numbers, for its board.</summary>
    public static IEnumerable<TicketRow> Rows(Fair fair, PassId pass, DateTimeOffset now) =>
        fair.Queues.Passes.TryGetValue(pass, out var mine)
            ? mine.Select(m => Row(fair, m.Key, pass, m.Value, now))
            : [];

    private static TicketRow Row(Fair fair, BoothId booth, PassId pass, Stub stub, DateTimeOffset now)
    {
        var (queue, directory) = (fair.Queues.Of(booth), fair.Roster.Directory);
        var employer = directory.Booths.TryGetValue(booth, out var id) ? directory.Employers[id] : null;
        var ticket = stub.Outcome is null ? queue.Of(pass) : null;
        var ahead = ticket is { Waits: true } ? queue.Ahead(ticket) : (int?)null;
        var (low, high) = ticket is { Waits: true }
            ? Forecast.Of(queue, fair.Queues.Told, now).Tickets[ticket.Number].Minutes
            : (null, null);
        var (desk, label) = ticket?.Desk is { } at ? (at, queue.Desks.GetValueOrDefault(at)?.Label) : (null, null);
        return new TicketRow(
            booth,
            employer?.Id,
            employer?.Name,
            employer?.NameEn,
            stub.Number,
            ticket?.Wish,
            desk,
            label,
            ahead,
            ahead <= 2,
            low,
            high,
            ticket?.Called,
            ticket?.Calls ?? 0,
            ticket is null ? null : queue.Until(ticket),
            queue.IsPaused,
            ticket is not null && queue.Behind(ticket) is not null,
            // a number that nobody can call any more
            stub.Outcome is Outcome.Missed
            && !queue.Missed.ContainsKey(stub.Number)
                ? Outcome.Closed
                : stub.Outcome,
            stub.At,
            stub.By is AskedBy.Staff
        );
    }
}
