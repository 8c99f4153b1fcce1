namespace Hub.Sheets;

/// <summary>What is looked for in a file: it tells the header, the delimiter and the workbook's sheet by the names of
/// columns it knows.</summary>
/// <param name="Tables">Fields of each table that it may be.</param>
/// <param name="Table">Which of them; null: any.</param>
internal sealed record Wanted(IReadOnlyList<IReadOnlyList<Field>> Tables, IReadOnlyList<Field>? Table = null)
{
    public static Wanted Only(IReadOnlyList<Field> table) => new([table], table);

    public static Wanted Roster(RosterKind? kind) =>
        new([Columns.Employers, Columns.Positions], kind is { } k ? Columns.Of(k) : null);

    /// <summary>How many of a row's cells are names of columns we know, for the table that it suits best.</summary>
    public int Known(IReadOnlyList<string> cells) => Tables.Max(t => Columns.Match(t, cells).Count);

    /// <summary>Orders sheets by how well their columns serve: first those with every required field, then by how many
    /// more columns are known for this table than for the others.</summary>
    public int Fit(IReadOnlyList<string> headers) =>
        Table is null ? Tables.Max(t => Fit(headers, t)) : Fit(headers, Table);

    /// <summary>Whether a sheet holds the same table as the one that suits best, like the list of another hall: most of
    /// the columns that are known in either are known in both.</summary>
    public bool Alike(IReadOnlyList<string> best, IReadOnlyList<string> other)
    {
        var table = Table ?? Tables.MaxBy(t => Fit(best, t))!;
        var (these, those) = (Columns.Match(table, best).Keys, Columns.Match(table, other).Keys);
        return table.Where(f => f.Required).All(f => those.Contains(f.Id))
            && 2 * these.Intersect(those).Count() > these.Union(those).Count()
            && Own(other, table) >= Math.Min(0, Own(best, table));
    }

    /// <summary>How many more columns are known for this table than for the others.</summary>
    private int Own(IReadOnlyList<string> headers, IReadOnlyList<Field> table) =>
        Columns.Match(table, headers).Count - Tables.Where(t => t != table).Sum(t => Columns.Match(t, headers).Count);

    private int Fit(IReadOnlyList<string> headers, IReadOnlyList<Field> table)
    {
        var own = Columns.Match(table, headers);
        return (table.Where(f => f.Required).All(f => own.ContainsKey(f.Id)) ? 100 : 0) + Own(headers, table);
    }
}
