using Hub.Access;
using Hub.Floor.Queues;
using Hub.Ledger;

namespace Hub.Floor.Intentions;

/// <summary>Erases all that is known of a person: what they typed, what was written about them, their consents. Their places in queues are given up and the
/// pass counts no more; what they did stays counted under its number, which leads to nobody.</summary>
public sealed record ErasePass(string Pass) : Command
{
    public override bool Allows(Asker asker) => asker.Role is Role.Organizer || asker.Holds(Pass);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        // however it was typed, unless it is a pass of another system, which is as it is
        var pass = fair.Access.Passes.ContainsKey(PassCode.Normal(Pass)) ? PassCode.Normal(Pass) : Pass;
        if (fair.Intentions.Erased.Contains(pass)) return Decision.Nothing;
        var known = fair.Access.Passes.GetValueOrDefault(pass);
        string[] keys = [.. Profile.KeysOf(fair, pass)];
        if (known is null && keys.Length == 0 && !fair.Queues.Passes.ContainsKey(pass) && !fair.Floor.Passes.ContainsKey(pass)) throw Refusal.Unknown("person", "没有这个人的资料。", "There is no data of this person.");
        return new Decision([new PassErased(pass), .. fair.Queues.GivenUp(pass), .. known is { Revoked: false } ? [new PassRevoked(pass)] : (Fact[])[]], [.. keys.Select(k => new PersonChange(k, null))]);
    }

    public static void Map(IEndpointRouteBuilder fair)
    {
        fair.MapDelete("people/pass/{pass}", (string pass, HttpContext http) => http.Ask(new ErasePass(pass))).AsCommand("Erase all that is known of a visitor (its owner, organizer)");
    }
}
