using System.Text.Json.Serialization;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest;

/// <summary>A row of <c>leaderboard/CONTEST</c>, keyed by the contestant's number.</summary>
/// <param name="Place">1, 2, 3… in the order of the whole board: the ranked, then the others, group by group.</param>
/// <param name="Rank">Within the group; null: not ranked, or not yet.</param>
/// <param name="Name">Null when erased.</param>
/// <param name="Tie">The part whose value put this one behind the next better one with the same total.</param>
/// <param name="Award">The tier that this rank earns as it stands.</param>
/// <param name="Marks">Marks that are in, of <paramref name="Of"/>.</param>
/// <param name="Also">Ranks in the scheme's other rankings, and the tiers that they earn; null: there are none.</param>
/// <param name="Missing">Marks that are missing in what is begun: the total may be another once they are in.</param>
public sealed record LeaderboardRow(
    int Place,
    int? Rank,
    ContestantId Number,
    string? Name,
    string? Affiliation,
    string? Group,
    Status Status,
    Value Total,
    IReadOnlyDictionary<string, Value> Modules,
    string? Tie,
    string? Award,
    int Marks,
    int Of,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Missing = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AlsoRanked>? Also = null
);

/// <summary>A row of <c>marks/CONTEST/SEAT</c>, keyed by contestant, criterion and attempt.</summary>
public sealed record MarkRow(Value Value, DateTimeOffset At);

/// <summary>A row of <c>signed/CONTEST/SEAT</c>, keyed by the contestant's number.</summary>
/// <param name="Own">The judge of this seat has signed.</param>
public sealed record SignedRow(bool Own, bool Contestant, bool Chief);

public static class ContestBoards
{
    public static readonly Board Leaderboard = new Board<LeaderboardRow>(
        "leaderboard/*",
        _ => Who.Everybody,
        (fair, words) =>
            (fair.Contests.GetValueOrDefault(new(words[0])), fair.People, fair.ReadsEarlier(new(words[0]))),
        (fair, words, _) =>
        {
            if (!fair.Contests.TryGetValue(new(words[0]), out var contest))
                return null;
            LeaderboardRow Row(ContestState shown, Standing s, int place)
            {
                var (e, sheet, person) = (
                    s.Entrant,
                    contest.Sheets[s.Entrant.Number],
                    contest.PersonOf(fair, contest.Sheets[s.Entrant.Number])
                );
                var modules = shown
                    .Rules.Total.Criteria.Select(m => (m.Part.Id, e.Reckoning.Of(m).Value))
                    .Where(m => !m.Value.IsNothing)
                    .ToDictionary();
                return new(
                    place,
                    s.Rank,
                    contest.Called(sheet),
                    person?.Name,
                    person?.Affiliation,
                    e.Group,
                    e.Status,
                    e.Reckoning.Total.Value,
                    modules,
                    s.Tie?.Part,
                    s.Award,
                    shown.Figures(shown.Sheets[e.Number]).MarksIn,
                    shown.Rules.MarksEach,
                    shown.Figures(shown.Sheets[e.Number]).Missing.Count,
                    s.Also.Count > 0 ? s.Also : null
                );
            }
            var known = fair.Shown(contest, contest.Reveal?.Of ?? contest.Public);
            if (contest.Reveal is not { } reveal)
                return known
                    .Standings.Where(s => contest.Sheets.ContainsKey(s.Entrant.Number))
                    .Select((s, i) => Row(known, s, i + 1))
                    .Select(Keyed);

            // who is not revealed yet stands in starting order, as before the first mark
            var (all, hidden) = (known.Standings, known.Standings.Count - reveal.Shown);
            var still = all.Take(hidden).Select(s => s.Entrant.Number).ToHashSet();
            return known
                .Unmarked.Standings.Where(s => still.Contains(s.Entrant.Number))
                .Select((s, i) => Row(known.Unmarked, s with { Rank = null }, i + 1))
                .Concat(all.Skip(hidden).Select((s, i) => Row(known, s, hidden + i + 1)))
                .Select(Keyed);

            static (string, LeaderboardRow) Keyed(LeaderboardRow row) => (row.Number.Text, row);
        }
    );

    public static readonly Board Marks = Seat(
        "marks/*/*",
        typeof(MarkRow),
        (contest, seat) =>
            contest.InOrder.SelectMany(e =>
            {
                // thousands of keys
                var called = contest.Called(e).Text;
                return contest.Figures(e).BySeat[seat].Select(m => ($"{called}/{m.At}", m.Row));
            })
    );

    public static readonly Board Signed = Seat(
        "signed/*/*",
        typeof(SignedRow),
        (contest, seat) =>
            contest
                .InOrder.Where(s => s.Signed != Signatures.None)
                .Select(s =>
                    (
                        contest.Called(s).Text,
                        new SignedRow(s.Signed.Judges.Contains(seat), s.Signed.Contestant, s.Signed.Chief)
                    )
                )
    );

    /// <summary>A board for the judge of one seat, and who leads the contest.</summary>
    private static Board<TRow> Seat<TRow>(
        string pattern,
        Type kind,
        Func<ContestState, SeatId, IEnumerable<(string, TRow)>> rows
    )
        where TRow : class =>
        new(
            pattern,
            words => Who.SeatOf(new(words[0]), new(words[1])) | Who.LeaderOf(new(words[0])),
            (fair, words) => (object?)fair.Contests.GetValueOrDefault(new(words[0])) ?? "",
            (fair, words, _) =>
                fair.Contests.TryGetValue(new(words[0]), out var contest) && contest.Rules.HasSeat(new(words[1]))
                    ? rows(contest, new(words[1]))
                    : null
        )
        {
            Kinds = [new("*", kind)],
        };
}
