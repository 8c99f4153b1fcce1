using Hub.Ledger;
using Hub.Live;

namespace Hub.Contest;

/// <summary>A row of <c>leaderboard/CONTEST</c>, keyed by the contestant's number.</summary>
/// <param name="Rank">Null before the first mark.</param>
/// <param name="Name">Null when erased.</param>
/// <param name="Marks">Marks that are in, of <paramref name="Of"/>.</param>
public sealed record LeaderboardRow(int? Rank, string Number, string? Name, string? Affiliation, decimal Total, IReadOnlyDictionary<string, decimal> Modules, int Marks, int Of);

/// <summary>A row of <c>marks/CONTEST/SEAT</c>, keyed by contestant and criterion.</summary>
public sealed record MarkRow(decimal Value, DateTimeOffset At);

public static class ContestBoards
{
    public static readonly Board Leaderboard = Board.Public("leaderboard/*", fair => (fair.Contests, fair.People), (fair, words, _) =>
        fair.Contests.TryGetValue(words[0], out var contest)
            ? Ranking.Of(contest).Select(r =>
            {
                var person = fair.People.GetValueOrDefault(Scheme.PersonKey(words[0], r.Contestant));
                return (r.Contestant, (object)new LeaderboardRow(r.Rank, r.Contestant, person?.Name, person?.Affiliation, r.Total, r.Modules, r.Marks, contest.Scheme.MarksEach));
            })
            : null);

    public static readonly Board Marks = new("marks/*/*", [Role.Judge, Role.Chief, Role.Organizer],
        (asker, words) => asker.Role switch
        {
            Role.Organizer => true,
            Role.Chief => asker.Contest == words[0],
            Role.Judge => asker.Contest == words[0] && asker.Seat == words[1],
            _ => false,
        },
        (fair, _) => fair.Contests,
        (fair, words, _) => fair.Contests.TryGetValue(words[0], out var contest) && contest.Scheme.Seats.Contains(words[1])
            ? contest.Marks.Where(m => m.Key.Seat == words[1]).Select(m => ($"{m.Key.Contestant}/{m.Key.Criterion}", (object)new MarkRow(m.Value.Value, m.Value.At)))
            : null);
}
