using System.Text.Json.Serialization;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>A row of <c>explain/CONTEST/CONTESTANT</c>, keyed by part and attempt, as in <c>flight/2</c>; attempt 0
/// stands for all of them.</summary>
/// <param name="From">What it was made of: marks, or the values of other rows.</param>
/// <param name="Combined">The value before the steps.</param>
/// <param name="Lines">The same in a sentence, Chinese.</param>
/// <param name="LinesEn">And in English.</param>
/// <param name="AttemptName">What the attempt is called; null: by its number.</param>
public sealed record ExplainRow(
    string Part,
    int Attempt,
    string Name,
    string? NameEn,
    Value Value,
    By By,
    Note Note,
    Value Combined,
    IReadOnlyList<ExplainFrom> From,
    string Lines,
    string LinesEn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AttemptName = null
);

/// <param name="Seat">Whose mark; null for the value of another row.</param>
/// <param name="Row">Key of that row.</param>
public sealed record ExplainFrom(Value Value, Fate Fate, SeatId? Seat, string? Row);

/// <summary>How every number of one contestant came about. Public, as the leaderboard is.</summary>
public static class ExplainBoard
{
    // it is made anew when these marks or these rules change, not with every mark of the contest
    public static readonly Board Board = new Board<ExplainRow>(
        "explain/*/*",
        _ => Who.Everybody,
        (fair, words) =>
            Found(fair, words) is var (contest, state, number)
                ? (
                    state.Scheme,
                    state.Rules.Compares ? (object)state : state.Sheets[number],
                    fair.Reads(contest, state)
                )
                : "",
        (fair, words, _) =>
            Found(fair, words) is var (contest, state, number) && fair.Shown(contest, state) is var shown
                ? Rows(shown, shown.Sheets[number]).Select(r => (r.Key, r.Value))
                : null
    );

    /// <summary>A contest, what of it the public may know of a contestant but for earlier contests, and the
    /// contestant.</summary>
    private static (ContestState Contest, ContestState State, ContestantId Number)? Found(Fair fair, string[] words)
    {
        if (
            !fair.Contests.TryGetValue(new(words[0]), out var contest)
            || contest.Find(new(words[1]))?.Number is not { } number
        )
            return null;
        var state =
            contest.Reveal is not { } reveal ? contest.Public
            : fair.Shown(contest, reveal.Of).Standings.TakeLast(reveal.Shown).Any(s => s.Entrant.Number == number)
                ? reveal.Of
            : reveal.Of.Unmarked;
        return state.Sheets.ContainsKey(number) ? (contest, state, number) : null;
    }

    /// <summary>By part and attempt, from the total down to what was made of marks alone; what has no value and no mark
    /// is left out.</summary>
    internal static IReadOnlyDictionary<string, ExplainRow> Rows(ContestState contest, ScoreSheet sheet)
    {
        var rows = new Dictionary<string, ExplainRow>();
        var reckoning = contest.Reckoning(sheet);
        var open = new Stack<Reckoned>(
            contest.Rules.Total.Criteria.Prepend(contest.Rules.Total).Select(reckoning.Of).Reverse()
        );
        while (open.TryPop(out var r))
        {
            if (r.Value.IsNothing && !r.IsCut && !r.Begun || !rows.TryAdd(Key(r), Row(contest.Rules[r.Part], r)))
                continue;
            foreach (
                var of in r.From.Select(f => f.Of).Concat(r.Steps.Select(s => s.With)).OfType<Reckoned>().Reverse()
            )
                open.Push(of);
        }
        return rows;
    }

    private static string Key(Reckoned r) => $"{r.Part}/{r.Attempt}";

    private static ExplainRow Row(Place place, Reckoned r) =>
        new(
            r.Part,
            r.Attempt,
            place.Part.Name,
            place.Part.NameEn,
            r.Value,
            r.Combine.By,
            r.Note,
            r.Combined,
            [.. r.From.Select(f => new ExplainFrom(f.Value, f.Fate, f.Seat, f.Of is null ? null : Key(f.Of)))],
            Explanation.Line(r, zh: true),
            Explanation.Line(r, zh: false),
            r.Attempt > 0 ? place.Loop?.Part.Attempts?.Names?.ElementAtOrDefault(r.Attempt - 1) : null
        );
}
