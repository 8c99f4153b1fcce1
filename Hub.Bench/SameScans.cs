namespace Hub.Bench;

/// <summary>What no estimate can do that sees check-ins only. Of a published day another is made in which every stay
/// is a third as long: its scans are the same, to the second, so whatever is shown on the one is shown on the other.
/// By the triangle inequality the errors on both days are together at least as far as the two true counts are apart,
/// and so on one of them the error is at least that, divided by the sum of the errors of the fixed dwells that suit
/// each day best.</summary>
internal static class SameScans
{
    /// <returns>For each area by how many times any estimate is worse, on one of the two days, than the best fixed
    /// dwell; at most 1: it need not be.</returns>
    public static IEnumerable<(string Area, double Least)> Of(string folder, int every, string day)
    {
        var looks = ChinaVis.Looks(every);
        var stays = ChinaVis.StaysByBooth(folder, day);
        foreach (var (booth, name) in ChinaVis.Areas)
        {
            int[] Count(Func<(int Start, int End, int Next), int> until)
            {
                var ends = stays[booth].Select(s => (s.Start, End: until(s))).ToArray();
                return [.. looks.Select(t => ends.Count(s => s.Start <= t && t < s.End))];
            }
            int[] whole = Count(s => s.End),
                third = Count(s => s.Start + (s.End - s.Start) / 3);
            int[][] dwells = [.. WithheldDay.Fixed.Select(m => Count(s => Math.Min(s.Next, s.Start + m * 60)))];
            double Best(int[] truth) => dwells.Min(d => Apart(d, truth));
            yield return (name, Apart(whole, third) / (Best(whole) + Best(third)));
        }
    }

    private static double Apart(int[] one, int[] other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Average();
}
