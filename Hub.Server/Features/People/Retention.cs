namespace Hub.Features.People;

/// <summary>How long personal data of visitors is kept. When the time is over, the hub erases it by itself.</summary>
public static class Retention
{
    /// <summary>The first day, at the fair's place, on which nothing may be left.</summary>
    public static DateOnly ErasesOn(Fair fair) =>
        (fair.Privacy.Ends ?? fair.Slice<About>().Day(fair.At)).AddDays(fair.Privacy.Days + 1);

    /// <exception cref="Refusal"><c>fair-over</c></exception>
    public static void DemandNotOver(Fair fair, DateTimeOffset now)
    {
        if (fair.Privacy.Ends is not null && fair.Slice<About>().Day(now) >= ErasesOn(fair))
            throw PeopleRefusals.FairOver();
    }
}
