using MediatR;

namespace Hub.Features.Access;

/// <summary>Ends the connections of a badge or pass as soon as its revocation is folded, on whichever node it was
/// asked.</summary>
internal sealed partial class RevokedScreens(Screens screens, ILogger<RevokedScreens> log)
    : INotificationHandler<FactsCommitted>
{
    private static readonly Notice Revoked = new("badge-revoked", "徽章已被收回。", "This badge was revoked.");
    private static readonly Notice Out = new("badge-session-over", "这台设备已退出。", "This device is signed out.");
    private static readonly Notice Rewound = new(
        "ledger-rewound",
        "数据已恢复到较早的状态。",
        "The ledger was put back to an older state."
    );

    public Task Handle(FactsCommitted committed, CancellationToken stop)
    {
        var (fair, news) = (committed.News.Fair.Id, committed.News);
        // badges may not be what they were
        if (news.Rewound)
            _ = DropAsync((of, _) => of == fair, Rewound);
        foreach (var fact in news.Facts)
            if (fact.Fact is SessionsEnded { Sessions: var sessions })
                _ = DropAsync((of, asker) => of == fair && sessions.Contains(asker.Session), Out);
            else if (Ended(fact.Fact) is { } id)
                _ = DropAsync((of, asker) => of == fair && asker.Id == id, Revoked);
        return Task.CompletedTask;
    }

    private static string? Ended(Fact fact) =>
        fact switch
        {
            BadgeRevoked badge => badge.Id,
            PassRevoked pass => pass.Pass.Text,
            PassMade made => made.Replaces?.Text,
            _ => null,
        };

    private async Task DropAsync(Func<string, Asker, bool> fits, Notice why)
    {
        try
        {
            await screens.DropAsync(fits, why);
        }
        catch (Exception e)
        {
            LogNotTold(e);
        }
    }

    [LoggerMessage(4001, LogLevel.Warning, "Screens could not be told why they end")]
    private partial void LogNotTold(Exception e);
}
