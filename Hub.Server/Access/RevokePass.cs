using Hub.Ledger;

namespace Hub.Access;

/// <summary>A pass counts no more: its owner gives it up, or the organizer takes it back.</summary>
public sealed record RevokePass(string Pass) : Command
{
    public override bool Allows(Asker asker) => asker.Role is Role.Organizer || asker.Holds(Pass);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now) => fair.Access.Passes.GetValueOrDefault(Pass) switch
    {
        null => throw Refusal.Unknown("pass", $"没有通行证 {Pass}。", $"There is no pass {Pass}."),
        { Revoked: true } => Decision.Nothing,
        _ => new PassRevoked(Pass),
    };

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapDelete("passes/{pass}", (string pass, HttpContext http) => http.Ask(new RevokePass(PassCode.Normal(pass)))).AsCommand("Revoke a pass (its owner, organizer)");
}
