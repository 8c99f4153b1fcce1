using System.Runtime.CompilerServices;

namespace Hub.Features.Floor;

/// <summary>How many people are in a place now.</summary>
/// <param name="Mean">Expected.</param>
/// <param name="Variance">Of the number of those who are still there, each by itself, and of what is not known of their
/// dwell.</param>
/// <param name="Most">Passes that are not known to have left: there are never more.</param>
internal readonly record struct HeadCount(double Mean, double Variance, int Most)
{
    /// <summary>Half the width of a normal distribution's 80 % interval.</summary>
    private const double Wide = 1.2816;

    public int Here => (int)Math.Round(Mean);

    /// <summary>Between <see cref="Low"/> and <see cref="High"/> with a probability of 80 %, as on a published day with
    /// all check-outs withheld: see <c>Hub.Bench -- occupancy</c>.</summary>
    public int Low => Math.Max(0, (int)Math.Floor(Mean - Wide * Math.Sqrt(Variance) + 1e-9));

    public int High => Math.Min(Most, (int)Math.Ceiling(Mean + Wide * Math.Sqrt(Variance) - 1e-9));

    public static HeadCount operator +(HeadCount a, HeadCount b) =>
        new(a.Mean + b.Mean, a.Variance + b.Variance, a.Most + b.Most);
}

/// <summary>Who is still there, of those who are not known to have left: a pure function of the facts and the hour.
/// Where people check out, that is everybody; where they do not, see <see cref="DwellModel"/>.</summary>
internal sealed class Occupancy
{
    /// <summary>People check out where at most one stay in 50 ended only by entering elsewhere. A booth that nobody has
    /// left yet is taken for what the whole floor is, as if of two stays there.</summary>
    private const double Checked = 0.98;

    private static readonly ConditionalWeakTable<FloorSlice, StrongBox<(long Second, Occupancy Occupancy)>> Known = [];

    private readonly Dictionary<BoothId, HeadCount> _booths = [];
    private readonly Dictionary<BoothId, DwellModel?> _models = [];

    private Occupancy(FloorSlice floor, long now)
    {
        var (ended, open, outs, ends) = (new Ages(), new Ages(), 0, 0);
        var ages = floor.Crowds.ToDictionary(c => c.Key, c => OpenAges(c.Value, now));
        foreach (var (booth, crowd) in floor.Crowds)
        {
            ended.Add(crowd.Ended);
            open.Add(ages[booth]);
            (outs, ends) = (outs + crowd.Outs, ends + crowd.Outs + crowd.Elsewheres);
        }
        var share = ends == 0 ? 0 : (double)outs / ends;
        DwellModel? all = null;
        foreach (var (booth, crowd) in floor.Crowds)
        {
            var model =
                (crowd.Outs + 2 * share) / (crowd.Outs + crowd.Elsewheres + 2) >= Checked
                    ? null
                    : DwellModel.OfBooth(crowd.Ended, ages[booth], all ??= DwellModel.OfFloor(ended, open));
            _models[booth] = model;
            _booths[booth] = CountOf(crowd, model, now);
        }
    }

    /// <param name="now">Seconds count; what happens within one does not change who is there.</param>
    public static Occupancy Of(FloorSlice floor, DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        var known = Known.GetOrCreateValue(floor);
        lock (known)
            if (known.Value.Second != second || known.Value.Occupancy is null)
                known.Value = (second, new Occupancy(floor, second * 1000));
        return known.Value.Occupancy;
    }

    public HeadCount this[BoothId booth] => _booths.GetValueOrDefault(booth);

    /// <summary>How likely somebody is still at a booth so many milliseconds after being last scanned in
    /// there.</summary>
    public double StillHere(BoothId booth, long age) => _models.GetValueOrDefault(booth)?.StillHere(age) ?? 1;

    private static HeadCount CountOf(Crowd crowd, DwellModel? model, long now)
    {
        if (model is null)
            return new HeadCount(crowd.Here, 0, crowd.Here);
        var (mean, variance, doubt) = (0.0, 0.0, 0.0);
        foreach (var seen in crowd.Open)
        {
            var (likely, doubted) = model.Look(now - seen);
            (mean, variance, doubt) = (mean + likely, variance + likely * (1 - likely), doubt + doubted);
        }
        return new HeadCount(mean, variance + doubt * doubt, crowd.Here);
    }

    private static Ages OpenAges(Crowd crowd, long now)
    {
        var ages = new Ages();
        foreach (var seen in crowd.Open)
            ages.Add(Math.Max(0, now - seen), 1);
        return ages;
    }
}
