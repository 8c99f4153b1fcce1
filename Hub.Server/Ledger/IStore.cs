using System.Collections.Immutable;

namespace Hub.Ledger;

/// <summary>Keeps ledgers for good. The only place that knows SQL; only a <see cref="FairLedger"/> appends.</summary>
/// <remarks>Every method may throw <see cref="StoreException"/> when the storage cannot be reached or written now.</remarks>
public interface IStore : IDisposable
{
    /// <summary>Ids of all fairs that have at least one fact.</summary>
    IReadOnlyList<string> Fairs();

    /// <summary>Where the ledger ends; <see cref="Head.None"/> for a fair without facts.</summary>
    Head Head(string fair);

    /// <summary>Facts after an offset, in order, up to the head at the time of the call.</summary>
    IEnumerable<Row> Read(string fair, long after);

    /// <summary>Which of these commands are in the ledger already.</summary>
    IReadOnlyDictionary<Guid, Answered> Answered(string fair, IReadOnlyCollection<Guid> commands);

    /// <summary>Appends in one durable transaction, all or nothing.</summary>
    /// <param name="after">The head that the rows follow.</param>
    Appended Append(string fair, Head after, IReadOnlyList<Row> rows, IReadOnlyList<PersonChange> people);

    /// <summary>Puts another ledger in the place of a fair's, or of none, in one durable transaction, all or nothing.</summary>
    /// <param name="had">The head of the ledger that goes.</param>
    /// <param name="epoch">Later than that of the ledger that goes, so that whoever shows it notices.</param>
    /// <param name="rows">At least one. What reading them throws ends the transaction.</param>
    /// <returns>False: nothing was written, the head is another one.</returns>
    bool Replace(string fair, Head had, long epoch, IEnumerable<Row> rows, IReadOnlyList<PersonChange> people);

    /// <summary>Begins an epoch after this one, unless somebody else has.</summary>
    /// <returns>The epoch that is now: later than the one that ended.</returns>
    long NewEpoch(string fair, long ended);

    /// <summary>All personal data of a fair, and the head at the moment that it is of.</summary>
    (Head At, ImmutableDictionary<string, Person> All) People(string fair);
}

/// <summary>What became of rows that were to be appended.</summary>
public enum Appended
{
    /// <summary>They are durable.</summary>
    Done,

    /// <summary>Nothing was written: the ledger's head is another one.</summary>
    Behind,

    /// <summary>Nothing was written: one of the commands is in the ledger already.</summary>
    Known,
}

/// <summary>Where a ledger ends.</summary>
/// <param name="Offset">The last fact's.</param>
/// <param name="Hash">The last fact's; 32 bytes.</param>
/// <param name="Epoch">Counts from 1 how often the ledger was put back to an older state.</param>
public sealed record Head(long Offset, byte[] Hash, long Epoch)
{
    public static readonly Head None = new(0, Chain.Start, 1);

    public bool Equals(Head? other) => other is not null && (Offset, Epoch) == (other.Offset, other.Epoch) && Hash.AsSpan().SequenceEqual(other.Hash);

    public override int GetHashCode() => HashCode.Combine(Offset, Epoch);
}

/// <summary>A command found in the ledger.</summary>
/// <param name="Offset">Of its last fact.</param>
/// <param name="Digest">See <see cref="Row"/>.</param>
public sealed record Answered(long Offset, int Facts, long Digest);

/// <summary>The storage cannot do it now; asking again later can help.</summary>
public sealed class StoreException(string message, Exception? cause) : Exception(message, cause);
