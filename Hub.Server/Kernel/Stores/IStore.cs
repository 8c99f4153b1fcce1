using System.Collections.Immutable;

namespace Hub.Kernel.Stores;

/// <summary>Keeps ledgers for good. The only place that knows SQL; only a <see cref="FairLedger"/> appends.</summary>
/// <remarks>Every method may throw <see cref="StoreException"/> when the storage cannot be reached or written now, and
/// <see cref="DamagedException"/> when what it holds cannot be read.</remarks>
public interface IStore : IDisposable
{
    /// <summary>Remembers beside the store what was answered; null: nobody does.</summary>
    Witness? Witness { get; }

    /// <summary>How far the clock of the store's machine was ahead of this one's when it was last asked for a head or a
    /// turn; null: it has none of its own, or was not asked yet.</summary>
    TimeSpan? Ahead => null;

    /// <summary>Ids of all fairs that have at least one fact.</summary>
    IReadOnlyList<string> Fairs();

    /// <summary>Where the ledger ends, as its head says; <see cref="Head.None"/> for a fair without facts.</summary>
    Head Head(string fair);

    /// <summary>Where the ledger ends, as its head says and as its facts are, at one moment.</summary>
    Ends Ends(string fair);

    /// <summary>Facts after an offset, in order, up to the head at the time of the call.</summary>
    IEnumerable<Row> Read(string fair, long after);

    /// <summary>Which of these commands are in the ledger already.</summary>
    IReadOnlyDictionary<Guid, Answered> Answered(string fair, IReadOnlyCollection<Guid> commands);

    /// <summary>Waits for this writer's turn: while it lasts, nobody else appends to the fair.</summary>
    /// <param name="known">The head of the state at hand.</param>
    ITurn Turn(string fair, Head known);

    /// <summary>Puts another ledger in the place of a fair's, or of none, in one durable transaction, all or
    /// nothing.</summary>
    /// <param name="had">The head of the ledger that goes.</param>
    /// <param name="epoch">Later than that of the ledger that goes, so that whoever shows it notices.</param>
    /// <param name="rows">At least one. What reading them throws ends the transaction.</param>
    /// <returns>False: nothing was written, the head is another one.</returns>
    bool Replace(string fair, Head had, long epoch, IEnumerable<Row> rows, IReadOnlyList<PersonChange> people);

    /// <summary>Begins an epoch after this one, unless somebody else has; also of a ledger that is gone
    /// altogether.</summary>
    void NewEpoch(string fair, long ended);

    /// <summary>All personal data of a fair, and the head at the moment that it is of.</summary>
    (Head At, ImmutableDictionary<string, Person> All) People(string fair);

    /// <summary>Writes as a command does and takes it back in the same durable transaction: it throws when a command
    /// could not be written either.</summary>
    void Probe();
}

/// <summary>A writer's turn. It ends with what it appends, or with nothing when it is disposed of.</summary>
public interface ITurn : IDisposable
{
    /// <summary>Most facts in <see cref="Beyond"/>; who lacks more reads them out of turn.</summary>
    const int Most = 4096;

    /// <summary>Where the ledger ends. While the two do not agree, nothing may be appended.</summary>
    Ends Ends { get; }

    Head Head => Ends.Head;

    /// <summary>The facts after the head that was known, in order.</summary>
    IReadOnlyList<Row> Beyond { get; }

    /// <summary>Appends in one durable transaction, all or nothing.</summary>
    /// <param name="rows">They follow on <see cref="Head"/>; at least one.</param>
    /// <returns>False: nothing was written, one of the commands is in the ledger already.</returns>
    bool Append(IReadOnlyList<Row> rows, IReadOnlyList<PersonChange> people);
}

/// <summary>The storage cannot do it now; asking again later can help.</summary>
public sealed class StoreException(string message, Exception? cause) : Exception(message, cause);
