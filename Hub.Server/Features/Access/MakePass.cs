using System.Text.Json.Serialization;

namespace Hub.Features.Access;

/// <summary>A visitor's phone makes its pass: anonymous, a number and no name. Who has one gets another in its place:
/// the old one was lost, or seen by whom it should not.</summary>
/// <param name="Hash">See <see cref="PassMade"/>.</param>
public sealed record MakePass([property: JsonIgnore] PassId Pass, [property: JsonIgnore] string Hash) : Command
{
    public override Who May() => Who.Visitor;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (fair.Access.Passes.ContainsKey(Pass))
            throw AccessRefusals.PassTaken();
        return new PassMade(Pass, Hash, asker.Pass);
    }
}

/// <summary>A pass in its owner's hands.</summary>
/// <param name="Code">Brings the pass to another phone (<c>POST /api/enter</c>), and is what this one holds as its
/// cookie.</param>
public sealed record OwnPass(PassId Pass, string Code);

public static class MakePassEndpoint
{
    public static void Map(IEndpointRouteBuilder fair)
    {
        fair.MapPost(
                "passes",
                async (HttpContext http) =>
                {
                    Door.DemandOwnPage(http);
                    var (pass, code) = (PassCode.NewPass(), PassCode.New());
                    if ((await http.Ask(new MakePass(pass, PassCode.HashText(code)))).Repeated)
                        throw AccessRefusals.PassShownOnce();
                    Door.Keep(http, Role.Visitor, code);
                    return Own(pass, code);
                }
            )
            .Asks<MakePass>("Make a pass for this phone, or another one in place of its own")
            .RequireRateLimiting(Limits.Passes);

        fair.MapGet(
                "passes/mine",
                (string fair, HttpContext http) =>
                    http.Asker().Pass is { } pass && Door.Shown(http) is { } code
                        ? Own(pass, PassCode.Normal(code))
                        : throw AccessRefusals.NoPassYet()
            )
            .WithSummary("The pass of this phone, with its restore code");
    }

    private static OwnPass Own(PassId pass, string code) => new(pass, PassCode.Spaced(code));
}
