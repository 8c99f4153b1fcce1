namespace Hub.Features.Floor;

/// <summary>Who left the building, and when: the ends that nobody sees, apart by the hour and by the booth.</summary>
/// <remarks><para>Nobody is scanned who goes home. At noon and in the evening many do, and they are last seen at a few
/// booths: the canteen, those on the way to the doors. So a stay that ends so many minutes ago ends unseen with odds
/// that are the floor's of that period times the booth's own: competing risks, whose shares change with time
/// (R. Prentice et al., Biometrics 34, 1978, 541–554), among stays of which only one of the two ends is observed. With
/// the booth's survival S, a stay of age t is open with probability S(t) + Σ q_j (S at the begin of period j − S at its
/// end), q_j being the share of unseen ends then; the sum is who has left.</para>
/// <para>Fitted by EM in <see cref="Rounds"/> steps from what <see cref="DwellModel"/> makes of each booth alone. The
/// periods are the classes of <see cref="Ages"/>, counted back from now. What a booth is told of the floor is what the
/// other booths saw, so that one long queue does not become the whole floor's exodus; a period counts half as much for
/// each step between. A booth's own factor has a gamma prior of mean 1, weighed as
/// <see cref="FactorWeight"/> departures.</para></remarks>
internal static class Departures
{
    /// <summary>Few steps keep close to where they begin, which is the likelier of two very different stories; many
    /// drift to whichever the newest crowd suggests.</summary>
    private const int Rounds = 3;

    private const double FactorWeight = 20;

    /// <summary>How much of what happened in a period counts in the next.</summary>
    private const double Near = 0.5;

    /// <param name="booths">Those where people do not check out.</param>
    public static void Learn(IReadOnlyList<Booth> booths)
    {
        var (ended, open, went) = (new Ages(), new Ages(), new double[Ages.Classes]);
        foreach (var booth in booths)
        {
            ended.Add(booth.Ended);
            open.Add(booth.Open);
            for (var j = 0; j < went.Length; j++)
                went[j] += booth.Went.Count(j);
        }
        went = Spread(went);
        Share(booths, went);
        for (var round = 0; round < Rounds; round++)
        {
            var seen = new double[Ages.Classes];
            for (var i = 0; i < seen.Length; i++)
                if (open.Count(i) > 0)
                    seen[i] = booths.Sum(b => b.Seen[i] * b.Open.Count(i)) / open.Count(i);
            var floor = DwellModel.DwellOfFloor(ended, open, seen);
            foreach (var booth in booths)
                booth.Expect(DwellModel.DwellOfBooth(booth.Ended, booth.Open, booth.Seen, floor));
            if (round + 1 < Rounds)
                Share(booths, went);
        }
    }

    /// <summary>Tells each booth which share of the others' ends nobody saw, and learns its own factor.</summary>
    /// <param name="went">Of the whole floor, spread.</param>
    private static void Share(IReadOnlyList<Booth> booths, double[] went)
    {
        var gone = new double[Ages.Classes];
        foreach (var booth in booths)
            for (var j = 0; j < gone.Length; j++)
                gone[j] += booth.Gone[j];
        gone = Spread(gone);
        foreach (var booth in booths)
        {
            var (ownGone, ownWent, expected) = (Spread(booth.Gone), booth.SpreadWent, 0.0);
            for (var j = 0; j < gone.Length; j++)
            {
                var (unseen, seen) = (
                    Math.Max(0, gone[j] - ownGone[j]) + DwellModel.UnseenA,
                    Math.Max(0, went[j] - ownWent[j]) + DwellModel.UnseenB
                );
                booth.Odds[j] = unseen / seen;
                expected += booth.Went.Count(j) * unseen / seen;
            }
            booth.Factor = (booth.Gone.Sum() + FactorWeight) / (expected + FactorWeight);
        }
    }

    private static double[] Spread(double[] counts)
    {
        var (spread, sum) = ((double[])counts.Clone(), 0.0);
        for (var j = 1; j < counts.Length; j++)
            spread[j] += sum = Near * (sum + counts[j - 1]);
        sum = 0;
        for (var j = counts.Length - 2; j >= 0; j--)
            spread[j] += sum = Near * (sum + counts[j + 1]);
        return spread;
    }

    /// <summary>A booth's stays and what is learned of them.</summary>
    /// <param name="ended">How long the stays lasted whose end was seen.</param>
    /// <param name="open">How old those are whose end was not.</param>
    /// <param name="went">How long ago the ends were that were seen.</param>
    public sealed class Booth(Ages ended, Ages open, Ages went)
    {
        private Dwell _dwell = null!;

        /// <summary>By class of age, the share of the open stays' possible ends that nobody would have seen.</summary>
        private readonly double[] _unseen = new double[Ages.Classes];

        public Ages Ended => ended;
        public Ages Open => open;
        public Ages Went => went;

        /// <summary>By class of age, how likely the end of an open stay will yet be seen.</summary>
        public double[] Seen { get; } = new double[Ages.Classes];

        /// <summary>By period, how many have left unseen.</summary>
        public double[] Gone { get; } = new double[Ages.Classes];

        /// <summary>By period, the odds that an end is unseen, as the other booths have it.</summary>
        public double[] Odds { get; } = new double[Ages.Classes];

        public double Factor { get; set; } = 1;

        public double[] SpreadWent { get; } =
            Spread([.. Enumerable.Range(0, Ages.Classes).Select(j => (double)went.Count(j))]);

        /// <summary>Begins with what the booth's whole day says.</summary>
        public Booth From(DwellModel day)
        {
            for (var i = 0; i < Seen.Length; i++)
                if (open.Count(i) is > 0 and var stays)
                    Gone[i] = stays * (1 - (Seen[i] = day.StillHere(open.Sum(i) / stays)));
            return this;
        }

        public void Expect(Dwell dwell)
        {
            _dwell = dwell;
            Array.Clear(Gone);
            Span<double> left = stackalloc double[Ages.Classes];
            for (var i = 0; i < Seen.Length; i++)
            {
                if (open.Count(i) is not (> 0 and var stays))
                    continue;
                var longer = Leave(open.Sum(i) / stays, left);
                var gone = 0.0;
                for (var j = 0; j <= i; j++)
                    gone += left[j];
                _unseen[i] = longer < 1 ? gone / (1 - longer) : Unseen(0);
                Seen[i] = (1 - _unseen[i]) * longer / (longer + gone);
                for (var j = 0; j <= i; j++)
                    Gone[j] += stays * left[j] / (longer + gone);
            }
        }

        /// <summary>The probabilities that a stay goes on that began so many seconds ago, and that it has ended
        /// unseen.</summary>
        public (double Longer, double Gone) Look(double age)
        {
            var longer = _dwell.Longer(age);
            return (longer, _unseen[Ages.Of((long)(age * 1000))] * (1 - longer));
        }

        /// <summary>How many more ends would have been seen within the last so many seconds, had all stayed who are
        /// thought to have been here when they began.</summary>
        public double Missed(double seconds)
        {
            var missed = 0.0;
            for (var i = 0; i < Ages.Classes; i++)
                if (open.Count(i) is > 0 and var stays)
                {
                    var age = open.Sum(i) / stays;
                    var begun = _dwell.Longer(Math.Max(0, age - seconds));
                    missed +=
                        stays * (1 - _unseen[i]) * (begun - _dwell.Longer(age)) / (begun + _unseen[i] * (1 - begun));
                }
            return missed;
        }

        /// <summary>For a pass that was last scanned in so many seconds ago: how likely it was there so many seconds
        /// ago.</summary>
        public Func<double, double> Story(double age)
        {
            var left = new double[Ages.Classes];
            var open = Leave(age, left) + left.Sum();
            // behind each period, who had left by its begin
            var before = new double[Ages.Classes + 1];
            for (var j = Ages.Classes - 1; j >= 0; j--)
                before[j] = before[j + 1] + left[j];
            return ago =>
            {
                var j = Ages.Of((long)(ago * 1000));
                var end = Math.Min(age, Ages.From(j) + Ages.Width(j));
                var part = end > Ages.From(j) ? (end - ago) / (end - Ages.From(j)) : 0;
                return Math.Clamp(1 - (before[j + 1] + part * left[j]) / open, 0, 1);
            };
        }

        /// <param name="left">By period, the probability that it ended then and unseen.</param>
        /// <returns>That it goes on.</returns>
        private double Leave(double age, Span<double> left)
        {
            left.Clear();
            var at = Ages.Of((long)(age * 1000));
            var longer = _dwell.Longer(age, at);
            var end = longer;
            for (var j = 0; j < Ages.Classes; j++)
            {
                var begun = Math.Max(0, age - Ages.From(j) - Ages.Width(j));
                while (Ages.From(at) > begun)
                    at--;
                var begin = _dwell.Longer(begun, at);
                left[j] = Unseen(j) * (begin - end);
                if (begun == 0)
                    break;
                end = begin;
            }
            return longer;
        }

        private double Unseen(int period) => Odds[period] * Factor is var odds ? odds / (1 + odds) : 0;
    }
}
