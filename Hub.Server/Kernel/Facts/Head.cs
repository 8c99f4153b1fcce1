namespace Hub.Kernel.Facts;

/// <summary>Where a ledger ends.</summary>
/// <param name="Offset">The last fact's.</param>
/// <param name="Hash">The last fact's; 32 bytes.</param>
/// <param name="Epoch">Counts from 1 how often the ledger was put back to an older state.</param>
/// <param name="People">The last fact's with which personal data changed. Heads that differ in nothing else are
/// equal.</param>
public sealed record Head(long Offset, byte[] Hash, long Epoch, long People = 0)
{
    public static readonly Head None = new(0, Chain.Start, 1);

    public bool Equals(Head? other) =>
        other is not null && (Offset, Epoch) == (other.Offset, other.Epoch) && Hash.AsSpan().SequenceEqual(other.Hash);

    public override int GetHashCode() => HashCode.Combine(Offset, Epoch);
}

/// <summary>Where a ledger ends at one moment, as its head says and as its facts are.</summary>
/// <param name="Last">The last fact that is there; 0: there is none.</param>
/// <param name="Hash">The last fact's; 32 bytes.</param>
public sealed record Ends(Head Head, long Last, byte[] Hash)
{
    public static readonly Ends None = new(Head.None, 0, Chain.Start);

    /// <summary>What is wrong when the two do not agree; null: they do.</summary>
    public Damage? Damage =>
        Last < Head.Offset ? Damage.Short(Last, Head.Offset)
        : Last > Head.Offset ? Damage.Beyond(Head.Offset, Last)
        : Hash.AsSpan().SequenceEqual(Head.Hash) ? null
        : Damage.OtherHead(Last);
}

/// <summary>A command found in the ledger.</summary>
/// <param name="Offset">Of its last fact.</param>
/// <param name="Digest">See <see cref="Row"/>.</param>
public sealed record Answered(long Offset, int Facts, long Digest);
