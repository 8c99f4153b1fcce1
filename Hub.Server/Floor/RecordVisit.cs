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
    public override bool Allows(Asker asker) => asker.Role is Role.Organizer || asker.Role is Role.Recruiter && asker.Booth == Booth;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (Pass is null || !PassShape().IsMatch(Pass)) throw Refusal.Malformed("通行证号只能是 1–32 个字母、数字或“-”。", "A pass is 1 to 32 letters, digits and '-'.");
        if (Booth is null || !fair.Floor.Directory.Booths.ContainsKey(Booth)) throw Refusal.Unknown("booth", $"没有展位 {Booth}。", $"There is no booth {Booth}.");
        var here = fair.Floor.Passes.GetValueOrDefault(Pass)?.Booth == Booth;
        return here == (Way is Way.In) ? Decision.Nothing : new VisitRecorded(Pass, Booth, Way is Way.In, fair.Slice<About>().Day(now));
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost("visits", (RecordVisit visit, HttpContext http) => http.Ask(visit)).AsCommand("A pass enters or leaves a booth (recruiter of it, organizer)").IsQuick();

    [GeneratedRegex("^[A-Za-z0-9-]{1,32}\\z")]
    private static partial Regex PassShape();
}
