using System.Text.Json.Serialization;
using Hub.Ledger;

namespace Hub.Access;

/// <summary>A visitor's phone makes its pass: anonymous, a number and no name. Who has one gets another in its place: the old one was lost, or seen by whom it
/// should not.</summary>
/// <param name="Hash">See <see cref="PassMade"/>.</param>
public sealed record MakePass([property: JsonIgnore] string Pass, [property: JsonIgnore] string Hash) : Command
{
    public override bool Allows(Asker asker) => asker.Role is Role.Visitor;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (fair.Access.Passes.ContainsKey(Pass)) throw new Refusal("pass-taken", "这个号码已被使用，请再试一次。", "This number is taken; try again.", retry: true);
        return new PassMade(Pass, Hash, asker.Pass);
    }
}

/// <summary>A pass in its owner's hands.</summary>
/// <param name="Code">Brings the pass to another phone (<c>POST /api/enter</c>), and is what this one holds as its cookie.</param>
public sealed record OwnPass(string Pass, string Code);

public static class MakePassEndpoint
{
    public static void Map(IEndpointRouteBuilder fair)
    {
        fair.MapPost("passes", async (HttpContext http) =>
        {
            var (pass, code) = (PassCode.NewPass(), PassCode.New());
            if ((await http.Ask(new MakePass(pass, PassCode.HashText(code)))).Repeated)
                throw new Refusal("secret-shown-once", "这个通行证已经生成，恢复码不会再次发送；请重新生成。", "This pass was made already and its code is not sent again; make another.");
            Door.Keep(http, Role.Visitor, code);
            return Own(http, pass, code);
        }).AsCommand("Make a pass for this phone, or another one in place of its own (visitor)").RequireRateLimiting(Limits.Entering);

        fair.MapGet("passes/mine", (string fair, HttpContext http) => Door.Who(http, fair).Pass is { } pass && Door.Shown(http) is { } code ? Own(http, pass, PassCode.Normal(code))
            : throw Refusal.Unknown("pass", "这部手机还没有通行证。", "This phone has no pass yet.")).WithSummary("The pass of this phone, with its restore code");
    }

    private static OwnPass Own(HttpContext http, string pass, string code)
    {
        http.Response.Headers.CacheControl = "no-store";
        return new OwnPass(pass, PassCode.Spaced(code));
    }
}
