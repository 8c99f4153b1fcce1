namespace Hub.Features.Access;

/// <summary>A row of the board <c>badges</c>.</summary>
public sealed record BadgeRow(
    string Id,
    Role Role,
    string Label,
    BoothId? Booth,
    ContestId? Contest,
    SeatId? Seat,
    string? Board,
    DateTimeOffset Issued,
    bool Revoked
);

public static class BadgesBoard
{
    public static readonly Board Board = new Board<BadgeRow>(
        "badges",
        _ => Who.Organizer,
        (fair, _) => fair.Access.Badges,
        (fair, _, _) =>
            fair.Access.Badges.Select(b =>
                (
                    b.Key,
                    new BadgeRow(
                        b.Key,
                        b.Value.Asker.Role,
                        b.Value.Label,
                        b.Value.Asker.Booth,
                        b.Value.Asker.Contest,
                        b.Value.Asker.Seat,
                        b.Value.Asker.Board,
                        b.Value.Issued,
                        b.Value.Revoked
                    )
                )
            )
    );
}
