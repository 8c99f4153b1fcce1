using System.Threading.Channels;
using Hub.Access;
using Hub.Floor.Queues;
using Hub.Ledger;

namespace Hub.Floor.Intentions;

/// <summary>A visitor's pass was replaced: places, intentions, consents and what was typed go over to the new one.</summary>
public sealed record HandOver(string Pass, string To) : Command
{
    public override bool Allows(Asker asker) => asker == Asker.System;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var people = Profile.KeysOf(fair, Pass).SelectMany(k => new PersonChange[] { new(k[..^Pass.Length] + To, fair.People[k]), new(k, null) }).ToArray();
        Fact[] facts = [.. fair.Queues.Passes.ContainsKey(Pass) ? [new TicketsHandedOver(Pass, To)] : (Fact[])[], .. fair.Intentions.Passes.ContainsKey(Pass) || people.Length > 0 ? [new LeadsHandedOver(Pass, To)] : (Fact[])[]];
        return facts.Length == 0 ? Decision.Nothing : new Decision(facts, people);
    }
}

/// <summary>A pass counts no more: its places are given up. What it declared stays as it is.</summary>
public sealed record GiveUpPlaces(string Pass) : Command
{
    public override bool Allows(Asker asker) => asker == Asker.System;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        Fact[] left = [.. fair.Queues.GivenUp(Pass)];
        return left.Length == 0 ? Decision.Nothing : new Decision(left, []);
    }
}

/// <summary>What follows from a pass that was replaced or revoked. Every node sees to it; the command's id is made of the fact that it follows from, so that it
/// is done once.</summary>
internal sealed partial class PassFollows(Ledgers ledgers, ILogger<PassFollows> log) : BackgroundService
{
    private readonly Channel<(Fair Fair, Entry Entry)> _news = Channel.CreateUnbounded<(Fair, Entry)>(new UnboundedChannelOptions { SingleReader = true });

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        ledgers.Committed += (fair, entries) =>
        {
            foreach (var entry in entries)
                if (entry.Fact is PassMade { Replaces: not null } or PassRevoked) _news.Writer.TryWrite((fair, entry));
        };
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (fair, entry) in _news.Reader.ReadAllAsync(stoppingToken))
            try { await FollowAsync(ledgers[fair.Id], fair.Epoch, entry); }
            // who is called then and does not come is found out by the desk
            catch (Exception e) when (e is not OperationCanceledException) { LogFailed(e, fair.Id, entry.Offset); }
    }

    private static Task FollowAsync(FairLedger ledger, long epoch, Entry entry)
    {
        var id = Asked.IdOf($"pass {ledger.Fair.Id} {epoch} {entry.Offset}");
        return ledger.AskAsync(id, Asker.System, entry.Fact is PassMade made ? new HandOver(made.Replaces!, made.Pass) : new GiveUpPlaces(((PassRevoked)entry.Fact).Pass));
    }

    [LoggerMessage(4102, LogLevel.Error, "{Fair}: what follows from the pass at offset {Offset} was not done")]
    private partial void LogFailed(Exception e, string fair, long offset);
}
