using Hub.Ledger;

namespace Hub.Access;

/// <summary>Erases a person's data; what they did stays counted, without a name.</summary>
public sealed record ErasePerson(string Key) : Command
{
    public override bool Allows(Asker asker) => asker.Role is Role.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) => fair.People.ContainsKey(Key)
        ? new Decision([new PersonErased(Key)], [new PersonChange(Key, null)])
        : throw Refusal.Unknown("person", "没有这个人的资料。", "There is no data of this person.");

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapDelete("people/{**key}", (string key, HttpContext http) => http.Ask(new ErasePerson(key))).AsCommand("Erase a person's data (organizer)");
}
