using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Kernel.Live;

public class CadenceTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_first_change_after_a_pause_goes_at_once_however_long_the_pause()
    {
        var cadence = new Cadence(Interval, _time);
        foreach (var pause in (int[])[0, 500, 60_000])
        {
            _time.Advance(TimeSpan.FromMilliseconds(pause));
            Assert.True(cadence.Wait <= TimeSpan.Zero);
            cadence.Spend();
            Assert.Equal(Interval / 2, cadence.Wait);
        }
    }

    [Fact]
    public void A_thousand_changes_a_second_are_ten_frames_a_second()
    {
        var (cadence, frames) = (new Cadence(Interval, _time), 0);
        for (var ms = 0; ms < 10_000; ms++, _time.Advance(TimeSpan.FromMilliseconds(1)))
            if (cadence.Wait <= TimeSpan.Zero)
            {
                cadence.Spend();
                frames++;
            }
        Assert.InRange(frames, 100, 101);
    }

    [Fact]
    public void Changes_as_frequent_as_the_beats_and_not_quite_as_regular_never_wait()
    {
        var (cadence, random, began) = (new Cadence(Interval, _time), new Random(1), _time.GetTimestamp());
        for (var change = 1; change <= 500; change++)
        {
            var comes = change * Interval + TimeSpan.FromMilliseconds(random.Next(45));
            _time.Advance(comes - _time.GetElapsedTime(began));
            Assert.True(cadence.Wait <= TimeSpan.Zero, $"change {change} waits {cadence.Wait}");
            cadence.Spend();
        }
    }
}
