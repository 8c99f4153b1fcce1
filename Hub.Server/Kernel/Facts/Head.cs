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

/// <summary>A command found in the ledger.</summary>
/// <param name="Offset">Of its last fact.</param>
/// <param name="Digest">See <see cref="Row"/>.</param>
public sealed record Answered(long Offset, int Facts, long Digest);
