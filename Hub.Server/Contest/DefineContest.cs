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
        var rules = Check();
        var people = Contestants.Select(c => new PersonChange(ContestState.PersonKey(Scheme.Id, c.Number), new Person(c.Name, c.Affiliation))).ToList();
        if (fair.Contests.TryGetValue(Scheme.Id, out var had))
        {
            fair.OpenContest(Scheme.Id);
            if (had.Reveal is not null) throw new Refusal("reveal-under-way", "正在揭晓名次，请先结束。", "The ranks are being revealed; end that first.");
            foreach (var number in had.Order.Intersect(Contestants.Select(c => c.Number)))
                foreach (var (slot, mark) in had.Sheets[number].Marks)
                    if (rules.TryFind(slot.Criterion, out var place) && place.IsEntered && !place.Takes(mark.Value))
                        throw new Refusal("marks-do-not-fit", $"评分项 {slot.Criterion} 已有分数 {mark.Value}，不符合新的分数范围或步长。", $"Criterion {slot.Criterion} has a mark of {mark.Value} already, which does not fit the new range or step.");
            people.AddRange(had.Order.Except(Contestants.Select(c => c.Number)).Select(n => new PersonChange(ContestState.PersonKey(Scheme.Id, n), null)));
        }
        return new Decision([new ContestSet(Scheme, [.. Contestants.Select(c => new Starter(c.Number, c.Group))])], people);
    }

    private Rules Check()
    {
        if (Contestants is not { Count: > 0 and <= 5_000 } || Contestants.Any(c => c is null || !SchemeCheck.IsWord(c.Number) || string.IsNullOrWhiteSpace(c.Name) || c.Group?.Length > 60)
            || Contestants.DistinctBy(c => c.Number).Count() < Contestants.Count)
            throw Refusal.Malformed("选手要有姓名和不同的编号。", "Contestants need names and distinct numbers.");
        try { return Rules.Of(Scheme); }
        catch (SchemeException e)
        {
            throw new Refusal("scheme-has-holes", string.Join("\n", e.Holes.Select(h => h.At.Length == 0 ? h.Zh : $"{h.At}：{h.Zh}")), e.Message, 422);
        }
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("contests", (DefineContest contest, HttpContext http) => http.Ask(contest)).AsCommand("Define a contest (organizer)");
}
