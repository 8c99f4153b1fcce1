using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>Who comes into a contest after its draw gets the next free place behind it: the codes of the others are
/// handed out already, and stay. Several who come together are drawn among themselves. Without a place they would stand
/// among the codes by number and name.</summary>
internal static class LateDraw
{
    public static readonly Consequence Set = Consequence.When<ContestSet>(
        e => Of(e.Fair, e.Fair.Contest(e.Fact.Scheme.Id)),
        gives: [typeof(LateDrawn)],
        owed: fair =>
            fair.Contests.Values.Where(c => c is { Hidden: true, Locked: false })
                .OrderBy(c => c.Scheme.Id)
                .Select(c => Of(fair, c))
                .FirstOrDefault(d => !d.IsEmpty)
            ?? Decision.Empty
    );

    /// <summary>Who had withdrawn before the draw takes part after all.</summary>
    public static readonly Consequence Returned = Consequence.When<StatusSet>(
        e => Of(e.Fair, e.Fair.Contest(e.Fact.Contest)),
        gives: [typeof(LateDrawn)]
    );

    private static Decision Of(Fair fair, ContestState contest)
    {
        // the first hubs kept no secret, and gave no places afterwards where names are not hidden
        if (contest.Draw is null && !contest.Hidden)
            return Decision.Empty;
        var late = contest
            .Order.Where(n => contest.Sheets[n] is { Drawn: null, Status: not Status.Withdrawn })
            .ToList();
        if (late.Count == 0)
            return Decision.Empty;
        var drawn = contest.Sheets.Values.Select(s => s.Drawn).OfType<Drawn>().ToList();
        var draw =
            contest.Draw
            ?? new Draw(Convert.ToHexStringLower(fair.Hash), drawn.Select(d => d.Station).DefaultIfEmpty(1).Max());
        var behind = drawn.Select(d => (d.Heat - 1) * draw.Stations + d.Station).DefaultIfEmpty(0).Max();
        return new LateDrawn(contest.Scheme.Id, draw.Places(draw.Order(late), behind));
    }
}
