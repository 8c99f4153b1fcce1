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
            var steps = part.Steps ?? [];
            one[place.Index] = all[place.Index] = Stepped(made, steps, name => Seen(name, place));
            if (place.Loop?.Part.Attempts is { } attempts)
            {
                var joined = Joined(
                    attempts.Combine ?? new Combine(Keep: 1),
                    Enumerable.Repeat(one[place.Index], attempts.Count)
                );
                all[place.Index] = place.HasAttempts
                    ? Stepped(joined, attempts.Steps ?? [], name => Seen(name, place))
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

    private static Span Stepped(Span span, IReadOnlyList<Step> steps, Func<string, Span> named)
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
