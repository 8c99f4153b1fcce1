namespace Hub.Features.Access;

/// <summary>An organizer, who may be the one that asked, says no: it is not done.</summary>
public sealed record RefuseSecond(string Id) : Command
{
    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.Access.Seconds.ContainsKey(Id) ? new SecondRefused(Id) : Decision.Nothing;

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapDelete("seconds/{id}", (string id, HttpContext http) => http.Ask(new RefuseSecond(id)))
            .Asks<RefuseSecond>("Refuse what an organizer has asked");
}
