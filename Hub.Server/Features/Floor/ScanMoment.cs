using System.Globalization;

namespace Hub.Features.Floor;

/// <summary>When something was scanned, by the hub's clock.</summary>
internal static class ScanMoment
{
    /// <summary>What is after the hub's clock by more than this is refused; what is less is now.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    /// <param name="at">By the clock of who sends it.</param>
    /// <param name="skew">How far the hub's clock is ahead of that one.</param>
    /// <returns>At most now.</returns>
    /// <exception cref="Refusal"><c>malformed</c>, <c>scan-from-the-future</c>, <c>scan-of-another-day</c></exception>
    public static DateTimeOffset Of(Fair fair, DateTimeOffset at, TimeSpan skew, DateTimeOffset now)
    {
        DateTimeOffset moment;
        try
        {
            moment = DateTimeOffset.FromUnixTimeMilliseconds((at + skew).ToUnixTimeMilliseconds());
        }
        catch (ArgumentOutOfRangeException)
        {
            throw FloorRefusals.BadMoment();
        }
        if (moment > now + Ahead)
            throw FloorRefusals.ScanFromTheFuture();
        var about = fair.Slice<About>();
        return about.Day(moment) != about.Day(now) ? throw FloorRefusals.ScanOfAnotherDay()
            : moment < now ? moment
            : now;
    }

    /// <summary>How far the hub's clock is ahead of the sender's, who says in <c>Hub-Clock</c> what that one shows;
    /// nothing, where it does not say.</summary>
    /// <exception cref="Refusal"><c>malformed</c></exception>
    public static TimeSpan SkewOf(HttpContext http, DateTimeOffset now)
    {
        string? clock = http.Request.Headers["Hub-Clock"];
        return clock is null ? TimeSpan.Zero
            : DateTimeOffset.TryParse(
                clock,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var theirs
            )
                ? now - theirs
            : throw FloorRefusals.BadClock();
    }
}
