using Hub.Access;
using Hub.Ledger;
using Hub.Rosters;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Contest;

/// <summary>Gives a contest its contestants, in starting order, by a list: who is on it stays or comes, who is not goes. Who has marks does not go.</summary>
/// <param name="Keep">Nobody goes; who is not on the list comes after it.</param>
public sealed record SetContestants(string Contest, IReadOnlyList<Contestant> Contestants, bool Keep = false) : Command
{
    public override bool Allows(Asker asker) => asker.Role is Role.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        DefineContest.Check(Contestants);
        var contest = fair.OpenContest(Contest);
        var diff = ContestantDiff.Of(fair, contest, Contestants, Keep);
        Starter[] after = [.. Contestants.Select(c => new Starter(c.Number, c.Group)), .. diff.Kept.Select(n => new Starter(n, contest.Sheets[n].Group))];
        contest.MayBecome(contest.Rules, after.Select(s => s.Number));
        if (diff.Removed.Where(c => c.Marked).Select(c => c.Number).ToList() is { Count: > 0 } marked)
            throw new Refusal("contestants-have-marks", $"名单上没有 {string.Join('、', marked.Take(10))} 号，但他们已有分数：请改为退赛，不要删除。", $"{string.Join(", ", marked.Take(10))} are not on the list, but have marks: let them withdraw instead.");
        if (diff.Added.Count + diff.Changed.Count + diff.Removed.Count == 0 && contest.Order.SequenceEqual(after.Select(s => s.Number))) return Decision.Nothing;
        return new Decision([new ContestSet(contest.Scheme, after), .. Carrying.Into(fair, contest.Rules, [.. after.Select(s => s.Number)])], [.. diff.Added.Concat(diff.Changed).Concat(diff.Removed)
            .Select(c => new PersonChange(ContestState.PersonKey(Contest, c.Number), c.Now is { } person ? new Person(person.Name, person.Affiliation) : null))]);
    }

    public static void Map(IEndpointRouteBuilder fairs) => fairs.MapPost("contests/{contest}/contestants", async (string fair, string contest, bool? apply, string? name, HttpContext http, Ledgers ledgers) =>
        {
            if (Door.Who(http, fair).Role is not Role.Organizer) throw Refusal.Forbidden();
            return await Run(ledgers[fair].Fair, contest, name ?? "contestants.csv", await http.FileAsync(), apply is true ? http.Ask : null);
        })
        .Produces<ContestantsReport>()
        .WithMetadata(new RequestSizeLimitAttribute(CheckScheme.Most))
        .AsCommand("Set a contest's contestants from a CSV, TSV, XLSX or XLS file with number, name, affiliation and group (organizer)");

    /// <summary>Reads a file and, when asked, takes its good rows. Where rows are refused nobody is removed: they may be in those.</summary>
    /// <param name="apply">Asks the command; null for a dry run.</param>
    /// <exception cref="Refusal"><c>unreadable-roster</c>, <c>unknown-contest</c></exception>
    internal static async Task<ContestantsReport> Run(Fair fair, string id, string name, byte[] file, Func<Command, Task<Receipt>>? apply)
    {
        var contest = fair.Contest(id);
        IReadOnlyList<Contestant> list;
        IReadOnlyList<RefusedRow> refused;
        try { (list, refused) = ContestantSheet.Read(file, name); }
        catch (UnreadableRosterException e) { throw new Refusal("unreadable-roster", e.Zh, e.En, 400); }
        var keep = refused.Count > 0;
        var diff = ContestantDiff.Of(fair, contest, list, keep);
        var receipt = apply is null ? null : await apply(new SetContestants(id, list, keep));
        return new(diff.Added, diff.Changed, diff.Removed, diff.Same, refused, receipt is not null, receipt?.Offset);
    }
}

/// <summary>What a list of contestants did, or, not applied, would do.</summary>
public sealed record ContestantsReport(IReadOnlyList<ContestantChange> Added, IReadOnlyList<ContestantChange> Changed, IReadOnlyList<ContestantChange> Removed, int Same,
    IReadOnlyList<RefusedRow> Refused, bool Applied, long? Offset);

/// <param name="Was">Null: was none.</param>
/// <param name="Now">Null: is none any more.</param>
/// <param name="Marked">Has marks.</param>
public sealed record ContestantChange(string Number, Contestant? Was, Contestant? Now, bool Marked);

/// <summary>What another list of contestants changes.</summary>
/// <param name="Kept">Numbers of those who are not on the list and stay.</param>
internal sealed record ContestantDiff(IReadOnlyList<ContestantChange> Added, IReadOnlyList<ContestantChange> Changed, IReadOnlyList<ContestantChange> Removed, IReadOnlyList<string> Kept, int Same)
{
    public static ContestantDiff Of(Fair fair, ContestState contest, IReadOnlyList<Contestant> list, bool keep)
    {
        var numbers = list.Select(c => c.Number).ToHashSet();
        var rest = contest.Order.Where(n => !numbers.Contains(n)).ToList();
        var both = list.Where(c => contest.Sheets.ContainsKey(c.Number)).Select(c => Change(c.Number, c)).ToList();
        return new([.. list.Where(c => !contest.Sheets.ContainsKey(c.Number)).Select(c => new ContestantChange(c.Number, null, c, false))],
            [.. both.Where(c => c.Was != c.Now)], keep ? [] : [.. rest.Select(n => Change(n, null))], keep ? rest : [], both.Count(c => c.Was == c.Now));

        ContestantChange Change(string number, Contestant? now)
        {
            // without a name when that was erased
            var (person, sheet) = (fair.People.GetValueOrDefault(ContestState.PersonKey(contest.Scheme.Id, number)), contest.Sheets[number]);
            return new(number, new(number, person?.Name ?? "", person?.Affiliation, sheet.Group), now, sheet.Marks.Count > 0);
        }
    }
}
