namespace Hub.Features.Floor;

/// <summary>Counts by the minute: what happened in the minute that ends with it, its last moment included.</summary>
internal sealed class Minutes
{
    private const int Hour = 60;

    private long _first;
    private int[]?[] _hours = [];

    /// <summary>The minute that a moment belongs to, since 1970.</summary>
    public static long Of(long at) => (at + 59_999) / 60_000;

    public Minutes Copy() =>
        new() { _first = _first, _hours = [.. _hours.Select(h => h is null ? null : (int[])h.Clone())] };

    public void Add(long minute, int count)
    {
        var hour = minute / Hour;
        if (_hours.Length == 0)
            (_first, _hours) = (hour, [null]);
        else if (hour < _first)
            (_first, _hours) = (hour, [.. new int[]?[_first - hour], .. _hours]);
        else if (hour - _first >= _hours.Length)
            _hours = [.. _hours, .. new int[]?[hour - _first - _hours.Length + 1]];
        (_hours[hour - _first] ??= new int[Hour])[minute % Hour] += count;
    }

    /// <summary>Adds its counts to those of the minutes from <paramref name="from"/> on.</summary>
    public void AddTo(Span<int> counts, long from)
    {
        for (var h = 0; h < _hours.Length; h++)
            if (_hours[h] is { } hour)
                for (var m = 0; m < Hour; m++)
                    if ((_first + h) * Hour + m - from is >= 0 and var i && i < counts.Length)
                        counts[(int)i] += hour[m];
    }

    /// <summary>How long ago it all was.</summary>
    /// <param name="now">Unix milliseconds.</param>
    public Ages Ago(long now)
    {
        var ages = new Ages();
        for (var h = 0; h < _hours.Length; h++)
            if (_hours[h] is { } hour)
                for (var m = 0; m < Hour; m++)
                    if (hour[m] != 0)
                        ages.Add(Math.Max(0, now - ((_first + h) * Hour + m) * 60_000), hour[m]);
        return ages;
    }

    /// <summary>The first minute with a count; null when there is none.</summary>
    public long? First
    {
        get
        {
            for (var h = 0; h < _hours.Length; h++)
                if (_hours[h]?.AsSpan().IndexOfAnyExcept(0) is >= 0 and var m)
                    return (_first + h) * Hour + m;
            return null;
        }
    }
}
