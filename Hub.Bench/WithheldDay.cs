using Hub.Features.Floor;

namespace Hub.Bench;

/// <summary>A day of <see cref="ChinaVis"/> with all check-outs withheld: how far the shown count is from the official
/// one, beside fixed dwells, and whether the official one lies in the shown interval. Nothing is learned from any other
/// day.</summary>
internal sealed record WithheldDay(IReadOnlyList<WithheldArea> Areas)
{
    /// <summary>Minutes.</summary>
    public static readonly int[] Fixed = [5, 10, 15, 30, 60];

    public IReadOnlyList<double> Sums =>
        [.. Enumerable.Range(0, Fixed.Length + 1).Select(i => Areas.Sum(a => a.Errors[i]))];

    /// <summary>Per cent of the intervals that held.</summary>
    public double Held(int from = 0, int until = 86_400) =>
        100
        * Areas
            .SelectMany(a => a.Looks)
            .Where(l => l.High > l.Low && l.At >= from && l.At < until)
            .Average(l => l.Within ? 1.0 : 0);

    /// <param name="every">Seconds between two looks.</param>
    public static WithheldDay Read(string folder, int every, string day = "day1")
    {
        var midnight = new DateTimeOffset(2026, 6, 6, 0, 0, 0, TimeSpan.FromHours(8));
        var scans = new Queue<Stay>(ChinaVis.Stays(folder, day).OrderBy(s => s.Start));
        var official = ChinaVis.Official(folder, day);
        var floor = FloorSlice.Empty;
        var looks = ChinaVis.Areas.ToDictionary(a => a.Booth, _ => new List<Look>());
        foreach (var t in official.Values.First().Keys.Order().Where((_, i) => i % (every / 30) == 0))
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
            foreach (var (booth, _) in ChinaVis.Areas)
            {
                var count = occupancy[new(booth)];
                var open = floor.Crowds.GetValueOrDefault(new(booth))?.Open ?? [];
                looks[booth]
                    .Add(
                        new Look(
                            t,
                            official[booth][t],
                            count.Here,
                            count.Low,
                            count.High,
                            [.. Fixed.Select(m => open.Count(s => now.ToUnixTimeMilliseconds() - s < m * 60_000))]
                        )
                    );
            }
        }
        return new WithheldDay([.. ChinaVis.Areas.Select(a => new WithheldArea(a.Name, looks[a.Booth]))]);
    }
}

/// <summary>What an area showed at one moment.</summary>
/// <param name="At">Second of the day.</param>
/// <param name="Truth">The official count.</param>
/// <param name="Here">The shown one.</param>
/// <param name="Dwells">What each of <see cref="WithheldDay.Fixed"/> would have shown.</param>
internal sealed record Look(int At, int Truth, int Here, int Low, int High, int[] Dwells)
{
    public bool Within => Truth >= Low && Truth <= High;
}

/// <summary>An area's day.</summary>
internal sealed record WithheldArea(string Name, IReadOnlyList<Look> Looks)
{
    /// <summary>The most people it ever had.</summary>
    public int Peak => Looks.Max(l => l.Truth);

    /// <summary>Mean absolute errors: of the learned dwell, then of each in <see cref="WithheldDay.Fixed"/>.</summary>
    public double[] Errors { get; } =
    [
        Looks.Average(l => Math.Abs(l.Here - l.Truth)),
        .. WithheldDay.Fixed.Select((_, i) => Looks.Average(l => (double)Math.Abs(l.Dwells[i] - l.Truth))),
    ];

    /// <summary>Per cent of the intervals that held, wherever one was shown.</summary>
    public double Held => 100 * Looks.Where(l => l.High > l.Low).Average(l => l.Within ? 1.0 : 0);

    /// <summary>Mean of what was shown when nobody was in any area any more.</summary>
    /// <param name="closed">The second of the day from which that was so.</param>
    public double Left(int closed) => Looks.Where(l => l.At >= closed).Average(l => l.Here);
}
