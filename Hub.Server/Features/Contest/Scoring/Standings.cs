using System.Text.Json.Serialization;

namespace Hub.Features.Contest.Scoring;

/// <summary>How a contestant takes part. Only <c>ranked</c> ones have a rank; an unofficial one (打星) is shown
/// beside them.</summary>
[JsonConverter(typeof(Words<Status>))]
public enum Status
{
    Ranked,
    Unofficial,
    DidNotFinish,
    DidNotStart,
    Disqualified,
    Withdrawn,
}

/// <summary>Who is ranked: within the group, where a contest has several.</summary>
public sealed record Entrant(
    ContestantId Number,
    Reckoning Reckoning,
    string? Group = null,
    Status Status = Status.Ranked
);

/// <param name="Rank">1 is best; null: not ranked.</param>
/// <param name="Tie">The rule that put this one behind the next better one with the same total; null when the total
/// did.</param>
/// <param name="Award">Id of the tier.</param>
public sealed record Standing(Entrant Entrant, int? Rank, Tie? Tie = null, string? Award = null);

/// <summary>From totals to ranks and awards.</summary>
public static class Standings
{
    /// <summary>Group by group as they first come, in each the ranked from the best to the last, then who is not
    /// ranked, in the order they came.</summary>
    public static IReadOnlyList<Standing> Of(Rules rules, IEnumerable<Entrant> entrants) =>
        [.. entrants.GroupBy(e => e.Group).SelectMany(g => OfGroup(rules, [.. g]))];

    private static IEnumerable<Standing> OfGroup(Rules rules, IReadOnlyList<Entrant> entrants)
    {
        // the sort is stable: who is equal stays as they came
        var ranked = entrants
            .Select(e => new Contender(rules, e))
            .Where(c => c.IsRanked)
            .Order(Comparer<Contender>.Create((a, b) => b.Against(a).Order))
            .ToList();
        var standings = new List<Standing>(entrants.Count);
        for (var i = 0; i < ranked.Count; i++)
        {
            var (order, tie) = i == 0 ? (1, null) : ranked[i - 1].Against(ranked[i]);
            standings.Add(new Standing(ranked[i].Entrant, order == 0 ? standings[i - 1].Rank : i + 1, tie));
        }
        Awards.Give(rules, standings);
        var known = ranked.Select(c => c.Entrant).ToHashSet();
        return standings.Concat(
            entrants.Where(e => !known.Contains(e)).OrderBy(e => e.Status).Select(e => new Standing(e, null))
        );
    }

    /// <summary>One who may be ranked, with what decides ties: looked up when there is one.</summary>
    private sealed class Contender(Rules rules, Entrant entrant)
    {
        private readonly IReadOnlyList<Tie> _chain = rules.Scheme.Ranking?.Ties ?? [];
        private readonly Dictionary<Tie, IReadOnlyList<decimal?>> _keys = [];

        public Entrant Entrant => entrant;

        public bool IsRanked =>
            entrant.Status is Status.Ranked
            && (
                Total is not null
                || entrant.Reckoning.Total.Value.IsFailed && rules.Scheme.Ranking?.NoResult is NoResult.Last
                || rules.Scheme.Ranking is { Incomplete: true } && _chain.Any(t => Keys(t).Any(k => k is not null))
            );

        private decimal? Total => entrant.Reckoning.Total.Value.Number;

        /// <summary>Above 0: this one is better. With the tie rule that decided.</summary>
        public (int Order, Tie? Tie) Against(Contender other)
        {
            var order = rules.Total.Final.Compare(Total, other.Total);
            if (order != 0)
                return (order, null);
            foreach (var tie in _chain)
            foreach (var (own, theirs) in Keys(tie).Zip(other.Keys(tie)))
                if ((order = BestOf(tie).Compare(own, theirs)) != 0)
                    return (order, tie);
            return (0, null);
        }

        private Best BestOf(Tie tie) =>
            tie.Best ?? (tie is { Countback: null, Attempt: null } ? rules[tie.Part].Final : rules[tie.Part].Better);

        private IReadOnlyList<decimal?> Keys(Tie tie)
        {
            if (_keys.TryGetValue(tie, out var keys))
                return keys;
            var (place, best) = (rules[tie.Part], BestOf(tie));
            if (tie.Attempt is { } attempt)
                return _keys[tie] = [entrant.Reckoning.Try(place, attempt).Value.Number];
            return _keys[tie] = tie.Countback is not { } most
                ? [entrant.Reckoning.Of(place).Value.Number]
                :
                [
                    .. entrant
                        .Reckoning.Tries(place)
                        .Select(t => t.Value.Number)
                        .Order(Comparer<decimal?>.Create((a, b) => best.Compare(b, a)))
                        .Take(most),
                ];
        }
    }
}
