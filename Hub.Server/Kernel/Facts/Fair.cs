using System.Collections.Immutable;

namespace Hub.Kernel.Facts;

/// <summary>All that a fair's facts add up to at one offset. Never changes; readers take a reference and need no
/// lock.</summary>
/// <param name="Hash">The chain hash of the last fact; 32 bytes.</param>
public sealed record Fair(
    string Id,
    long Offset,
    DateTimeOffset At,
    byte[] Hash,
    ImmutableArray<Slice> Slices,
    ImmutableDictionary<string, Person> People
)
{
    /// <summary>See <see cref="Facts.Head"/>.</summary>
    public long Epoch { get; init; } = 1;

    /// <summary>Where the ledger ends that this state was folded from.</summary>
    public Head Head => new(Offset, Hash, Epoch);

    public T Slice<T>()
        where T : Slice
    {
        foreach (var slice in Slices)
            if (slice is T found)
                return found;
        throw new InvalidOperationException($"{typeof(T).Name} is not plugged in.");
    }

    /// <summary>The fair after several more facts.</summary>
    /// <param name="hash">The chain hash of the last of them.</param>
    internal Fair Then(IReadOnlyList<Entry> entries, byte[] hash, SliceKinds kinds)
    {
        var heard = new List<Entry>?[Slices.Length];
        foreach (var entry in entries)
        foreach (var slice in kinds.Folding(entry.Fact))
            (heard[slice] ??= []).Add(entry);
        return this with
        {
            Offset = entries[^1].Offset,
            At = entries[^1].At,
            Hash = hash,
            Slices = [.. Slices.Select((slice, i) => heard[i] is { } mine ? slice.Then(mine) : slice)],
        };
    }

    /// <summary>The fair after one more fact.</summary>
    internal Fair Then(Entry entry, byte[] hash, SliceKinds kinds)
    {
        var slices = Slices;
        foreach (var slice in kinds.Folding(entry.Fact))
            slices = slices.SetItem(slice, slices[slice].Then(entry.Fact, entry.At));
        return this with { Offset = entry.Offset, At = entry.At, Hash = hash, Slices = slices };
    }
}
