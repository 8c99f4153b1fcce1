using System.Diagnostics;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>How honest the waits are that people are told, on simulated days.</summary>
internal static class WaitsBench
{
    public static void Run(int days)
    {
        var clock = Stopwatch.StartNew();
        Told[] told = [.. Enumerable.Range(1, days).SelectMany(QueueFair.Day)];
        Say($"{days} days, {told.Length:N0} people who had to wait, {clock.Elapsed.TotalSeconds:N0} s. Inside the interval of 80 % (goal 75–85 %), below, above; median wait, median width in minutes");
        Line("all", told);
        Line("first half hour", [.. told.Where(t => t.Early)]);
        foreach (var kind in told.GroupBy(t => t.Kind)) Line(kind.Key, [.. kind]);
        Say($"by day {Spread(told.Chunk(told.Length / days).Select(d => 100 * Share(d, t => t.Held)), "N1")} %");
    }

    private static void Line(string what, Told[] told) =>
        Say($"{what,-16} {100 * Share(told, t => t.Held),5:N1} %  {100 * Share(told, t => t.Waited < t.Wait.Low),5:N1}  {100 * Share(told, t => t.Waited > t.Wait.High),5:N1}   {Middle(told.Select(t => t.Waited)),5:N1}  {Middle(told.Select(t => t.Wait.High - t.Wait.Low)),5:N1}   n={told.Length}");

    private static double Share(IReadOnlyCollection<Told> told, Func<Told, bool> of) => (double)told.Count(of) / told.Count;

    private static double Middle(IEnumerable<TimeSpan> times) => times.Order().ToArray() is var sorted && sorted.Length > 0 ? sorted[sorted.Length / 2].TotalMinutes : 0;
}
