namespace Hub.Sheets;

/// <summary>The rows of a table that have content, as they are read.</summary>
internal sealed class Grid(Tally tally)
{
    private readonly List<(int Number, string[] Cells)> _rows = [];

    public IReadOnlyList<(int Number, string[] Cells)> Rows => _rows;

    /// <param name="number">1-based.</param>
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
}
