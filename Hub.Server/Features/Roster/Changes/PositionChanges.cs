using Hub.Sheets;

namespace Hub.Features.Roster.Changes;

/// <summary>What rows of positions would change.</summary>
internal sealed class PositionChanges
{
    /// <summary>Positions of one employer whose titles are compared with each other; beyond, only same ones
    /// are.</summary>
    private const int MostCompared = 100;

    private readonly RosterDirectory _directory;
    private readonly ILookup<(EmployerId, string), Position> _titles;
    private readonly Dictionary<string, Position> _former;

    public List<Position> Now { get; } = [];
    public List<RosterChange> Changes { get; } = [];
    public List<RefusedRow> Refused { get; } = [];
    public IReadOnlyList<Pair> Pairs { get; }

    /// <summary>Positions of employers that the rows name, which the rows do not name and may not be about.</summary>
    public IReadOnlyList<Position> Missing { get; }

    /// <summary>What a row is about.</summary>
    private sealed record Wish(PositionRow Row, EmployerId Employer, Position? Had)
    {
        public string Key => RosterDirectory.KeyOf(Employer, Row.Title, Row.Place ?? Had?.Place);
    }

    /// <param name="directory">With the employers that the same file brings.</param>
    public PositionChanges(RosterDirectory directory, IReadOnlyList<PositionRow> rows, Answers answers)
    {
        _directory = directory;
        var employers = rows.Select(r => Sheets.Roster.Key(r.Employer))
            .Distinct()
            .Where(directory.EmployerIds.ContainsKey)
            .Select(k => directory.EmployerIds[k])
            .ToHashSet();
        var theirs = directory.Positions.Values.Where(p => employers.Contains(p.Employer)).ToArray();
        _titles = theirs.ToLookup(p => (p.Employer, Sheets.Roster.Key(p.Title)));
        _former = directory
            .FormerPositions.Values.Where(p => employers.Contains(p.Employer))
            .GroupBy(RosterDirectory.KeyOf)
            .ToDictionary(p => p.Key, p => p.Last());

        var wishes = Wishes(rows, answers);
        var pairs = PairsOf(wishes, theirs, answers);
        if (answers.With(pairs) is var all && all != answers)
        {
            (answers, Refused) = (all, []);
            (wishes, pairs) = (Wishes(rows, all), []);
        }
        Pairs = pairs;
        var asked = pairs.ToDictionary(p => p.At);
        var named = wishes.Select(w => w.Had?.Id).Concat(pairs.Select(p => p.Id)).ToHashSet();
        Missing = [.. theirs.Where(p => !named.Contains(p.Id))];
        foreach (var wish in wishes)
            if (asked.TryGetValue(wish.Row.At, out var pair))
                Refuse(
                    wish.Row,
                    $"像是“{pair.Was}”改过的：请先说明是不是同一个岗位",
                    $"Is it \"{pair.Was}\", corrected? Say so first"
                );
        Take(wishes.Where(w => !asked.ContainsKey(w.Row.At)));
    }

    private List<Wish> Wishes(IReadOnlyList<PositionRow> rows, Answers answers)
    {
        var wishes = new List<Wish>();
        foreach (var row in rows)
            if (!_directory.EmployerIds.TryGetValue(Sheets.Roster.Key(row.Employer), out var employer))
                Refused.Add(
                    row.Doubt
                        ?? new RefusedRow(
                            row.Row,
                            "employer",
                            row.Employer,
                            "没有这家单位，请先导入单位名单",
                            "There is no such employer; import the employers first",
                            row.Sheet
                        )
                );
            else if (answers.Same.TryGetValue(row.At, out var id))
            {
                if (_directory.Positions.GetValueOrDefault(id) is { } said && said.Employer == employer)
                    wishes.Add(new(row, employer, said));
                else
                    Refuse(row, $"这家单位没有编号为 {id} 的岗位", $"the employer has no position {id}");
            }
            else if (Called(row, employer, out var several) is var had && several)
                Refuse(
                    row,
                    "有几个同名岗位：表中要有“工作地点”一列",
                    "several are called so: the sheet needs the column of places"
                );
            else if (row.Doubt is { } doubt && had is null && !answers.Taken.Contains(row.At))
                Refused.Add(doubt);
            else
                wishes.Add(new(row, employer, had));
        return wishes;
    }

    /// <summary>The position that is called so; in a sheet without places, by its title alone. One that was withdrawn
    /// comes back as what it was.</summary>
    private Position? Called(PositionRow row, EmployerId employer, out bool several)
    {
        several = false;
        var key = RosterDirectory.KeyOf(employer, row.Title, row.Place);
        if (_directory.PositionIds.TryGetValue(key, out var id))
            return _directory.Positions[id];
        Position[] alike = row.Place is null ? [.. _titles[(employer, Sheets.Roster.Key(row.Title))]] : [];
        several = alike.Length > 1;
        return alike is [var only] ? only : _former.GetValueOrDefault(key);
    }

    /// <summary>A position that the rows do not name; it is taken for one of them at most.</summary>
    private sealed class Unnamed(Position position)
    {
        public Position Position => position;
        public string Title { get; } = Sheets.Roster.Key(position.Title);
        public string Place { get; } = Sheets.Roster.Key(position.Place ?? "");
        public bool Taken { get; set; }
    }

    /// <summary>New titles and places beside positions of the same employer that the rows do not name.</summary>
    private static List<Pair> PairsOf(List<Wish> wishes, IReadOnlyList<Position> theirs, Answers answers)
    {
        var named = wishes.Select(w => w.Had?.Id).ToHashSet();
        Unnamed[] rest =
        [
            .. theirs
                .Where(p => !named.Contains(p.Id))
                .OrderBy(p => p.Id.Length)
                .ThenBy(p => p.Id, StringComparer.Ordinal)
                .Select(p => new Unnamed(p)),
        ];
        var (titles, employers) = (
            rest.ToLookup(p => (p.Position.Employer, p.Title)),
            rest.ToLookup(p => p.Position.Employer)
        );
        (Wish Wish, string Title)[] asked =
        [
            .. wishes
                .Where(w => w.Had is null && !answers.Taken.Contains(w.Row.At))
                .DistinctBy(w => w.Key)
                .Select(w => (w, Sheets.Roster.Key(w.Row.Title))),
        ];
        var pairs = new Dictionary<string, Pair>();
        // a title that is the same tells more than one that is alike: those pairs first
        foreach (var (wish, title) in asked)
            Pair(wish, titles[(wish.Employer, title)], _ => true, "岗位名称相同", "the same title");
        foreach (var (wish, title) in asked.Where(w => !pairs.ContainsKey(w.Wish.Row.At)))
        {
            var place = wish.Row.Place is { } said ? Sheets.Roster.Key(said) : null;
            Pair(
                wish,
                employers[wish.Employer].Take(MostCompared),
                p => (place is null || p.Place == place) && Likeness.Of(p.Title, title) > 0,
                "岗位名称相近",
                "titles much alike"
            );
        }
        return [.. pairs.Values.OrderBy(p => p.Row)];

        void Pair(Wish wish, IEnumerable<Unnamed> among, Predicate<Unnamed> like, string why, string whyEn)
        {
            if (among.FirstOrDefault(p => !p.Taken && like(p)) is not { Position: var there } found)
                return;
            found.Taken = true;
            var (was, now) = (Told(there.Title, there.Place), Told(wish.Row.Title, wish.Row.Place));
            pairs[wish.Row.At] = new(wish.Row.Row, wish.Row.Sheet, there.Id, was, now, why, whyEn);
        }

        static string Told(string title, string? place) => string.IsNullOrEmpty(place) ? title : $"{title} · {place}";
    }

    private void Take(IEnumerable<Wish> wishes)
    {
        var next = _directory.Positions.Count + _directory.FormerPositions.Count;
        var ids = _directory.PositionIds.ToBuilder();
        var (now, row) = (new Dictionary<string, Position>(), new Dictionary<string, (int, string?)>());
        foreach (var wish in wishes)
        {
            var key = wish.Key;
            // a position that a file names twice is one
            var id = wish.Had?.Id ?? ids.GetValueOrDefault(key);
            if (id is not null && ids.TryGetValue(key, out var other) && other != id)
            {
                Refuse(
                    wish.Row,
                    "这家单位另有同名同地的岗位",
                    "the employer has another position of this title and place"
                );
                continue;
            }
            var had = id is null ? null : now.GetValueOrDefault(id) ?? wish.Had ?? _directory.Positions[id];
            var became = Becomes(wish, had, id ?? $"p{++next}");
            if (had is not null && RosterDirectory.KeyOf(had) is var old && ids.GetValueOrDefault(old) == id)
                ids.Remove(old);
            ids[key] = became.Id;
            now[became.Id] = became;
            row[became.Id] = (wish.Row.Row, wish.Row.Sheet);
        }
        foreach (var (id, position) in now)
            if (_directory.Positions.GetValueOrDefault(id) is var was && position != was)
            {
                Now.Add(position);
                Changes.Add(
                    RosterDiff.Change(
                        row[id],
                        id,
                        $"{_directory.Employers[position.Employer].Name} · {position.Title}",
                        RosterKind.Positions,
                        was is null ? null : RosterTable.Cells(_directory, was),
                        RosterTable.Cells(_directory, position)
                    )
                );
            }
    }

    private static Position Becomes(Wish wish, Position? had, string id)
    {
        var row = wish.Row;
        var said = row.Headcount is not null || row.HeadcountText is not null || row.HeadcountEmptied;
        return new Position(
            id,
            wish.Employer,
            row.Title,
            said ? row.Headcount : had?.Headcount,
            EmployerChanges.Keep(row.Degree, had?.Degree),
            EmployerChanges.Keep(row.Major, had?.Major),
            EmployerChanges.Keep(row.Salary, had?.Salary),
            EmployerChanges.Keep(row.Place, had?.Place),
            EmployerChanges.Keep(row.Type, had?.Type),
            said ? row.HeadcountText : had?.HeadcountText
        );
    }

    private void Refuse(PositionRow row, string zh, string en) =>
        Refused.Add(new RefusedRow(row.Row, "title", row.Title, zh, en, row.Sheet));
}
