namespace Hub.Kernel.Facts;

/// <summary>What is wrong with a ledger. That it is asked again does not help: somebody has to see to it.</summary>
/// <param name="Good">So many facts hold together, from the first on.</param>
/// <param name="Zh">What is wrong with what follows, Chinese.</param>
/// <param name="En">The same in English.</param>
public sealed record Damage(long Good, string Zh, string En)
{
    private const string Restore =
        "Stop the hub, keep the database as it is, and put a backup in its place: `restore FILE --replace`.";

    private const string GoOn =
        "Put back the file that is missing (hub.db-wal?) or a backup, `restore FILE --replace`; or go on without what "
        + "is lost: `verify --accept`.";

    /// <summary>What whoever runs the hub can do, English.</summary>
    public string ToDo { get; private init; } = Restore;

    public static Damage Changed(long offset) =>
        new(offset - 1, $"第 {offset} 条被改动过", $"offset {offset} was changed");

    /// <param name="follows">The next that is there.</param>
    public static Damage Missing(long offset, long follows) =>
        new(offset - 1, $"缺第 {offset} 条，其后是第 {follows} 条", $"offset {offset} is missing, {follows} follows");

    /// <summary>The head says that there are more facts than there are.</summary>
    public static Damage Short(long good, long head) =>
        new(good, $"缺第 {good + 1} 条，账本头在第 {head} 条", $"offset {good + 1} is missing, the head is at {head}");

    /// <summary>There are more facts than the head says.</summary>
    public static Damage Beyond(long head, long last) =>
        new(head, $"账本头在第 {head} 条，事实却到第 {last} 条", $"facts go on to {last}, and the head is at {head}");

    /// <summary>The head has another hash than the last fact.</summary>
    public static Damage OtherHead(long head) => new(head, "账本头对不上最后一条", "the head is another one");

    /// <summary>Answered facts are not there.</summary>
    public static Damage Lost(long end, long answered) =>
        new(
            end,
            $"缺 {answered - end} 条：已应答到第 {answered} 条，账本只到第 {end} 条",
            $"{answered - end} are missing: the ledger ends at {end}, and {answered} were answered"
        )
        {
            ToDo = GoOn,
        };

    /// <summary>Answers were given in a later epoch than the ledger's.</summary>
    public static Damage Older(long end, long epoch, long answered) =>
        new(
            end,
            $"这是旧账本：它在第 {epoch} 纪元，已应答到第 {answered} 纪元",
            $"it is an older copy: it is of epoch {epoch}, and answers were given in epoch {answered}"
        )
        {
            ToDo = GoOn,
        };

    /// <summary>In the place of an answered fact is another one.</summary>
    public static Damage Another(long answered) =>
        new(
            answered - 1,
            $"第 {answered} 条不是已应答的那一条",
            $"offset {answered} is another fact than the one that was answered"
        )
        {
            ToDo = GoOn,
        };

    /// <param name="why">In the words of whoever could not read it.</param>
    public static Damage Unreadable(string why) =>
        new(0, $"数据库读不了：{why}", $"the database cannot be read: {why}");

    /// <summary>Who asked loses nothing: it can be asked again when somebody has seen to it.</summary>
    public Refusal Refuse(string fair) => Refusal.Damaged(fair, Good, Zh, En);
}

/// <summary>The ledger is damaged.</summary>
public sealed class DamagedException(Damage damage) : Exception($"The ledger is damaged: {damage.En}. See `verify`.")
{
    public Damage Damage => damage;
}
