using System.Diagnostics;
using Hub.Features.Queues;
using Hub.Features.Roster;
using Hub.Sheets;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>How honest the waits are that people are told, on simulated days.</summary>
internal static class WaitsBench
{
    public static void Run(int days)
    {
        var clock = Stopwatch.StartNew();
        Told[] told = [.. Enumerable.Range(1, days).SelectMany(QueueFair.Day)];
        Say(
            $"{days} days, {told.Length:N0} people who had to wait, {clock.Elapsed.TotalSeconds:N0} s. Inside the "
                + $"interval of 80 % (goal 75–85 %), below, above; median wait, median width in minutes"
        );
        Line("all", told);
        Line("first half hour", [.. told.Where(t => t.Early)]);
        foreach (var kind in told.GroupBy(t => t.Kind))
            Line(kind.Key, [.. kind]);
        Say($"by day {Spread(told.Chunk(told.Length / days).Select(d => 100 * Share(d, t => t.Held)), "N1")} %");
        Say($"all waits of a fair with 118 queues, 15 waiting at each one's two desks: {Spread(Full(), "N0")} ms");
    }

    /// <summary>Milliseconds for the waits of everybody at a full fair: 118 queues, 15 waiting at each one's two desks;
    /// every 10 s they are reckoned anew where somebody looks.</summary>
    private static double[] Full()
    {
        const int Waiting = 15;
        var day = new Simulation(new DateTimeOffset(2026, 6, 6, 9, 0, 0, TimeSpan.FromHours(8)));
        string[] booths = [.. Enumerable.Range(0, MadeFair.Booths).Select(MadeFair.Booth)];
        day.Ask(
            new ImportRoster(
                [.. booths.Select((b, i) => new EmployerRow(i + 2, b, null, null, null, null, null, b))],
                []
            )
        );
        foreach (var booth in booths)
        {
            foreach (var desk in (string[])["1", "2"])
                day.Ask(new OpenDesk(new(booth), desk, null));
            for (var p = 0; p < Waiting; p++)
                day.Ask(new JoinQueue(new(booth), new($"{booth}-{p}"), null));
        }
        return
        [
            .. Enumerable
                .Range(0, 20)
                .Select(step =>
                {
                    var clock = Stopwatch.StartNew();
                    foreach (var booth in booths)
                        Forecast.Of(
                            day.Fair.Queues.Of(new(booth)),
                            day.Fair.Queues.Told,
                            day.Now.AddSeconds(10 * step)
                        );
                    return clock.Elapsed.TotalMilliseconds;
                })
                .Skip(5),
        ];
    }

    private static void Line(string what, Told[] told) =>
        Say(
            $"{what, -16} {100 * Share(told, t => t.Held), 5:N1} %  "
                + $"{100 * Share(told, t => t.Waited < t.Wait.Low), 5:N1}  "
                + $"{100 * Share(told, t => t.Waited > t.Wait.High), 5:N1}   "
                + $"{Middle(told.Select(t => t.Waited)), 5:N1}  "
                + $"{Middle(told.Select(t => t.Wait.High - t.Wait.Low)), 5:N1}   n={told.Length}"
        );

    private static double Share(IReadOnlyCollection<Told> told, Func<Told, bool> of) =>
        (double)told.Count(of) / told.Count;

    private static double Middle(IEnumerable<TimeSpan> times) =>
        times.Order().ToArray() is var sorted && sorted.Length > 0 ? sorted[sorted.Length / 2].TotalMinutes : 0;
}
