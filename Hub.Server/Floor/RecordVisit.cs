using System.Text.RegularExpressions;
using Hub.Access;
using Hub.Ledger;

namespace Hub.Floor;

/// <summary>Which way a pass goes.</summary>
public enum Way { In, Out }

/// <summary>A pass enters or leaves a booth. Entering where it is, or leaving where it is not, changes nothing.</summary>
/// <param name="Pass">1 to 32 letters, digits and '-'.</param>
public sealed partial record RecordVisit(string Pass, string Booth, Way Way) : Command
{
    public override bool Allows(Asker asker) => asker.Role is Role.Organizer || asker.Role is Role.Recruiter && asker.Booth == Booth || asker.Pass is { } own && own == Pass;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (Pass is null || !PassShape().IsMatch(Pass)) throw Refusal.Malformed("通行证号只能是 1–32 个字母、数字或“-”。", "A pass is 1 to 32 letters, digits and '-'.");
        var pass = Known(fair);
        if (Booth is null || !fair.Floor.Directory.Booths.ContainsKey(Booth)) throw Refusal.Unknown("booth", $"没有展位 {Booth}。", $"There is no booth {Booth}.");
        var here = fair.Floor.Passes.GetValueOrDefault(pass)?.Booth == Booth;
        return here == (Way is Way.In) ? Decision.Nothing : new VisitRecorded(pass, Booth, Way is Way.In, fair.Slice<About>().Day(now));
    }

    /// <summary>The pass as it was made, however it was typed; as it is, where the fair takes passes that it did not make.</summary>
    private string Known(Fair fair)
    {
        var (made, pass) = (PassCode.Normal(Pass), fair.Access.Passes.GetValueOrDefault(PassCode.Normal(Pass)));
        if (pass is { Revoked: true }) throw new Refusal("pass-revoked", $"通行证 {made} 已作废，请出示新的通行证。", $"Pass {made} was revoked; show the new one.");
        if (pass is null && fair.Floor.KnownPassesOnly) throw Refusal.Unknown("pass", $"没有通行证 {Pass}：请在手机上打开“我的通行证”。", $"There is no pass {Pass}: open \"My pass\" on the phone.");
        return pass is null ? Pass : made;
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("visits", (RecordVisit visit, HttpContext http) => http.Ask(visit)).AsCommand("A pass enters or leaves a booth (recruiter of it, organizer, and who holds the pass)").IsQuick();

    [GeneratedRegex("^[A-Za-z0-9-]{1,32}\\z")]
    private static partial Regex PassShape();
}
