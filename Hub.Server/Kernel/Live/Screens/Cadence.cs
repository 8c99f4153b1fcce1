namespace Hub.Kernel.Live;

/// <summary>How often a lane may send: at once after a pause, and one frame in an interval in the long run. A frame may
/// come half an interval before its beat, so that changes which are as frequent as the beats, and not quite as regular,
/// are not made to wait.</summary>
/// <remarks>The generic cell rate algorithm (ITU-T I.371) with a tolerance of half an interval.</remarks>
internal sealed class Cadence(TimeSpan interval, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private TimeSpan _beat;

    /// <summary>How long until a frame may be sent; not positive: now.</summary>
    public TimeSpan Wait => _beat - interval / 2 - Now;

    /// <summary>A frame is sent now.</summary>
    public void Spend() => _beat = (_beat > Now ? _beat : Now) + interval;

    private TimeSpan Now => time.GetElapsedTime(_began);
}
