using Bogus;

namespace Hub.Demo;

/// <summary>What somebody taps into a tablet at a moment of the day.</summary>
/// <param name="At">Since midnight.</param>
public abstract record Tap(TimeSpan At);

/// <summary>A pass enters (<paramref name="In"/>) or leaves a booth.</summary>
public sealed record Scan(TimeSpan At, string Pass, string Booth, bool In) : Tap(At);

/// <summary>A judge marks, or corrects, one criterion of one contestant.</summary>
public sealed record Marking(TimeSpan At, string Seat, string Contestant, string Criterion, decimal Value) : Tap(At);

/// <summary>What happens on the made-up day, from opening to closing, in time order. The same fair and seed make the
/// same day.</summary>
public static class DemoDay
{
    public static readonly TimeSpan Opens = TimeSpan.FromHours(9),
        Closes = TimeSpan.FromHours(17);

    public static IReadOnlyList<Tap> Plan(DemoFair fair, int seed) =>
        [.. Visits(fair, seed).Concat<Tap>(Marks(fair.Contest, seed)).OrderBy(t => t.At)];

    /// <summary>Everyone stays 2 to 12 minutes at a booth. Four in ten forget to check out when they walk on; the gate
    /// checks out who leaves the fair.</summary>
    public static IEnumerable<Scan> Visits(DemoFair fair, int seed)
    {
        var random = new Randomizer(seed + 1);
        return fair.Passes.SelectMany(pass => Walk(random, fair, pass).ToArray()).OrderBy(s => s.At);
    }

    /// <summary>Module after module, each with all contestants in a drawn order. One mark in 25 is a slip that is
    /// corrected within six minutes.</summary>
    public static IEnumerable<Marking> Marks(DemoContest contest, int seed) =>
        MarkAll(contest, new Randomizer(seed + 2)).OrderBy(m => m.At);

    private static IEnumerable<Scan> Walk(Randomizer random, DemoFair fair, string pass)
    {
        var interest = random.ArrayElement(DemoWords.Clusters).Name;
        var draws = fair.Employers.Select(e => e.Draw * (e.Cluster == interest ? 5 : 1)).ToArray();
        var (at, here) = (Arrival(random), -1);
        for (var booths = random.Number(3, 14); ; booths--)
        {
            var next = here;
            while (next == here)
                next = Choose(random, draws);
            here = next;
            var booth = fair.Employers[here].Booth;
            var leaves = Earlier(at + Minutes(random, 2, 12), Closes);
            var walksOn = leaves + Minutes(random, 0.5, 5);
            var last = booths == 1 || walksOn >= Closes;
            yield return new Scan(at, pass, booth, true);
            if (last || random.Bool(0.6f))
                yield return new Scan(leaves, pass, booth, false);
            if (last)
                yield break;
            at = walksOn;
        }
    }

    /// <summary>A crowd in the morning, a smaller one after lunch, and a few at any time.</summary>
    private static TimeSpan Arrival(Randomizer random)
    {
        while (true)
        {
            var hour = random.WeightedRandom([0, 1, 2], [0.6f, 0.3f, 0.1f]) switch
            {
                0 => 9.8 + 0.6 * Normal(random),
                1 => 13.9 + 0.7 * Normal(random),
                _ => random.Double(9, 16.4),
            };
            if (hour is >= 9 and <= 16.4)
                return Seconds(hour * 3600);
        }
    }

    private static IEnumerable<Marking> MarkAll(DemoContest contest, Randomizer random)
    {
        TimeSpan[] starts = [new(9, 10, 0), new(10, 30, 0), new(12, 40, 0), new(15, 0, 0), new(16, 40, 0)];
        var skill = contest.Contestants.ToDictionary(c => c.Number, _ => 0.76 + 0.1 * Normal(random));
        var strictness = contest.Seats.ToDictionary(s => s, _ => 0.03 * Normal(random));
        foreach (var (module, i) in contest.Modules.Select((m, i) => (m, i)))
        {
            var slot = (starts[i + 1] - starts[i]) / contest.Contestants.Count;
            foreach (var (contestant, turn) in random.Shuffle(contest.Contestants).Select((c, turn) => (c, turn)))
            {
                var form = skill[contestant.Number] + 0.06 * Normal(random);
                foreach (var seat in contest.Seats)
                {
                    var at = starts[i] + slot * (turn + random.Double(0.2, 0.6));
                    foreach (var criterion in module.Criteria)
                    {
                        at += slot * random.Double(0.02, 0.1);
                        var value = Value(criterion, form - strictness[seat] + 0.04 * Normal(random));
                        var mark = new Marking(at, seat, contestant.Number, criterion.Id, value);
                        if (random.Bool(0.04f))
                        {
                            yield return mark with
                            {
                                Value = value > criterion.Max / 2 ? value - criterion.Step : value + criterion.Step,
                            };
                            mark = mark with { At = at + Minutes(random, 1, 6) };
                        }
                        yield return mark;
                    }
                }
            }
        }
    }

    /// <summary>The share of the criterion's most, as a whole number of its steps.</summary>
    private static decimal Value(DemoCriterion criterion, double share) =>
        Math.Round((decimal)Math.Clamp(share, 0.2, 1) * criterion.Max / criterion.Step) * criterion.Step;

    private static int Choose(Randomizer random, double[] weights)
    {
        var left = random.Double() * weights.Sum();
        for (var i = 0; i < weights.Length - 1; i++)
            if ((left -= weights[i]) < 0)
                return i;
        return weights.Length - 1;
    }

    /// <summary>Box and Muller's normal deviate.</summary>
    private static double Normal(Randomizer random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.Double())) * Math.Cos(2 * Math.PI * random.Double());

    private static TimeSpan Minutes(Randomizer random, double from, double to) => Seconds(60 * random.Double(from, to));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Floor(seconds));

    private static TimeSpan Earlier(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
