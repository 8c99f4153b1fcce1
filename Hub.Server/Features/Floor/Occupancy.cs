using System.Runtime.CompilerServices;

namespace Hub.Features.Floor;

/// <summary>How many people are in a place now.</summary>
/// <param name="Mean">Expected.</param>
/// <param name="Below">Square of how far the interval reaches below.</param>
/// <param name="Above">The same above. What is not known of one place is not that of another: squares add.</param>
/// <param name="Most">Passes that are not known to have left: there are never more.</param>
internal readonly record struct HeadCount(double Mean, double Below, double Above, int Most)
{
    public int Here => (int)Math.Round(Mean);

    /// <summary>Between <see cref="Low"/> and <see cref="High"/> with a probability of 80 %, as on a published day with
    /// all check-outs withheld: see <c>Hub.Bench -- occupancy</c>.</summary>
    public int Low => Math.Max(0, (int)Math.Floor(Mean - Math.Sqrt(Below) + 1e-9));

    public int High => Math.Min(Most, (int)Math.Ceiling(Mean + Math.Sqrt(Above) - 1e-9));

    public static HeadCount operator +(HeadCount a, HeadCount b) =>
        new(a.Mean + b.Mean, a.Below + b.Below, a.Above + b.Above, a.Most + b.Most);
}

/// <summary>Who is still there, of those who are not known to have left: a pure function of the facts and the hour.
/// Where people check out, that is everybody; where they do not, see <see cref="Departures"/>, and
/// <see cref="Quiet"/> for a floor that has closed.</summary>
internal sealed class Occupancy
{
    /// <summary>People check out where at most one stay in 50 ended only by entering elsewhere. A booth that nobody has
    /// left yet is taken for what the whole floor is, as if of two stays there.</summary>
    private const double Checked = 0.98;

    /// <summary>Half the width of a normal distribution's 80 % interval.</summary>
    private const double Wide = 1.2816;

    /// <summary>People come and go in groups, and a talk ends for all at once: the odds that somebody is still there
    /// are wrong for all of them together, up to so many times either way in 80 of 100. Beside that, one stay in 25
    /// outlasts all that was learned: who works at a booth does not leave it. Both as the intervals of a published day
    /// hold (ChinaVis 2019, day 1; <c>Hub.Bench -- occupancy</c>).</summary>
    private const double Doubt = 5,
        Outlasts = 0.04;

    private static readonly ConditionalWeakTable<FloorSlice, StrongBox<(long Second, Occupancy Occupancy)>> Known = [];

    private readonly Dictionary<BoothId, HeadCount> _booths = [];
    private readonly Dictionary<BoothId, Departures.Booth> _models = [];
    private readonly Quiet _quiet;

    private Occupancy(FloorSlice floor, long now)
    {
        var (ended, open, outs, ends) = (new Ages(), new Ages(), 0, 0);
        var ages = floor.Crowds.ToDictionary(c => c.Key, c => OpenAges(c.Value, now));
        var went = floor.Crowds.ToDictionary(c => c.Key, c => c.Value.Went.Ago(now));
        foreach (var (booth, crowd) in floor.Crowds)
        {
            ended.Add(crowd.Ended);
            open.Add(ages[booth]);
            (outs, ends) = (outs + crowd.Outs, ends + crowd.Outs + crowd.Elsewheres);
        }
        var share = ends == 0 ? 0 : (double)outs / ends;
        DwellModel? all = null;
        // in order, so that the sums are the same on every node
        foreach (var (booth, crowd) in floor.Crowds.OrderBy(c => c.Key))
            if ((crowd.Outs + 2 * share) / (crowd.Outs + crowd.Elsewheres + 2) < Checked)
                _models[booth] = new Departures.Booth(crowd.Ended, ages[booth], went[booth]).From(
                    DwellModel.OfBooth(crowd.Ended, ages[booth], all ??= DwellModel.OfFloor(ended, open))
                );
        Departures.Learn([.. _models.Values]);
        _quiet = Quiet.Of([
            .. floor
                .Crowds.OrderBy(c => c.Key)
                .Select(c => (_models.GetValueOrDefault(c.Key), went[c.Key], c.Value.Came.Ago(now))),
        ]);
        foreach (var (booth, crowd) in floor.Crowds)
            _booths[booth] = CountOf(crowd, _models.GetValueOrDefault(booth), now);
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

    /// <summary>For a pass that was last scanned in at a booth so many seconds ago and not seen since: how likely it
    /// was there so many seconds ago.</summary>
    public Func<double, double> Story(BoothId booth, double age)
    {
        if (!_models.TryGetValue(booth, out var model))
            return _ => 1;
        var story = model.Story(age);
        return ago => ago < _quiet.Seconds ? _quiet.Open * story(ago) : story(ago);
    }

    private HeadCount CountOf(Crowd crowd, Departures.Booth? model, long now)
    {
        if (model is null)
            return new HeadCount(crowd.Here, 0, 0, crowd.Here);
        var (mean, low, high, chance) = (0.0, 0.0, 0.0, 0.0);
        foreach (var seen in crowd.Open)
        {
            var (longer, gone) = model.Look(Math.Max(0, now - seen) / 1000.0);
            var likely = _quiet.Open * longer / (longer + gone);
            mean += likely;
            chance += likely * (1 - likely);
            low += _quiet.Open * longer / (longer + Doubt * gone);
            var outlasts = Doubt * (longer + Outlasts);
            high += _quiet.Open * outlasts / (outlasts + gone);
        }
        chance *= Wide * Wide;
        return new HeadCount(mean, Square(mean - low) + chance, Square(high - mean) + chance, crowd.Here);
    }

    private static double Square(double x) => x * x;

    private static Ages OpenAges(Crowd crowd, long now)
    {
        var ages = new Ages();
        foreach (var seen in crowd.Open)
            ages.Add(Math.Max(0, now - seen), 1);
        return ages;
    }
}
