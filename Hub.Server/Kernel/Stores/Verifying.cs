namespace Hub.Kernel.Stores;

public static class Verifying
{
    /// <summary>Walks a fair's whole chain.</summary>
    /// <returns>How many facts hold together from the first on, and what is wrong with the one after them; null when
    /// all hold.</returns>
    public static (long Good, string? Broken) Verify(this IStore store, string fair)
    {
        var head = store.Head(fair);
        long good = 0;
        var before = Chain.Start;
        foreach (var r in store.Read(fair, 0))
        {
            if (r.Offset != good + 1)
                return (good, $"offset {good + 1} is missing, {r.Offset} follows");
            var hash = Chain.Next(before, r);
            if (!hash.AsSpan().SequenceEqual(r.Hash))
                return (good, $"offset {r.Offset} was changed");
            before = hash;
            good++;
        }
        return good < head.Offset ? (good, $"offset {good + 1} is missing, the head is at {head.Offset}")
            : good == head.Offset && !before.AsSpan().SequenceEqual(head.Hash) ? (good, "the head is another one")
            : (good, null);
    }
}
