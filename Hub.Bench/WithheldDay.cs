using Hub.Features.Floor;

namespace Hub.Bench;

/// <summary><see cref="ChinaVis"/> with all check-outs withheld: how far the shown count is from the official one,
/// beside fixed dwells, and whether the official one lies in the shown interval.</summary>
/// <param name="Errors">Area → mean absolute errors: of the learned dwell, then of each in <see cref="Fixed"/>.</param>
/// <param name="Asked">Second of the day, and whether the interval held, wherever one was shown.</param>
internal sealed record WithheldDay(
    IReadOnlyDictionary<string, double[]> Errors,
    IReadOnlyList<(int At, bool Within)> Asked
)
{
    /// <summary>Minutes.</summary>
    public static readonly int[] Fixed = [5, 10, 15, 30, 60];

    public IReadOnlyList<double> Sums =>
        [.. Enumerable.Range(0, Fixed.Length + 1).Select(i => Errors.Values.Sum(e => e[i]))];

    /// <summary>Per cent of the intervals that held.</summary>
    public double Held(int from = 0, int until = 86_400) =>
        100 * Asked.Where(a => a.At >= from && a.At < until).Average(a => a.Within ? 1.0 : 0);

    /// <param name="every">Seconds between two looks.</param>
    public static WithheldDay Read(string folder, int every)
    {
        var midnight = new DateTimeOffset(2026, 6, 6, 0, 0, 0, TimeSpan.FromHours(8));
        var scans = new Queue<Stay>(ChinaVis.Stays(folder).OrderBy(s => s.Start));
        var official = ChinaVis.Official(folder);
        var floor = FloorSlice.Empty;
        var errors = ChinaVis.Areas.ToDictionary(a => a.Name, _ => new double[Fixed.Length + 1]);
        List<(int, bool)> asked = [];
        int[] times =
        [
            .. Enumerable
                .Range(0, 1 + (ChinaVis.Last - ChinaVis.First) / every)
                .Select(i => ChinaVis.First + i * every),
        ];
        foreach (var t in times)
        {
            var due = new List<Entry>();
            while (scans.TryPeek(out var scan) && scan.Start <= t)
            {
                scans.Dequeue();
                due.Add(
                    new Entry(
                        0,
                        midnight.AddSeconds(scan.Start),
                        "",
                        Guid.Empty,
                        0,
                        "floor",
                        new VisitRecorded(new(scan.Pass), new(scan.Booth), true, new DateOnly(2026, 6, 6))
                    )
                );
            }
            floor = (FloorSlice)floor.Then(due);
            var now = midnight.AddSeconds(t);
            var occupancy = Occupancy.Of(floor, now);
            foreach (var (booth, name) in ChinaVis.Areas)
            {
                var (truth, count) = (official[booth][t], occupancy[new(booth)]);
                errors[name][0] += (double)Math.Abs(count.Here - truth) / times.Length;
                if (count.High > count.Low)
                    asked.Add((t, truth >= count.Low && truth <= count.High));
                for (var i = 0; i < Fixed.Length; i++)
                    errors[name][i + 1] +=
                        (double)
                            Math.Abs(
                                (
                                    floor
                                        .Crowds.GetValueOrDefault(new(booth))
                                        ?.Open.Count(seen => now.ToUnixTimeMilliseconds() - seen < Fixed[i] * 60_000)
                                    ?? 0
                                ) - truth
                            ) / times.Length;
            }
        }
        return new WithheldDay(errors, asked);
    }
}
