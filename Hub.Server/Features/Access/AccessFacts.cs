using System.Text.Json.Serialization;

namespace Hub.Features.Access;

/// <summary>Facts of badges and passes. Which passes count was a rule of the floor in the first hubs: its first name
/// stays.</summary>
public static class AccessFacts
{
    public static readonly FactKind[] All =
    [
        FactKind.Of<BadgeIssued>("access", "issued"),
        FactKind.Of<BadgeRevoked>("access", "revoked"),
        FactKind.Of<SessionBegun>("access", "entered"),
        FactKind.Of<SessionsUsed>("access", "used"),
        FactKind.Of<SessionsEnded>("access", "left"),
        FactKind.Of<PassMade>("access", "pass"),
        FactKind.Of<PassRevoked>("access", "pass-revoked"),
        FactKind.Of<SecondAsked>("access", "second-asked"),
        FactKind.Of<SecondGiven>("access", "second-given"),
        FactKind.Of<SecondRefused>("access", "second-refused"),
        FactKind.Of<FloorRulesSet>("floor", "rules"),
    ];
}

/// <summary>A badge was handed out.</summary>
public sealed record BadgeIssued(
    string Id,
    [property: JsonConverter(typeof(JsonStringEnumConverter<Role>))] Role Role,
    string Label,
    string Hash,
    BoothId? Booth,
    ContestId? Contest,
    SeatId? Seat,
    string? Board
) : Fact;

/// <summary>A badge counts no more.</summary>
public sealed record BadgeRevoked(string Id) : Fact;

/// <summary>A browser entered with a badge.</summary>
/// <param name="Session">The first 32 digits of the lower-case hex SHA-256 of what it shows from then on.</param>
public sealed record SessionBegun(string Badge, string Session) : Fact;

/// <summary>Browsers are still used: said now and then, not of each use.</summary>
public sealed record SessionsUsed(IReadOnlyList<string> Sessions) : Fact;

/// <summary>Browsers are out, and enter again with their badge's link.</summary>
public sealed record SessionsEnded(IReadOnlyList<string> Sessions, SessionEnd Why) : Fact;

/// <summary>Why a session ended. The names are in old ledgers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionEnd>))]
public enum SessionEnd
{
    SignedOut,

    /// <summary>Nobody used it for too long.</summary>
    Idle,

    /// <summary>It began too long ago.</summary>
    Old,
}

/// <summary>A visitor made a pass.</summary>
/// <param name="Hash">The first 32 digits of the lower-case hex SHA-256 of its code.</param>
/// <param name="Replaces">The pass that the visitor had until then. It counts no more.</param>
public sealed record PassMade(PassId Pass, string Hash, PassId? Replaces = null) : Fact;

/// <summary>A pass counts no more.</summary>
public sealed record PassRevoked(PassId Pass) : Fact;

/// <summary>An organizer asked for what needs a second: see <see cref="Seconds"/>.</summary>
/// <param name="By">Id of the badge that asked.</param>
/// <param name="Until">Then it is over.</param>
/// <param name="Of">The new badge's id, the key of a person's data, the pass; empty of a retention.</param>
/// <param name="Hash">Of an organizer's badge: see <see cref="Badge"/>.</param>
/// <param name="Days">Of a retention: as in the fact that follows.</param>
public sealed record SecondAsked(
    string Id,
    Weighty What,
    string By,
    DateTimeOffset Until,
    string Of,
    string? Label = null,
    string? Hash = null,
    int? Days = null,
    DateOnly? Ends = null
) : Fact
{
    public static SecondAsked Now(Asker asker, Weighty what, string of, DateTimeOffset now) =>
        new(
            Asked.IdOf($"{asker.Id} {what} {of} {now:O}").ToString("n")[..12],
            what,
            asker.Id,
            now + Seconds.Patience,
            of
        );

    /// <summary>The same badge asks the same.</summary>
    public bool IsSame(SecondAsked other) => this with { Id = other.Id, Until = other.Until } == other;
}

/// <summary>Another organizer, or the keyboard, stood by it: what follows is done.</summary>
public sealed record SecondGiven(string Id) : Fact;

/// <summary>It is not done.</summary>
public sealed record SecondRefused(string Id) : Fact;

/// <summary>What needs a second. The names are in old ledgers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Weighty>))]
public enum Weighty
{
    /// <summary>To issue an organizer's badge.</summary>
    OrganizerBadge,

    /// <summary>To erase what is known of a visitor.</summary>
    Visitor,

    /// <summary>To erase what lies under a key, as a contestant's name.</summary>
    Person,

    /// <summary>To erase everybody's data earlier.</summary>
    Retention,
}

/// <summary>The organizer said which passes count.</summary>
/// <param name="KnownPassesOnly">Only passes that were made at this fair; else whatever a scanner reads.</param>
public sealed record FloorRulesSet(bool KnownPassesOnly) : Fact;
