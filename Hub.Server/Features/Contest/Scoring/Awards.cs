namespace Hub.Features.Contest.Scoring;

/// <summary>Tiers of awards, from the first rank down.</summary>
public static class Awards
{
    /// <param name="ranked">Rank and value of those who are ranked together, best first.</param>
    /// <param name="best">Which values win.</param>
    /// <returns>Id of the tier of each; null: none.</returns>
    internal static string?[] Of(
        Scheme scheme,
        IReadOnlyList<Award> awards,
        Border ties,
        Best best,
        IReadOnlyList<(int Rank, decimal? Value)> ranked
    )
    {
        var given = new string?[ranked.Count];
        // places that those above did not take, and that they took too many
        var (next, moved, owed) = (0, 0L, 0L);
        foreach (var award in awards)
        {
            var places = Quota(award, ranked.Count) + moved - owed;
            moved = 0;
            decimal? first = null;
            while (next < ranked.Count)
            {
                var (rank, value) = ranked[next];
                if (value is null && scheme.Edition > 0)
                    break;
                var shares = award.Within is { } within && Math.Abs((value - first) ?? decimal.MaxValue) <= within;
                if (places <= 0 && !shares)
                    break;
                if (award.Minimum is { } least && best.Compare(value, least) < 0)
                {
                    if (scheme.Vacant is Vacant.MoveOn)
                        moved = places;
                    break;
                }
                var tied = ranked.Skip(next).TakeWhile(s => s.Rank == rank).Count();
                if (tied > places && !shares && ties is Border.Down)
                {
                    // the first hubs let them lapse
                    if (scheme.Edition > 0)
                        moved = places;
                    break;
                }
                for (var end = next + tied; next < end; next++)
                    given[next] = award.Id;
                places -= tied;
                first ??= value;
            }
            owed = places < 0 && ties is not Border.Extra ? -places : 0;
        }
        return given;
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
