namespace Hub.Sheets;

/// <summary>Where a table's header is, and what its columns are called.</summary>
/// <param name="From">The first of its rows, from 0.</param>
/// <param name="Until">The last: in Chinese spreadsheets it often has two, groups above their columns.</param>
internal sealed record Header(int From, int Until, string[] Names)
{
    /// <summary>It is looked for in so many rows: titles and remarks stand above it, and who filled it in.</summary>
    private const int Looked = 30;

    private const int MostRows = 3;

    /// <param name="said">The number of its first row, where the person says so.</param>
    /// <returns>Null where there is no such row.</returns>
    public static Header? Of(IReadOnlyList<(int Number, string[] Cells)> rows, Wanted wanted, int? said)
    {
        if (rows.Count == 0)
            return null;
        var least = rows.Max(r => Sheet.Width(r.Cells)) > 1 ? 2 : 1;
        var from = said is null
            ? Found(rows, wanted, least)
            : rows.Index().FirstOrDefault(r => r.Item.Number == said, (-1, default)).Index;
        if (from < 0)
            return null;
        var (until, names) = (from, rows[from].Cells);
        while (until + 1 < rows.Count && until - from < MostRows - 1)
        {
            var finer = Joined(names, rows[until + 1].Cells, wanted);
            if (wanted.Known(finer) is var known && (known < least || known <= wanted.Known(names)))
                break;
            (until, names) = (until + 1, finer);
        }
        return new(from, until, names);
    }

    /// <summary>The first row with names of columns that we know, or the groups above it; without one, the first that
    /// is no title.</summary>
    private static int Found(IReadOnlyList<(int Number, string[] Cells)> rows, Wanted wanted, int least)
    {
        var head = rows.Take(Looked).Select(r => r.Cells).ToList();
        var from = head.FindIndex(r => wanted.Known(r) >= least);
        if (from < 0)
            return Math.Max(0, head.FindIndex(r => r.Count(c => !string.IsNullOrWhiteSpace(c)) >= least));
        return from > 0 && wanted.Known(Joined(head[from - 1], head[from], wanted)) > wanted.Known(head[from])
            ? from - 1
            : from;
    }

    /// <summary>Names of columns below names of groups. A group reaches as far as the cells beside it are empty: 最低
    /// below 薪资 is 最低薪资.</summary>
    private static string[] Joined(string[] groups, string[] names, Wanted wanted)
    {
        var joined = new string[Math.Max(groups.Length, names.Length)];
        var group = "";
        for (var i = 0; i < joined.Length; i++)
        {
            var (above, name) = (Cell.Line(At(groups, i)), Cell.Line(At(names, i)));
            group = above.Length > 0 || name.Length == 0 ? above : group;
            joined[i] =
                name.Length == 0 || name == above ? above
                : wanted.Known([$"{group}{name}"]) > 0 ? $"{group}{name}"
                : wanted.Known([$"{name}{group}"]) > 0 ? $"{name}{group}"
                : name is "名称" && wanted.Known([group]) > 0 ? group
                : name;
        }
        return joined;
    }

    private static string At(string[] cells, int i) => i < cells.Length ? cells[i] : "";
}
