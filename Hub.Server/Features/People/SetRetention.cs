using System.ComponentModel.DataAnnotations;
using Hub.Features.Access;

namespace Hub.Features.People;

/// <summary>Says when the fair ends, and how many days later personal data of visitors is erased. That it is erased
/// earlier than until now, while some is kept, needs a second: see <see cref="Seconds"/>.</summary>
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
        if ((fair.Privacy.Ends, fair.Privacy.Days) == (Ends, Days))
            return Decision.Nothing;
        var isEarlier = Retention.ErasesOn(fair, Ends, Days) < Retention.ErasesOn(fair);
        return isEarlier && asker.NeedsSecond && fair.VisitorsData.Any()
            ? fair.AskSecond(SecondAsked.Now(asker, Weighty.Retention, "", now) with { Days = Days, Ends = Ends }, now)
            : new RetentionSet(Ends, Days);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("retention", (SetRetention r, HttpContext http) => http.Ask(r))
            .Asks<SetRetention>("Say when the fair ends and how long personal data is kept after it");
}
