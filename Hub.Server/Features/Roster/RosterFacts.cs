namespace Hub.Features.Roster;

/// <summary>Facts of who offers what where. Their first name is <c>floor</c>, as in the ledgers of the first
/// hubs.</summary>
public static class RosterFacts
{
    public static readonly FactKind[] All =
    [
        FactKind.Of<RosterImported>("floor", "roster"),
        FactKind.Of<RosterWithdrawn>("floor", "withdrawn"),
        FactKind.Of<BoothClosed>("floor", "closed"),
        FactKind.Of<BoothOpened>("floor", "opened"),
    ];
}

/// <summary>Employers and positions were added or changed.</summary>
public sealed record RosterImported(IReadOnlyList<Employer> Employers, IReadOnlyList<Position> Positions) : Fact;

/// <summary>Employers, with all their positions, and single positions are no longer offered.</summary>
/// <param name="Positions">Without those of <paramref name="Employers"/>.</param>
public sealed record RosterWithdrawn(IReadOnlyList<EmployerId> Employers, IReadOnlyList<string> Positions) : Fact;

/// <summary>A booth takes nobody any more; whoever was there has left.</summary>
public sealed record BoothClosed(BoothId Booth) : Fact;

/// <summary>A closed booth takes people again.</summary>
public sealed record BoothOpened(BoothId Booth) : Fact;
