using Hub.Features.Access;

namespace Hub.Features.Displays;

/// <summary>A row of <c>tablets/CONTEST/SEAT</c>: a tablet that is signed in on this seat now. Keyed by the device,
/// where it says which it is; else by its connection.</summary>
/// <param name="Since">When the longest of its connections began, UTC.</param>
public sealed record TabletRow(DateTimeOffset Since);

/// <summary>Two tablets on one seat overwrite each other's marks: whoever comes later can see here that there is
/// one.</summary>
internal static class TabletsBoard
{
    public static Board Board(Presence presence) =>
        new Board<TabletRow>(
            "tablets/*/*",
            words => Who.SeatOf(new(words[0]), new(words[1])) | Who.LeaderOf(new(words[0])),
            (fair, _) => (presence.Version, fair.Access.Badges),
            (fair, words, _) =>
            {
                var badges = fair
                    .Access.Badges.Values.Where(b => b.Asker.Sits(new(words[0]), new(words[1])))
                    .Select(b => b.Asker.Id)
                    .ToHashSet();
                return badges.Count > 0 ? Rows(presence.Roll, fair.Id, badges) : null;
            }
        );

    private static IEnumerable<(string, TabletRow)> Rows(Roll roll, string fair, HashSet<string> badges) =>
        from heard in roll.Nodes.Values
        from screen in heard.Told.Screens
        where
            screen.Fair == fair
            && screen.Kind is ScreenKind.Tablet
            && screen.Badge is { } badge
            && badges.Contains(badge)
        group screen.Since by screen.Device?.ToString() ?? $"{heard.Told.Node}-{screen.Id}" into tablet
        select (tablet.Key, new TabletRow(tablet.Min()));
}
