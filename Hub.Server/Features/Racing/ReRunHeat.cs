using System.ComponentModel.DataAnnotations;
using Hub.Features.Contest;

namespace Hub.Features.Racing;

/// <summary>A heat is flown again: what was said and timed of it does not count.</summary>
/// <param name="Reason">For the record; 1 to 200 characters.</param>
/// <param name="Withdraw">As in <see cref="ReportHeat"/>.</param>
public sealed record ReRunHeat(ContestId Contest, string Stage, string Heat, string Reason, bool Withdraw = false)
    : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var stage = fair.OpenStage(Contest, Stage);
        if (stage.HeatToFly(Heat).State is not HeatState.Flown && stage.Timings.Current(Heat) is null)
            throw RaceRefusals.NothingToReRun(Heat);
        var reason = ContestOfFair.Reason(Reason);
        var later = Later.Of(stage.Void(Heat));
        if (later.Count > 0 && !Withdraw)
            throw RaceRefusals.LaterHeatsFlown(later);
        return Decision.Of(later.Append(Heat).Select(h => new HeatVoided(Contest, Stage, h, stage.Run(h), reason)));
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/race/stages/{stage}/heats/{heat}/again",
                (ContestId contest, string stage, string heat, ReRunRequest r, HttpContext http) =>
                    http.Ask(new ReRunHeat(contest, stage, heat, r.Reason, r.Withdraw))
            )
            .Asks<ReRunHeat>("Fly a heat again");
}

public sealed record ReRunRequest(
    [property: MaxLength(ContestOfFair.LongestReason)] string Reason,
    bool Withdraw = false
);
