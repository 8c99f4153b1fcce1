namespace Hub.Live;

/// <summary>One screen watching one board: what it holds, and how many frames it has not yet said it has seen.</summary>
internal sealed class Watch(Screen screen, Feed feed, Lane lane, long held, TimeProvider time)
{
    /// <summary>Frames under way to a screen at most.</summary>
    public const int Window = 3;

    private readonly Queue<(long Version, long At)> _underWay = new(Window);
    private bool _says;

    public Screen Screen => screen;
    public Feed Feed => feed;
    public Lane Lane => lane;
    public bool Writing { get; set; }
    public bool Ended { get; set; }

    /// <summary>The version the screen has when all that was sent arrives; 0: nothing yet.</summary>
    public long Held { get; private set; } = held;

    public void Sent(long version)
    {
        Held = version;
        if (_underWay.Count == Window) _underWay.Dequeue();
        _underWay.Enqueue((version, time.GetTimestamp()));
    }

    public void Seen(long version)
    {
        _says = true;
        while (_underWay.TryPeek(out var first) && first.Version <= version) _underWay.Dequeue();
    }

    /// <summary>A screen that says what it has seen has a window of frames; one that never does is judged by its socket.</summary>
    public bool HasRoom() => _says ? _underWay.Count < Window : screen.Reads();

    /// <summary>How long the oldest unseen frame is under way; zero for a screen that is up to date or never says.</summary>
    public TimeSpan Behind => _says && _underWay.TryPeek(out var first) ? time.GetElapsedTime(first.At) : TimeSpan.Zero;
}
