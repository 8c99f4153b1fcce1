using Hub.Ledger;
using Hub.Live;

namespace Hub.Access;

/// <summary>Takes a badge back; its live connections end at once.</summary>
public sealed record RevokeBadge(string Id) : Command
{
    public override bool Allows(Asker asker) => asker.Role is Role.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (!fair.Access.Badges.TryGetValue(Id, out var badge)) throw Refusal.Unknown("badge", "没有这个徽章。", "There is no such badge.");
        if (badge.Revoked) return Decision.Nothing;
        if (badge.Asker.Role is Role.Organizer && !fair.Access.Badges.Values.Any(b => b is { Revoked: false, Asker.Role: Role.Organizer } && b != badge))
            throw new Refusal("last-organizer", "这是最后一个组织者徽章，不能收回。", "This is the last organizer's badge.");
        return new BadgeRevoked(Id);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapDelete("badges/{id}", (string id, HttpContext http) => http.Ask(new RevokeBadge(id))).AsCommand("Revoke a badge (organizer)");
}

/// <summary>Ends the connections of a badge as soon as its revocation is folded, on whichever node it was asked.</summary>
internal sealed class RevokedScreens(Ledgers ledgers, Screens screens, ILogger<RevokedScreens> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ledgers.Committed += (fair, facts) =>
        {
            foreach (var fact in facts)
                if ((fact.Fact switch { BadgeRevoked b => b.Id, PassRevoked p => p.Pass, PassMade p => p.Replaces, _ => null }) is { } id) _ = Drop((f, a) => f == fair.Id && a.Id == id, new Notice("badge-revoked", "徽章已被收回。 This badge was revoked."));
        };
        // badges may not be what they were
        ledgers.Rewound += fair => _ = Drop((f, _) => f == fair.Id, new Notice("ledger-rewound", "数据已恢复到较早的状态。 The ledger was put back to an older state."));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Drop(Func<string, Asker, bool> fits, Notice why)
    {
        try { await screens.DropAsync(fits, why); }
        catch (Exception e) { log.LogWarning(e, "Screens could not be told why they end"); }
    }
}
