using Hub.Features.Access;
using Hub.Features.People;
using Hub.Features.Roster;

namespace Hub.Features.Queues;

/// <summary>What follows for the queues from passes, booths and the roster.</summary>
public static class QueuesAfter
{
    /// <summary>A pass that was replaced: its places go over to the new one.</summary>
    public static readonly Consequence Replaced = Consequence.When<PassMade>(
        e =>
            e.Fact.Replaces is { } old && e.Fair.Queues.Passes.ContainsKey(old)
                ? new TicketsHandedOver(old, e.Fact.Pass)
                : Decision.Empty,
        gives: [typeof(TicketsHandedOver), typeof(TicketEnded)],
        owed: fair =>
            Decision.Of(
                fair.Access.HandOvers(fair.Queues.Passes.ContainsKey)
                    .SelectMany(r => Twice(fair, r.Pass, r.To).Append(new TicketsHandedOver(r.Pass, r.To)))
            )
    );

    /// <summary>A pass that counts no more gives its places up. What it declared stays as it is.</summary>
    public static readonly Consequence Revoked = Consequence.When<PassRevoked>(
        e => Decision.Of(e.Fair.Queues.GivenUp(e.Fact.Pass)),
        gives: [typeof(TicketEnded)],
        owed: fair =>
            Decision.Of(
                Waiting(fair)
                    .Where(p => fair.Access.Passes.GetValueOrDefault(p) is { Revoked: true, ReplacedBy: null })
                    .SelectMany(fair.Queues.GivenUp)
            )
    );

    /// <summary>An erased pass gives its places up, also one of another system, which cannot be revoked.</summary>
    public static readonly Consequence Erased = Consequence.When<PassErased>(
        e => Decision.Of(e.Fair.Queues.GivenUp(e.Fact.Pass)),
        gives: [typeof(TicketEnded)],
        owed: fair => Decision.Of(Waiting(fair).Where(fair.Privacy.Erased.Contains).SelectMany(fair.Queues.GivenUp))
    );

    /// <summary>A booth that closes ends its queue.</summary>
    public static readonly Consequence BoothCloses = Consequence.When<BoothClosed>(
        e => e.Fair.Queues.Of(e.Fact.Booth).IsEmpty ? Decision.Empty : new QueueClosed(e.Fact.Booth),
        gives: [typeof(QueueClosed)],
        owed: fair =>
            Decision.Of(
                Held(fair)
                    .Where(b => fair.Roster.Closed.ContainsKey(b) && fair.Roster.Directory.Booths.ContainsKey(b))
                    .Select(b => new QueueClosed(b))
            )
    );

    /// <summary>A queue goes where its employer goes, and ends where the booth is no more.</summary>
    public static readonly Consequence RosterMoves = Consequence.When<RosterImported>(
        e => Decision.Of(Moves(e.Before, e.Fair)),
        gives: [typeof(QueueClosed), typeof(QueuesMoved)],
        owed: fair =>
            Decision.Of(
                Held(fair)
                    .Where(b => !fair.Roster.Directory.Booths.ContainsKey(b))
                    .Select(b => new QueueClosed(b, Gone: true))
            )
    );

    /// <summary>A queue ends where its employer was withdrawn.</summary>
    public static readonly Consequence RosterShrinks = Consequence.When<RosterWithdrawn>(
        e => Decision.Of(Moves(e.Before, e.Fair)),
        gives: [typeof(QueueClosed), typeof(QueuesMoved)]
    );

    public static readonly Consequence[] All = [Replaced, Revoked, Erased, BoothCloses, RosterMoves, RosterShrinks];

    /// <summary>Nobody has two places in one queue: of two that one person got under two passes, the one whose turn is
    /// first stays.</summary>
    private static IEnumerable<Fact> Twice(Fair fair, PassId pass, PassId to) =>
        fair
            .Queues.Where(pass)
            .Intersect(fair.Queues.Where(to))
            .Select(booth => new TicketEnded(
                booth,
                fair.Queues.Of(booth)
                    .Line.Where(t => t.Pass == pass || t.Pass == to)
                    .OrderBy(t => t.Waits)
                    .Last()
                    .Number,
                Outcome.Left,
                AskedBy.Hub
            ));

    private static IEnumerable<BoothId> Held(Fair fair) =>
        fair.Queues.Booths.Where(q => !q.Value.IsEmpty).Select(q => q.Key);

    private static IEnumerable<PassId> Waiting(Fair fair) =>
        fair.Queues.Booths.Values.SelectMany(q => q.Line.Select(t => t.Pass)).Distinct().Order();

    /// <summary>Of each employer the booths that it left, each for one that it came to.</summary>
    private static IEnumerable<Fact> Moves(Fair earlier, Fair fair)
    {
        var (before, after) = (earlier.Roster.Directory, fair.Roster.Directory);
        var left = Held(fair)
            .Where(before.Booths.ContainsKey)
            .Select(booth => (Booth: booth, Employer: before.Employers[before.Booths[booth]]))
            .Where(q => !after.Booths.TryGetValue(q.Booth, out var now) || now != q.Employer.Id)
            .ToLookup(q => q.Employer, q => q.Booth);
        var moves = new List<Move>();
        foreach (var of in left)
        {
            IReadOnlyList<BoothId> had = of.Key.AllBooths();
            var has = after.Employers.GetValueOrDefault(of.Key.Id)?.AllBooths() ?? [];
            var (came, went) = (new Queue<BoothId>(has.Except(had)), had.Where(of.Contains));
            foreach (var booth in went)
                if (came.TryDequeue(out var to))
                    moves.Add(new Move(booth, to));
                else
                    yield return new QueueClosed(booth, Gone: true);
        }
        if (moves.Count > 0)
            yield return new QueuesMoved(moves);
    }
}
