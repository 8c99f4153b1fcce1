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

    private int Fit(IReadOnlyList<string> headers, IReadOnlyList<Field> table)
    {
        var own = Columns.Match(table, headers);
        return (table.Where(f => f.Required).All(f => own.ContainsKey(f.Id)) ? 100 : 0)
            + own.Count
            - Tables.Where(t => t != table).Sum(t => Columns.Match(t, headers).Count);
    }
}
