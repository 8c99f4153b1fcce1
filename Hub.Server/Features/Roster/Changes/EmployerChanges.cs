using Hub.Sheets;

namespace Hub.Features.Roster.Changes;

/// <summary>What rows of employers would change.</summary>
internal sealed class EmployerChanges
{
    private readonly RosterDirectory _directory;
    private readonly ILookup<string, Employer> _former;
    private readonly HashSet<string> _pairedByBooth = [];

    public List<Employer> Now { get; } = [];
    public List<RosterChange> Changes { get; } = [];
    public List<RefusedRow> Refused { get; } = [];
    public IReadOnlyList<Pair> Pairs { get; }

    /// <summary>Employers that the rows do not name, and may not be about.</summary>
    public IReadOnlyList<Employer> Missing { get; }

    public EmployerChanges(RosterDirectory directory, IReadOnlyList<EmployerRow> rows, Answers answers)
    {
        _directory = directory;
        _former = directory.FormerEmployers.Values.ToLookup(RosterDirectory.KeyOf);
        // an employer that a sheet names twice is what its last row says
        EmployerRow[] last = [.. rows.GroupBy(e => Sheets.Roster.Key(e.Name)).Select(e => e.Last())];
        var wishes = Wishes(last, answers);
        var pairs = PairsOf(wishes, answers);
        if (answers.With(pairs) is var all && all != answers)
        {
            (answers, Refused) = (all, []);
            (wishes, pairs) = (Wishes(last, all), []);
        }
        Pairs = pairs;
        var named = wishes.Select(w => w.Had?.Id.Text).Concat(pairs.Select(p => p.Id)).ToHashSet();
        Missing = rows.Count == 0 ? [] : [.. directory.Employers.Values.Where(e => !named.Contains(e.Id.Text))];
        Ask(wishes, pairs);
        var inVain = BoothClaims.InVain(directory, wishes);
        foreach (var (wish, (booth, holder)) in inVain)
            Refused.Add(
                new RefusedRow(
                    wish.Row.Row,
                    "booth",
                    booth.Text,
                    $"展位已由“{holder}”使用",
                    $"The booth is {holder}'s",
                    wish.Row.Sheet
                )
            );
        var next = directory.Employers.Count + directory.FormerEmployers.Count;
        foreach (var wish in wishes.Where(w => !inVain.ContainsKey(w)))
            Take(wish, () => new($"e{++next}"));
    }

    private List<Wish> Wishes(IReadOnlyList<EmployerRow> rows, Answers answers)
    {
        var (wishes, meant) = (new List<Wish>(), new HashSet<EmployerId>());
        foreach (var row in rows)
        {
            var called = Called(row.Name);
            var had = answers.Same.TryGetValue(row.At, out var id)
                ? _directory.Employers.GetValueOrDefault(new(id))
                : called;
            if (id is not null && had is null)
                Refuse(row, $"没有编号为 {id} 的单位", $"there is no employer {id}");
            else if (called is not null && called.Id != had!.Id && _directory.Employers.ContainsKey(called.Id))
                Refuse(row, "另一家单位已叫这个名称", "another employer is called so");
            else if (had is not null && !meant.Add(had.Id))
                Refuse(row, $"另一行也是“{had.Name}”", $"another row is {had.Name}, too");
            else if (row.Doubt is { } doubt && had is null && !answers.Taken.Contains(row.At))
                Refused.Add(doubt);
            else
                wishes.Add(new Wish(_directory, row, had));
        }
        return wishes;
    }

    /// <summary>The employer that is called so; one that was withdrawn comes back as who it was.</summary>
    private Employer? Called(string name) =>
        Sheets.Roster.Key(name) is var key && _directory.EmployerIds.TryGetValue(key, out var id)
            ? _directory.Employers[id]
            : _former[key].FirstOrDefault();

    /// <summary>New names beside employers that the rows do not name: at the same booth, or much alike.</summary>
    private List<Pair> PairsOf(List<Wish> wishes, Answers answers)
    {
        var named = wishes.Select(w => w.Had?.Id).ToHashSet();
        var rest = new Unnamed(_directory.Employers.Values.Where(e => !named.Contains(e.Id)));
        var pairs = new List<Pair>();
        foreach (var wish in wishes.Where(w => w.Had is null && !answers.Taken.Contains(w.Row.At)))
            if (
                wish
                    .Asks.Select(b => _directory.Booths.TryGetValue(b, out var id) ? rest.Take(id) : null)
                    .FirstOrDefault(e => e is not null) is
                { } there
            )
            {
                _pairedByBooth.Add(wish.Row.At);
                pairs.Add(
                    new(
                        wish.Row.Row,
                        wish.Row.Sheet,
                        there.Id.Text,
                        Told(there),
                        wish.Name,
                        "展位相同",
                        "the same booth"
                    )
                );
            }
            else if (rest.Take(wish.Name) is { } alike)
                pairs.Add(
                    new(
                        wish.Row.Row,
                        wish.Row.Sheet,
                        alike.Id.Text,
                        Told(alike),
                        wish.Name,
                        "名称相近",
                        "names much alike"
                    )
                );
        return pairs;

        static string Told(Employer e) => e.Booth is null ? e.Name : $"{e.Name} · {string.Join('、', e.AllBooths())}";
    }

    /// <summary>What is not answered is not taken. Who asks for a booth that is held is refused for that,
    /// later.</summary>
    private void Ask(List<Wish> wishes, IReadOnlyList<Pair> pairs)
    {
        var asked = pairs.ToDictionary(p => p.At);
        foreach (var wish in wishes)
            if (asked.TryGetValue(wish.Row.At, out var pair) && !IsHeld(wish))
                Refuse(
                    wish.Row,
                    $"像是“{pair.Was}”改了名称：请先说明是不是同一家",
                    $"Is it {pair.Was}, corrected? Say so first"
                );
        wishes.RemoveAll(w => asked.ContainsKey(w.Row.At) && !IsHeld(w));
    }

    /// <summary>Whether a booth that it asks for is that of an employer that no row names, so that nobody leaves
    /// it.</summary>
    private bool IsHeld(Wish wish) => _pairedByBooth.Contains(wish.Row.At);

    private void Take(Wish wish, Func<EmployerId> id)
    {
        var (row, had) = (wish.Row, wish.Had);
        var now = new Employer(
            had?.Id ?? id(),
            row.Name,
            Keep(row.NameEn, had?.NameEn),
            Keep(row.Cluster, had?.Cluster),
            Keep(row.Industry, had?.Industry),
            Keep(row.Website, had?.Website),
            Keep(row.Description, had?.Description),
            had?.Booth,
            Keep(row.Zone, had?.Zone),
            Keep(row.Hall, had?.Hall),
            row.Capacity is null ? had?.Capacity
                : row.Capacity > 0 ? row.Capacity
                : null,
            had?.More
        );
        if (row.Booth is not null)
            now = now.At(row.Booth);
        var was = had is null ? null : _directory.Employers.GetValueOrDefault(had.Id);
        if (now == was)
            return;
        Now.Add(now);
        Changes.Add(
            RosterDiff.Change(
                (row.Row, row.Sheet),
                now.Id.Text,
                now.Name,
                RosterKind.Employers,
                was is null ? null : RosterTable.Cells(was),
                RosterTable.Cells(now)
            )
        );
    }

    private void Refuse(EmployerRow row, string zh, string en) =>
        Refused.Add(new RefusedRow(row.Row, "name", row.Name, zh, en, row.Sheet));

    /// <summary>No such column keeps what was; an empty cell clears it.</summary>
    internal static string? Keep(string? cell, string? had) =>
        cell is null ? had
        : cell.Length == 0 ? null
        : cell;
}
