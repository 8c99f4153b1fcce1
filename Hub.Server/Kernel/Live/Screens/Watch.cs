using System.IO.Pipelines;

namespace Hub.Kernel.Live;

/// <summary>One screen watching one board: what it holds, and what is under way to it.</summary>
/// <param name="held">The version it holds; 0 for nothing.</param>
internal sealed class Watch(Screen screen, Feed feed, Lane lane, long held, TimeProvider time)
{
    /// <summary>Frames under way at most to a screen that says what it has seen.</summary>
    public const int Window = 3;

    private readonly Lock _lock = new();
    private readonly Queue<Sent> _underWay = new(Window);
    private Sent _confirmed = new(0, 0, time.GetTimestamp());
    private long _held = held;
    private bool _says,
        _writing,
        _ended;

    public Screen Screen => screen;
    public Feed Feed => feed;
    public Lane Lane => lane;

    /// <summary>Gives the screen the newest rows if it lacks them and has room; if not, it is offered them again when
    /// it has.</summary>
    /// <param name="beat">Also when it lacks nothing, so that it hears from us.</param>
    public Turn Offer(bool beat)
    {
        lock (_lock)
        {
            var lacks = _held == 0 || _held < lane.Offered;
            if (_ended || !(beat || lacks))
                return Turn.Nothing;
            if (_writing || (_says ? _underWay.Count == Window : !screen.Socket.Reads()))
                return lacks ? Turn.Skipped : Turn.Nothing;
            (var message, _held, var offset) = feed.FrameSince(_held);
            var write = screen.Socket.SendAsync(message);
            if (_underWay.Count == Window)
                _underWay.Dequeue();
            _underWay.Enqueue(new Sent(_held, offset, time.GetTimestamp()));
            if (write.IsCompletedSuccessfully)
                return Turn.Sent;
            _writing = true;
            _ = FinishAsync(write);
            return Turn.Sent;
        }
    }

    /// <summary>Offers it the newest rows out of turn: it has room again, or has just come.</summary>
    /// <param name="beat">See <see cref="Offer"/>.</param>
    public void CatchUp(bool beat = false)
    {
        if (Offer(beat) is Turn.Sent)
            Meters.Sent.Add(1);
    }

    /// <summary>The screen shows this version.</summary>
    public void Seen(long version)
    {
        lock (_lock)
        {
            _says = true;
            while (_underWay.TryPeek(out var first) && first.Version <= version)
                _confirmed = _underWay.Dequeue();
        }
        CatchUp();
    }

    /// <summary>Sends no more.</summary>
    public void End()
    {
        lock (_lock)
            _ended = true;
    }

    /// <summary>How long the screen has owed us a sign that it reads.</summary>
    public TimeSpan Behind
    {
        get
        {
            lock (_lock)
                return !_says ? screen.Socket.Silence
                    : _underWay.TryPeek(out var first) ? time.GetElapsedTime(first.At)
                    : TimeSpan.Zero;
        }
    }

    /// <summary>The version and the ledger's offset that the screen last said it shows, and how long ago it was sent
    /// that; zeros, and how long it has been watching, when it has never said so.</summary>
    public (long Version, long Offset, TimeSpan Age) Confirmed
    {
        get
        {
            lock (_lock)
                return (_confirmed.Version, _confirmed.Offset, time.GetElapsedTime(_confirmed.At));
        }
    }

    private async Task FinishAsync(ValueTask<FlushResult> write)
    {
        await write;
        lock (_lock)
            _writing = false;
        CatchUp();
    }

    private readonly record struct Sent(long Version, long Offset, long At);
}

/// <summary>What became of a frame that was offered to a screen.</summary>
internal enum Turn
{
    /// <summary>There was nothing to say.</summary>
    Nothing,

    Sent,

    /// <summary>The screen lacks it and has no room for it: it is behind.</summary>
    Skipped,
}
