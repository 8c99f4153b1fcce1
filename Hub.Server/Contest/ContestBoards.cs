using Hub.Contest.Scoring;
using Hub.Ledger;
using Hub.Live;

namespace Hub.Contest;

/// <summary>A row of <c>leaderboard/CONTEST</c>, keyed by the contestant's number.</summary>
/// <param name="Place">1, 2, 3… in the order of the whole board: the ranked, then the others, group by group.</param>
/// <param name="Rank">Within the group; null: not ranked, or not yet.</param>
/// <param name="Name">Null when erased.</param>
/// <param name="Tie">The part whose value put this one behind the next better one with the same total.</param>
/// <param name="Award">The tier that this rank earns as it stands.</param>
/// <param name="Marks">Marks that are in, of <paramref name="Of"/>.</param>
public sealed record LeaderboardRow(int Place, int? Rank, string Number, string? Name, string? Affiliation, string? Group, Status Status, Value Total,
    IReadOnlyDictionary<string, Value> Modules, string? Tie, string? Award, int Marks, int Of);

/// <summary>A row of <c>marks/CONTEST/SEAT</c>, keyed by contestant, criterion and attempt.</summary>
public sealed record MarkRow(Value Value, DateTimeOffset At);

public static class ContestBoards
{
    public static readonly Board Leaderboard = Board.Public("leaderboard/*", fair => (fair.Contests, fair.People), (fair, words, _) =>
    {
        if (!fair.Contests.TryGetValue(words[0], out var contest)) return null;
        var (rules, due) = (contest.Rules, contest.Rules.MarksEach);
        return contest.Standings.Select((s, i) =>
        {
            var (e, person) = (s.Entrant, fair.People.GetValueOrDefault(ContestState.PersonKey(words[0], s.Entrant.Number)));
            var modules = rules.Total.Criteria.Select(m => (m.Part.Id, e.Reckoning.Of(m).Value)).Where(m => !m.Value.IsNothing).ToDictionary();
            return (e.Number, (object)new LeaderboardRow(i + 1, s.Rank, e.Number, person?.Name, person?.Affiliation, e.Group, e.Status, e.Reckoning.Total.Value,
                modules, s.Tie?.Part, s.Award, rules.Counting(contest.Sheets[e.Number].Marks.Keys), due));
        });
    });

    public static readonly Board Marks = new("marks/*/*", [Role.Judge, Role.Chief, Role.Organizer],
        (asker, words) => asker.Role switch
        {
            Role.Organizer => true,
            Role.Chief => asker.Contest == words[0],
            Role.Judge => asker.Contest == words[0] && asker.Seat == words[1],
            _ => false,
        },
        (fair, _) => fair.Contests,
        (fair, words, _) => fair.Contests.TryGetValue(words[0], out var contest) && contest.Rules.HasSeat(words[1])
            ? contest.Sheets.Values.SelectMany(e => e.Marks.Where(m => m.Key.Seat == words[1])
                .Select(m => ($"{e.Number}/{m.Key.Criterion}/{m.Key.Attempt}", (object)new MarkRow(m.Value.Value, m.Value.At))))
            : null);
}
