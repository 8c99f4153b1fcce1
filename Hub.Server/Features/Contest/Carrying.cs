using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>Results of an earlier contest that count in a later one: its totals, once they are official, by the
/// contestants' numbers. They come when the earlier one is locked, and once more when it was opened, corrected and
/// locked again; until then what came before stands.</summary>
internal static class Carrying
{
    /// <summary>Official results come to the contests that wait for them.</summary>
    public static readonly Consequence Locked = Consequence.When<ContestLocked>(
        e => Decision.Of(From(e.Fair, e.Fair.Contest(e.Fact.Contest))),
        gives: [typeof(ResultsCarried)],
        owed: fair =>
            Decision.Of(
                fair.Contests.Values.Where(c => c.Locked)
                    .OrderBy(c => c.Scheme.Id)
                    .SelectMany(earlier => From(fair, earlier))
                    .Where(carried => fair.Contests[carried.Contest].Lacks(carried))
            )
    );

    /// <summary>A contest that is set up, or gets other contestants, has those that are official already.</summary>
    public static readonly Consequence Set = Consequence.When<ContestSet>(
        e =>
            Decision.Of(
                Into(e.Fair, e.Fair.Contest(e.Fact.Scheme.Id).Rules, [.. e.Fact.Contestants.Select(c => c.Number)])
            ),
        gives: [typeof(ResultsCarried)]
    );

    /// <summary>What the official results of a contest bring to those that wait for them.</summary>
    private static IEnumerable<ResultsCarried> From(Fair fair, ContestState earlier) =>
        fair
            .Contests.Values.Where(later => !later.Locked && later.Rules.CarriedFrom(earlier.Scheme.Id).Any())
            .OrderBy(later => later.Scheme.Id)
            .Select(later => Carried(earlier, later.Scheme.Id, later.Order));

    /// <summary>What a contest by these rules gets from those that are official already.</summary>
    private static IEnumerable<ResultsCarried> Into(
        Fair fair,
        Rules rules,
        IReadOnlyCollection<ContestantId> contestants
    ) =>
        rules
            .Earlier.Select(id => fair.Contests.GetValueOrDefault(id))
            .OfType<ContestState>()
            .Where(c => c.Locked)
            .Select(earlier => Carried(earlier, rules.Scheme.Id, contestants));

    private static ResultsCarried Carried(ContestState earlier, ContestId into, IEnumerable<ContestantId> contestants)
    {
        var own = contestants.ToHashSet();
        return new(
            into,
            earlier.Scheme.Id,
            [
                .. earlier
                    .Standings.Where(s =>
                        own.Contains(s.Entrant.Number)
                        && earlier.Sheets[s.Entrant.Number].IsScored
                        && !s.Entrant.Reckoning.Total.Value.IsNothing
                    )
                    .Select(s => new CarriedResult(s.Entrant.Number, s.Entrant.Reckoning.Total.Value)),
            ]
        );
    }

    /// <summary>That every contest whose results are carried is there, and none waits for itself, through others or
    /// not.</summary>
    /// <exception cref="Refusal"><c>scheme-has-holes</c></exception>
    public static void Check(Fair fair, Rules rules)
    {
        var holes = new List<Hole>();
        foreach (var id in rules.Earlier)
        {
            var part = rules.CarriedFrom(id).First().Part.Id;
            if (id != rules.Scheme.Id && !fair.Contests.ContainsKey(id))
                holes.Add(
                    new Hole(part, $"没有叫“{id}”的比赛：先建立它。", $"There is no contest '{id}': make it first.")
                );
            else if (Way(id) is { } way)
                holes.Add(new Hole(part, $"循环引用：{way}。", $"A circle: {way}."));
        }
        if (holes.Count > 0)
            throw ContestRefusals.SchemeHasHoles(new SchemeException(holes));

        // how one comes from a contest back to this one, by the shortest way
        string? Way(ContestId from)
        {
            var (before, next) = (new Dictionary<ContestId, ContestId> { [from] = from }, new Queue<ContestId>([from]));
            while (next.TryDequeue(out var id))
            {
                if (id == rules.Scheme.Id)
                {
                    var way = new List<ContestId> { id };
                    for (; id != from; id = before[id])
                        way.Add(before[id]);
                    return string.Join(" → ", way.Append(rules.Scheme.Id).Reverse());
                }
                foreach (var earlier in fair.Contests.GetValueOrDefault(id)?.Rules.Earlier ?? [])
                    if (before.TryAdd(earlier, id))
                        next.Enqueue(earlier);
            }
            return null;
        }
    }
}
