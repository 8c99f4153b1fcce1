using System.Diagnostics;

namespace Hub.Demo;

/// <summary>Sends a day's taps when they are due. The taps of one tablet (a booth has one, a crowded booth several) and
/// those of one pass arrive in their order, whatever has to be repeated; the others do not wait for them.</summary>
/// <param name="speed">Simulated seconds in a second.</param>
internal sealed class DayPlayer(DemoClient client, DemoBadges badges, string contest, double speed)
{
    /// <summary>Taps that are on their way or wait for those before them.</summary>
    private const int Window = 512;

    private readonly SemaphoreSlim _window = new(Window);
    private readonly Dictionary<string, Task> _last = [];
    private long _began,
        _done,
        _refused,
        _lateTicks;

    public long Done => Interlocked.Read(ref _done);

    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>The first refusal, if there was one: the others are mostly of its kind.</summary>
    public string? FirstRefusal { get; private set; }

    /// <summary>How long after it was due the tap last sent was sent, in real time.</summary>
    public TimeSpan Late => new(Interlocked.Read(ref _lateTicks));

    /// <summary>The simulated time of day.</summary>
    public TimeSpan Now { get; private set; }

    /// <param name="taps">In time order. The first is sent at once.</param>
    public async Task PlayAsync(IReadOnlyList<Tap> taps, CancellationToken stop)
    {
        _began = Stopwatch.GetTimestamp();
        foreach (var tap in taps)
        {
            var due = (tap.At - taps[0].At) / speed;
            var early = due - Stopwatch.GetElapsedTime(_began);
            if (early > TimeSpan.FromMilliseconds(1))
                await Task.Delay(early, stop);
            await _window.WaitAsync(stop);
            Now = tap.At;
            var lanes = Lanes(tap);
            var sent = SendAfterAsync(
                Task.WhenAll(lanes.Select(l => _last.GetValueOrDefault(l, Task.CompletedTask))),
                tap,
                due,
                stop
            );
            foreach (var lane in lanes)
                _last[lane] = sent;
        }
        await Task.WhenAll(_last.Values);
    }

    private string[] Lanes(Tap tap) =>
        tap switch
        {
            Scan s => [Tablet(s), s.Pass],
            Marking m => [badges.Judges[m.Seat]],
            _ => throw new UnreachableException(),
        };

    private async Task SendAfterAsync(Task before, Tap tap, TimeSpan due, CancellationToken stop)
    {
        try
        {
            await before;
            Interlocked.Exchange(ref _lateTicks, Math.Max(0, (Stopwatch.GetElapsedTime(_began) - due).Ticks));
            await SendAsync(tap, stop);
            Interlocked.Increment(ref _done);
        }
        catch (DemoRefusedException e)
        {
            FirstRefusal ??= e.Message;
            Interlocked.Increment(ref _refused);
        }
        finally
        {
            _window.Release();
        }
    }

    private Task SendAsync(Tap tap, CancellationToken stop) =>
        tap switch
        {
            Scan s => client.PostAsync(
                "visits",
                Tablet(s),
                new
                {
                    pass = s.Pass,
                    booth = s.Booth,
                    way = s.In ? "in" : "out",
                },
                stop
            ),
            Marking m => client.PostAsync(
                $"contests/{contest}/marks",
                badges.Judges[m.Seat],
                new
                {
                    seat = m.Seat,
                    contestant = m.Contestant,
                    criterion = m.Criterion,
                    value = m.Value,
                },
                stop
            ),
            _ => throw new UnreachableException(),
        };

    /// <summary>The secret of the tablet that scans this pass at this booth: always the same.</summary>
    private string Tablet(Scan scan)
    {
        var tablets = badges.Recruiters[scan.Booth];
        return tablets[(uint)string.GetHashCode(scan.Pass, StringComparison.Ordinal) % tablets.Length];
    }

    /// <summary>How many tablets each booth needs so that none scans much more than 20 times a second in its busiest
    /// ten seconds; at most 32.</summary>
    public static IReadOnlyDictionary<string, int> Tablets(IEnumerable<Tap> taps, double speed) =>
        taps.OfType<Scan>()
            .GroupBy(s => s.Booth)
            .ToDictionary(
                booth => booth.Key,
                booth =>
                    Math.Min(
                        32,
                        1 + booth.CountBy(s => (long)(s.At.TotalSeconds / speed / 10)).Max(busy => busy.Value) / 200
                    )
            );
}
