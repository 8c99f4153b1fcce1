namespace Hub.Bench;

/// <summary>How often an interval of 80 % holds 75 to 85 % of one day, for somebody who knows more than any estimate
/// can. Days are drawn with the scans of a published one; how long each stay lasts is drawn from all stays of its area,
/// each for itself, and at most until the pass is scanned elsewhere. Who knows that law shows at each look the interval
/// of it that is nearest to 80 %. People who are there at one look are there at the next, so that a day is few
/// independent looks. Who comes in groups and leaves together makes fewer of them still.</summary>
internal static class Knowing
{
    /// <summary>As many for the law as to try it on.</summary>
    private const int Days = 400;

    /// <returns>For each area per cent of the days on which 75 to 85 % of the intervals held, and the tenth and the
    /// ninetieth hundredth of what held; and at last per cent of the days on which all areas did.</returns>
    public static IEnumerable<(string Area, double Good, double Low, double High)> Of(
        string folder,
        int every,
        string day,
        IReadOnlyCollection<string> areas
    )
    {
        var (random, looks) = (new Random(1), ChinaVis.Looks(every));
        var all = Enumerable.Repeat(true, Days).ToArray();
        var stays = ChinaVis.StaysByBooth(folder, day);
        foreach (var (booth, name) in ChinaVis.Areas.Where(a => areas.Contains(a.Name)))
        {
            (int Start, int Length, int Next)[] here =
            [
                .. stays[booth].Select(s => (s.Start, s.End - s.Start, s.Next)),
            ];
            int[][] law = [.. Enumerable.Range(0, Days).Select(_ => Drawn(here, looks, random))];
            (int Low, int High)[] shown = [.. looks.Select((_, i) => Interval([.. law.Select(d => d[i]).Order()]))];
            double[] held =
            [
                .. Enumerable
                    .Range(0, Days)
                    .Select(_ => Drawn(here, looks, random))
                    .Select(d => d.Zip(shown).Where(l => l.Second.High > l.Second.Low))
                    .Select(d => 100 * d.Average(l => l.First >= l.Second.Low && l.First <= l.Second.High ? 1.0 : 0)),
            ];
            for (var i = 0; i < Days; i++)
                all[i] &= held[i] is >= 75 and <= 85;
            yield return (name, Share(held.Select(h => h is >= 75 and <= 85)), Nth(held, 0.1), Nth(held, 0.9));
        }
        yield return ("all", Share(all), 0, 0);
    }

    /// <returns>How many are there at each look.</returns>
    private static int[] Drawn((int Start, int Length, int Next)[] stays, int[] looks, Random random)
    {
        var count = new int[looks.Length + 1];
        foreach (var (start, _, next) in stays)
        {
            var end = Math.Min(next, start + stays[random.Next(stays.Length)].Length);
            count[From(looks, start)]++;
            count[From(looks, end)]--;
        }
        for (var i = 1; i < count.Length; i++)
            count[i] += count[i - 1];
        return count[..^1];
    }

    /// <summary>The first look at or after a second of the day.</summary>
    private static int From(int[] looks, int second) =>
        Array.BinarySearch(looks, second) is var at && at >= 0 ? at : ~at;

    /// <summary>Around the median, whichever holds nearest to 80 %; of those alike the narrowest.</summary>
    private static (int Low, int High) Interval(int[] sorted)
    {
        var middle = sorted[sorted.Length / 2];
        return (
            from low in sorted.Distinct().Where(v => v <= middle)
            from high in sorted.Distinct().Where(v => v >= middle)
            let mass = (double)sorted.Count(v => v >= low && v <= high) / sorted.Length
            orderby Math.Abs(mass - 0.8), high - low
            select (low, high)
        ).First();
    }

    private static double Share(IEnumerable<bool> yes) => 100 * yes.Average(y => y ? 1.0 : 0);

    private static double Nth(double[] values, double n) => values.Order().ElementAt((int)(n * values.Length));
}
