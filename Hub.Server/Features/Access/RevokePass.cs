namespace Hub.Features.Access;

/// <summary>A pass counts no more: its owner gives it up, or the organizer takes it back.</summary>
public sealed record RevokePass(PassId Pass) : Command
{
    public override Who May() => Who.HolderOf(Pass) | Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) =>
        fair.Access.Passes.GetValueOrDefault(Pass) switch
        {
            null => throw AccessRefusals.UnknownPass(Pass),
            { Revoked: true } => Decision.Nothing,
            _ => new PassRevoked(Pass),
        };

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapDelete("passes/{pass}", (PassId pass, HttpContext http) => http.Ask(new RevokePass(pass)))
            .Asks<RevokePass>("Revoke a pass");
}
