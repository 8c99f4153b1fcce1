namespace Hub.Features.Floor;

public static class FloorFacts
{
    public static readonly FactKind[] All =
    [
        FactKind.Of<VisitRecorded>("floor", "visit"),
        FactKind.Of<VisitTakenBack>("floor", "taken-back"),
        FactKind.Of<CapacitySet>("floor", "capacity"),
        FactKind.Of<PlanSet>("floor", "plan"),
        FactKind.Of<BoothPlaced>("floor", "placed"),
    ];
}

/// <summary>A pass entered or left a booth. Entering one booth leaves the one before.</summary>
/// <param name="Day">The date at the fair's place.</param>
public sealed record VisitRecorded(PassId Pass, BoothId Booth, bool In, DateOnly Day) : Fact
{
    // a ledger may have a million of them, and JSON is read fastest into at most four parameters
    /// <summary>When it was scanned, by the hub's clock, where a tablet has said so; else that is when the fact came
    /// into the ledger.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>A scan was a mistake: the pass neither entered nor left then.</summary>
/// <param name="Day">As in the <see cref="VisitRecorded"/> that it takes back.</param>
/// <param name="At">The scan's moment, by the hub's clock.</param>
public sealed record VisitTakenBack(PassId Pass, BoothId Booth, bool In, DateOnly Day, DateTimeOffset At) : Fact;

/// <summary>The organizer said how many people a place holds.</summary>
/// <param name="People">Null: nobody counts.</param>
public sealed record CapacitySet(PlaceId Place, int? People) : Fact;

/// <summary>The halls have a picture.</summary>
/// <param name="Type">Of its content, like <c>image/png</c>.</param>
/// <param name="Image">Base64; null: there is none any more.</param>
public sealed record PlanSet(string? Type, string? Image) : Fact;

/// <summary>A booth has its place on the plan.</summary>
/// <param name="X">From the left, in thousandths of the picture's width; null: it has none any more.</param>
/// <param name="Y">From the top, in thousandths of its height.</param>
public sealed record BoothPlaced(BoothId Booth, int? X, int? Y) : Fact;
