namespace Hub.Sheets;

/// <summary>The rows of a table that have content, as they are read. Rows and columns are counted from 1.</summary>
internal sealed class Grid(Tally tally)
{
    private readonly List<(int Number, string[] Cells)> _rows = [];
    private readonly Dictionary<(int Row, int Column), Doubt> _doubts = [];

    public IReadOnlyList<(int Number, string[] Cells)> Rows => _rows;

    public IReadOnlyDictionary<(int Row, int Column), Doubt> Doubts => _doubts;

    /// <summary>Rows and columns that the sheet does not show.</summary>
    public HashSet<int> HiddenRows { get; } = [];
    public HashSet<int> HiddenColumns { get; } = [];

    /// <summary>Row → over how many columns a cell of it is merged.</summary>
    public Dictionary<int, int> Across { get; } = [];

    /// <exception cref="UnreadableRosterException">It is more than may be read.</exception>
    public void Add(int number, string[] cells)
    {
        var width = Sheet.Width(cells);
        if (width == 0)
            return;
        if (_rows.Count > Tally.Rows)
            throw Tally.TooLarge();
        for (var i = 0; i < width; i++)
            if (cells[i].Length > 0)
                tally.Cell(number, i + 1, cells[i].Length);
        _rows.Add((number, cells.Length == width ? cells : cells[..width]));
    }

    public void Doubtful(int row, int column, Doubt doubt) => _doubts[(row, column)] = doubt;

    /// <summary>One employer's cell is often merged down over all of its positions: the value counts for each of those
    /// rows.</summary>
    public void Spread(IEnumerable<Merged> merged)
    {
        var until = new Dictionary<(int, int), int>();
        foreach (var m in merged)
        {
            if (m.Until > m.Row)
                until[(m.Row, m.Column)] = m.Until;
            Across[m.Row] = Math.Max(m.UntilColumn - m.Column + 1, Across.GetValueOrDefault(m.Row));
        }
        if (until.Count == 0)
            return;
        var above = new Dictionary<int, (int Row, string Value, int Until)>();
        for (var i = 0; i < _rows.Count; i++)
        {
            var (row, cells) = _rows[i];
            foreach (var column in above.Where(a => a.Value.Until < row).Select(a => a.Key).ToList())
                above.Remove(column);
            if (above.Count > 0 && above.Keys.Max() is var last && last > cells.Length)
            {
                Array.Resize(ref cells, last);
                Array.Fill(cells, "", _rows[i].Cells.Length, last - _rows[i].Cells.Length);
                _rows[i] = (row, cells);
            }
            for (var column = 1; column <= cells.Length; column++)
                if (until.TryGetValue((row, column), out var end))
                    above[column] = (row, cells[column - 1], end);
                else if (cells[column - 1].Length == 0 && above.TryGetValue(column, out var from))
                {
                    cells[column - 1] = from.Value;
                    tally.Cell(row, column, from.Value.Length);
                    if (_doubts.TryGetValue((from.Row, column), out var doubt))
                        Doubtful(row, column, doubt);
                }
        }
    }
}

/// <summary>A merged range, from its first cell to its last.</summary>
internal readonly record struct Merged(int Row, int Column, int Until, int UntilColumn);
