namespace Hub.Ledger;

/// <summary>Keeps ledgers for good. The only place that knows SQL; only a <see cref="FairLedger"/> appends.</summary>
/// <remarks>Every method may throw <see cref="StoreException"/> when the storage cannot be reached or written now.</remarks>
public interface IStore : IDisposable
{
    /// <summary>Ids of all fairs that have at least one fact.</summary>
    IReadOnlyList<string> Fairs();

    /// <summary>The last offset; 0 for a fair without facts.</summary>
    long Head(string fair);

    /// <summary>Facts after an offset, in order, up to the head at the time of the call.</summary>
    IEnumerable<Row> Read(string fair, long after);

    /// <summary>Which of these commands are in the ledger already: the offset of their last fact, how many facts, who asked.</summary>
    IReadOnlyDictionary<Guid, Answered> Answered(string fair, IReadOnlyCollection<Guid> commands);

    /// <summary>Appends in one durable transaction, all or nothing.</summary>
    Appended Append(string fair, IReadOnlyList<Row> rows, IReadOnlyList<PersonChange> people);

    /// <summary>All personal data of a fair.</summary>
    IEnumerable<KeyValuePair<string, Person>> People(string fair);
}

/// <summary>What became of rows that were to be appended.</summary>
public enum Appended
{
    /// <summary>They are durable.</summary>
    Done,

    /// <summary>Nothing was written: the ledger's head is no longer the offset before the first row.</summary>
    Behind,

    /// <summary>Nothing was written: one of the commands is in the ledger already.</summary>
    Known,
}

/// <summary>A command found in the ledger.</summary>
public sealed record Answered(long Offset, int Facts, string Actor);

/// <summary>The storage cannot do it now; asking again later can help.</summary>
public sealed class StoreException(string message, Exception cause) : Exception(message, cause);
