namespace Hub.Kernel.Stores;

/// <summary>How long a service that could not be reached is left alone: 50 ms, then twice as long each time, 1 s at
/// most.</summary>
internal sealed class Backoff(TimeProvider time)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(50),
        Most = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private long _failed;
    private TimeSpan _wait;

    /// <exception cref="StoreException">It is left alone for now.</exception>
    public void Check()
    {
        lock (_lock)
            if (_wait > TimeSpan.Zero && time.GetElapsedTime(_failed) < _wait)
                throw new StoreException("The service was not reached a moment ago.", null);
    }

    public void Failed()
    {
        lock (_lock)
            (_failed, _wait) = (
                time.GetTimestamp(),
                _wait == TimeSpan.Zero ? Least
                : _wait * 2 < Most ? _wait * 2
                : Most
            );
    }

    public void Reached()
    {
        lock (_lock)
            _wait = TimeSpan.Zero;
    }
}
