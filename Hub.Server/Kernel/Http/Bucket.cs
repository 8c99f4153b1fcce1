using System.Threading.RateLimiting;

namespace Hub.Kernel.Http;

/// <summary>So many in a second in the long run, and a burst at once. Unlike .NET's token bucket it asks a
/// <see cref="TimeProvider"/> what time it is, and needs no timer.</summary>
/// <remarks>The generic cell rate algorithm (ITU-T I.371), as in <see cref="Live.Cadence"/>.</remarks>
internal sealed class Bucket(int perSecond, int burst, TimeProvider time) : RateLimiter
{
    private readonly Lock _lock = new();
    private readonly long _began = time.GetTimestamp();
    private TimeSpan _full;

    /// <summary>Whether one more would be granted now.</summary>
    public bool HasRoom => Take(0);

    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_lock)
                return Now >= _full ? Now - _full : null;
        }
    }

    public override RateLimiterStatistics? GetStatistics() => null;

    /// <param name="count">0: only asks.</param>
    public bool Take(int count = 1)
    {
        lock (_lock)
        {
            var now = Now;
            var full = _full > now ? _full : now;
            if (full + Time(Math.Max(1, count)) - now > Time(burst))
                return false;
            _full = full + Time(count);
            return true;
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount) =>
        Take(permitCount) ? Lease.Granted : Lease.Refused;

    /// <summary>Nobody queues: who comes too soon is told so.</summary>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(
        int permitCount,
        CancellationToken cancellationToken
    ) => new(AttemptAcquireCore(permitCount));

    private TimeSpan Now => time.GetElapsedTime(_began);

    private TimeSpan Time(int count) => TimeSpan.FromSeconds((double)count / perSecond);

    private sealed class Lease(bool acquired) : RateLimitLease
    {
        public static readonly Lease Granted = new(true),
            Refused = new(false);

        public override bool IsAcquired => acquired;
        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
