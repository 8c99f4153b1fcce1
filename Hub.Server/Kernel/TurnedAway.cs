using System.Net;

namespace Hub.Kernel;

/// <summary>Why somebody is turned away. The names are on metrics and on the desk.</summary>
public enum Away
{
    /// <summary>A secret was shown that never counted.</summary>
    Guessed,

    /// <summary>A secret was shown that counts no more.</summary>
    Revoked,

    /// <summary>Too much was asked in too short a time.</summary>
    Limited,

    /// <summary>Somebody may not do that.</summary>
    Forbidden,

    /// <summary>What was sent cannot be read.</summary>
    Malformed,

    /// <summary>The hub itself failed.</summary>
    Failed,
}

/// <summary>Counts who is turned away: for metrics, for the desk, and for the log, where each reason has at most a line
/// in ten seconds. Nothing of it says who it was.</summary>
public sealed partial class TurnedAway : IDisposable
{
    /// <summary>Between two lines of one reason.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly Tally[] _tallies;
    private readonly ILogger _log;

    public TurnedAway(TimeProvider time, ILogger<TurnedAway> log) =>
        (_log, _tallies) = (log, [.. Enum.GetValues<Away>().Select(why => new Tally(time, count => Log(count, why)))]);

    /// <summary>How many were turned away in the last ten minutes; without the reasons that had none.</summary>
    public IReadOnlyDictionary<string, int> Lately =>
        Enum.GetValues<Away>()
            .Select(why => (Word(why), _tallies[(int)why].Lately))
            .Where(t => t.Lately > 0)
            .ToDictionary();

    /// <returns>Whether this one is told in the log at once, and not only counted.</returns>
    public bool Count(Away why)
    {
        Meters.TurnedAway.Add(1, new KeyValuePair<string, object?>("hub.reason", Word(why)));
        return _tallies[(int)why].Add();
    }

    /// <summary>Counts a refusal, when it is one that keeps somebody out. What a rule refuses is everyday.</summary>
    public void Count(HttpContext http, Refusal refusal)
    {
        if (Of(http, refusal) is { } why)
            Count(why);
    }

    /// <summary>What was shown does not count.</summary>
    public static void Mark(HttpContext http, Away why) => http.Features.Set(new Shown(why));

    /// <summary>Whether it is known already that what the request shows does not count.</summary>
    public static bool IsMarked(HttpContext http) => http.Features.Get<Shown>() is not null;

    public void Dispose()
    {
        foreach (var tally in _tallies)
            tally.Dispose();
    }

    /// <summary>Who shows nothing at all has only not entered yet.</summary>
    private static Away? Of(HttpContext http, Refusal refusal) =>
        (HttpStatusCode)refusal.Status switch
        {
            HttpStatusCode.Unauthorized => http.Features.Get<Shown>()?.Why,
            HttpStatusCode.TooManyRequests => Away.Limited,
            HttpStatusCode.Forbidden => Away.Forbidden,
            HttpStatusCode.BadRequest
            or HttpStatusCode.MethodNotAllowed
            or HttpStatusCode.RequestEntityTooLarge
            or HttpStatusCode.UnsupportedMediaType => Away.Malformed,
            _ => null,
        };

    private static string Word(Away why) => $"{why}".ToLowerInvariant();

    private void Log(int count, Away why) => LogTurnedAway(count, Word(why));

    [LoggerMessage(4101, LogLevel.Warning, "Turned away {Count}: {Reason}")]
    private partial void LogTurnedAway(int count, string reason);

    private sealed record Shown(Away Why);

    /// <summary>One reason: a window of ten minutes, and what the log has still to say.</summary>
    private sealed class Tally : IDisposable
    {
        private readonly Lock _lock = new();
        private readonly int[] _minutes = new int[10];
        private readonly TimeProvider _time;
        private readonly Action<int> _say;
        private readonly ITimer _timer;
        private readonly long _began;
        private long _minute;
        private int _unsaid;
        private bool _isQuiet;

        public Tally(TimeProvider time, Action<int> say)
        {
            (_time, _say, _began) = (time, say, time.GetTimestamp());
            _timer = time.CreateTimer(_ => SayRest(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public int Lately
        {
            get
            {
                lock (_lock)
                {
                    Turn();
                    return _minutes.Sum();
                }
            }
        }

        public bool Add()
        {
            lock (_lock)
            {
                Turn();
                _minutes[_minute % _minutes.Length]++;
                if (_isQuiet)
                {
                    _unsaid++;
                    return false;
                }
                _isQuiet = true;
            }
            _timer.Change(Quiet, Timeout.InfiniteTimeSpan);
            _say(1);
            return true;
        }

        public void Dispose() => _timer.Dispose();

        private void SayRest()
        {
            int rest;
            lock (_lock)
                (rest, _unsaid, _isQuiet) = (_unsaid, 0, _unsaid > 0);
            if (rest == 0)
                return;
            _timer.Change(Quiet, Timeout.InfiniteTimeSpan);
            _say(rest);
        }

        /// <summary>Forgets the minutes that are ten minutes old.</summary>
        private void Turn()
        {
            var now = (long)_time.GetElapsedTime(_began).TotalMinutes;
            for (var gone = Math.Min(now - _minute, _minutes.Length); gone > 0; gone--)
                _minutes[(now - gone + 1) % _minutes.Length] = 0;
            _minute = now;
        }
    }
}
