namespace Hub.Features.Racing;

/// <summary>How pilots in the order of their rank are dealt into heats.</summary>
internal static class Deal
{
    /// <summary>There and back: of 8 in 2 heats, 1 4 5 8 and 2 3 6 7. The heats differ by one pilot at most.</summary>
    /// <param name="crossed">So many of them, from the first, are crossed with the others, by half of the heats: who
    /// meets now has met as long ago as can be. Only where they fill whole rows, else heats would differ by
    /// more.</param>
    public static List<List<T>> Snake<T>(IReadOnlyList<T> ranked, int heats, int crossed = 0)
    {
        List<List<T>> dealt = [.. Enumerable.Range(0, heats).Select(_ => new List<T>())];
        var crosses = crossed > 0 && crossed % heats == 0;
        foreach (var (i, one) in ranked.Index())
        {
            var (row, column) = Math.DivRem(i, heats);
            var heat = row % 2 == 0 ? column : heats - 1 - column;
            dealt[crosses && i >= crossed ? (heat + heats / 2) % heats : heat].Add(one);
        }
        return dealt;
    }
}
