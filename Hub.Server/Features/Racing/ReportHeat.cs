using System.ComponentModel.DataAnnotations;
using Hub.Features.Contest;

namespace Hub.Features.Racing;

/// <summary>Says the places of a heat, or corrects them. Who goes on follows from them.</summary>
/// <param name="Run">Which flight of the heat: 1, 2…</param>
/// <param name="Places">Each pilot of the heat once; null: as the timer has them.</param>
/// <param name="Reason">Of a correction; 1 to 200 characters.</param>
/// <param name="Withdraw">Heats that were flown by others than those who are in them now do not count any more.</param>
public sealed record ReportHeat(
    ContestId Contest,
    string Stage,
    string Heat,
    int Run,
    IReadOnlyList<Placing>? Places,
    string? Reason = null,
    bool Withdraw = false
) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var (stage, contest) = (fair.OpenStage(Contest, Stage), fair.Contest(Contest));
        var heat = stage.HeatToFly(Heat);
        if (Run != stage.Run(Heat))
            throw RaceRefusals.NotThisRun(Heat, stage.Run(Heat));
        var timing = stage.Timings.Current(Heat);
        var places = Places is null
            ? timing?.Places(heat.Flying, stage.Stage.Laps) ?? throw RaceRefusals.NotTimed(Heat)
            : Said(contest, heat, timing?.Places(heat.Flying, stage.Stage.Laps));
        Check(stage.Stage, heat, places, contest);
        if (heat.State is HeatState.Flown && heat.Places.SequenceEqual(places))
            return Decision.Nothing;
        var reason = heat.State is HeatState.Flown ? ContestOfFair.Reason(Reason ?? "") : Reason?.Trim();
        var later = Later.Of(stage.Flown(Heat, places));
        if (later.Count > 0 && !Withdraw)
            throw RaceRefusals.LaterHeatsFlown(later);
        return Decision.Of([
            .. later.Select(h => new HeatVoided(Contest, Stage, h, stage.Run(h), reason ?? Heat)),
            new HeatFlown(Contest, Stage, Heat, Run, places, reason),
        ]);
    }

    /// <summary>What was said, with the laps and times of the timer.</summary>
    private IReadOnlyList<Placing> Said(ContestState contest, Heat heat, IReadOnlyList<Placing>? timed) =>
        [
            .. Places!
                .Select(p => p with { Contestant = contest.Pilot(p.Contestant) })
                .Select(p => (Said: p, Timed: timed?.FirstOrDefault(t => t.Contestant == p.Contestant)))
                .Select(p => p.Said with { Laps = p.Timed?.Laps, Time = p.Timed?.Time })
                .OrderBy(p => p.Place)
                .ThenBy(p => heat.Slots.Index().FirstOrDefault(s => s.Item.Pilot == p.Contestant).Index),
        ];

    /// <exception cref="Refusal"><c>not-in-this-heat</c>, <c>bad-places</c>, <c>places-tied</c>,
    /// <c>no-winner</c></exception>
    internal static void Check(RaceStage stage, Heat heat, IReadOnlyList<Placing> places, ContestState contest)
    {
        if (!Bracket.Fits(heat, places))
            throw RaceRefusals.NotInThisHeat(heat.Id, heat.Flying.Select(contest.Called));
        if (
            places
                .Index()
                .Any(p => p.Item.Place != p.Index + 1 && (p.Index == 0 || p.Item.Place != places[p.Index - 1].Place))
            || places.SkipWhile(p => p.Flew).Any(p => p.Flew)
        )
            throw RaceRefusals.BadPlaces(heat.Id);
        if (stage.Format is RaceFormat.Ace && !places[0].Flew)
            throw RaceRefusals.NoWinner(heat.Id);
        if (Ties(heat, places))
            throw RaceRefusals.PlacesTied(heat.Id);
    }

    /// <summary>Whether places are equal that decide who goes where. Those who are out may share one.</summary>
    internal static bool Ties(Heat heat, IReadOnlyList<Placing> places) =>
        heat.Laid.GoOn > 0
        && places.GroupBy(p => p.Place).Any(g => g.Count() > 1 && (heat.Laid.Drops || g.Key <= heat.Laid.GoOn));

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/race/stages/{stage}/heats/{heat}/places",
                (ContestId contest, string stage, string heat, PlacesRequest p, HttpContext http) =>
                    http.Ask(
                        new ReportHeat(
                            contest,
                            stage,
                            heat,
                            p.Run,
                            p.Places?.Select(s => new Placing(s.Contestant, s.Place, s.Outcome)).ToList(),
                            p.Reason,
                            p.Withdraw
                        )
                    )
            )
            .Asks<ReportHeat>("Say the places of a heat, or correct them");
}

/// <param name="Run">Which flight of the heat: 1, 2…</param>
/// <param name="Places">Null: as the timer has them.</param>
/// <param name="Withdraw">Later heats that do not fit any more do not count.</param>
public sealed record PlacesRequest(
    int Run,
    [property: MaxLength(8)] IReadOnlyList<PlaceSaid>? Places = null,
    [property: MaxLength(ContestOfFair.LongestReason)] string? Reason = null,
    bool Withdraw = false
);

public sealed record PlaceSaid(ContestantId Contestant, int Place, FlightOutcome Outcome = FlightOutcome.Finished);
