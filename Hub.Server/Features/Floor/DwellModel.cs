namespace Hub.Features.Floor;

/// <summary>How long people stay at a booth, and how often nobody sees them leave, learned from the day so
/// far.</summary>
/// <remarks><para>A mixture cure model (J. Sy, J. Taylor, Biometrics 56, 2000, 227–236): a share p of the stays has an
/// end that is never seen. Of the others the hazard of ending is constant within each class of <see cref="Ages"/> (the
/// piecewise exponential model; J. Ibrahim, M.-H. Chen, D. Sinha, Bayesian Survival Analysis, 2001, 3.1); its conjugate
/// prior is a gamma, p's a beta. Stays that are not known to have ended are censored at their age. So a pass last
/// scanned in at age t is still there with probability S(t) / (p + (1 − p) S(t)), where S is the share of stays longer
/// than t. Fitted by EM from three starts, because both "they all still sit there" and "they all went home" can explain
/// many open stays; the likelier posterior is taken.</para>
/// <para>The prior of the whole floor, before anybody has left: 8 minutes (an exponential), weighed as 10 minutes'
/// watching in each class; one stay in ten ends unseen (Beta(1, 9)). The prior of a booth is what the whole floor has
/// learned, weighed as 5 minutes in each class.</para></remarks>
internal sealed class DwellModel
{
    private const double PriorDwell = 8 * 60,
        UnseenA = 1,
        UnseenB = 9;
    private const int Rounds = 10;

    /// <summary>People come and go in groups, and a talk ends for all at once: the odds that somebody is still there
    /// are wrong for all of them together. That is the standard deviation of their logarithm with which the intervals
    /// of a published day (ChinaVis 2019, day 1) hold the truth 80 % of the time: see <c>Hub.Bench --
    /// occupancy</c>.</summary>
    private const double ModelError = 3;

    private static readonly double[] PriorHazard = [.. Enumerable.Repeat(1 / PriorDwell, Ages.Classes)];

    private readonly double[] _hazard,
        _cumulated,
        _weight,
        _doubt;
    private readonly double _unseen,
        _unseenDoubt;

    /// <param name="weight">By class, the ends that the hazard rests on, the prior's among them.</param>
    /// <param name="stays">That <paramref name="unseen"/> rests on.</param>
    private DwellModel(double[] hazard, double[] weight, double unseen, double stays)
    {
        (_hazard, _cumulated, _weight, _unseen) = (hazard, Cumulate(hazard), weight, unseen);
        _unseenDoubt = Math.Sqrt(unseen * (1 - unseen) / (stays + UnseenA + UnseenB + 1));
        _doubt = new double[Ages.Classes];
        for (var i = 1; i < _doubt.Length; i++)
            _doubt[i] = _doubt[i - 1] + Square(hazard[i - 1] * Ages.Width(i - 1)) / weight[i - 1];
    }

    public static DwellModel OfFloor(Ages ended, Ages open) => Fit(ended, open, PriorHazard, weight: 600);

    public static DwellModel OfBooth(Ages ended, Ages open, DwellModel floor) =>
        Fit(ended, open, floor._hazard, weight: 300);

    /// <summary>The probability that a pass is still there.</summary>
    /// <param name="age">Milliseconds since it was last scanned in.</param>
    public double StillHere(long age) => Look(age).Likely;

    /// <summary>The same, and its standard deviation by what is not known of the dwell yet (the delta method). All who
    /// are of about the same age are doubted together: if one stays longer than thought, so do the others.</summary>
    public (double Likely, double Doubt) Look(long age)
    {
        var (i, seconds) = (Ages.Of(Math.Max(0, age)), Math.Max(0, age) / 1000.0);
        var longer = Longer(_hazard, _cumulated, i, seconds);
        var open = _unseen + (1 - _unseen) * longer;
        var likely = longer / open;
        var dwell =
            likely * _unseen / open * Math.Sqrt(_doubt[i] + Square(_hazard[i] * (seconds - Ages.From(i))) / _weight[i]);
        var unseen = longer * (1 - longer) / Square(open) * _unseenDoubt;
        return (likely, Math.Sqrt(Square(dwell) + Square(unseen) + Square(ModelError * likely * (1 - likely))));
    }

    private static double Square(double x) => x * x;

    /// <summary>The share of stays that last longer than an age of this class.</summary>
    private static double Longer(double[] hazard, double[] cumulated, int i, double seconds) =>
        Math.Exp(-cumulated[i] - hazard[i] * (seconds - Ages.From(i)));

    private static DwellModel Fit(Ages ended, Ages open, double[] prior, double weight)
    {
        var last = Ages.Classes - 1;
        while (last >= 0 && ended.Count(last) == 0)
            last--;
        var longPrior = Cumulate(prior);
        DwellModel? best = null;
        var most = double.NegativeInfinity;
        foreach (
            var (unseen, here) in (ReadOnlySpan<(double, Func<int, double>)>)
                [
                    (UnseenA / (UnseenA + UnseenB), _ => 1),
                    (0.3, i => i <= last ? 1 : 0),
                    (0.3, i => Math.Exp(-longPrior[i])),
                ]
        )
        {
            var (model, likely) = Climb(ended, open, prior, weight, unseen, here);
            if (likely > most)
                (best, most) = (model, likely);
        }
        return best!;
    }

    /// <param name="here">A first guess, by class, of how likely the end of an open stay will yet be seen.</param>
    private static (DwellModel, double LogPosterior) Climb(
        Ages ended,
        Ages open,
        double[] prior,
        double weight,
        double unseen,
        Func<int, double> here
    )
    {
        Span<double> share = stackalloc double[Ages.Classes],
            hazard = stackalloc double[Ages.Classes];
        for (var i = 0; i < share.Length; i++)
            share[i] = here(i);
        var all = 0.0;
        for (var i = 0; i < share.Length; i++)
            all += ended.Count(i) + open.Count(i);
        double[] h = [],
            cumulated = [];
        for (var round = 0; round <= Rounds; round++)
        {
            Hazard(ended, open, share, prior, weight, hazard);
            (h, cumulated) = (hazard.ToArray(), Cumulate(hazard));
            if (round == Rounds)
                break;
            var gone = 0.0;
            for (var i = 0; i < share.Length; i++)
            {
                if (open.Count(i) == 0)
                    continue;
                // how likely the end of such a stay will yet be seen
                var seen = (1 - unseen) * Longer(h, cumulated, i, open.Sum(i) / open.Count(i));
                share[i] = seen / (unseen + seen);
                gone += open.Count(i) * (1 - share[i]);
            }
            unseen = (gone + UnseenA) / (all + UnseenA + UnseenB);
        }
        var likely = UnseenA * Math.Log(unseen) + UnseenB * Math.Log(1 - unseen);
        for (var i = 0; i < h.Length; i++)
        {
            likely += weight * (prior[i] * Math.Log(h[i]) - h[i]);
            if (ended.Count(i) is > 0 and var gone)
                likely +=
                    gone * (Math.Log(1 - unseen) + Math.Log(h[i]) - cumulated[i])
                    - h[i] * (ended.Sum(i) - gone * Ages.From(i));
            if (open.Count(i) is > 0 and var stays)
                likely += stays * Math.Log(unseen + (1 - unseen) * Longer(h, cumulated, i, open.Sum(i) / stays));
        }
        var ends = new double[Ages.Classes];
        for (var i = 0; i < ends.Length; i++)
            ends[i] = ended.Count(i) + weight * prior[i];
        return (new DwellModel(h, ends, unseen, all), likely);
    }

    /// <summary>Ends in a class by the time that people were watched in it, both with the prior's.</summary>
    private static void Hazard(
        Ages ended,
        Ages open,
        ReadOnlySpan<double> share,
        double[] prior,
        double weight,
        Span<double> hazard
    )
    {
        var older = 0.0;
        for (var i = Ages.Classes - 1; i >= 0; i--)
        {
            var here = ended.Count(i) + share[i] * open.Count(i);
            var watched =
                ended.Sum(i) + share[i] * open.Sum(i) - here * Ages.From(i) + (older > 0 ? older * Ages.Width(i) : 0);
            hazard[i] = (ended.Count(i) + weight * prior[i]) / (watched + weight);
            older += here;
        }
    }

    private static double[] Cumulate(ReadOnlySpan<double> hazard)
    {
        var cumulated = new double[Ages.Classes];
        for (var i = 1; i < cumulated.Length; i++)
            cumulated[i] = cumulated[i - 1] + hazard[i - 1] * Ages.Width(i - 1);
        return cumulated;
    }
}
