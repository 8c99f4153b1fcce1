namespace Hub.Features.Displays;

/// <summary>What a node tells of itself and its screens.</summary>
/// <param name="Node">See <see cref="Node"/>.</param>
/// <param name="Count">1, 2, 3… in this run of the node.</param>
/// <param name="Name">What its machine is called.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Status">See <see cref="Health"/>; or <see cref="Gone"/>.</param>
/// <param name="TurnedAway">See <see cref="Kernel.TurnedAway.Lately"/>; null: an older build does not tell.</param>
/// <param name="Plain">See <see cref="PlainHttp.Lately"/>.</param>
/// <param name="Screens">Its walls and tablets, <see cref="Most"/> with a badge and <see cref="MostStrangers"/> without
/// at most. Phones are only counted.</param>
/// <param name="RedisSays">See <see cref="Condition.RedisSays"/>.</param>
/// <param name="Failing">See <see cref="Health"/>; null from an older build.</param>
/// <param name="Clock">See <see cref="Health"/>.</param>
internal sealed record Told(
    string Node,
    long Count,
    string Name,
    string Address,
    string Status,
    string Redis,
    IReadOnlyDictionary<string, FairTold> Fairs,
    IReadOnlyList<ScreenTold> Screens,
    string? RedisSays = null,
    IReadOnlyList<string>? Failing = null,
    ClockDoubt? Clock = null,
    IReadOnlyDictionary<string, int>? TurnedAway = null,
    bool Plain = false
)
{
    /// <summary>The status of a node's last word.</summary>
    public const string Gone = "gone";

    /// <summary>Walls and tablets of one node that are spoken of one by one. Whatever connects may call itself a wall:
    /// of those without a badge not many are.</summary>
    public const int Most = 512,
        MostStrangers = 64;

    /// <summary>Boards of one screen that are spoken of.</summary>
    public const int MostBoards = 8;

    /// <summary>Of screens that are too many, the longest connected are spoken of.</summary>
    public static Told Of(
        string node,
        long count,
        string name,
        string address,
        Health health,
        IReadOnlyList<ScreenTold> screens,
        string? redisSays = null
    )
    {
        var of = screens.CountBy(s => (s.Fair, s.Kind)).ToDictionary();
        return new(
            node,
            count,
            name,
            address,
            health.Status,
            health.Redis,
            health.Fairs.ToDictionary(
                f => f.Key,
                f => new FairTold(
                    f.Value,
                    Count(f.Key, ScreenKind.Wall),
                    Count(f.Key, ScreenKind.Tablet),
                    Count(f.Key, ScreenKind.Phone)
                )
            ),
            [.. Oldest(known: true, Most), .. Oldest(known: false, MostStrangers)],
            redisSays,
            health.Failing,
            health.Clock
        );

        IEnumerable<ScreenTold> Oldest(bool known, int most) =>
            screens
                .Where(s => s.Kind is not ScreenKind.Phone && s.Badge is not null == known)
                .OrderBy(s => s.Since)
                .Take(most)
                .Select(s => s with { Boards = [.. s.Boards.Take(MostBoards)] });
        int Count(string fair, ScreenKind kind) => of.GetValueOrDefault((fair, kind));
    }
}

/// <param name="Offset">What the node shows of the fair.</param>
internal sealed record FairTold(long Offset, int Walls, int Tablets, int Phones);

/// <param name="Id">Of this connection, unique on its node.</param>
/// <param name="Badge">Id of the badge; null without one.</param>
/// <param name="Since">When it connected, UTC.</param>
/// <param name="Device">See <see cref="Screen"/>.</param>
internal sealed record ScreenTold(
    string Id,
    string Fair,
    ScreenKind Kind,
    Role Role,
    string? Badge,
    DateTimeOffset Since,
    IReadOnlyList<BoardTold> Boards,
    Guid? Device = null
)
{
    public static ScreenTold Of(Screen screen) =>
        new(
            screen.Connection.ConnectionId,
            screen.Fair,
            screen.Kind,
            screen.Asker.Role,
            screen.Asker == Asker.Anonymous ? null : screen.Asker.Id,
            screen.Since,
            screen.Kind is ScreenKind.Phone ? [] : [.. screen.Watches.Values.Select(BoardTold.Of)],
            screen.Device
        );
}

/// <summary>A board that a screen watches, as <see cref="Watch.Confirmed"/>.</summary>
/// <param name="Age">Milliseconds.</param>
internal sealed record BoardTold(string Board, long Version, long Offset, long Age)
{
    public static BoardTold Of(Watch watch)
    {
        var (version, offset, age) = watch.Confirmed;
        return new(watch.Feed.Name, version, offset, (long)age.TotalMilliseconds);
    }
}
