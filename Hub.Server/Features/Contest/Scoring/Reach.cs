namespace Hub.Features.Contest.Scoring;

/// <summary>How far the values of a scheme's parts may go, whatever is marked. Decimal numbers end at 7.9 × 10^28; what
/// stays within a bound far below never gets there.</summary>
internal static class Reach
{
    /// <summary>The largest value of a part.</summary>
    public const double Most = 1e15;

    /// <returns>A part whose value may go beyond; null: there is none.</returns>
    public static Place? Beyond(Rules rules)
    {
        // of one try, and of all tries together
        var (one, all) = (new Span[rules.Places.Count], new Span[rules.Places.Count]);
        Span Seen(string name, Place from) =>
            rules[name] is var other && other.Loop is not null && other.Loop == from.Loop
                ? one[other.Index]
                : all[other.Index];
        foreach (var place in SchemeCheck.Order(rules))
        {
            var part = place.Part;
            var made =
                place.IsEntered
                    ? Joined(
                        place.Combine,
                        Enumerable.Repeat(new Span((double)place.Range.Min, (double)place.Range.Max), place.Seats.Count)
                    )
                : part.Kind is not Kind.Value ? Joined(place.Combine, place.Counting.Select(c => one[c.Index]))
                : part.Combine is { } rule && rules[part.Of!].Loop is { } tries && tries != place.Loop
                    ? Joined(rule, Enumerable.Repeat(one[rules[part.Of!].Index], rules[part.Of!].Attempts))
                : Seen(part.Of!, place);
            if (part.MarkSteps is { } each)
                made = Joined(
                    place.Combine,
                    Enumerable.Repeat(
                        Stepped(rules, new((double)place.Range.Min, (double)place.Range.Max), each, _ => default),
                        place.Seats.Count
                    )
                );
            var steps = part.Steps ?? [];
            one[place.Index] = all[place.Index] = Stepped(rules, made, steps, name => Seen(name, place));
            if (place.Loop?.Part.Attempts is { } attempts)
            {
                var joined = Joined(
                    attempts.Combine ?? new Combine(Keep: 1),
                    Enumerable.Repeat(one[place.Index], attempts.Count)
                );
                all[place.Index] = place.HasAttempts
                    ? Stepped(rules, joined, attempts.Steps ?? [], name => Seen(name, place))
                    : joined;
            }
            if (one[place.Index].IsBeyond || all[place.Index].IsBeyond)
                return place;
        }
        return null;
    }

    /// <summary>From the least value to the greatest; beyond once it was.</summary>
    private readonly record struct Span(double Least, double Greatest)
    {
        public bool IsBeyond => !(Math.Abs(Least) <= Most && Math.Abs(Greatest) <= Most);

        public static Span Of(params ReadOnlySpan<double> ends)
        {
            var (least, greatest) = (ends[0], ends[0]);
            foreach (var end in ends)
                (least, greatest) = (Math.Min(least, end), Math.Max(greatest, end));
            return new(least, greatest);
        }
    }

    private static Span Joined(Combine combine, IEnumerable<Span> spans)
    {
        // nothing may count, and what is absent may count as nothing
        var (least, greatest, sum, product) = (0d, 0d, new Span(0, 0), 1d);
        foreach (var s in spans)
        {
            (least, greatest) = (Math.Min(least, s.Least), Math.Max(greatest, s.Greatest));
            sum = new(sum.Least + Math.Min(0, s.Least), sum.Greatest + Math.Max(0, s.Greatest));
            product *= Math.Max(1, Math.Max(Math.Abs(s.Least), Math.Abs(s.Greatest)));
        }
        return combine.By switch
        {
            By.Sum => sum,
            By.Product => new(-product, product),
            _ => new(least, greatest),
        };
    }

    /// <summary>How near to 0 the values of a part may come that are not 0: marks come in steps.</summary>
    /// <returns>Null: that is not known.</returns>
    public static double? NearestToZero(Rules rules, Place place)
    {
        if (place.Part.Steps?.LastOrDefault() is Step.AtLeast { Least: > 0 and var least })
            return (double)least;
        if ((place.Part.Steps ?? place.Part.MarkSteps ?? place.Part.Attempts?.Steps) is { Count: > 0 })
            return null;
        if (place.Part is { Kind: Kind.Value, Combine: null, Of: { } of })
            return NearestToZero(rules, rules[of]);
        var (min, _, step) = place.Range;
        if (!place.IsEntered || place.Combine.By is By.Product)
            return null;
        return min > 0 ? (double)min
            : min % step == 0 ? (double)step / (place.Seats.Count * place.Attempts)
            : null;
    }

    private static Span Stepped(Rules rules, Span span, IReadOnlyList<Step> steps, Func<string, Span> named)
    {
        foreach (var step in steps)
        {
            var (a, b) = (span.Least, span.Greatest);
            span = step switch
            {
                Step.Multiply m => Span.Of(a * (double)m.By, b * (double)m.By),
                Step.MultiplyBy m when named(m.Part) is var by => Span.Of(
                    a * by.Least,
                    a * by.Greatest,
                    b * by.Least,
                    b * by.Greatest
                ),
                Step.DivideBy d when NearestToZero(rules, rules[d.Part]) is var by => Span.Of(
                    -Math.Max(Math.Abs(a), Math.Abs(b)) / (by ?? 0),
                    Math.Max(Math.Abs(a), Math.Abs(b)) / (by ?? 0)
                ),
                Step.When w
                    when (Stepped(rules, span, w.Then, named), Stepped(rules, span, w.Else ?? [], named))
                        is var (x, y) => new(Math.Min(x.Least, y.Least), Math.Max(x.Greatest, y.Greatest)),
                Step.Share s => new(0, (double)s.Points),
                Step.Standardize s => new(
                    (double)s.At - Step.Standardize.Furthest * (double)s.Spread,
                    (double)s.At + Step.Standardize.Furthest * (double)s.Spread
                ),
                Step.Rank => new(1, ContestOfFair.MostContestants),
                Step.RankPoints r => Span.Of([
                    (double)r.Beyond,
                    .. r
                        .Points.Concat((r.Sizes ?? []).SelectMany(s => s.Points.Append(s.Beyond)))
                        .Select(p => (double)p),
                ]),
                Step.Add s => new(a + (double)s.Points, b + (double)s.Points),
                Step.Scale s => Span.Of(a * (double)s.To / (double)s.From, b * (double)s.To / (double)s.From),
                Step.Line l => Span.Of(On(l, a), On(l, b)),
                Step.Table t => Span.Of([(double)t.Beyond, .. t.Rows.Select(r => (double)r.Points)]),
                Step.AtMost s => new(Math.Min(a, (double)s.Most), Math.Min(b, (double)s.Most)),
                Step.AtLeast s => new(Math.Max(a, (double)s.Least), Math.Max(b, (double)s.Least)),
                Step.FailedIs f => Span.Of(a, b, (double)f.Points),
                _ => span,
            };
            if (span.IsBeyond)
                return span;
        }
        return span;
    }

    private static double On(Step.Line l, double at) =>
        (double)l.Points1
        + (at - (double)l.At1) * ((double)l.Points2 - (double)l.Points1) / ((double)l.At2 - (double)l.At1);
}
