using System.ComponentModel.DataAnnotations;

namespace Hub.Features.People;

/// <summary>Says when the fair ends, and how many days later personal data of visitors is erased.</summary>
/// <param name="Days">0 to 365.</param>
/// <param name="Ends">Null: the day on which the hub was last asked for anything.</param>
public sealed record SetRetention([property: Range(0, SetRetention.MostDays)] int Days, DateOnly? Ends = null) : Command
{
    public const int MostDays = 365;

    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (Days is < 0 or > MostDays)
            throw PeopleRefusals.BadRetention();
        return (fair.Privacy.Ends, fair.Privacy.Days) == (Ends, Days) ? Decision.Nothing : new RetentionSet(Ends, Days);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("retention", (SetRetention r, HttpContext http) => http.Ask(r))
            .Asks<SetRetention>("Say when the fair ends and how long personal data is kept after it");
}
