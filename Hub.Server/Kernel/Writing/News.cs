namespace Hub.Kernel.Writing;

/// <summary>What has become of a fair on this node, for whoever listens.</summary>
/// <param name="Fair">The state after it.</param>
/// <param name="Facts">New facts, in order; none when it was put back, or when only personal data was read anew.</param>
/// <param name="Wrote">What this node itself has committed, for the others; null: it heard of it.</param>
/// <param name="Rewound">The ledger was put back to an older state: what was shown of it means nothing any more.</param>
public sealed record News(Fair Fair, IReadOnlyList<Entry> Facts, Batch? Wrote = null, bool Rewound = false);
