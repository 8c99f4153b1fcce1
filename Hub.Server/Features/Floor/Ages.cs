namespace Hub.Features.Floor;

/// <summary>How many stays lasted how long, in classes that widen with the age: 1 minute at first, hours in the
/// end.</summary>
internal sealed class Ages
{
    private static readonly double[] Minutes =
    [
        0,
        1,
        2,
        3,
        4,
        5,
        6,
        8,
        10,
        12,
        15,
        20,
        25,
        30,
        40,
        50,
        60,
        75,
        90,
        120,
        150,
        180,
        240,
        300,
        420,
    ];

    public static readonly int Classes = Minutes.Length;

    private readonly int[] _count = new int[Classes];
    private readonly long[] _sum = new long[Classes];

    /// <summary>Where a class begins, in seconds.</summary>
    public static double From(int age) => Minutes[age] * 60;

    /// <summary>How wide it is, in seconds; the last has no end.</summary>
    public static double Width(int age) =>
        age + 1 < Classes ? (Minutes[age + 1] - Minutes[age]) * 60 : double.PositiveInfinity;

    /// <summary>The class of an age in milliseconds.</summary>
    public static int Of(long age)
    {
        var i = Array.BinarySearch(Minutes, age / 60_000.0);
        return i >= 0 ? i : Math.Max(0, ~i - 1);
    }

    public int Count(int age) => _count[age];

    /// <summary>Of the stays in a class, seconds of all together.</summary>
    public double Sum(int age) => _sum[age] / 1000.0;

    /// <param name="length">Milliseconds.</param>
    public void Add(long length, int sign)
    {
        var age = Of(length);
        _count[age] += sign;
        _sum[age] += sign * length;
    }

    public void Add(Ages other)
    {
        for (var i = 0; i < Classes; i++)
            (_count[i], _sum[i]) = (_count[i] + other._count[i], _sum[i] + other._sum[i]);
    }

    public Ages Copy()
    {
        var copy = new Ages();
        copy.Add(this);
        return copy;
    }
}
