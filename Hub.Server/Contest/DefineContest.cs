using Hub.Access;
using Hub.Contest.Scoring;
using Hub.Ledger;

namespace Hub.Contest;

/// <param name="Affiliation">School or company.</param>
/// <param name="Group">Who is ranked together; leave out where all are.</param>
public sealed record Contestant(string Number, string Name, string? Affiliation = null, string? Group = null);

/// <summary>Sets a contest up, or changes it.</summary>
public sealed record DefineContest(Scheme Scheme, IReadOnlyList<Contestant> Contestants) : Command
{
    public override bool Allows(Asker asker) => asker.Role is Role.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        Check(Contestants);
        var rules = ContestOfFair.Rules(Scheme);
        Carrying.Check(fair, rules);
        var people = Contestants.Select(c => new PersonChange(ContestState.PersonKey(Scheme.Id, c.Number), new Person(c.Name, c.Affiliation))).ToList();
        if (fair.Contests.TryGetValue(Scheme.Id, out var had))
        {
            had.MayBecome(rules, Contestants.Select(c => c.Number));
            people.AddRange(had.Order.Except(Contestants.Select(c => c.Number)).Select(n => new PersonChange(ContestState.PersonKey(Scheme.Id, n), null)));
        }
        return new Decision([new ContestSet(Scheme, [.. Contestants.Select(c => new Starter(c.Number, c.Group))]), .. Carrying.Into(fair, rules, [.. Contestants.Select(c => c.Number)])], people);
    }

    /// <exception cref="Refusal"><c>malformed</c></exception>
    internal static void Check(IReadOnlyList<Contestant> contestants)
    {
        if (contestants is not { Count: > 0 and <= 5_000 } || contestants.Any(c => c is null || !SchemeCheck.IsWord(c.Number) || string.IsNullOrWhiteSpace(c.Name) || c.Group?.Length > 60)
            || contestants.DistinctBy(c => c.Number).Count() < contestants.Count)
            throw Refusal.Malformed("选手要有姓名和不同的编号。", "Contestants need names and distinct numbers.");
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("contests", (DefineContest contest, HttpContext http) => http.Ask(contest)).AsCommand("Define a contest (organizer)");
}
