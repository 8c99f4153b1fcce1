using System.Globalization;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>Prints what becomes of a published day without its check-outs.</summary>
internal static class OccupancyBench
{
    private const int Every = 300,
        HalfPastTwelve = 45_000;

    public static void Run(string folder)
    {
        var day = WithheldDay.Read(folder, Every);
        Say(
            $"mean absolute error of the head count, every {Every} s, no check-outs: learned; fixed dwells of "
                + $"{string.Join(", ", WithheldDay.Fixed)} minutes"
        );
        foreach (var (name, errors) in day.Errors)
            Line(name, errors);
        Line("sum", day.Sums);
        Say(
            $"the official count lies in the interval {day.Held():N0} % of the time, goal about 80; until 12:30 "
                + $"{day.Held(until: HalfPastTwelve):N0} %, later {day.Held(from: HalfPastTwelve):N0} %"
        );
    }

    private static void Line(string name, IEnumerable<double> errors) =>
        Say($"{name}\t{string.Join('\t', errors.Select(e => e.ToString("N1", CultureInfo.InvariantCulture)))}");
}
