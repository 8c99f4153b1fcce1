namespace Hub.Features.People;

/// <summary>The row <c>retention</c> of <c>privacy</c>.</summary>
/// <param name="ErasesOn">The first day on which nothing is left.</param>
/// <param name="People">Visitors of whom something is kept.</param>
/// <param name="Notes">Notes about visitors.</param>
public sealed record RetentionRow(DateOnly? Ends, int Days, DateOnly ErasesOn, int People, int Notes, int Erased);

public static class PrivacyBoard
{
    public static readonly Board Board = new Board<RetentionRow>(
        "privacy",
        _ => Who.Organizer,
        (fair, _) => (fair.Privacy, fair.People, fair.Slice<About>().Day(fair.At)),
        (fair, _, _) => [("retention", Row(fair))]
    );

    private static RetentionRow Row(Fair fair)
    {
        var kept = fair.VisitorsData.ToLookup(d => d.Key is PersonKey.Note);
        return new RetentionRow(
            fair.Privacy.Ends,
            fair.Privacy.Days,
            Retention.ErasesOn(fair),
            kept[false].Count(),
            kept[true].Count(),
            fair.Privacy.Erased.Count
        );
    }
}
