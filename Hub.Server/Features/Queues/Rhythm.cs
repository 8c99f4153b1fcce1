namespace Hub.Features.Queues;

/// <summary>What a day's interviews teach: how long from one call to the next, how many do not come, how many give up.
/// Sums are enough for a gamma distribution: they say all that the single times would.</summary>
/// <param name="Shown">Interviews held.</param>
/// <param name="Seconds">Their times together: each from its call to the desk's next call, or to its end where nobody
/// waited.</param>
/// <param name="Logs">The natural logarithms of those times in seconds together.</param>
/// <param name="Missed">Called, and did not come.</param>
/// <param name="Left">Gave up before they were called.</param>
/// <param name="At">When something was last learned.</param>
public sealed record Rhythm(int Shown, double Seconds, double Logs, int Missed, int Left, DateTimeOffset At)
{
    /// <summary>Who has not been heard of for so long begins a new day.</summary>
    private static readonly TimeSpan Night = TimeSpan.FromHours(7);

    public static readonly Rhythm Empty = new(0, 0, 0, 0, 0, DateTimeOffset.UnixEpoch);

    private int Events => Shown + Missed + Left;

    /// <summary>Whether it is another day's, or has learned a tenth more.</summary>
    internal bool IsNewTo(Rhythm told) => Events < told.Events || Events > 1.1 * told.Events;

    /// <summary>What of it still holds.</summary>
    public Rhythm Today(DateTimeOffset now) => now - At > Night ? Empty : this;

    public Rhythm Took(TimeSpan time, DateTimeOffset at)
    {
        // a slip of the finger, or a desk that was forgotten, is no interview
        var seconds = Math.Clamp(time.TotalSeconds, 1, 7200);
        var today = Today(at);
        return today with
        {
            Shown = today.Shown + 1,
            Seconds = today.Seconds + seconds,
            Logs = today.Logs + Math.Log(seconds),
            At = at,
        };
    }

    public Rhythm DidNotCome(DateTimeOffset at) =>
        Today(at) is var today ? today with { Missed = today.Missed + 1, At = at } : this;

    public Rhythm GaveUp(DateTimeOffset at) =>
        Today(at) is var today ? today with { Left = today.Left + 1, At = at } : this;
}
