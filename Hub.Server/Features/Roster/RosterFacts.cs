namespace Hub.Features.Roster;

/// <summary>Facts of who offers what where. Their first name is <c>floor</c>, as in the ledgers of the first
/// hubs.</summary>
public static class RosterFacts
{
    public static readonly FactKind[] All =
    [
        FactKind.Of<RosterImported>("floor", "roster"),
        FactKind.Of<BoothClosed>("floor", "closed"),
        FactKind.Of<BoothOpened>("floor", "opened"),
    ];
}

/// <summary>Employers and positions were added or changed.</summary>
public sealed record RosterImported(IReadOnlyList<Employer> Employers, IReadOnlyList<Position> Positions) : Fact;

/// <summary>A booth takes nobody any more; whoever was there has left.</summary>
public sealed record BoothClosed(BoothId Booth) : Fact;

/// <summary>A closed booth takes people again.</summary>
public sealed record BoothOpened(BoothId Booth) : Fact;
