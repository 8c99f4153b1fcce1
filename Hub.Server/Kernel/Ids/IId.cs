namespace Hub.Kernel.Ids;

/// <summary>An id of one kind of thing: a text that is parsed once, where it comes in, and is never taken for the id of
/// another kind. Ids have one order, that of their texts' code units. No text is refused here: whether there is such a
/// thing is the fair's to say.</summary>
/// <remarks>Each kind says in remarks what it is: a summary would stand at every text of the API's
/// description.</remarks>
public interface IId<TSelf> : IComparable<TSelf>, IParsable<TSelf>
    where TSelf : struct, IId<TSelf>
{
    /// <summary>The id as ledgers, addresses and people have it.</summary>
    string Text { get; }

    static abstract TSelf Of(string text);
}
