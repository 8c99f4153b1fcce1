using Hub.Features.Access;

namespace Hub.Features.People;

/// <summary>Erases a person's data; what they did stays counted, without a name. A second confirms it: see
/// <see cref="Seconds"/>.</summary>
/// <param name="Key">See <see cref="PersonKey"/>.</param>
public sealed record ErasePerson(string Key) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        !fair.People.ContainsKey(Key) ? throw PeopleRefusals.UnknownPerson()
        : asker.NeedsSecond ? fair.AskSecond(SecondAsked.Now(asker, Weighty.Person, Key, now), now)
        : new Decision([new PersonErased(Key)], [new PersonChange(Key, null)]);

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapDelete("people/{**key}", (string key, HttpContext http) => http.Ask(new ErasePerson(key)))
            .Asks<ErasePerson>("Erase a person's data");
}
