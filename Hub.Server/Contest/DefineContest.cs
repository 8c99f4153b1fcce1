using Hub.Access;
using Hub.Ledger;

namespace Hub.Contest;

/// <param name="Affiliation">School or company.</param>
public sealed record Contestant(string Number, string Name, string? Affiliation = null);

/// <summary>Sets a contest up, or changes it.</summary>
public sealed record DefineContest(string Id, string Name, IReadOnlyList<Module> Modules, IReadOnlyList<string> Seats, IReadOnlyList<Contestant> Contestants,
    int Trim = 1, string? NameEn = null) : Command
{
    /// <summary>Largest weight: sums of products with it stay far within decimal.</summary>
    private const decimal MostWeight = 1_000_000;

    public override bool Allows(Asker asker) => asker.Role is Role.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        Check();
        var scheme = new Scheme(Id, Name, NameEn, Trim, Modules, Seats, [.. Contestants.Select(c => c.Number)]);
        var people = Contestants.Select(c => new PersonChange(Scheme.PersonKey(Id, c.Number), new Person(c.Name, c.Affiliation))).ToList();
        if (fair.Contests.TryGetValue(Id, out var had))
        {
            var over = had.Marks.FirstOrDefault(m => scheme.Criterion(m.Key.Criterion) is { } c && (m.Value.Value > c.Max || m.Value.Value % c.Step != 0));
            if (over.Value is not null)
                throw new Refusal("marks-do-not-fit", $"评分项 {over.Key.Criterion} 已有分数 {over.Value.Value}，不符合新的满分或步长。", $"Criterion {over.Key.Criterion} has a mark of {over.Value.Value} already, which does not fit the new max or step.");
            people.AddRange(had.Scheme.Contestants.Except(scheme.Contestants).Select(n => new PersonChange(Scheme.PersonKey(Id, n), null)));
        }
        return new Decision([new ContestDefined(scheme)], people);
    }

    private void Check()
    {
        static void Refuse(bool when, string zh, string en) { if (when) throw Refusal.Malformed(zh, en); }
        static bool Word(string? id) => id is { Length: > 0 and <= 32 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-');
        static bool Distinct(IEnumerable<string> ids) => ids.GroupBy(i => i).All(g => g.Count() == 1);

        Refuse(!Word(Id), "比赛编号只能用字母、数字和“-”，最多 32 个。", "A contest's id is 1 to 32 letters, digits and '-'.");
        Refuse(string.IsNullOrWhiteSpace(Name) || Name.Length > 120, "比赛名称要有 1 到 120 个字。", "A contest's name has 1 to 120 characters.");
        Refuse(Modules is not { Count: > 0 and <= 50 } || Modules.Any(m => m is null || !Word(m.Id) || m.Weight is <= 0 or > MostWeight || m.Criteria is not { Count: > 0 and <= 100 } || m.Criteria.Any(c => c is null)) || !Distinct(Modules.Select(m => m.Id)),
            "模块要有不同的编号、大于 0 的权重（不超过一百万）和至少一个评分项。", "Modules need distinct ids, a weight above 0 (a million at most) and at least one criterion.");
        var criteria = Modules!.SelectMany(m => m.Criteria).ToArray();
        var bad = criteria.FirstOrDefault(c => !Word(c.Id) || c.Max is <= 0 or > 10_000 || c.Step <= 0 || c.Max % c.Step != 0 || c.Weight is <= 0 or > MostWeight);
        Refuse(bad is not null, $"评分项“{bad?.Name}”的编号、满分、步长或权重不对。",
            $"Criterion '{bad?.Name}' needs an id, a max of up to 10,000, a step that divides it, and a weight above 0.");
        Refuse(!Distinct(criteria.Select(c => c.Id)), "评分项编号重复。", "Criteria need distinct ids.");
        Refuse(Seats is not { Count: > 0 and <= 50 } || Seats.Any(s => !Word(s)) || !Distinct(Seats), "评委席要有不同的编号。", "Seats need distinct ids.");
        Refuse(Trim < 0 || Trim > (Seats!.Count - 1) / 2, "去掉的最高分和最低分太多，没有分数剩下。", "So many marks are trimmed that none is left.");
        Refuse(Contestants is not { Count: > 0 and <= 5_000 } || Contestants.Any(c => c is null || !Word(c.Number) || string.IsNullOrWhiteSpace(c.Name)) || !Distinct(Contestants.Select(c => c.Number)),
            "选手要有姓名和不同的编号。", "Contestants need names and distinct numbers.");
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("contests", (DefineContest contest, HttpContext http) => http.Ask(contest)).AsCommand("Define a contest (organizer)");
}
