using System.Collections.Concurrent;

namespace Hub.Kernel.Live;

/// <summary>The screens that watch one board at one <see cref="Cadence"/>: the first change goes out at once, further
/// ones are gathered. A screen that is behind skips to the newest rows and never delays another.</summary>
/// <param name="failed">Told of a screen that could not be written to; the others go on.</param>
internal sealed class Lane(Feed feed, TimeSpan interval, TimeProvider time, Action<Watch, Exception> failed)
{
    /// <summary>Without a change, a screen hears an empty frame this often, so that it can tell quiet from
    /// dead.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2.5);

    /// <summary>So many screens are written to before another core is asked to help.</summary>
    private const int Share = 128;

    private readonly Lock _lock = new();
    private readonly List<Watch> _watches = [];
    private readonly Cadence _cadence = new(interval, time);
    private long _spoken = time.GetTimestamp(),
        _offered;

    public Feed Feed => feed;

    /// <summary>The version that every screen here should have.</summary>
    public long Offered => Volatile.Read(ref _offered);

    /// <summary>Sends what is due.</summary>
    /// <returns>How long until something can be due again.</returns>
    public TimeSpan Pump()
    {
        Watch[] watches;
        lock (_lock)
        {
            if (_watches.Count == 0)
                return Heartbeat;
            // screens that hear nothing say that they are stale
            if (!feed.IsCurrent)
                return interval;
            var beat = Heartbeat - time.GetElapsedTime(_spoken);
            var news = feed.Stale || feed.Version != _offered ? _cadence.Wait : Heartbeat;
            if (beat > TimeSpan.Zero && news > TimeSpan.Zero)
                return beat < news ? beat : news;
            // what is said is as old as the hour that was read first, however long the rendering takes
            var now = time.GetTimestamp();
            feed.Render();
            _cadence.Spend();
            // what is read may have changed without changing a row of this board: then there is nothing to say
            if (beat > TimeSpan.Zero && feed.Version == _offered)
                return beat < interval ? beat : interval;
            _spoken = now;
            _offered = feed.Version;
            watches = [.. _watches];
        }
        var (sent, skipped) = (0, 0);
        Parallel.ForEach(
            Partitioner.Create(0, watches.Length, Share),
            part =>
            {
                var (given, spared) = (0, 0);
                foreach (var watch in watches.AsSpan()[part.Item1..part.Item2])
                    try
                    {
                        var became = watch.Offer(beat: true);
                        if (became is Turn.Sent)
                            given++;
                        else if (became is Turn.Skipped)
                            spared++;
                    }
                    catch (Exception e)
                    {
                        failed(watch, e);
                    }
                Interlocked.Add(ref sent, given);
                Interlocked.Add(ref skipped, spared);
            }
        );
        Meters.Sent.Add(sent);
        Meters.Skipped.Add(skipped);
        return interval;
    }

    public void Add(Watch watch)
    {
        lock (_lock)
        {
            _watches.Add(watch);
            if (_watches.Count == 1)
                _offered = feed.Version;
        }
        watch.CatchUp(beat: true);
    }

    public void Remove(Watch watch)
    {
        watch.End();
        lock (_lock)
        {
            var i = _watches.IndexOf(watch);
            if (i < 0)
                return;
            _watches[i] = _watches[^1];
            _watches.RemoveAt(_watches.Count - 1);
        }
    }
}
