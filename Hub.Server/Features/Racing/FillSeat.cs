using System.ComponentModel.DataAnnotations;
using Hub.Features.Contest;

namespace Hub.Features.Racing;

/// <summary>The next in the order gets the seed of somebody who was scratched late, before the stage's first heat was
/// flown.</summary>
/// <param name="Contestant">Who does not start.</param>
/// <param name="Reason">For the record; 1 to 200 characters.</param>
public sealed record FillSeat(ContestId Contest, string Stage, ContestantId Contestant, string Reason) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var (stage, contest) = (fair.OpenStage(Contest, Stage), fair.Contest(Contest));
        if (stage.HasBegun)
            throw RaceRefusals.StageBegun(Stage);
        var gone = contest.Pilot(Contestant);
        if (!stage.Seeds.Contains(gone) || !stage.Scratched.Contains(gone))
            throw RaceRefusals.NotScratched(Contestant);
        var next = stage.Reserves.Except(stage.Scratched).ToList();
        return next.Count == 0
            ? throw RaceRefusals.NoReserve()
            : new SeatFilled(Contest, Stage, gone, next[0], ContestOfFair.Reason(Reason));
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/race/stages/{stage}/seat",
                (ContestId contest, string stage, FillSeatRequest s, HttpContext http) =>
                    http.Ask(new FillSeat(contest, stage, s.Contestant, s.Reason))
            )
            .Asks<FillSeat>("Give the seed of a scratched pilot to the next in the order");
}

/// <param name="Contestant">Who does not start.</param>
public sealed record FillSeatRequest(
    ContestantId Contestant,
    [property: MaxLength(ContestOfFair.LongestReason)] string Reason
);
