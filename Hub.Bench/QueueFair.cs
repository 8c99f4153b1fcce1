using Hub.Features.Queues;
using Hub.Features.Roster;
using Hub.Sheets;

namespace Hub.Bench;

/// <summary>What a person was told on joining, and how long it was.</summary>
/// <param name="Early">Joined in the fair's first half hour, when little was known.</param>
internal sealed record Told(string Kind, Wait Wait, TimeSpan Waited, bool Early)
{
    public bool Held => Waited >= Wait.Low && Waited <= Wait.High;
}

/// <summary>A simulated day of queues, through the real rules: booths whose interviews take times of quite different
/// kinds, two waves of people, some of whom give up, let others go first or do not come, and interviewers who need a
/// moment between two people and take breaks. The same seed makes the same day.</summary>
internal sealed class QueueFair
{
    private static readonly DateTimeOffset Opens = new(2026, 6, 6, 9, 0, 0, TimeSpan.FromHours(8));

    private static readonly (string Kind, double Mean, int Desks, Func<Random, double> Draw)[] Booths =
    [
        ("exponential", 6, 1, r => Exponential(r)),
        ("gamma 3", 9, 2, r => (Exponential(r) + Exponential(r) + Exponential(r)) / 3),
        ("lognormal", 12, 1, r => Math.Exp(0.6 * Normal(r) - 0.18)),
        ("even 0.7–1.3", 7, 1, r => 0.7 + 0.6 * r.NextDouble()),
        ("short or long", 8, 3, r => (r.NextDouble() < 0.6 ? 0.375 : 1.9375) * (0.8 + 0.4 * r.NextDouble())),
        ("steady", 5, 2, r => Enumerable.Range(0, 12).Sum(_ => Exponential(r)) / 12),
        ("slow", 18, 2, r => (Exponential(r) + Exponential(r)) / 2),
        ("quick", 3, 1, r => Math.Exp(0.4 * Normal(r) - 0.08)),
    ];

    private readonly Simulation _day = new(Opens);
    private readonly Random _random;
    private readonly List<Told> _told = [];
    private readonly Dictionary<(string Booth, int Number), (Wait Wait, DateTimeOffset Joined)> _waits = [];
    private int _count;

    private QueueFair(int seed) => _random = new Random(seed);

    /// <summary>What everybody was told who had to wait for a desk, and was called in the end.</summary>
    public static IReadOnlyList<Told> Day(int seed)
    {
        var day = new QueueFair(seed);
        day.Run();
        return day._told;
    }

    private void Run()
    {
        _day.Ask(
            new ImportRoster(
                [.. Booths.Select((b, i) => new EmployerRow(i + 2, b.Kind, null, null, null, null, null, $"B{i}"))],
                []
            )
        );
        for (var b = 0; b < Booths.Length; b++)
        {
            // no two days are equally slow
            var (booth, mean) = (b, 60 * Booths[b].Mean * (0.75 + 0.5 * _random.NextDouble()));
            for (var d = 1; d <= Booths[b].Desks; d++)
            {
                var desk = $"{d}";
                _day.Ask(new OpenDesk(new($"B{booth}"), desk, null));
                _day.At(Opens.AddMinutes(170 + 60 * d * _random.NextDouble()), () => Break(booth, desk, mean));
            }
            var people = (int)(420 * 60 / mean * Booths[b].Desks * (0.75 + 0.3 * _random.NextDouble()));
            for (var p = 0; p < people; p++)
                _day.At(
                    Opens.AddHours(
                        _random.NextDouble() < 0.6 ? 3 * _random.NextDouble() : 3.2 + 3.6 * _random.NextDouble()
                    ),
                    () => Join(booth, mean)
                );
        }
        _day.Run(DateTimeOffset.MaxValue);
    }

    private void Join(int b, double mean)
    {
        var (booth, pass) = ($"B{b}", $"p{++_count}");
        var queue = _day.Fair.Queues.Of(new(booth));
        if (queue.IsFull)
            return;
        var waits = queue.Length > 0 || queue.Desks.Values.All(d => d.Serving is not null || d.Paused);
        _day.Ask(new JoinQueue(new(booth), new(pass), null));
        queue = _day.Fair.Queues.Of(new(booth));
        var ticket = queue.Of(new(pass))!;
        if (waits)
            _waits[(booth, ticket.Number)] = (
                Forecast.Of(queue, _day.Fair.Queues.Told, _day.Now).Tickets[ticket.Number],
                _day.Now
            );
        if (_random.NextDouble() < 0.05)
            _day.At(
                _day.Now.AddMinutes(20 * Exponential(_random)),
                () =>
                {
                    if (_day.Fair.Queues.Of(new(booth)).Of(new(pass)) is not { Waits: true })
                        return;
                    _day.Ask(new LeaveQueue(new(booth), new(pass)));
                    _waits.Remove((booth, ticket.Number));
                }
            );
        if (_random.NextDouble() < 0.03)
            _day.At(
                _day.Now.AddMinutes(10 * Exponential(_random)),
                () =>
                {
                    if (
                        _day.Fair.Queues.Of(new(booth)) is not { } q
                        || q.Of(new(pass)) is not { Waits: true } mine
                        || q.Behind(mine) is null
                    )
                        return;
                    _day.Ask(new PostponeTurn(new(booth), new(pass)));
                    _waits.Remove((booth, ticket.Number));
                }
            );
        foreach (var desk in queue.Desks.Values.Where(d => d is { Serving: null, Done: null, Paused: false }))
            _day.At(_day.Now.AddSeconds(5 + 50 * _random.NextDouble()), () => Call(b, desk.Id, mean));
    }

    private void Call(int b, string desk, double mean)
    {
        var booth = $"B{b}";
        if (
            _day.Fair.Queues.Of(new(booth)) is not { } queue
            || queue.Desks[desk] is not { Serving: null, Paused: false }
            || queue.Next(desk) is not { } next
        )
            return;
        _day.Ask(new CallNext(new(booth), desk));
        if (_waits.Remove((booth, next.Number), out var told))
            _told.Add(new Told(Booths[b].Kind, told.Wait, _day.Now - told.Joined, told.Joined < Opens.AddMinutes(30)));
        if (_random.NextDouble() < 0.06)
            _day.At(
                _day.Now.AddSeconds(queue.Grace + 60 * _random.NextDouble()),
                () =>
                {
                    _day.Ask(new MarkNoShow(new(booth), next.Number));
                    Call(b, desk, mean);
                }
            );
        else
            _day.At(
                _day.Now.AddSeconds(mean * Booths[b].Draw(_random)),
                () =>
                {
                    _day.Ask(new MarkInterviewed(new(booth), next.Number));
                    _day.At(_day.Now.AddSeconds(10 + 50 * _random.NextDouble()), () => Call(b, desk, mean));
                }
            );
    }

    private void Break(int b, string desk, double mean)
    {
        var minutes = _random.Next(10, 31);
        _day.Ask(new PauseDesk(new($"B{b}"), desk, minutes));
        _day.At(
            _day.Now.AddMinutes(minutes * (0.9 + 0.3 * _random.NextDouble())),
            () =>
            {
                _day.Ask(new ResumeDesk(new($"B{b}"), desk));
                Call(b, desk, mean);
            }
        );
    }

    private static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
