using System.ComponentModel.DataAnnotations;
using Hub.Features.Contest;

namespace Hub.Features.Racing;

/// <summary>Fixes who flies in a stage. Until its first heat is flown it can be opened again; the draw stays the same,
/// because its secret does.</summary>
/// <param name="Among">Who goes in of those who share the last rank, the best first; null: nobody was chosen.</param>
/// <param name="Reason">Why these; 1 to 200 characters.</param>
/// <param name="Draw">Draw among those who share the last rank.</param>
public sealed record OpenStage(
    ContestId Contest,
    string Stage,
    IReadOnlyList<ContestantId>? Among = null,
    string? Reason = null,
    bool Draw = false
) : Command
{
    public override Who May() => Who.LeaderOf(Contest);

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        var (race, contest) = (fair.Race(Contest), fair.Contest(Contest));
        var stage = race.Plan.Stages.FirstOrDefault(s => s.Id == Stage) ?? throw RaceRefusals.UnknownStage(Stage);
        if (race.Stages.GetValueOrDefault(Stage) is { HasBegun: true })
            throw RaceRefusals.StageBegun(Stage);
        var draw = race.Draw(Stage);
        var order = Order(fair, contest, race, stage, now);
        var (chosen, drawn, take) = (false, false, Math.Min(stage.Take ?? order.Count, order.Count));
        if (take < order.Count && order[take - 1].Rank == order[take].Rank)
        {
            var rank = order[take].Rank;
            var (better, tied) = (
                order.Count(p => p.Rank < rank),
                order.Where(p => p.Rank == rank).Select(p => p.Pilot)
            );
            var first = Among is null && Draw ? draw.Order(tied) : Chosen(contest, take - better, [.. tied]);
            (chosen, drawn) = (Among is not null, Among is null);
            order =
            [
                .. order.Take(better),
                .. first.Concat(tied.Except(first)).Select(p => (p, rank)),
                .. order.Where(p => p.Rank > rank),
            ];
        }
        var most = stage.Format is RaceFormat.Ace ? stage.Heat : RaceStage.MostPilots;
        if (take < 2 || take > most)
            throw RaceRefusals.PilotCount(take, 2, most);
        IReadOnlyList<ContestantId> seeds = [.. order.Take(take).Select(p => p.Pilot)];
        return new StageOpened(
            Contest,
            Stage,
            stage.Seeding is Seeding.Draw ? draw.Order(seeds) : seeds,
            [.. order.Skip(take).Select(p => p.Pilot)],
            drawn || stage.Seeding is Seeding.Draw,
            chosen ? [.. Among!.Select(c => contest.Sheet(c).Number)] : null,
            chosen ? ContestOfFair.Reason(Reason ?? "") : null
        );
    }

    /// <summary>Who may come into the stage, the best first.</summary>
    private List<(ContestantId Pilot, int Rank)> Order(
        Fair fair,
        ContestState contest,
        RaceState race,
        RaceStage stage,
        DateTimeOffset now
    )
    {
        var before = race.Plan.Stages.TakeWhile(s => s != stage).LastOrDefault(s => s.Group == stage.Group);
        var from =
            stage.From
            ?? (
                before is null ? SeedsFrom.List
                : before.Format is RaceFormat.Heats ? SeedsFrom.Standings
                : SeedsFrom.Stage
            );
        IEnumerable<(ContestantId Pilot, int Rank)> order = from switch
        {
            SeedsFrom.List => contest.Order.Select((p, i) => (p, i + 1)),
            SeedsFrom.Standings => Standings(fair, contest, now),
            _ => before is null ? throw RaceRefusals.UnknownStage($"{Stage} - 1") : Ranking(fair, before),
        };
        return
        [
            .. order.Where(p =>
                contest.Sheets.TryGetValue(p.Pilot, out var sheet)
                && !RaceSlice.IsScratch(sheet.Status)
                && (stage.Group is null || sheet.Group == stage.Group)
            ),
        ];
    }

    /// <summary>Only what the public may know: the seeds are public.</summary>
    private static IEnumerable<(ContestantId, int)> Standings(Fair fair, ContestState contest, DateTimeOffset now) =>
        contest.At(now) is { Frozen: null, Reveal: null } open && fair.IsWhole(open)
            ? open
                .Standings.Where(s => s.Rank is not null)
                .OrderBy(s => s.Rank)
                .Select(s => (s.Entrant.Number, s.Rank!.Value))
            : throw RaceRefusals.StandingsKept();

    private IEnumerable<(ContestantId, int)> Ranking(Fair fair, RaceStage before) =>
        fair.OpenStage(Contest, before.Id).Bracket is { HasEnded: true } ended
            ? ended.Ranking.Where(r => r.Rank is not null).Select(r => (r.Pilot, r.Rank!.Value))
            : throw RaceRefusals.StageNotEnded(before.Id);

    private IReadOnlyList<ContestantId> Chosen(ContestState contest, int places, IReadOnlyList<ContestantId> tied)
    {
        if (Among is null)
            throw RaceRefusals.SeedsTied(places, [.. tied.Select(contest.Called)]);
        var among = Among.Select(c => contest.Sheet(c).Number).ToList();
        return among.Count == places && among.Distinct().Count() == places && among.All(tied.Contains)
            ? among
            : throw RaceRefusals.NotAmongTied(places, [.. tied.Select(contest.Called)]);
    }

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapPost(
                "contests/{contest}/race/stages/{stage}/open",
                (ContestId contest, string stage, OpenStageRequest o, HttpContext http) =>
                    http.Ask(new OpenStage(contest, stage, o.Among, o.Reason, o.Draw))
            )
            .Asks<OpenStage>("Open a stage of a race: who flies in it is fixed");
}

/// <param name="Among">Who goes in of those who share the last rank.</param>
/// <param name="Draw">Draw among them.</param>
public sealed record OpenStageRequest(
    IReadOnlyList<ContestantId>? Among = null,
    [property: MaxLength(ContestOfFair.LongestReason)] string? Reason = null,
    bool Draw = false
);
