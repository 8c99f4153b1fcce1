namespace Hub.Features.Queues;

/// <summary>How long interviews take here, as far as the day so far tells. A time is gamma distributed, with an unknown
/// shape and an unknown rate. For a given shape <c>a</c> the rate's prior is Gamma(a·n₀, n₀·m), conjugate to it: as if
/// n₀ interviews of the mean length m had been seen, where m is the fair's mean today, itself held by a stated prior.
/// After n interviews of T seconds together the rate is Gamma(a·(n₀+n), n₀·m+T). The shape is one of a few, each as
/// likely as the times make it (the integral over the rate has a closed form). Each future draws a shape, a rate and
/// then its times: the posterior predictive.</summary>
/// <remarks>Gelman et al., Bayesian Data Analysis, 3rd ed., sections 2.4 to 2.6 and 5 (conjugate gamma; shrinking a
/// group to all groups). Gamma deviates: Marsaglia and Tsang, A simple method for generating gamma variables, ACM TOMS
/// 26 (2000).</remarks>
internal sealed class Service
{
    /// <summary>Before anything is known: interviews of 8 minutes, as if ten had been seen at the fair.</summary>
    private const double PriorMean = 480,
        PriorFair = 10;

    /// <summary>How far a booth is held by the fair: as if so many of its interviews had been seen.</summary>
    private const double PriorBooth = 2.5;

    /// <summary>Interviewers take breaks that nobody knows of before: one in four hours of interviews, of a quarter of
    /// an hour.</summary>
    private const double BetweenBreaks = 4 * 3600,
        Break = 900;

    private static readonly double[] Shapes = [0.7, 1, 1.5, 2, 3, 4.5, 7, 12, 20];

    private readonly double[] _upTo = new double[Shapes.Length];
    private readonly double _seen,
        _seconds,
        _misses,
        _comes,
        _leaves,
        _stays,
        _grace;
    private double _shape,
        _rate,
        _misser,
        _leaver;

    /// <param name="grace">Seconds.</param>
    public Service(Rhythm booth, Rhythm fair, int grace)
    {
        var mean = (PriorFair * PriorMean + fair.Seconds) / (PriorFair + fair.Shown);
        (_seen, _seconds, _grace) = (PriorBooth + booth.Shown, PriorBooth * mean + booth.Seconds, grace);
        // one in 20 does not come, one in 25 gives up, until the fair has shown otherwise
        (_misses, _comes) = (1 + booth.Missed + 0.1 * fair.Missed, 19 + booth.Shown + 0.1 * fair.Shown);
        (_leaves, _stays) = (1 + booth.Left + 0.1 * fair.Left, 24 + booth.Shown + 0.1 * fair.Shown);

        // what the other booths say of the shape counts for a few interviews
        var others = fair.Shown - booth.Shown;
        var weight = others > 0 ? Math.Min(1, 6.0 / others) : 0;
        var likely = Shapes
            .Select(a =>
                Evidence(a, booth.Shown, booth.Logs, _seen, _seconds, mean)
                + weight
                    * Evidence(
                        a,
                        others,
                        fair.Logs - booth.Logs,
                        PriorBooth + others,
                        PriorBooth * mean + fair.Seconds - booth.Seconds,
                        mean
                    )
            )
            .ToArray();
        var (most, sum) = (likely.Max(), 0.0);
        for (var i = 0; i < Shapes.Length; i++)
            _upTo[i] = sum += Math.Exp(likely[i] - most);
        for (var i = 0; i < Shapes.Length; i++)
            _upTo[i] /= sum;
    }

    /// <summary>Another future.</summary>
    public void Begin(Random random)
    {
        Draw(random);
        var (a, b) = (Gamma(random, _misses), Gamma(random, _comes));
        _misser = a / (a + b);
        (a, b) = (Gamma(random, _leaves), Gamma(random, _stays));
        _leaver = a / (a + b);
    }

    public bool GivesUp(Random random) => random.NextDouble() < _leaver;

    /// <summary>Seconds from a call to the desk's next.</summary>
    public double Next(Random random)
    {
        var time = Time(random);
        return random.NextDouble() * BetweenBreaks < time ? time - Break * Math.Log(1 - random.NextDouble()) : time;
    }

    /// <summary>Seconds that are left of what has taken so many already. That it has lasted so long says something of
    /// the rate, too.</summary>
    public double Rest(Random random, double past)
    {
        for (var tries = 0; tries < 12; tries++)
        {
            var all = Time(random);
            if (all > past)
                return all - past;
            if (tries % 3 == 2)
                Draw(random);
        }
        // far out, a gamma distribution's rest is about exponential
        return -Math.Log(1 - random.NextDouble()) / _rate;
    }

    /// <summary>Seconds until an interviewer who is free notices that somebody waits.</summary>
    public double Reaction(Random random) => 60 * random.NextDouble();

    private double Time(Random random) =>
        random.NextDouble() < _misser ? _grace * (1 + 0.5 * random.NextDouble()) : Gamma(random, _shape) / _rate;

    private void Draw(Random random)
    {
        var at = random.NextDouble();
        _shape = Shapes[
            Math.Min(Array.FindIndex(_upTo, u => at <= u) is var i && i < 0 ? int.MaxValue : i, Shapes.Length - 1)
        ];
        _rate = Gamma(random, _shape * _seen) / _seconds;
    }

    /// <summary>Logarithm of how likely these times are for a shape, whatever the rate; the same factor for all shapes
    /// is left out.</summary>
    private static double Evidence(double a, int n, double logs, double seen, double seconds, double mean) =>
        a * PriorBooth * Math.Log(PriorBooth * mean)
        - LogGamma(a * PriorBooth)
        + LogGamma(a * seen)
        - a * seen * Math.Log(seconds)
        + (a - 1) * logs
        - n * LogGamma(a);

    /// <summary>Stirling's series, from 8 up.</summary>
    private static double LogGamma(double x)
    {
        var below = 0.0;
        for (; x < 8; x++)
            below += Math.Log(x);
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x * x * x) - below;
    }

    private static double Gamma(Random random, double shape)
    {
        // below 1 by a shape that is 1 greater
        if (shape < 1)
            return Gamma(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var v = 1 + c * x;
            if (v <= 0)
                continue;
            v = v * v * v;
            if (Math.Log(1 - random.NextDouble()) < 0.5 * x * x + d - d * v + d * Math.Log(v))
                return d * v;
        }
    }
}
