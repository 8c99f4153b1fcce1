using Hub.Features.People;
using Hub.Sheets;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Features.Contest;

/// <summary>Gives a contest its contestants, in starting order, by a list: who is on it stays or comes, who is not
/// goes. Who has marks does not go. What was drawn stays as it was drawn, whatever the order of the list.</summary>
/// <param name="Keep">Nobody goes; who is not on the list comes after it.</param>
public sealed record SetContestants(ContestId Contest, IReadOnlyList<Contestant> Contestants, bool Keep = false)
    : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        DefineContest.Check(Contestants);
        var contest = fair.OpenContest(Contest);
        var diff = ContestantDiff.Of(fair, contest, Contestants, Keep);
        Starter[] after =
        [
            .. Contestants.Select(c => new Starter(c.Number, c.Group)),
            .. diff.Kept.Select(n => new Starter(n, contest.Sheets[n].Group)),
        ];
        ContestOfFair.DemandRoom(fair, contest.Rules, after.Length);
        contest.MayBecome(contest.Rules, after);
        if (diff.Removed.Where(c => c.Marked).Select(c => c.Number).ToList() is { Count: > 0 } marked)
            throw ContestRefusals.ContestantsHaveMarks(marked);
        if (
            diff.Added.Count + diff.Changed.Count + diff.Removed.Count == 0
            && contest.Order.SequenceEqual(ContestState.Set(contest, contest.Scheme, after).Order)
        )
            return Decision.Nothing;
        return new Decision(
            [new ContestSet(contest.Scheme, after)],
            [
                .. diff
                    .Added.Concat(diff.Changed)
                    .Concat(diff.Removed)
                    .SelectMany(c =>
                        new PersonKey.Contestant(Contest, c.Number).To(
                            c.Now is { } person ? new Person(person.Name, person.Affiliation) : null
                        )
                    ),
            ]
        );
    }

    public static void Map(IEndpointRouteBuilder fairs) =>
        fairs
            .MapPost(
                "contests/{contest}/contestants",
                async (ContestId contest, bool? apply, string? name, HttpContext http) =>
                {
                    var file = await http.FileAsync();
                    return await http.InTurnAsync(() =>
                        Run(http.Fair(), contest, name ?? "contestants.csv", file, apply is true ? http.Ask : null)
                    );
                }
            )
            .Produces<ContestantsReport>()
            .WithMetadata(new RequestSizeLimitAttribute(CheckScheme.MostBytes))
            .Asks<SetContestants>(
                "Set a contest's contestants from a CSV, TSV, XLSX or XLS file with number, name, affiliation and group"
            );

    /// <summary>Reads a file and, when asked, takes its good rows. Where rows are refused nobody is removed: they may
    /// be in those.</summary>
    /// <param name="apply">Asks the command; null for a dry run.</param>
    /// <exception cref="Refusal"><c>unreadable-roster</c>, <c>unknown-contest</c></exception>
    internal static async Task<ContestantsReport> Run(
        Fair fair,
        ContestId id,
        string name,
        byte[] file,
        Func<Command, Task<Receipt>>? apply
    )
    {
        var contest = fair.Contest(id);
        IReadOnlyList<Contestant> list;
        IReadOnlyList<RefusedRow> refused;
        try
        {
            (list, refused) = ContestantSheet.Read(file, name);
        }
        catch (UnreadableRosterException e)
        {
            throw Refusal.UnreadableRoster(e.Zh, e.En);
        }
        var keep = refused.Count > 0;
        var diff = ContestantDiff.Of(fair, contest, list, keep);
        var receipt = apply is null ? null : await apply(new SetContestants(id, list, keep));
        return new(diff.Added, diff.Changed, diff.Removed, diff.Same, refused, receipt is not null, receipt?.Offset);
    }
}
