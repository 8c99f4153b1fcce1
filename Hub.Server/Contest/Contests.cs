using Hub.Ledger;

namespace Hub.Contest;

public sealed record ContestInfo(string Id, string Name, string? NameEn);

/// <summary>A contest as its judges and its audience need it. Public.</summary>
public sealed record ContestPage(string Id, string Name, string? NameEn, int Trim, IReadOnlyList<Module> Modules, IReadOnlyList<string> Seats, IReadOnlyList<Contestant> Contestants);

public static class Contests
{
    public static void Map(IEndpointRouteBuilder fairs)
    {
        fairs.MapGet("contests", (string fair, Ledgers ledgers) => ledgers[fair].Fair.Contests.Values.Select(c => c.Scheme).OrderBy(s => s.Id, StringComparer.Ordinal)
            .Select(s => new ContestInfo(s.Id, s.Name, s.NameEn))).WithSummary("The contests of a fair");

        fairs.MapGet("contests/{id}", (string fair, string id, Ledgers ledgers) =>
        {
            var state = ledgers[fair].Fair;
            var s = state.Contest(id).Scheme;
            return new ContestPage(s.Id, s.Name, s.NameEn, s.Trim, s.Modules, s.Seats, [.. s.Contestants.Select(n =>
                state.People.GetValueOrDefault(Scheme.PersonKey(id, n)) is { } p ? new Contestant(n, p.Name, p.Affiliation) : new Contestant(n, ""))]);
        }).WithSummary("A contest with its scheme, panel and contestants");
    }
}
