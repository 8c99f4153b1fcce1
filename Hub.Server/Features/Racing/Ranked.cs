using System.Text.Json.Serialization;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Racing;

[JsonConverter(typeof(Words<PilotFate>))]
public enum PilotFate
{
    /// <summary>Has a heat to fly, or flies on.</summary>
    In,
    Out,
    Won,
}

/// <summary>How far a pilot came in a stage.</summary>
/// <param name="Rank">1 is best; null: not known yet, or not ranked.</param>
/// <param name="Seed">1 is the best.</param>
/// <param name="Heat">The last heat that the pilot has a slot in.</param>
/// <param name="Wins">Heats won.</param>
/// <param name="Laps">Of the pilot's best heat.</param>
/// <param name="Time">Of the pilot's best heat: seconds, exact.</param>
public sealed record Ranked(
    ContestantId Pilot,
    int? Rank,
    int Seed,
    PilotFate Fate,
    string? Heat,
    int Wins,
    int? Laps,
    decimal? Time
)
{
    /// <summary>The pilots of a stage, the best first.</summary>
    /// <remarks>An elimination ranks by the depth of the heat in which a pilot went out, then by the place in it, then
    /// by the seed, as the published results of drone races do; nobody shares a rank. A qualification ranks by the best
    /// timed heat (more laps, then less time), then who was not timed by the sum of places, in which a heat that was
    /// not flown counts one place more than it has slots; equal ones share a rank. Chase the ace ranks by heats won,
    /// then by the sum of places, then by the place in the last heat, then by the seed.</remarks>
    internal static IReadOnlyList<Ranked> Of(
        RaceStage stage,
        IReadOnlyList<ContestantId> seeds,
        IReadOnlyList<Heat> heats,
        IReadOnlyList<ContestantId> scratched
    )
    {
        var flown = seeds.ToDictionary(p => p, _ => new List<(Heat Heat, Placing? Placing)>());
        foreach (var heat in heats.Where(h => h.State is not HeatState.Unneeded))
        foreach (var pilot in heat.Slots.Select(s => s.Pilot).OfType<ContestantId>())
            flown[pilot].Add((heat, heat.Places.FirstOrDefault(p => p.Contestant == pilot)));
        var done = heats.All(h => h.IsDecided);
        List<Run> runs = [.. seeds.Select((p, i) => new Run(p, i + 1, scratched.Contains(p), flown[p], heats))];
        return stage.Format switch
        {
            RaceFormat.Heats => Qualified(runs, done),
            RaceFormat.Ace => Chased(stage, runs, done),
            _ => Eliminated(runs, heats),
        };
    }

    /// <param name="Heats">The heats that the pilot has a slot in, in their order, with the place in it.</param>
    private sealed record Run(
        ContestantId Pilot,
        int Seed,
        bool Scratched,
        List<(Heat Heat, Placing? Placing)> Heats,
        IReadOnlyList<Heat> All
    )
    {
        public Heat Last => Heats[^1].Heat;

        public Placing? Best =>
            Heats
                .Select(h => h.Placing)
                .Where(p => p is { Flew: true, Laps: not null, Time: not null })
                .OrderByDescending(p => p!.Laps)
                .ThenBy(p => p!.Time)
                .FirstOrDefault();

        public int Wins => Heats.Count(h => h.Heat.GoOn is [var first, ..] && first == Pilot);

        public bool HasFlown => Heats.Any(h => h.Placing is not null);

        /// <summary>A heat that was not flown counts as the last place and one more.</summary>
        public int Places => Heats.Sum(h => h.Placing?.Place ?? h.Heat.Slots.Count + 1);

        /// <summary>How far out of an elimination; null: still in.</summary>
        public (int Depth, bool Behind, int Place, int Seed)? Out =>
            !Last.IsDecided && !Scratched
            || Last.IsDecided && Last.Laid.Side is BracketSide.Final && Last.GoOn.Contains(Pilot)
                ? null
                : (
                    -Last.Laid.Depth,
                    Last.Laid.Drops || Heats[^1].Placing is null,
                    Heats[^1].Placing?.Place ?? int.MaxValue,
                    Seed
                );

        public Ranked As(int? rank, PilotFate fate) =>
            new(Pilot, rank, Seed, fate, Heats.Count == 0 ? null : Last.Id, Wins, Best?.Laps, Best?.Time);
    }

    private static List<Ranked> Eliminated(List<Run> runs, IReadOnlyList<Heat> heats)
    {
        var (ahead, done) = (runs.Where(r => r.Out is null).ToList(), heats.All(h => h.IsDecided));
        // who goes out in a heat that is not flown yet comes between those who are out, and not behind them
        var open = heats
            .Where(h => !h.IsDecided && !h.Laid.Drops)
            .Select(h => h.Laid.Depth)
            .DefaultIfEmpty(int.MaxValue);
        var first = open.Min();
        return
        [
            .. ahead.Select(r => r.As(done ? 1 : null, done ? PilotFate.Won : PilotFate.In)),
            .. runs.Where(r => r.Out is not null)
                .OrderBy(r => r.Out)
                .Select((r, i) => r.As(-r.Out!.Value.Depth < first ? ahead.Count + i + 1 : null, PilotFate.Out)),
        ];
    }

    private static List<Ranked> Qualified(List<Run> runs, bool done)
    {
        var order = runs.Where(r => r is { Scratched: false, HasFlown: true })
            .OrderBy(r => Key(r))
            .ThenBy(r => r.Seed)
            .ToList();
        var ranked = new List<Ranked>();
        foreach (var (i, run) in order.Index())
            ranked.Add(run.As(i > 0 && Key(run) == Key(order[i - 1]) ? ranked[^1].Rank : i + 1, PilotFate.In));
        return
        [
            .. ranked,
            .. runs.Except(order)
                .OrderBy(r => r.Scratched)
                .Select(r => r.As(null, r.Scratched ? PilotFate.Out : PilotFate.In)),
        ];

        static (int, decimal, int) Key(Run run) =>
            run.Best is { } best ? (-best.Laps!.Value, best.Time!.Value, 0) : (1, 0, run.Places);
    }

    private static List<Ranked> Chased(RaceStage stage, List<Run> runs, bool done) =>
        [
            .. runs.OrderBy(r => r.Scratched && r.Wins < stage.Wins)
                .ThenByDescending(r => r.Wins)
                .ThenBy(r => r.Places)
                .ThenBy(r => r.Heats.LastOrDefault(h => h.Placing is not null).Placing?.Place ?? int.MaxValue)
                .ThenBy(r => r.Seed)
                .Select(
                    (r, i) =>
                        r.As(
                            done ? i + 1 : null,
                            r.Scratched && r.Wins < stage.Wins ? PilotFate.Out
                                : !done ? PilotFate.In
                                : i == 0 ? PilotFate.Won
                                : PilotFate.Out
                        )
                ),
        ];
}
