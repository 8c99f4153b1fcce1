using Hub.Access;
using Hub.Ledger;
using Hub.Live;

namespace Hub.Floor.Intentions;

/// <summary>How long personal data of visitors is kept. When the time is over, the hub erases it by itself.</summary>
public static class Retention
{
    /// <summary>The first day, at the fair's place, on which nothing may be left.</summary>
    public static DateOnly ErasesOn(Fair fair) => (fair.Intentions.Ends ?? fair.Slice<About>().Day(fair.At)).AddDays(fair.Intentions.Days + 1);

    /// <exception cref="Refusal"><c>fair-over</c></exception>
    public static void DemandNotOver(Fair fair, DateTimeOffset now)
    {
        if (fair.Intentions.Ends is not null && fair.Slice<About>().Day(now) >= ErasesOn(fair))
            throw new Refusal("fair-over", "招聘会已结束，资料已按期删除，不再收集。", "The fair is over and its data erased: nothing is collected any more.");
    }
}

/// <summary>Says when the fair ends, and how many days later personal data of visitors is erased.</summary>
/// <param name="Days">0 to 365.</param>
/// <param name="Ends">Null: the day on which the hub was last asked for anything.</param>
public sealed record SetRetention(int Days, DateOnly? Ends = null) : Command
{
    public override bool Allows(Asker asker) => asker.Role is Role.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (Days is < 0 or > 365) throw Refusal.Malformed("保存期限是 0 到 365 天。", "Data is kept for 0 to 365 days.");
        return (fair.Intentions.Ends, fair.Intentions.Days) == (Ends, Days) ? Decision.Nothing : new RetentionSet(Ends, Days);
    }

    public static void Map(IEndpointRouteBuilder fair) => fair.MapPost("retention", (SetRetention r, HttpContext http) => http.Ask(r)).AsCommand("Say when the fair ends and how long personal data is kept after it (organizer)");
}

/// <summary>The time is over: erases all personal data of visitors.</summary>
public sealed record ErasePeople : Command
{
    public override bool Allows(Asker asker) => asker == Asker.System;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        string[] keys = [.. Profile.AllKeys(fair)];
        var over = fair.Slice<About>().Day(now) >= Retention.ErasesOn(fair);
        return !over || keys.Length == 0 ? Decision.Nothing : new Decision([new PeopleExpired(keys.Length)], [.. keys.Select(k => new PersonChange(k, null))]);
    }
}

/// <summary>Looks every minute whether a fair's time is over. Every node looks; the command's id is made of the fair and the day, so that it is done once.</summary>
internal sealed partial class RetentionClock(Ledgers ledgers, TimeProvider time, ILogger<RetentionClock> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        do
            foreach (var ledger in ledgers.All)
                try { await LookAsync(ledger, time.GetUtcNow()); }
                catch (Exception e) when (e is not OperationCanceledException) { LogFailed(e, ledger.Fair.Id); }
        while (await minute.WaitForNextTickAsync(stoppingToken));
    }

    internal static async Task LookAsync(FairLedger ledger, DateTimeOffset now)
    {
        var (fair, today) = (ledger.Fair, ledger.Fair.Slice<About>().Day(now));
        if (today < Retention.ErasesOn(fair) || !Profile.AllKeys(fair).Any()) return;
        var id = Asked.IdOf($"retention {fair.Id} {fair.Epoch} {Retention.ErasesOn(fair):O} {today:O}");
        await ledger.AskAsync(id, Asker.System, new ErasePeople());
    }

    [LoggerMessage(4101, LogLevel.Error, "{Fair}: personal data whose time is over could not be erased; it is tried again")]
    private partial void LogFailed(Exception e, string fair);
}

/// <summary>The row <c>retention</c> of <c>privacy</c>.</summary>
/// <param name="ErasesOn">The first day on which nothing is left.</param>
/// <param name="People">Visitors of whom something is kept.</param>
/// <param name="Notes">Notes about visitors.</param>
public sealed record RetentionRow(DateOnly? Ends, int Days, DateOnly ErasesOn, int People, int Notes, int Erased);

public static class PrivacyBoard
{
    public static readonly Board Board = new("privacy", [Role.Organizer], (asker, _) => asker.Role is Role.Organizer, (fair, _) => (fair.Intentions, fair.People, fair.Slice<About>().Day(fair.At)), (fair, _, _) =>
    [
        ("retention", new RetentionRow(fair.Intentions.Ends, fair.Intentions.Days, Retention.ErasesOn(fair), fair.People.Keys.Count(k => k.StartsWith("pass/", StringComparison.Ordinal)),
            fair.People.Keys.Count(k => k.StartsWith("note/", StringComparison.Ordinal)), fair.Intentions.Erased.Count)),
    ]);
}
