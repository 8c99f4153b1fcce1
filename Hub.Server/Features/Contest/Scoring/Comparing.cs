using System.Text.Json.Serialization;

namespace Hub.Features.Contest.Scoring;

/// <summary>Where ranks are counted from: the first is 1, or the last is.</summary>
[JsonConverter(typeof(Words<CountedFrom>))]
public enum CountedFrom
{
    First,
    Last,
}

/// <summary>What equal ones get of the ranks that they take together: the best, the mean, or the worst.</summary>
[JsonConverter(typeof(Words<Tied>))]
public enum Tied
{
    Share,
    Average,
    Worst,
}

/// <summary>Where a standardized scale is fixed.</summary>
[JsonConverter(typeof(Words<Center>))]
public enum Center
{
    Mean,
    Median,
}

/// <summary>Points by rank, for fields of at most so many.</summary>
/// <param name="Points">Of rank 1, 2….</param>
/// <param name="Beyond">Of every rank after them.</param>
public sealed record SizedPoints(int UpTo, IReadOnlyList<decimal> Points, decimal Beyond = 0);

public abstract partial record Step
{
    /// <summary>A step that compares a value with those that others have at the same place, in the same attempt, of the
    /// same group. Who is unofficial, disqualified or did not start gets a value by the others and is not among
    /// them.</summary>
    public abstract record Comparing : Step
    {
        private protected Comparing() { }

        /// <summary>Which values are the better ones. Default: as the scheme has it up to here.</summary>
        public abstract Best? Best { get; init; }

        /// <summary>What all values together make, made once for all who are compared.</summary>
        /// <param name="field">The numbers of those that count, the best first.</param>
        /// <exception cref="OverflowException"/>
        internal abstract object Measure(decimal[] field, Best best);

        /// <param name="measure">What <see cref="Measure"/> made.</param>
        internal abstract decimal Of(decimal value, object measure, Best best);

        // what a value is like among others, when there are no others
        private protected sealed record Alone;
    }

    /// <summary>The share of the best value: the best one gets the points, others so many of them as their value is of
    /// it, or, where lower is better, as the best is of theirs; never below 0, never more than the best. FAI, of a
    /// round: 1000.</summary>
    /// <remarks>Where the best is 0 or below there are no shares: who has the best value gets the points, others
    /// none.</remarks>
    public sealed record Share(decimal Points = 1000, Best? Best = null) : Comparing
    {
        internal override object Measure(decimal[] field, Best best) => field.Length > 0 ? field[0] : new Alone();

        internal override decimal Of(decimal value, object measure, Best best)
        {
            if (measure is not decimal first || best.Compare(value, first) >= 0)
                return Points;
            var (part, whole) = best is Scoring.Best.High ? (value, first) : (first, value);
            return part <= 0 ? 0 : Points * part / whole;
        }
    }

    /// <summary>A scale on which a value stands by how many standard deviations it is better than the center. Where all
    /// are equal, everybody is at the center; nobody is further than 1,000 deviations.</summary>
    /// <param name="At">Where the center is. WorldSkills puts the median at 700.</param>
    /// <param name="Spread">Points of a standard deviation.</param>
    /// <param name="Sample">The standard deviation of a sample (n − 1), not of the whole (n).</param>
    public sealed record Standardize(
        decimal At,
        decimal Spread,
        Center Center = Center.Mean,
        bool Sample = false,
        Best? Best = null
    ) : Comparing
    {
        internal const int Furthest = 1_000;

        private sealed record Fit(decimal Center, decimal Deviation);

        internal override object Measure(decimal[] field, Best best)
        {
            if (field.Length == 0)
                return new Alone();
            var mean = field.Average();
            var squares = field.Sum(v => (v - mean) * (v - mean));
            var count = Sample ? field.Length - 1 : field.Length;
            var center = Center is Center.Mean ? mean : (field[(field.Length - 1) / 2] + field[field.Length / 2]) / 2;
            return new Fit(center, count < 1 ? 0 : Root(squares / count));
        }

        internal override decimal Of(decimal value, object measure, Best best)
        {
            if (measure is not Fit { Deviation: > 0 } fit)
                return At;
            var ahead = best is Scoring.Best.High ? value - fit.Center : fit.Center - value;
            // far from a tiny deviation: a quotient beyond all numbers
            var most = Furthest * fit.Deviation;
            return At + Spread * (Math.Clamp(ahead, -most, most) / fit.Deviation);
        }

        // as exact as a decimal: what a double gives, and one step of Newton's
        private static decimal Root(decimal square)
        {
            if (square == 0)
                return 0;
            var root = (decimal)Math.Sqrt((double)square);
            return root == 0 ? 0 : (root + square / root) / 2;
        }
    }

    /// <summary>The rank among the others.</summary>
    public sealed record Rank(CountedFrom From = CountedFrom.First, Tied Ties = Tied.Share, Best? Best = null)
        : Comparing
    {
        internal override object Measure(decimal[] field, Best best) => field;

        internal override decimal Of(decimal value, object measure, Best best)
        {
            var (first, last) = Ranks(value, (decimal[])measure, best);
            if (From is CountedFrom.Last)
                (first, last) = (((decimal[])measure).Length + 1 - last, ((decimal[])measure).Length + 1 - first);
            return (Ties, From) switch
            {
                (Tied.Average, _) => (first + last) / 2m,
                (Tied.Share, CountedFrom.First) or (Tied.Worst, CountedFrom.Last) => first,
                _ => last,
            };
        }

        /// <summary>The ranks that all with this value take together. Who is not among the others takes that of those
        /// who are as good, or that of the next worse.</summary>
        internal static (int First, int Last) Ranks(decimal value, decimal[] field, Best best)
        {
            // the best come first
            int Before(bool equal)
            {
                var (low, high) = (0, field.Length);
                while (low < high)
                {
                    var middle = (low + high) / 2;
                    if (best.Compare(field[middle], value) > (equal ? -1 : 0))
                        low = middle + 1;
                    else
                        high = middle;
                }
                return low;
            }
            var (better, asGood) = (Before(equal: false), Before(equal: true));
            return (better + 1, Math.Max(better + 1, asGood));
        }
    }

    /// <summary>Points by rank, as a series has them.</summary>
    /// <param name="Points">Of rank 1, 2….</param>
    /// <param name="Beyond">Of every rank after them.</param>
    /// <param name="Ties">Average: who is equal shares the points of the ranks that they take together.</param>
    /// <param name="Sizes">Other points for smaller fields, with rising <c>upTo</c>: those of the first that is large
    /// enough.</param>
    public sealed record RankPoints(
        IReadOnlyList<decimal> Points,
        decimal Beyond = 0,
        Tied Ties = Tied.Share,
        IReadOnlyList<SizedPoints>? Sizes = null,
        Best? Best = null
    ) : Comparing
    {
        internal override object Measure(decimal[] field, Best best) => field;

        internal override decimal Of(decimal value, object measure, Best best)
        {
            var field = (decimal[])measure;
            var (first, last) = Rank.Ranks(value, field, best);
            var sized = Sizes?.FirstOrDefault(s => field.Length <= s.UpTo);
            var (points, beyond) = sized is null ? (Points, Beyond) : (sized.Points, sized.Beyond);
            decimal At(int rank) => rank <= points.Count ? points[rank - 1] : beyond;
            return Ties switch
            {
                Tied.Share => At(first),
                Tied.Worst => At(last),
                _ => Enumerable.Range(first, last - first + 1).Sum(At) / (last - first + 1),
            };
        }
    }
}
