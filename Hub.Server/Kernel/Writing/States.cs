namespace Hub.Kernel.Writing;

/// <summary>A state as nodes compare it.</summary>
/// <param name="Build">Which code folded it: only what the same code folded is compared.</param>
/// <param name="Hash">SHA-256 of all that the facts add up to; lower-case hex.</param>
public sealed record FairState(string Fair, string Build, long Epoch, long Offset, string Hash);

/// <summary>A fair's last few states, each of exactly one moment of the ledger: what is compared may be a moment ago on
/// the busier node.</summary>
public sealed class States
{
    /// <summary>So many states, and no more facts between the first and the last of them than this: an old state holds
    /// what was folded since.</summary>
    private const int Most = 256,
        MostFacts = 8192;

    private readonly Queue<(long Epoch, long Offset, Lazy<FairState> State)> _kept = [];
    private readonly Lock _lock = new();

    /// <summary>Hashing takes as long as the state is large, once for each state that somebody asks for.</summary>
    /// <returns>Null: it is not kept (any more).</returns>
    public FairState? At(long epoch, long offset) => Last(kept => (kept.Epoch, kept.Offset) == (epoch, offset))?.Value;

    /// <returns>Null: none is kept.</returns>
    public FairState? Latest => Last(_ => true)?.Value;

    internal void Add(Fair fair)
    {
        lock (_lock)
        {
            _kept.Enqueue(
                (
                    fair.Epoch,
                    fair.Offset,
                    new(() =>
                        new FairState(
                            fair.Id,
                            StateHash.Build,
                            fair.Epoch,
                            fair.Offset,
                            Convert.ToHexStringLower(StateHash.Of(fair))
                        )
                    )
                )
            );
            while (
                _kept.Count > Most
                || _kept.Peek() is var first && (first.Epoch != fair.Epoch || fair.Offset - first.Offset > MostFacts)
            )
                _kept.Dequeue();
        }
    }

    private Lazy<FairState>? Last(Func<(long Epoch, long Offset, Lazy<FairState> State), bool> wanted)
    {
        lock (_lock)
            return _kept.LastOrDefault(wanted).State;
    }
}
