namespace Hub.Features.People;

/// <summary>How long personal data of visitors is kept. When the time is over, the hub erases it by itself.</summary>
public static class Retention
{
    /// <summary>The first day, at the fair's place, on which nothing may be left.</summary>
    public static DateOnly ErasesOn(Fair fair) => ErasesOn(fair, fair.Privacy.Ends, fair.Privacy.Days);

    /// <summary>The same, if that were set: see <see cref="RetentionSet"/>.</summary>
    public static DateOnly ErasesOn(Fair fair, DateOnly? ends, int days) =>
        (ends ?? fair.Slice<About>().Day(fair.At)).AddDays(days + 1);

    /// <summary>Whether somebody said on a day when the time was over that the clock is right, and before
    /// this.</summary>
    public static bool IsConfirmed(Fair fair, DateTimeOffset before) =>
        fair.Privacy.Confirmed is { } at && at <= before && fair.Slice<About>().Day(at) >= ErasesOn(fair);

    /// <exception cref="Refusal"><c>fair-over</c></exception>
    public static void DemandNotOver(Fair fair, DateTimeOffset now)
    {
        if (fair.Privacy.Ends is not null && fair.Slice<About>().Day(now) >= ErasesOn(fair))
            throw PeopleRefusals.FairOver();
    }
}
