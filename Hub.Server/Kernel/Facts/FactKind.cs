namespace Hub.Kernel.Facts;

/// <summary>A kind of fact under the name that ledgers keep. The name is a promise: ledgers of every landed version
/// have it, wherever in the code the fact lives today.</summary>
/// <param name="Slice">First half of the stored name: the column <c>slice</c>.</param>
/// <param name="Name">Second half: <c>t</c> in the body.</param>
public sealed record FactKind(string Slice, string Name, Type Type)
{
    /// <summary>Ledgers may have it with discriminators that do not stand first in their objects. To look for them
    /// costs time whenever a fact of its slice name is read.</summary>
    public bool AnyOrder { get; init; }

    public static FactKind Of<T>(string slice, string name)
        where T : Fact => new(slice, name, typeof(T));
}

/// <summary>How a feature's part of a fair's state is plugged into the ledger.</summary>
/// <param name="Empty">The state before the first fact.</param>
/// <param name="Facts">The feature's own facts. Its slice folds each of them.</param>
/// <param name="Hears">Facts of other features that the slice folds too.</param>
public sealed record SliceKind(Slice Empty, IReadOnlyList<FactKind> Facts, params IReadOnlyList<Type> Hears);
