namespace Hub.Ledger;

/// <summary>Wakes one who waits. However often it is rung before, who waits next is woken once.</summary>
internal sealed class Bell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Ring()
    {
        try { _rung.Release(); }
        catch (SemaphoreFullException) { }
    }

    /// <summary>Waits until it is rung, and no longer than this.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken stop) => _rung.WaitAsync(most, stop);

    public void Dispose() => _rung.Dispose();
}
