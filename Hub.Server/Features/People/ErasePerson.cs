namespace Hub.Features.People;

/// <summary>Erases a person's data; what they did stays counted, without a name.</summary>
/// <param name="Key">See <see cref="PersonKey"/>.</param>
public sealed record ErasePerson(string Key) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.People.ContainsKey(Key)
            ? new Decision([new PersonErased(Key)], [new PersonChange(Key, null)])
            : throw PeopleRefusals.UnknownPerson();

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapDelete("people/{**key}", (string key, HttpContext http) => http.Ask(new ErasePerson(key)))
            .Asks<ErasePerson>("Erase a person's data");
}
