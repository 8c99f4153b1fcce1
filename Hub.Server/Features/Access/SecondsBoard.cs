namespace Hub.Features.Access;

/// <summary>A row of the board <c>seconds</c>: what an organizer has asked, and waits for another.</summary>
/// <param name="Of">The new badge's label, the person's key, the pass; of a retention nothing.</param>
/// <param name="By">Id of the badge that asked.</param>
/// <param name="Until">Then it is over.</param>
/// <param name="Days">Of a retention, as in <c>privacy</c>.</param>
public sealed record SecondRow(
    Weighty What,
    string? Of,
    string By,
    string ByLabel,
    DateTimeOffset At,
    DateTimeOffset Until,
    int? Days,
    DateOnly? Ends
);

public static class SecondsBoard
{
    public static readonly Board Board = new Board<SecondRow>(
        "seconds",
        _ => Who.Organizer,
        (fair, _) => (fair.Access.Seconds, fair.Access.Badges),
        (fair, _, now) =>
            fair.WaitingForSecond(now)
                .Where(s => fair.Access.Badges.GetValueOrDefault(s.Value.By) is { Revoked: false })
                .Select(s => (s.Key, Row(fair, s.Value)))
    );

    private static SecondRow Row(Fair fair, SecondAsked s) =>
        new(
            s.What,
            s.What switch
            {
                Weighty.OrganizerBadge => s.Label,
                Weighty.Retention => null,
                _ => s.Of,
            },
            s.By,
            fair.Access.Badges[s.By].Label,
            s.Until - Seconds.Patience,
            s.Until,
            s.Days,
            s.Ends
        );
}
