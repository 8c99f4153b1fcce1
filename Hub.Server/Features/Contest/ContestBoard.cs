namespace Hub.Features.Contest;

/// <summary>The only row of <c>contest/CONTEST</c>: how the contest stands.</summary>
/// <param name="Locked">Nothing changes any more.</param>
/// <param name="Official">Locked, and all of it is shown, also what earlier contests bring; false: what is shown is
/// provisional.</param>
/// <param name="FrozenAt">Since when the public boards stand still; null: they do not.</param>
/// <param name="FreezeAt">When they are to; null: that is not planned.</param>
/// <param name="Revealed">So many ranks are shown of the ceremony; null: there is none.</param>
/// <param name="Of">Contestants.</param>
/// <param name="Now">Who is on now; null: nobody.</param>
/// <param name="Hidden">Contestants are known by their codes only.</param>
/// <param name="Heat">The heat that was called last, of <paramref name="Heats"/>; null: none.</param>
/// <param name="Heats">0: nothing was drawn.</param>
/// <param name="AppealsUntil">Null: not posted yet, or official.</param>
/// <param name="Commitment">SHA-256 of what decided the draw; null: nothing was drawn.</param>
/// <param name="Secret">What decided it: by it everybody can repeat the draw. Null while names are hidden.</param>
public sealed record ContestRow(
    bool Locked,
    bool Official,
    DateTimeOffset? FrozenAt,
    DateTimeOffset? FreezeAt,
    int? Revealed,
    int Of,
    OnNowRow? Now,
    bool Hidden,
    int? Heat,
    int Heats,
    DateTimeOffset? AppealsUntil,
    string? Commitment,
    string? Secret
);

public sealed record OnNowRow(ContestantId Contestant, string? Name, string? Module, int Attempt, DateTimeOffset Since);

public static class ContestBoard
{
    public static readonly Board Board = new Board<ContestRow>(
        "contest/*",
        _ => Who.Everybody,
        (fair, words) =>
            (fair.Contests.GetValueOrDefault(new(words[0])), fair.People, fair.ReadsEarlier(new(words[0]))),
        (fair, words, now) =>
            fair.Contests.GetValueOrDefault(new(words[0]))?.At(now) is not { } c
                ? null
                :
                [
                    (
                        "contest",
                        new ContestRow(
                            c.Locked,
                            c.Locked && c.Reveal is null && c.Frozen is null && fair.IsWhole(c),
                            c.FrozenAt,
                            c.FreezeAt,
                            c.Reveal?.Shown,
                            c.Order.Count,
                            c.OnNow is { } on && c.Sheets.ContainsKey(on.Contestant)
                                ? new(
                                    c.Called(on.Contestant),
                                    c.PersonOf(fair, c.Sheets[on.Contestant])?.Name,
                                    on.Module,
                                    on.Attempt,
                                    on.Since
                                )
                                : null,
                            c.Hidden,
                            c.Heat,
                            c.Sheets.Values.Max(s => s.Drawn?.Heat) ?? 0,
                            c.Locked ? null : c.Posted?.AddMinutes(c.Scheme.AppealMinutes),
                            c.Draw?.Commitment,
                            c.Hidden ? null : c.Draw?.Secret
                        )
                    ),
                ]
    );
}
