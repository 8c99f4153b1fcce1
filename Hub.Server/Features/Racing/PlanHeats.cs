using System.ComponentModel.DataAnnotations;

namespace Hub.Features.Racing;

/// <summary>Says when the heats of a stage are flown that are not flown yet. A heat that is called late moves those
/// behind it.</summary>
/// <param name="First">When the first of them starts.</param>
/// <param name="Minutes">From one heat to the next: 1 to 240.</param>
public sealed record PlanHeats(ContestId Contest, string Stage, DateTimeOffset First, int Minutes) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var stage = fair.OpenStage(Contest, Stage);
        if (Minutes is < 1 or > 240 || (First - now).Duration() > TimeSpan.FromDays(31))
            throw RaceRefusals.BadTimes();
        var from = stage.Bracket.Heats.FirstOrDefault(h => !h.IsDecided) ?? throw RaceRefusals.StageEnded(Stage);
        var first = First.ToUniversalTime();
        return stage.Schedule == new Schedule(from.Id, first, Minutes)
            ? Decision.Nothing
            : new HeatsPlanned(Contest, Stage, from.Id, first, Minutes);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/race/stages/{stage}/plan",
                (ContestId contest, string stage, PlanHeatsRequest p, HttpContext http) =>
                    http.Ask(new PlanHeats(contest, stage, p.First, p.Minutes))
            )
            .Asks<PlanHeats>("Say when the heats of a stage are flown");
}

/// <param name="First">When the first heat starts that is not flown yet.</param>
/// <param name="Minutes">From one heat to the next.</param>
public sealed record PlanHeatsRequest(DateTimeOffset First, [property: Range(1, 240)] int Minutes);
