using Hub.Features.Contest.Scoring;
using Hub.Features.People;

namespace Hub.Features.Contest;

/// <param name="Affiliation">School or company.</param>
/// <param name="Group">Who is ranked together; leave out where all are.</param>
public sealed record Contestant(ContestantId Number, string Name, string? Affiliation = null, string? Group = null);

/// <summary>Sets a contest up, or changes it.</summary>
public sealed record DefineContest(Scheme Scheme, IReadOnlyList<Contestant> Contestants) : Command
{
    /// <summary>Characters, each.</summary>
    internal const int LongestName = 60,
        LongestAffiliation = 120,
        LongestGroup = 60;

    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        Check(Contestants);
        var rules = ContestOfFair.Rules(Scheme);
        ContestOfFair.DemandRoom(fair, rules, Contestants.Count);
        Carrying.Check(fair, rules);
        Starter[] starters = [.. Contestants.Select(c => new Starter(c.Number, c.Group))];
        var people = Contestants
            .SelectMany(c => new PersonKey.Contestant(Scheme.Id, c.Number).To(new Person(c.Name, c.Affiliation)))
            .ToList();
        if (fair.Contests.TryGetValue(Scheme.Id, out var had))
        {
            had.MayBecome(rules, starters);
            people.AddRange(
                had.Order.Except(Contestants.Select(c => c.Number))
                    .SelectMany(n => new PersonKey.Contestant(Scheme.Id, n).To(null))
            );
        }
        return new Decision([new ContestSet(rules.Scheme, starters)], people);
    }

    /// <exception cref="Refusal"><c>malformed</c></exception>
    internal static void Check(IReadOnlyList<Contestant> contestants)
    {
        if (
            contestants is not { Count: > 0 and <= ContestOfFair.MostContestants }
            || contestants.Any(c =>
                c is null
                || !SchemeCheck.IsWord(c.Number.Text)
                || string.IsNullOrWhiteSpace(c.Name)
                || c.Name.Length > LongestName
                || c.Affiliation?.Length > LongestAffiliation
                || c.Group?.Length > LongestGroup
            )
            || contestants.DistinctBy(c => c.Number).Count() < contestants.Count
        )
            throw ContestRefusals.BadContestants();
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("contests", (DefineContest contest, HttpContext http) => http.Ask(contest))
            .Asks<DefineContest>("Define a contest");
}
