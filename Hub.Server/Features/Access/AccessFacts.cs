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
        FactKind.Of<PassMade>("access", "pass"),
        FactKind.Of<PassRevoked>("access", "pass-revoked"),
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

/// <summary>A visitor made a pass.</summary>
/// <param name="Hash">The first 32 digits of the lower-case hex SHA-256 of its code.</param>
/// <param name="Replaces">The pass that the visitor had until then. It counts no more.</param>
public sealed record PassMade(PassId Pass, string Hash, PassId? Replaces = null) : Fact;

/// <summary>A pass counts no more.</summary>
public sealed record PassRevoked(PassId Pass) : Fact;

/// <summary>The organizer said which passes count.</summary>
/// <param name="KnownPassesOnly">Only passes that were made at this fair; else whatever a scanner reads.</param>
public sealed record FloorRulesSet(bool KnownPassesOnly) : Fact;
