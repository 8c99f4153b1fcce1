namespace Hub.Kernel;

/// <summary>Wakes one who waits. However often it is rung before, who waits next is woken once.</summary>
internal sealed class Bell(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Ring()
    {
        try
        {
            _rung.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException) { }
    }

    /// <summary>Waits until it is rung, and no longer than this.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken stop)
    {
        // when it is time, it is rung by the clock: a semaphore knows no other clock than the machine's
        await using var late = time.CreateTimer(_ => Ring(), null, most, Timeout.InfiniteTimeSpan);
        await _rung.WaitAsync(stop);
    }

    public void Dispose() => _rung.Dispose();
}
