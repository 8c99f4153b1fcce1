using System.IO.Pipelines;

namespace Hub.Live;

/// <summary>One screen watching one board: what it holds, and what is under way to it.</summary>
/// <param name="held">The version it holds; 0 for nothing.</param>
internal sealed class Watch(Screen screen, Feed feed, Lane lane, long held, TimeProvider time)
{
    /// <summary>Frames under way at most to a screen that says what it has seen.</summary>
    public const int Window = 3;

    private readonly Lock _lock = new();
    private readonly Queue<(long Version, long At)> _underWay = new(Window);
    private long _held = held;
    private bool _says, _writing, _ended;

    public Screen Screen => screen;
    public Feed Feed => feed;
    public Lane Lane => lane;

    /// <summary>Gives the screen the newest rows if it lacks them and has room; if not, it is offered them again when it has.</summary>
    /// <param name="beat">Also when it lacks nothing, so that it hears from us.</param>
    public void Offer(bool beat = false)
    {
        lock (_lock)
        {
            if (_ended || _writing || !(beat || _held == 0 || _held < lane.Offered)) return;
            if (_says ? _underWay.Count == Window : !screen.Socket.Reads()) return;
            (var message, _held) = feed.FrameSince(_held);
            var write = screen.Socket.SendAsync(message);
            if (_underWay.Count == Window) _underWay.Dequeue();
            _underWay.Enqueue((_held, time.GetTimestamp()));
            if (write.IsCompletedSuccessfully) return;
            _writing = true;
            _ = FinishAsync(write);
        }
    }

    /// <summary>The screen shows this version.</summary>
    public void Seen(long version)
    {
        lock (_lock)
        {
            _says = true;
            while (_underWay.TryPeek(out var first) && first.Version <= version) _underWay.Dequeue();
        }
        Offer();
    }

    /// <summary>Sends no more.</summary>
    public void End()
    {
        lock (_lock) _ended = true;
    }

    /// <summary>How long the screen has owed us a sign that it reads.</summary>
    public TimeSpan Behind
    {
        get { lock (_lock) return !_says ? screen.Socket.Silence : _underWay.TryPeek(out var first) ? time.GetElapsedTime(first.At) : TimeSpan.Zero; }
    }

    private async Task FinishAsync(ValueTask<FlushResult> write)
    {
        await write;
        lock (_lock) _writing = false;
        Offer();
    }
}
