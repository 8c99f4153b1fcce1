namespace Hub.Features.Contest.Scoring;

/// <summary>Tiers of awards, from the first rank down.</summary>
public static class Awards
{
    /// <param name="standings">The ranked of one group, best first; is told who gets what.</param>
    internal static void Give(Rules rules, List<Standing> standings)
    {
        var (next, owed, best) = (0, 0, rules.Total.Final);
        foreach (var award in rules.Scheme.Awards ?? [])
        {
            var quota = Quota(award, standings.Count) - owed;
            owed = 0;
            while (next < standings.Count && quota > 0)
            {
                var total = standings[next].Entrant.Reckoning.Total.Value.Number;
                if (award.Minimum is { } least && best.Compare(total, least) < 0)
                    break;
                var tied = standings.Skip(next).TakeWhile(s => s.Rank == standings[next].Rank).Count();
                if (tied > quota && rules.Scheme.AwardTies is Border.Down)
                    break;
                for (var end = next + tied; next < end; next++)
                    standings[next] = standings[next] with { Award = award.Id };
                quota -= tied;
            }
            // who was taken in beyond the quota is missing in the next tier's
            if (quota < 0)
                owed = -quota;
        }
    }

    /// <summary>How many the tier has for so many ranked ones. Without a quota: for all who reach its
    /// minimum.</summary>
    public static int Quota(Award award, int ranked)
    {
        var percent = award.Percent is { } p ? (int)(p * ranked / 100) : int.MaxValue;
        return Math.Min(percent, award.Count ?? int.MaxValue);
    }
}
