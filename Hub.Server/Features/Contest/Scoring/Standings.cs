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
public sealed record Standing(Entrant Entrant, int? Rank, Tie? Tie = null, string? Award = null)
{
    /// <summary>In those of the scheme's other rankings where it has a rank.</summary>
    public IReadOnlyList<AlsoRanked> Also { get; init; } = [];
}

/// <summary>A rank in another ranking than the first.</summary>
/// <param name="Ranking">Its id.</param>
/// <param name="Award">Id of the tier, of that ranking.</param>
public sealed record AlsoRanked(string Ranking, int Rank, string? Award);

/// <summary>From totals to ranks and awards.</summary>
public static class Standings
{
    /// <summary>Group by group as they first come, in each the ranked from the best to the last, then who is not
    /// ranked, in the order they came.</summary>
    public static IReadOnlyList<Standing> Of(Rules rules, IEnumerable<Entrant> entrants)
    {
        List<Standing> standings = [.. entrants.GroupBy(e => e.Group).SelectMany(g => OfGroup(rules, [.. g]))];
        if (rules.Scheme.Rankings is not { Count: > 0 } rankings)
            return standings;
        var also = standings.ToDictionary(s => s.Entrant, _ => new List<AlsoRanked>());
        foreach (var ranking in rankings)
        foreach (
            var together in standings
                .Select(s => s.Entrant)
                .Where(e => ranking.Groups?.Contains(e.Group ?? "") ?? true)
                .GroupBy(e => ranking.Overall ? "" : e.Group ?? "")
        )
            Rank(rules, ranking, together, also);
        return standings.ConvertAll(s => also[s.Entrant] is { Count: > 0 } ranks ? s with { Also = ranks } : s);
    }

    private static IEnumerable<Standing> OfGroup(Rules rules, IReadOnlyList<Entrant> entrants)
    {
        var ranking = rules.Scheme.Ranking ?? new();
        var ranked = Ranked(
            entrants
                .Where(e => e.Status is Status.Ranked)
                .Select(e => new Contender(rules, e, rules.Total, rules.Total.Final, ranking.Ties ?? []))
                .Where(c =>
                    c.Value is not null
                    || ranking.NoResult is NoResult.Last && c.IsFailed
                    || ranking.Incomplete && c.HasTieValue
                )
        );
        var awards = Awards.Of(
            rules.Scheme,
            rules.Scheme.Awards ?? [],
            rules.Scheme.AwardTies,
            rules.Total.Final,
            [.. ranked.Select(r => (r.Rank, r.Contender.Value))]
        );
        var known = ranked.Select(r => r.Contender.Entrant).ToHashSet();
        return ranked
            .Select((r, i) => new Standing(r.Contender.Entrant, r.Rank, r.Tie, awards[i]))
            .Concat(entrants.Where(e => !known.Contains(e)).OrderBy(e => e.Status).Select(e => new Standing(e, null)));
    }

    private static void Rank(
        Rules rules,
        SecondRanking ranking,
        IEnumerable<Entrant> entrants,
        Dictionary<Entrant, List<AlsoRanked>> also
    )
    {
        var (place, isTotal) = (rules[ranking.Part], ranking.Part == Scheme.Total);
        var best = ranking.Best ?? place.Final;
        var ties = ranking.Ties ?? (isTotal ? rules.Scheme.Ranking?.Ties : null) ?? [];
        var ranked = Ranked(
            entrants
                .Where(e => e.Status is Status.Ranked || ranking.Unofficial && e.Status is Status.Unofficial)
                .Select(e => new Contender(rules, e, place, best, ties))
                .Where(c => c.Value is not null)
        );
        var awards = Awards.Of(
            rules.Scheme,
            ranking.Awards ?? [],
            ranking.AwardTies,
            best,
            [.. ranked.Select(r => (r.Rank, r.Contender.Value))]
        );
        for (var i = 0; i < ranked.Count; i++)
            also[ranked[i].Contender.Entrant].Add(new(ranking.Id, ranked[i].Rank, awards[i]));
    }

    /// <summary>The best first; who is equal shares the rank, and stays in the order they came.</summary>
    private static List<(Contender Contender, int Rank, Tie? Tie)> Ranked(IEnumerable<Contender> contenders)
    {
        // the sort is stable
        var sorted = contenders.Order(Comparer<Contender>.Create((a, b) => b.Against(a).Order)).ToList();
        var ranked = new List<(Contender, int, Tie?)>(sorted.Count);
        for (var i = 0; i < sorted.Count; i++)
        {
            var (order, tie) = i == 0 ? (1, null) : sorted[i - 1].Against(sorted[i]);
            ranked.Add((sorted[i], order == 0 ? ranked[i - 1].Item2 : i + 1, tie));
        }
        return ranked;
    }

    /// <summary>One who may be ranked, with what decides ties: looked up when there is one.</summary>
    private sealed class Contender(Rules rules, Entrant entrant, Place place, Best best, IReadOnlyList<Tie> ties)
    {
        private readonly Dictionary<Tie, IReadOnlyList<decimal?>> _keys = [];

        public Entrant Entrant => entrant;

        public decimal? Value { get; } = entrant.Reckoning.Of(place).Value.Number;

        public bool IsFailed => entrant.Reckoning.Of(place).Value.IsFailed;

        public bool HasTieValue => ties.Any(t => Keys(t).Any(k => k is not null));

        /// <summary>Above 0: this one is better. With the tie rule that decided.</summary>
        public (int Order, Tie? Tie) Against(Contender other)
        {
            var order = best.Compare(Value, other.Value);
            if (order != 0)
                return (order, null);
            foreach (var tie in ties)
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
            var (part, better) = (rules[tie.Part], BestOf(tie));
            if (tie.Attempt is { } attempt)
                return _keys[tie] = [entrant.Reckoning.Try(part, attempt).Value.Number];
            return _keys[tie] = tie.Countback is not { } most
                ? [entrant.Reckoning.Of(part).Value.Number]
                :
                [
                    .. entrant
                        .Reckoning.Tries(part)
                        .Select(t => t.Value.Number)
                        .Order(Comparer<decimal?>.Create((a, b) => better.Compare(b, a)))
                        .Take(most),
                ];
        }
    }
}
