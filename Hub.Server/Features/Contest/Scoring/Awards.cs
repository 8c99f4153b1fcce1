namespace Hub.Features.Contest.Scoring;

/// <summary>Tiers of awards, from the first rank down.</summary>
public static class Awards
{
    /// <param name="standings">The ranked of one group, best first; is told who gets what.</param>
    internal static void Give(Rules rules, List<Standing> standings)
    {
        var (scheme, best) = (rules.Scheme, rules.Total.Final);
        // places that those above did not take, and that they took too many
        var (next, moved, owed) = (0, 0L, 0L);
        foreach (var award in scheme.Awards ?? [])
        {
            var places = Quota(award, standings.Count) + moved - owed;
            moved = 0;
            decimal? first = null;
            while (next < standings.Count)
            {
                var total = standings[next].Entrant.Reckoning.Total.Value.Number;
                if (total is null && scheme.Edition > 0)
                    break;
                var shares = award.Within is { } within && Math.Abs((total - first) ?? decimal.MaxValue) <= within;
                if (places <= 0 && !shares)
                    break;
                if (award.Minimum is { } least && best.Compare(total, least) < 0)
                {
                    if (scheme.Vacant is Vacant.MoveOn)
                        moved = places;
                    break;
                }
                var tied = standings.Skip(next).TakeWhile(s => s.Rank == standings[next].Rank).Count();
                if (tied > places && !shares && scheme.AwardTies is Border.Down)
                {
                    // the first hubs let them lapse
                    if (scheme.Edition > 0)
                        moved = places;
                    break;
                }
                for (var end = next + tied; next < end; next++)
                    standings[next] = standings[next] with { Award = award.Id };
                places -= tied;
                first ??= total;
            }
            owed = places < 0 && scheme.AwardTies is not Border.Extra ? -places : 0;
        }
    }

    /// <summary>How many the tier has for so many ranked ones. Without a quota: for all who reach its
    /// minimum.</summary>
    public static int Quota(Award award, int ranked)
    {
        var percent = award.Percent is { } p
            ? (int)(
                award.Rounding switch
                {
                    Rounding.Up => Math.Ceiling(p * ranked / 100),
                    Rounding.Half => Math.Round(p * ranked / 100, MidpointRounding.AwayFromZero),
                    _ => Math.Floor(p * ranked / 100),
                }
            )
            : int.MaxValue;
        return Math.Min(percent, award.Count ?? int.MaxValue);
    }
}
