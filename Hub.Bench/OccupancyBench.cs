using System.Globalization;
using System.IO.Compression;
using Hub.Floor;
using Hub.Ledger;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>Day 1 of ChinaVis 2019 with all check-outs withheld: how far the shown count is from the official one, beside fixed dwells, and how often the
/// official one lies in the shown interval.</summary>
internal static class OccupancyBench
{
    private static readonly (string Booth, string Name)[] Areas =
        [("1", "主会场"), ("2", "展厅"), ("4", "餐厅"), ("5", "海报区"), ("6", "签到处"), ("8", "休闲区"), ("11", "工作间"), ("12", "VIP休息室"), ("13", "媒体间"), ("14", "服务台")];

    private static readonly int[] Fixed = [5, 10, 15, 30, 60];
    private const int Every = 300;

    public static void Run(string folder)
    {
        var midnight = new DateTimeOffset(2026, 6, 6, 0, 0, 0, TimeSpan.FromHours(8));
        var scans = new Queue<(string Pass, int At, string Booth)>(Rows(folder, "day1_result.csv.gz").Select(c => (c[0], Number(c[1]), c[3])).OrderBy(s => s.Item2));
        var official = Areas.ToDictionary(a => a.Booth, a => Rows(folder, "day1_areaData.csv.gz").Where(c => c[0] == a.Name).ToDictionary(c => Number(c[2]), c => Number(c[3])));
        Slice floor = FloorSlice.Empty;
        var errors = Areas.ToDictionary(a => a.Booth, _ => new double[Fixed.Length + 1]);
        var (times, within, asked) = (0, 0, 0);
        for (var t = 25_230; t <= 64_860; t += Every, times++)
        {
            var due = new List<Entry>();
            while (scans.TryPeek(out var scan) && scan.At <= t)
            {
                scans.Dequeue();
                due.Add(new Entry(0, midnight.AddSeconds(scan.At), "", Guid.Empty, 0, "floor", new VisitRecorded(scan.Pass, scan.Booth, true, new DateOnly(2026, 6, 6))));
            }
            floor = floor.Then(due);
            var now = midnight.AddSeconds(t);
            var occupancy = Occupancy.Of((FloorSlice)floor, now);
            foreach (var (booth, _) in Areas)
            {
                var (truth, count) = (official[booth][t], occupancy[booth]);
                errors[booth][0] += Math.Abs(count.Here - truth);
                if (count.High > count.Low) (asked, within) = (asked + 1, within + (truth >= count.Low && truth <= count.High ? 1 : 0));
                for (var i = 0; i < Fixed.Length; i++)
                    errors[booth][i + 1] += Math.Abs((((FloorSlice)floor).Crowds.GetValueOrDefault(booth)?.Open.Count(seen => now.ToUnixTimeMilliseconds() - seen < Fixed[i] * 60_000) ?? 0) - truth);
            }
        }
        Say($"mean absolute error of the head count, every {Every} s, no check-outs: learned; fixed dwells of {string.Join(", ", Fixed)} minutes");
        foreach (var (booth, name) in Areas) Line(name, errors[booth].Select(e => e / times));
        Line("sum", Enumerable.Range(0, Fixed.Length + 1).Select(i => errors.Values.Sum(e => e[i]) / times));
        Say($"the official count lies in the interval {100.0 * within / asked:N0} % of the time, goal about 80");
    }

    private static void Line(string name, IEnumerable<double> errors) => Say($"{name}\t{string.Join('\t', errors.Select(e => e.ToString("N1", CultureInfo.InvariantCulture)))}");

    private static string[][] Rows(string folder, string file)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, file)), CompressionMode.Decompress));
        return [.. text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1).Select(line => line.Split(','))];
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
