namespace Hub.Kernel.Writing;

/// <summary>What has become of a fair on this node, for whoever listens.</summary>
/// <param name="Fair">The state after it.</param>
/// <param name="Facts">New facts, in order; none when it was put back, or when only personal data was read
/// anew.</param>
/// <param name="Wrote">What this node itself has committed, for the others; null: it heard of it.</param>
/// <param name="Rewound">The ledger was put back to an older state: what was shown of it means nothing any
/// more.</param>
public sealed record News(Fair Fair, IReadOnlyList<Entry> Facts, Batch? Wrote = null, bool Rewound = false)
{
    /// <summary>Tells each listener, whatever becomes of the others.</summary>
    /// <exception cref="AggregateException">Some failed.</exception>
    public void Tell(Action<News>? told)
    {
        List<Exception> failed = [];
        foreach (var listener in Delegate.EnumerateInvocationList(told))
            try
            {
                listener(this);
            }
            catch (Exception e)
            {
                failed.Add(e);
            }
        if (failed.Count > 0)
            throw new AggregateException(failed);
    }
}
