namespace Hub.Kernel;

/// <summary>The time of day as the hub believes it. A leap of the machine's clock is not followed: until somebody says
/// which is right, or it is back where it belongs, time goes on for the screens as it really passes, and commands and
/// erasing wait (<see cref="Look"/>).</summary>
public sealed class WallClock : TimeProvider
{
    private readonly TimeProvider _machine;
    private readonly Asleep _asleep;
    private readonly Lock _lock = new();

    /// <summary>Ticks of the time of day when <see cref="Up"/> was zero.</summary>
    private long _origin;

    /// <summary>Since when the machine's clock and the time that passes have agreed, as <see cref="Up"/>.</summary>
    private TimeSpan _since;

    private DateTimeOffset _latest;

    /// <summary>How far the store's clock is ahead, as somebody has said is right.</summary>
    private TimeSpan _trusted;

    /// <param name="machine">Its timestamps go on whatever somebody does to its time of day.</param>
    /// <param name="asleep">The real machine's, if not said.</param>
    /// <param name="mark">What an earlier process knew; null: nothing is known, and the clock is taken as it
    /// is.</param>
    public WallClock(TimeProvider machine, Asleep? asleep = null, ClockMark? mark = null)
    {
        (_machine, _asleep) = (machine, asleep ?? Sleep.OfMachine);
        (_origin, _since) = mark is null ? (machine.GetUtcNow().UtcTicks - Up.Ticks, Up) : (mark.Origin, mark.Since);
    }

    public override long TimestampFrequency => _machine.TimestampFrequency;
    public override TimeZoneInfo LocalTimeZone => _machine.LocalTimeZone;

    /// <summary>For how long the machine's clock and the time that passes have agreed. What cannot be taken back waits
    /// until that is long.</summary>
    public TimeSpan Steady
    {
        get
        {
            lock (_lock)
            {
                Read();
                return Up - _since;
            }
        }
    }

    /// <summary>What the next process of this machine's run has to know.</summary>
    public ClockMark Mark
    {
        get
        {
            lock (_lock)
                return new ClockMark(_origin, _since);
        }
    }

    /// <summary>The clock was wrong already when the hub began to look: when it leaps, it is put right.</summary>
    public bool Unsure { get; set; }

    /// <summary>The time that passes, also while the machine sleeps.</summary>
    private TimeSpan Up => _machine.GetElapsedTime(0) + _asleep();

    public static WallClock Of(TimeProvider time) => time as WallClock ?? new WallClock(time);

    /// <summary>What is believed. It never goes back, unless somebody said that it was wrong.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            var (_, believed) = Read();
            return _latest = believed > _latest ? believed : _latest;
        }
    }

    public override long GetTimestamp() => _machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>What the machine's clock shows, and what speaks against it.</summary>
    /// <param name="last">The time of the ledger's last fact; null: it has none.</param>
    /// <param name="ahead">How far the store's clock is ahead of the machine's; null: it has none of its own.</param>
    public (DateTimeOffset Shows, ClockDoubt? Doubt) Look(DateTimeOffset? last, TimeSpan? ahead)
    {
        lock (_lock)
        {
            var (shows, believed) = Read();
            return (shows, ClockDoubt.Of(shows, believed, shows + (ahead - _trusted), last));
        }
    }

    /// <summary>Somebody said that it was this time.</summary>
    /// <param name="at">When they said so, by their hub's clock. When this one shows another time, they did not speak
    /// of it.</param>
    /// <param name="ahead">As for <see cref="Look"/>.</param>
    public void Hear(DateTimeOffset at, TimeSpan? ahead)
    {
        lock (_lock)
            if (_machine.GetUtcNow() is var shows && !ClockDoubt.IsFar(shows, at))
            {
                Follow(shows, Up);
                _trusted = ahead ?? TimeSpan.Zero;
            }
    }

    private (DateTimeOffset Shows, DateTimeOffset Believed) Read()
    {
        var (shows, up) = (_machine.GetUtcNow(), Up);
        var expects = new DateTimeOffset(Math.Max(0, _origin + up.Ticks), TimeSpan.Zero);
        if (!ClockDoubt.IsFar(shows, expects))
        {
            _origin = shows.UtcTicks - up.Ticks;
            return (shows, shows);
        }
        if (Unsure)
        {
            Follow(shows, up);
            return (shows, shows);
        }
        _since = up;
        return (shows, expects);
    }

    private void Follow(DateTimeOffset shows, TimeSpan up) =>
        (_origin, _since, _latest) = (shows.UtcTicks - up.Ticks, up, shows);
}
