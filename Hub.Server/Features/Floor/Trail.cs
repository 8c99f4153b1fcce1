using System.Collections.Immutable;

namespace Hub.Features.Floor;

/// <summary>All scans of one pass on one day, in the order of their moments, whatever the order in which they came.
/// Scans of the same millisecond: first out, then in, then by booth. 8 bytes a scan.</summary>
public sealed class Trail
{
    public static readonly Trail Empty = new([]);

    /// <summary>Entering again within this time where one has entered last is the same visit: two tablets, or a nervous
    /// finger.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(10);

    /// <summary>Each: Unix milliseconds &lt;&lt; 17 | in &lt;&lt; 16 | number of the booth.</summary>
    private readonly long[] _steps;

    private Trail(long[] steps) => _steps = steps;

    /// <summary>Unix milliseconds of the last scan; 0 before the first.</summary>
    public long Last => _steps.Length == 0 ? 0 : _steps[^1] >> 17;

    /// <summary>Whether any of them enters: each first one that does is a visit.</summary>
    public bool Enters => Array.Exists(_steps, static step => (step & 1 << 16) != 0);

    /// <summary>Each scan in order: the booth's number, Unix milliseconds, whether it enters.</summary>
    internal IEnumerable<(int Booth, long At, bool Enters)> Steps =>
        _steps.Select(step => ((int)(step & 0xFFFF), step >> 17, (step & 1 << 16) != 0));

    /// <summary>The trail with one more scan.</summary>
    /// <param name="at">Unix milliseconds.</param>
    /// <param name="booth">Its number, at most 65,535.</param>
    /// <returns>The very same when it has this scan already.</returns>
    public Trail With(long at, bool enters, int booth)
    {
        var step = Step(at, enters, booth);
        var i = ~Array.BinarySearch(_steps, step);
        if (i < 0)
            return this;
        var steps = new long[_steps.Length + 1];
        _steps.AsSpan(0, i).CopyTo(steps);
        steps[i] = step;
        _steps.AsSpan(i).CopyTo(steps.AsSpan(i + 1));
        return new Trail(steps);
    }

    /// <summary>The trail with one scan less.</summary>
    /// <returns>The very same when it does not have this scan.</returns>
    public Trail Without(long at, bool enters, int booth)
    {
        var i = Array.BinarySearch(_steps, Step(at, enters, booth));
        return i < 0 ? this : new Trail([.. _steps[..i], .. _steps[(i + 1)..]]);
    }

    /// <summary>Whether it has this very scan.</summary>
    public bool Has(long at, bool enters, int booth) => Array.BinarySearch(_steps, Step(at, enters, booth)) >= 0;

    /// <summary>Walks it from the beginning.</summary>
    public Walk Tell(ImmutableArray<BoothId> booths, ICrowds crowds, int sign)
    {
        var walk = new Walk();
        foreach (var step in _steps)
            walk.Step(booths[(int)(step & 0xFFFF)], step >> 17, (step & 1 << 16) != 0, crowds, sign);
        return walk;
    }

    private static long Step(long at, bool enters, int booth) => at << 17 | (enters ? 1L << 16 : 0) | (uint)booth;
}

/// <summary>How a stay ended.</summary>
public enum End
{
    /// <summary>The pass was checked out.</summary>
    Out,

    /// <summary>It was scanned at another booth: it left before that, nobody knows when.</summary>
    Elsewhere,

    /// <summary>It came again to the same booth: whether it had left, nobody knows.</summary>
    Unknown,
}

/// <summary>Is told of visits and stays.</summary>
/// <remarks>A sign of -1 takes back what was told with +1.</remarks>
public interface ICrowds
{
    void Visited(BoothId booth, long at, int sign);

    void Ended(BoothId booth, long from, long at, End how, int sign);
}

/// <summary>Where a pass is, scan after scan. Times are Unix milliseconds.</summary>
public record struct Walk
{
    /// <summary>Null outside of any booth.</summary>
    public BoothId? Booth { get; set; }

    /// <summary>When it came there, or left.</summary>
    public long Since { get; set; }

    /// <summary>When it was last scanned in there.</summary>
    public long Seen { get; set; }

    public void Step(BoothId booth, long at, bool enters, ICrowds crowds, int sign)
    {
        if (enters)
        {
            if (Booth == booth && at - Seen <= (long)Trail.Again.TotalMilliseconds)
            {
                Seen = at;
                return;
            }
            if (Booth is { } left)
                crowds.Ended(left, Since, at, left == booth ? End.Unknown : End.Elsewhere, sign);
            crowds.Visited(booth, at, sign);
            (Booth, Since, Seen) = (booth, at, at);
        }
        // checked out where it is not: it was here and never scanned in, or has long gone on
        else if (Booth == booth)
        {
            crowds.Ended(booth, Since, at, End.Out, sign);
            (Booth, Since) = (null, at);
        }
    }
}
