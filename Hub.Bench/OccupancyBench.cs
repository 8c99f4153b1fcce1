using System.Globalization;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>Prints what becomes of published days without their check-outs, each by itself: an estimate learns from its
/// own day only.</summary>
internal static class OccupancyBench
{
    private const int Every = 300,
        HalfPastTwelve = 45_000;

    public static void Run(string folder)
    {
        foreach (var name in ChinaVis.Days(folder))
        {
            var day = WithheldDay.Read(folder, Every, name);
            Show(name, day);
            Say(
                $"{name}: an interval of 80 % that is right on each look, by somebody who knows how long stays of each "
                    + "area last: % of such days on which 75 to 85 % of them hold; what holds on 8 in 10 of them"
            );
            foreach (
                var (area, good, low, high) in Knowing.Of(
                    folder,
                    Every,
                    name,
                    [.. day.Areas.Where(a => a.Peak > 20).Select(a => a.Name)]
                )
            )
                Say(string.Create(CultureInfo.InvariantCulture, $"{area}\t{good:N0}\t{low:N0}–{high:N0}"));
            Say(
                $"{name}: on this day, or on one with the same scans and stays a third as long, any estimate is at "
                    + "least so many times as far off as the best fixed dwell"
            );
            foreach (var (area, least) in SameScans.Of(folder, Every, name))
                Say(string.Create(CultureInfo.InvariantCulture, $"{area}\t{least:N2}"));
        }
    }

    private static void Show(string name, WithheldDay day)
    {
        Say(
            $"{name}: mean absolute error of the head count, every {Every} s, no check-outs: learned; fixed dwells of "
                + $"{string.Join(", ", WithheldDay.Fixed)} minutes; learned by the best fixed one, goal ≤ 1.1; % "
                + "inside the interval, goal 75 to 85 where more than 20 people were; shown at the end"
        );
        foreach (var area in day.Areas)
            Line(
                $"{area.Name} (≤ {area.Peak})",
                [
                    .. area.Errors,
                    area.Errors[0] / area.Errors.Skip(1).Min(),
                    area.Held,
                    area.Left(area.Looks[^1].At - 600),
                ]
            );
        Line("sum", day.Sums);
        Say(
            $"the official count lies in the interval {day.Held():N0} % of the time, goal about 80; until 12:30 "
                + $"{day.Held(until: HalfPastTwelve):N0} %, later {day.Held(from: HalfPastTwelve):N0} %"
        );
    }

    private static void Line(string name, IEnumerable<double> figures) =>
        Say($"{name}\t{string.Join('\t', figures.Select(e => e.ToString("N1", CultureInfo.InvariantCulture)))}");
}
