
namespace Hub.Live;

/// <summary>The screens that watch one board at one cadence. The first change goes out at once, further ones are gathered until the
/// interval has passed; a screen that is behind skips to the newest rows and never delays another.</summary>
internal sealed class Lane(Feed feed, TimeSpan interval, TimeProvider time)
{
    /// <summary>Without a change, a screen hears an empty frame this often, so that it can tell quiet from dead.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2.5);

    private readonly Lock _lock = new();
    private readonly List<Watch> _watches = [];
    private long _rendered = time.GetTimestamp() - (long)(interval.TotalSeconds * time.TimestampFrequency), _spoken = time.GetTimestamp(), _offered;

    public Feed Feed => feed;

    /// <summary>Sends what is due.</summary>
    /// <returns>How long until something can be due again.</returns>
    public TimeSpan Pump()
    {
        lock (_lock)
        {
            if (_watches.Count == 0) return Heartbeat;
            var beat = Heartbeat - time.GetElapsedTime(_spoken);
            var news = feed.Stale || feed.Version != _offered ? interval - time.GetElapsedTime(_rendered) : Heartbeat;
            if (beat > TimeSpan.Zero && news > TimeSpan.Zero) return beat < news ? beat : news;
            feed.Render();
            _rendered = time.GetTimestamp();
            // what is read may have changed without changing a row of this board: then there is nothing to say
            if (beat > TimeSpan.Zero && feed.Version == _offered) return beat < interval ? beat : interval;
            _spoken = _rendered;
            _offered = feed.Version;
            foreach (var watch in _watches) Offer(watch, beat <= TimeSpan.Zero);
            return interval;
        }
    }

    public void Add(Watch watch)
    {
        lock (_lock)
        {
            _watches.Add(watch);
            if (watch.Held == 0 && feed.Stale) feed.Render();
            if (_watches.Count == 1) _offered = feed.Version;
            Offer(watch, beat: true);
        }
    }

    public void Remove(Watch watch)
    {
        lock (_lock)
        {
            watch.Ended = true;
            var i = _watches.IndexOf(watch);
            if (i < 0) return;
            _watches[i] = _watches[^1];
            _watches.RemoveAt(_watches.Count - 1);
        }
    }

    public void Seen(Watch watch, long version)
    {
        lock (_lock)
        {
            watch.Seen(version);
            Offer(watch, beat: false);
        }
    }

    /// <summary>Gives a screen the newest rows if it lacks them and has room; if not, it is offered them again when it has.</summary>
    private void Offer(Watch watch, bool beat)
    {
        if (watch.Ended || watch.Writing || !(beat || watch.Held < _offered || watch.Held == 0) || !watch.HasRoom()) return;
        var (message, version) = feed.FrameSince(watch.Held);
        watch.Sent(version);
        var write = watch.Screen.Connection.WriteAsync(message, CancellationToken.None);
        if (write.IsCompletedSuccessfully) return;
        watch.Writing = true;
        _ = Finish(watch, write);
    }

    private async Task Finish(Watch watch, ValueTask write)
    {
        try { await write; }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException) { }
        lock (_lock)
        {
            watch.Writing = false;
            Offer(watch, beat: false);
        }
    }
}
