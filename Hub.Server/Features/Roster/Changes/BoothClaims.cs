namespace Hub.Features.Roster.Changes;

/// <summary>Who asks for a booth in vain: its holder still holds it after the sheet, or a row above asks for it. A row
/// that is refused keeps its employer where it was, and that refuses those who asked for its booths.</summary>
internal static class BoothClaims
{
    /// <returns>Wish → the booth, and the name of who holds it after the sheet.</returns>
    public static Dictionary<Wish, (BoothId Booth, string Holder)> InVain(
        RosterDirectory directory,
        IReadOnlyList<Wish> wishes
    )
    {
        var asking = wishes
            .SelectMany(w => w.Asks.Select(b => (Booth: b, Wish: w)))
            .ToLookup(a => a.Booth, a => a.Wish);
        var leaving = wishes
            .SelectMany(w => w.Leaves.Select(b => (Booth: b, Wish: w)))
            .ToLookup(a => a.Booth, a => a.Wish);
        var refused = new Dictionary<Wish, BoothId>();
        bool more;
        do
        {
            more = false;
            // those who ask for what nobody leaves first: only who is left contends with the others
            foreach (var booth in asking.Where(b => directory.Booths.ContainsKey(b.Key)))
                if (!leaving[booth.Key].Any(w => !refused.ContainsKey(w)))
                    foreach (var wish in booth)
                        more |= refused.TryAdd(wish, booth.Key);
            if (!more)
                foreach (var booth in asking)
                foreach (var wish in booth.Where(w => !refused.ContainsKey(w)).Skip(1).ToArray())
                    more |= refused.TryAdd(wish, booth.Key);
        } while (more);
        return refused.ToDictionary(
            r => r.Key,
            r =>
                (
                    r.Value,
                    asking[r.Value].FirstOrDefault(w => !refused.ContainsKey(w))?.Name
                        ?? (directory.Booths.TryGetValue(r.Value, out var id) ? directory.Employers[id].Name : "?")
                )
        );
    }
}
