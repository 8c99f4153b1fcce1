namespace Hub.Kernel;

/// <summary>What speaks against the machine's clock.</summary>
public enum Against
{
    /// <summary>The time that has passed, on a clock that nobody sets: the machine's leapt.</summary>
    Elapsed,

    /// <summary>The clock of the store's machine.</summary>
    Store,

    /// <summary>The ledger's last fact, which is later, or too long ago.</summary>
    Ledger,

    /// <summary>The year in which this hub was written.</summary>
    Making,
}

/// <summary>Why nobody knows what time it is.</summary>
/// <param name="Shows">What the machine's clock shows, UTC.</param>
/// <param name="Other">What speaks against it, UTC: the time by that other clock; of a ledger its last fact's.</param>
public sealed record ClockDoubt(Against Against, DateTimeOffset Shows, DateTimeOffset Other)
{
    /// <summary>What is put right at once and harms nobody. A quartz clock goes wrong by up to two seconds a day: so
    /// much NTP finds after two months in a drawer. No day, no queue and no freeze is wrong by more than
    /// this.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    /// <summary>A last fact may be later than this: a node that wrote it is ahead by the bound at most, and this one
    /// behind by as much.</summary>
    public static readonly TimeSpan Ahead = 2 * Bound;

    /// <summary>A fair is every year, and somebody opens last year's. What is longer ago is rather a clock whose
    /// battery is dead.</summary>
    public static readonly TimeSpan Ago = TimeSpan.FromDays(400);

    /// <summary>No hub was ever earlier, and none of this build is that much later.</summary>
    private static readonly DateTimeOffset Made = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Old = Made.AddYears(30);

    /// <summary>The rule.</summary>
    /// <param name="shows">What the machine's clock shows.</param>
    /// <param name="expects">What it should show, by the time that has passed.</param>
    /// <param name="store">What the store's shows; null: it has none of its own.</param>
    /// <param name="last">The time of the ledger's last fact; null: it has none.</param>
    /// <returns>Null: nothing speaks against the machine's clock.</returns>
    public static ClockDoubt? Of(
        DateTimeOffset shows,
        DateTimeOffset expects,
        DateTimeOffset? store,
        DateTimeOffset? last
    ) =>
        IsFar(shows, expects) ? new(Against.Elapsed, shows, expects)
        : store is { } its && IsFar(shows, its) ? new(Against.Store, shows, its)
        : last is { } at && (at - shows > Ahead || shows - at > Ago) ? new(Against.Ledger, shows, at)
        : last is null && (shows < Made || shows > Old) ? new(Against.Making, shows, Made)
        : null;

    /// <summary>What is said to whoever asks for something meanwhile.</summary>
    /// <param name="moment">Says a time as it is at the fair's place.</param>
    public Refusal Refusal(Func<DateTimeOffset, string> moment)
    {
        var other = moment(Other);
        var (zh, en) = Against switch
        {
            Against.Elapsed => ($"按经过的时间应为 {other}", $"by the time that has passed it is {other}"),
            Against.Store => ($"数据库的时钟显示 {other}", $"the database's shows {other}"),
            Against.Ledger when Other > Shows => (
                $"账本的最后一条已是 {other}",
                $"the ledger's last fact is of {other}"
            ),
            Against.Ledger => ($"账本的最后一条还是 {other}", $"the ledger's last fact is as long ago as {other}"),
            _ => ($"这个版本写于 {other} 之后", $"this hub was written after {other}"),
        };
        return Kernel.Refusal.ClockInDoubt(moment(Shows), zh, en);
    }

    public static bool IsFar(DateTimeOffset one, DateTimeOffset other) => (one - other).Duration() > Bound;
}
