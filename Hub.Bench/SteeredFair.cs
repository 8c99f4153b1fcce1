using Hub.Demo;
using Hub.Features.Queues;
using Hub.Features.Roster;
using Hub.Features.Steering;
using Hub.Sheets;

namespace Hub.Bench;

/// <summary>How a day went.</summary>
/// <param name="Peak">Most people in one booth's queue or at its desks, at any moment of the day.</param>
/// <param name="Peaks">The same of the ten most crowded booths together, each at its own worst moment.</param>
/// <param name="Waits">Minutes that each visitor waited in all.</param>
/// <param name="Talks">Interviews that each had.</param>
internal sealed record SteeredDay(int Peak, int Peaks, double[] Waits, int[] Talks);

/// <summary>The demo's fair on a simulated day, through the real rules: visitors who want to talk at several booths, of
/// which a few draw most. Steered, who faces a long wait looks at what the phone suggests, and most take it. Chance is
/// the same with and without: every visitor has their own.</summary>
internal sealed class SteeredFair
{
    private static readonly DateTimeOffset Opens = new(2026, 6, 6, 9, 0, 0, TimeSpan.FromHours(8)),
        Closes = Opens.AddHours(8);

    private readonly Dictionary<(BoothId Booth, int Number), (int Visitor, DateTimeOffset Joined)> _joined = [];
    private readonly Simulation _day = new(Opens);
    private readonly DemoFair _made = DemoFair.Make(20240601);
    private readonly Dictionary<BoothId, int> _most = [];
    private readonly Random[] _luck;
    private readonly bool _steered;
    private readonly double _longer;
    private readonly double[] _waits;
    private readonly int[] _talks;

    private SteeredFair(int seed, int visitors, bool steered, double longer) =>
        (_steered, _longer, _waits, _talks, _luck) = (
            steered,
            longer,
            new double[visitors],
            new int[visitors],
            [.. Enumerable.Range(0, visitors).Select(v => new Random(seed * 100_003 + v))]
        );

    /// <param name="longer">Seconds that each interview takes longer: a difference that nobody would notice.</param>
    public static SteeredDay Run(int seed, int visitors, bool steered, double longer = 0) =>
        new SteeredFair(seed, visitors, steered, longer).Run();

    private SteeredDay Run()
    {
        _day.Ask(
            new ImportRoster(
                [
                    .. _made.Employers.Select(
                        (e, i) => new EmployerRow(i + 2, e.Name, e.NameEn, e.Cluster, e.Industry, null, null, e.Booth)
                    ),
                ],
                [
                    .. _made.Positions.Select(
                        (p, i) =>
                            new PositionRow(
                                i + 2,
                                p.Employer,
                                p.Title,
                                p.Headcount,
                                p.Degree,
                                p.Major,
                                p.Salary,
                                p.Place,
                                p.Type
                            )
                    ),
                ]
            )
        );
        foreach (var e in _made.Employers)
        {
            _day.Ask(new SetQueue(new(e.Booth), 300, 180));
            for (
                var d = 1;
                d
                    <= (
                        e.Draw < 2 ? 1
                        : e.Draw < 4 ? 2
                        : 3
                    );
                d++
            )
                _day.Ask(new OpenDesk(new(e.Booth), $"{d}", null));
        }
        for (var v = 0; v < _waits.Length; v++)
        {
            var (visitor, random) = (v, _luck[v]);
            var interest = _made.Employers[random.Next(_made.Employers.Count)].Cluster;
            var draws = _made.Employers.Select(e => e.Draw * (e.Cluster == interest ? 8 : 1)).ToArray();
            var wishes = new List<int>();
            while (wishes.Count < 3)
                if (Choose(random, draws) is var wish && !wishes.Contains(wish))
                    wishes.Add(wish);
            // each talks as long as they talk, wherever that is
            var (lengths, takes) = (
                wishes.Select(_ => 0.4 + 1.2 * random.NextDouble()).ToArray(),
                wishes.Select(_ => random.NextDouble() < 0.75).ToArray()
            );
            _day.At(
                Opens.AddHours(random.NextDouble() < 0.7 ? 2.5 * random.NextDouble() : 4 + 2 * random.NextDouble()),
                () => Go(visitor, wishes, lengths, takes, 0)
            );
        }
        _day.Run(Closes);
        // who still waits at the end has waited, too
        foreach (var (visitor, joined) in _joined.Values)
            _waits[visitor] += (Closes - joined).TotalMinutes;
        return new SteeredDay(_most.Values.Max(), _most.Values.OrderDescending().Take(10).Sum(), _waits, _talks);
    }

    private void Go(int visitor, List<int> wishes, double[] lengths, bool[] takes, int step)
    {
        if (step == wishes.Count)
            return;
        var (booth, pass) = (new BoothId(_made.Employers[wishes[step]].Booth), $"v{visitor}");
        if (_steered && takes[step])
        {
            var sought = Sought.Of(_day.Fair.Roster.Directory, [(_day.Fair.Roster.Directory.Booths[booth], null)]);
            var been = wishes.Take(step).Select(w => new BoothId(_made.Employers[w].Booth)).ToHashSet();
            if (
                Forecast.Of(_day.Fair.Queues.Of(booth), _day.Fair.Queues.Told, _day.Now).Joining.Median
                    > TimeSpan.FromMinutes(10)
                && Suggest.For(_day.Fair, booth, sought, pass, _day.Now, been, most: 1) is [var better]
            )
                booth = better.Booth;
        }
        _day.Ask(new JoinQueue(booth, new(pass), null));
        var queue = _day.Fair.Queues.Of(booth);
        var number = queue.Of(new(pass))!.Number;
        _joined[(booth, number)] = (visitor, _day.Now);
        _most[booth] = Math.Max(_most.GetValueOrDefault(booth), queue.Line.Count);
        _then[(booth, number)] = (lengths[step], () => Go(visitor, wishes, lengths, takes, step + 1));
        foreach (var desk in queue.Desks.Keys)
            Call(booth, desk);
    }

    private readonly Dictionary<(BoothId, int), (double Length, Action Then)> _then = [];

    private void Call(BoothId booth, string desk)
    {
        if (
            _day.Fair.Queues.Of(booth) is not { } queue
            || queue.Desks[desk].Serving is not null
            || queue.Next(desk) is not { } next
        )
            return;
        _day.Ask(new CallNext(booth, desk));
        _joined.Remove((booth, next.Number), out var who);
        _waits[who.Visitor] += (_day.Now - who.Joined).TotalMinutes;
        _talks[who.Visitor]++;
        _then.Remove((booth, next.Number), out var talk);
        _day.At(
            _day.Now.AddMinutes(8 * talk.Length).AddSeconds(_longer),
            () =>
            {
                _day.Ask(new MarkInterviewed(booth, next.Number));
                _day.At(_day.Now.AddSeconds(30), () => Call(booth, desk));
                _day.At(_day.Now.AddMinutes(3), talk.Then);
            }
        );
    }

    private static int Choose(Random random, double[] weights)
    {
        var left = random.NextDouble() * weights.Sum();
        for (var i = 0; i < weights.Length - 1; i++)
            if ((left -= weights[i]) < 0)
                return i;
        return weights.Length - 1;
    }
}
