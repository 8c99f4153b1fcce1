namespace Hub.Kernel.Facts;

/// <summary>One feature's part of a fair's state: immutable, and a pure function of the facts.</summary>
public abstract record Slice
{
    /// <summary>The state after one more of the facts that the slice folds.</summary>
    /// <exception cref="UnknownFactException">The slice does not fold it.</exception>
    public abstract Slice Then(Fact fact, DateTimeOffset at);

    /// <summary>Looked at before a command is decided: whoever asked may count no more by then.</summary>
    /// <exception cref="Refusal">This asker may ask nothing.</exception>
    public virtual void Admit(Asker asker) { }

    /// <summary>Whether anything is known of a pass here.</summary>
    public virtual bool Knows(PassId pass) => false;

    /// <summary>The state after several facts: the same as after one and then the next, and faster where that
    /// matters.</summary>
    public virtual Slice Then(IReadOnlyList<Entry> entries)
    {
        var slice = this;
        foreach (var e in entries)
            slice = slice.Then(e.Fact, e.At);
        return slice;
    }
}

/// <summary>A fact that no slice can fold: the code is older than the ledger, or a case was forgotten.</summary>
public sealed class UnknownFactException(Fact fact) : Exception($"No slice folds a {fact.GetType().Name}.");
