using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>What of a contest may be known, where results of earlier contests count in it. A result that is carried
/// over is as secret as the contest that it comes from, and so is whatever is reckoned from it: total, rank, award,
/// explanation, number of marks. That goes through any number of contests.</summary>
/// <remarks>An earlier contest withholds from the public while it is frozen, being revealed, or known by codes: those
/// of its results that the public did not have before stay out (<see cref="ContestState.Withheld"/>). Codes withhold
/// from everybody, also from who leads: a total that stands beside a name here and beside a code there tells whose the
/// code is.</remarks>
public static class Withholding
{
    private static readonly ImmutableDictionary<ContestantId, Value> Nothing = ImmutableDictionary<
        ContestantId,
        Value
    >.Empty;

    // a contest as it is shown, kept as long as the contest, by what is not shown of it
    private static readonly ConditionalWeakTable<ContestState, ConcurrentDictionary<string, ContestState>> ShownOf = [];

    extension(ImmutableDictionary<ContestId, ContestState> contests)
    {
        /// <summary>Whether a contest is official, and nothing of its results is kept from the public.</summary>
        public bool IsReleased(ContestId id) =>
            contests.GetValueOrDefault(id) is { Locked: true, Frozen: null } contest
            && contest.Withheld.IsEmpty
            && !contests.WithEarlier([id]).Any(c => c.Hidden || c.Reveal is not null);

        /// <summary>These contests and all whose results are in theirs, through others or not.</summary>
        internal IReadOnlyList<ContestState> WithEarlier(IEnumerable<ContestId> ids)
        {
            var (seen, all, next) = (new HashSet<ContestId>(), new List<ContestState>(), new Stack<ContestId>(ids));
            while (next.TryPop(out var id))
            {
                if (!seen.Add(id) || contests.GetValueOrDefault(id) is not { } contest)
                    continue;
                all.Add(contest);
                foreach (var earlier in contest.Rules.Earlier)
                    next.Push(earlier);
            }
            return all;
        }
    }

    extension(Fair fair)
    {
        /// <summary>One of a contest's states as the public may know it.</summary>
        /// <param name="state">The contest itself, as it was frozen, or as it is revealed.</param>
        public ContestState Shown(ContestState contest, ContestState state) =>
            Without(state, HiddenFrom(fair, contest, state, led: false));

        /// <summary>A contest as who leads it may know it.</summary>
        public ContestState Led(ContestState contest) =>
            Without(contest, HiddenFrom(fair, contest, contest, led: true));

        /// <summary>Whether the public may know all of its results that are not its own.</summary>
        public bool IsWhole(ContestState contest) => HiddenFrom(fair, contest, contest, led: false).Count == 0;

        /// <summary>Equal while the same of a contest's state is shown.</summary>
        internal object Reads(ContestState contest, ContestState state) =>
            (Key(HiddenFrom(fair, contest, state, led: false)), state.Withheld);

        /// <summary>What decides how a contest is shown, beside itself.</summary>
        internal object ReadsEarlier(ContestId contest) =>
            fair.Contests.GetValueOrDefault(contest) is { Rules.Earlier.Count: > 0 } ? fair.Contests : "";
    }

    /// <summary>The earlier contests of whose results not all is shown, and what is shown in place of them.</summary>
    private static List<(ContestId From, ImmutableDictionary<ContestantId, Value> Instead)> HiddenFrom(
        Fair fair,
        ContestState contest,
        ContestState state,
        bool led
    )
    {
        var hidden = new List<(ContestId, ImmutableDictionary<ContestantId, Value>)>();
        foreach (var id in state.Rules.Earlier)
            if (contest.Hidden || fair.Contests.WithEarlier([id]).Any(c => c.Hidden || !led && c.Reveal is not null))
                hidden.Add((id, Nothing));
            else if (!led && state.Withheld.TryGetValue(id, out var before))
                hidden.Add((id, before));
        return hidden;
    }

    private static string Key(List<(ContestId From, ImmutableDictionary<ContestantId, Value> Instead)> hidden) =>
        string.Join('\n', hidden.Select(h => $"{h.From}{(h.Instead.IsEmpty ? "" : " as before")}"));

    private static ContestState Without(
        ContestState state,
        List<(ContestId From, ImmutableDictionary<ContestantId, Value> Instead)> hidden
    ) =>
        hidden.Count == 0
            ? state
            : ShownOf
                .GetOrCreateValue(state)
                .GetOrAdd(
                    Key(hidden),
                    _ =>
                        state with
                        {
                            Locked = false,
                            Sheets = state.Sheets.SetItems(
                                state.Sheets.Select(s =>
                                    KeyValuePair.Create(
                                        s.Key,
                                        hidden.Aggregate(
                                            s.Value,
                                            (sheet, h) =>
                                                state.Carried(
                                                    sheet,
                                                    h.From,
                                                    h.Instead.GetValueOrDefault(s.Key),
                                                    default
                                                )
                                        )
                                    )
                                )
                            ),
                        }
                );
}
