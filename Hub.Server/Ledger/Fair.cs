using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;

namespace Hub.Ledger;

/// <summary>One feature's part of a fair's state: immutable, and a pure function of the facts.</summary>
public abstract record Slice
{
    /// <summary>The state after one more of the slice's own facts.</summary>
    /// <exception cref="UnknownFactException">The fact is not one of the slice's family.</exception>
    public abstract Slice Then(Fact fact, DateTimeOffset at);

    /// <summary>Looked at before a command is decided: whoever asked may count no more by then.</summary>
    /// <exception cref="Refusal">This asker may ask nothing.</exception>
    public virtual void Admit(Asker asker) { }

    /// <summary>The state after several of the slice's own facts: the same as after one and then the next, and faster where that matters.</summary>
    public virtual Slice Then(IReadOnlyList<Entry> entries)
    {
        var slice = this;
        foreach (var e in entries) slice = slice.Then(e.Fact, e.At);
        return slice;
    }
}

/// <summary>How a feature is plugged into the ledger.</summary>
/// <param name="Name">Stored with every fact of the slice.</param>
/// <param name="Empty">The state before the first fact.</param>
/// <param name="Family">Base type of the slice's facts; decides which slice a fact belongs to.</param>
/// <param name="Json">How a fact of the family is written and read.</param>
public sealed record SliceKind(string Name, Slice Empty, Type Family, JsonTypeInfo Json);

/// <summary>A fact that no slice can fold: the code is older than the ledger, or a case was forgotten.</summary>
public sealed class UnknownFactException(Fact fact) : Exception($"No slice folds a {fact.GetType().Name}.");

/// <summary>Personal data of one person. It lies beside the ledger, keyed, and can be erased.</summary>
/// <param name="Fields">What else there is, by the names that a feature gives it; rows from before have none.</param>
public sealed record Person(string Name, string? Affiliation = null, IReadOnlyDictionary<string, string>? Fields = null);

/// <summary>Sets (or, with null, erases) the personal data under a key, in the same transaction as the facts.</summary>
public sealed record PersonChange(string Key, Person? Person);

/// <summary>All that a fair's facts add up to at one offset. Never changes; readers take a reference and need no lock.</summary>
/// <param name="Hash">The chain hash of the last fact; 32 bytes.</param>
public sealed record Fair(string Id, long Offset, DateTimeOffset At, byte[] Hash, ImmutableArray<Slice> Slices, ImmutableDictionary<string, Person> People)
{
    /// <summary>See <see cref="Head"/>.</summary>
    public long Epoch { get; init; } = 1;

    /// <summary>Where the ledger ends that this state was folded from.</summary>
    public Head Head => new(Offset, Hash, Epoch);

    public T Slice<T>() where T : Slice
    {
        foreach (var slice in Slices)
            if (slice is T found) return found;
        throw new InvalidOperationException($"{typeof(T).Name} is not plugged in.");
    }

    /// <summary>The fair after several more facts.</summary>
    /// <param name="hash">The chain hash of the last of them.</param>
    internal Fair Then(IReadOnlyList<Entry> entries, byte[] hash, SliceKinds kinds)
    {
        var bySlice = entries.ToLookup(e => kinds.Named(e.Slice).Index);
        return this with
        {
            Offset = entries[^1].Offset,
            At = entries[^1].At,
            Hash = hash,
            Slices = [.. Slices.Select((slice, i) => bySlice.Contains(i) ? slice.Then([.. bySlice[i]]) : slice)],
        };
    }

    /// <summary>The fair after one more fact.</summary>
    /// <param name="index">Place of the fact's slice in <see cref="Slices"/>.</param>
    internal Fair Then(Entry entry, int index, byte[] hash) => this with
    {
        Offset = entry.Offset,
        At = entry.At,
        Hash = hash,
        Slices = Slices.SetItem(index, Slices[index].Then(entry.Fact, entry.At)),
    };
}
