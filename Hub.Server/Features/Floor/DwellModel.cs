namespace Hub.Features.Floor;

/// <summary>How long people stay at a booth, and how often nobody sees them leave, learned from the day so far as if
/// every hour of it were alike. Hours are told apart by <see cref="Departures"/>, which goes on from here.</summary>
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
    public const double UnseenA = 1,
        UnseenB = 9;
    private const double PriorDwell = 8 * 60,
        FloorWeight = 600,
        BoothWeight = 300;

    /// <summary>Enough to choose between the starts.</summary>
    private const int Rounds = 3;

    private static readonly double[] PriorHazard = [.. Enumerable.Repeat(1 / PriorDwell, Ages.Classes)];

    private readonly Dwell _dwell;
    private readonly double _unseen;

    private DwellModel(Dwell dwell, double unseen) => (_dwell, _unseen) = (dwell, unseen);

    public static DwellModel OfFloor(Ages ended, Ages open) => Fit(ended, open, PriorHazard, FloorWeight);

    public static DwellModel OfBooth(Ages ended, Ages open, DwellModel floor) =>
        Fit(ended, open, floor._dwell.Hazard, BoothWeight);

    /// <param name="seen">By class of age, how likely the end of an open stay will yet be seen.</param>
    public static Dwell DwellOfFloor(Ages ended, Ages open, ReadOnlySpan<double> seen) =>
        new(Hazard(ended, open, seen, PriorHazard, FloorWeight));

    public static Dwell DwellOfBooth(Ages ended, Ages open, ReadOnlySpan<double> seen, Dwell floor) =>
        new(Hazard(ended, open, seen, floor.Hazard, BoothWeight));

    /// <summary>The probability that a pass is still there.</summary>
    /// <param name="age">Seconds since it was last scanned in.</param>
    public double StillHere(double age) =>
        _dwell.Longer(age) is var longer ? longer / (_unseen + (1 - _unseen) * longer) : 0;

    private static DwellModel Fit(Ages ended, Ages open, double[] prior, double weight)
    {
        var last = Ages.Classes - 1;
        while (last >= 0 && ended.Count(last) == 0)
            last--;
        var longPrior = new Dwell(prior);
        DwellModel? best = null;
        var most = double.NegativeInfinity;
        foreach (
            var (unseen, here) in (ReadOnlySpan<(double, Func<int, double>)>)
                [
                    (UnseenA / (UnseenA + UnseenB), _ => 1),
                    (0.3, i => i <= last ? 1 : 0),
                    (0.3, i => longPrior.Longer(Ages.From(i))),
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
        Span<double> share = stackalloc double[Ages.Classes];
        for (var i = 0; i < share.Length; i++)
            share[i] = here(i);
        var all = 0.0;
        for (var i = 0; i < share.Length; i++)
            all += ended.Count(i) + open.Count(i);
        Dwell dwell;
        for (var round = 0; ; round++)
        {
            dwell = new Dwell(Hazard(ended, open, share, prior, weight));
            if (round == Rounds)
                break;
            var gone = 0.0;
            for (var i = 0; i < share.Length; i++)
            {
                if (open.Count(i) == 0)
                    continue;
                // how likely the end of such a stay will yet be seen
                var seen = (1 - unseen) * dwell.Longer(open.Sum(i) / open.Count(i), i);
                share[i] = seen / (unseen + seen);
                gone += open.Count(i) * (1 - share[i]);
            }
            unseen = (gone + UnseenA) / (all + UnseenA + UnseenB);
        }
        var likely = UnseenA * Math.Log(unseen) + UnseenB * Math.Log(1 - unseen);
        for (var i = 0; i < Ages.Classes; i++)
        {
            var h = dwell.Hazard[i];
            likely += weight * (prior[i] * Math.Log(h) - h);
            if (ended.Count(i) is > 0 and var gone)
                likely +=
                    gone * (Math.Log(1 - unseen) + Math.Log(h) - dwell.Until(Ages.From(i), i))
                    - h * (ended.Sum(i) - gone * Ages.From(i));
            if (open.Count(i) is > 0 and var stays)
                likely += stays * Math.Log(unseen + (1 - unseen) * dwell.Longer(open.Sum(i) / stays, i));
        }
        return (new DwellModel(dwell, unseen), likely);
    }

    /// <summary>Ends in a class by the time that people were watched in it, both with the prior's.</summary>
    private static double[] Hazard(Ages ended, Ages open, ReadOnlySpan<double> share, double[] prior, double weight)
    {
        var (hazard, older) = (new double[Ages.Classes], 0.0);
        for (var i = Ages.Classes - 1; i >= 0; i--)
        {
            var here = ended.Count(i) + share[i] * open.Count(i);
            var watched =
                ended.Sum(i) + share[i] * open.Sum(i) - here * Ages.From(i) + (older > 0 ? older * Ages.Width(i) : 0);
            hazard[i] = (ended.Count(i) + weight * prior[i]) / (watched + weight);
            older += here;
        }
        return hazard;
    }
}
