using System.Globalization;

namespace Hub.Bench;

/// <summary>How figures are said.</summary>
internal static class Figures
{
    /// <returns>The median, and the least and the greatest of them.</returns>
    public static string Spread(IEnumerable<double> values, string format = "N0")
    {
        double[] sorted = [.. values.Order()];
        string Say(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Say(sorted[sorted.Length / 2])} ({Say(sorted[0])}–{Say(sorted[^1])})";
    }

    public static void Say(string line) => Console.WriteLine(line);
}
