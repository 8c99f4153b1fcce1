using System.Text.Json.Serialization;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Racing;

[JsonConverter(typeof(Words<FlightOutcome>))]
public enum FlightOutcome
{
    Finished,

    /// <summary>Did not finish. May go on, if not enough did.</summary>
    Dnf,

    /// <summary>Did not start.</summary>
    Dns,

    /// <summary>Disqualified in this heat.</summary>
    Dq,
}

/// <summary>A pilot's place in a heat, as the race director said it.</summary>
/// <param name="Place">1 is the winner.</param>
/// <param name="Laps">Laps that counted, where they were timed.</param>
/// <param name="Time">Seconds from the start signal to the last of them, exact.</param>
public sealed record Placing(
    ContestantId Contestant,
    int Place,
    FlightOutcome Outcome = FlightOutcome.Finished,
    int? Laps = null,
    decimal? Time = null
)
{
    /// <summary>Whether it is a place of somebody who flew.</summary>
    [JsonIgnore]
    public bool Flew => Outcome is FlightOutcome.Finished or FlightOutcome.Dnf;
}

/// <param name="Pilot">Null: nobody comes, or it is not known yet.</param>
/// <param name="Known">Whether it is known who comes, if anybody.</param>
/// <param name="Scratched">Does not start any more: the slot stays empty.</param>
public sealed record Slot(Source From, ContestantId? Pilot, bool Known, bool Scratched);

[JsonConverter(typeof(Words<HeatState>))]
public enum HeatState
{
    /// <summary>For heats that its slots come from.</summary>
    Waiting,
    Ready,

    /// <summary>Called to the start.</summary>
    On,
    Flown,

    /// <summary>Nobody is there to fly against: who is there, if anybody, goes on.</summary>
    Walkover,

    /// <summary>Is not flown: who would have had to lose twice did not lose.</summary>
    Unneeded,
}

/// <summary>A heat as it stands.</summary>
/// <param name="GoOn">Who goes on, the first first.</param>
/// <param name="Lost">Who does not, the best first.</param>
public sealed record Heat(
    LaidHeat Laid,
    IReadOnlyList<Slot> Slots,
    HeatState State,
    IReadOnlyList<Placing> Places,
    IReadOnlyList<ContestantId> GoOn,
    IReadOnlyList<ContestantId> Lost
)
{
    public string Id => Laid.Id;

    public bool IsDecided => State is HeatState.Flown or HeatState.Walkover or HeatState.Unneeded;

    /// <summary>Who would fly it now.</summary>
    public IEnumerable<ContestantId> Live => Slots.Where(s => !s.Scratched).Select(s => s.Pilot).OfType<ContestantId>();

    /// <summary>Who flew it, or would now.</summary>
    public IEnumerable<ContestantId> Flying =>
        State is HeatState.Flown
            ? Slots.Select(s => s.Pilot).OfType<ContestantId>().Where(p => Places.Any(said => said.Contestant == p))
            : Live;

    /// <summary>Who has this place: of those who go on, or behind them.</summary>
    internal ContestantId? At(int place)
    {
        var (among, i) = place <= Laid.GoOn ? (GoOn, place - 1) : (Lost, place - Laid.GoOn - 1);
        return i < among.Count ? among[i] : null;
    }
}

/// <summary>Who is in which heat, who is out, who has won: all of it follows from the seeds and the places
/// said.</summary>
/// <param name="Heats">In the order in which they are flown.</param>
/// <param name="Unfit">Heats whose places were said of others than those who are in them by the places of the heats
/// before. A rule lets nothing become so.</param>
public sealed record Bracket(
    IReadOnlyList<Heat> Heats,
    IReadOnlyList<Ranked> Ranking,
    IReadOnlyList<string> Unfit,
    ContestantId? Winner
)
{
    public bool HasEnded => Heats.All(h => h.IsDecided);

    public Heat? Find(string id) => Heats.FirstOrDefault(h => h.Id == id);

    /// <param name="seeds">The pilots, the best seed first: 1 to 128.</param>
    /// <param name="places">Heat → what was said of it.</param>
    /// <param name="scratched">Who does not start any more, in the order in which they were scratched.</param>
    public static Bracket Of(
        RaceStage stage,
        IReadOnlyList<ContestantId> seeds,
        IReadOnlyDictionary<string, IReadOnlyList<Placing>> places,
        IReadOnlyList<ContestantId> scratched
    )
    {
        var (heats, unfit) = (new Dictionary<string, Heat>(), new List<string>());
        var order = new List<Heat>();
        foreach (var laid in Layout.Of(stage, seeds.Count))
            Add(laid);
        // one heat of it follows another until somebody has won often enough
        while (stage.Format is RaceFormat.Ace && order[^1] is { State: HeatState.Flown } last && !Won(stage, order))
            Add(last.Laid with { Id = $"{order.Count + 1}", Round = order.Count + 1 });
        // of whom nobody is left to fly
        unfit.AddRange(places.Keys.Where(id => !heats.ContainsKey(id)));
        return new(order, Ranked.Of(stage, seeds, order, scratched), unfit, WinnerOf(stage, order));

        void Add(LaidHeat laid)
        {
            List<Slot> slots = [.. laid.Slots.Select(Filled)];
            var known = slots.All(s => s.Known);
            var heat = new Heat(laid, slots, known ? HeatState.Ready : HeatState.Waiting, [], [], []);
            if (laid.Id == "F2" && heats["F"] is { IsDecided: true } final && !HasToRepeat(final))
                heat = heat with { State = HeatState.Unneeded };
            else if (places.TryGetValue(laid.Id, out var said) && known && Fits(heat, said))
                heat = Flown(heat, said);
            else if (known && heat.Live.Count() <= Math.Min(1, laid.GoOn))
                heat = heat with { State = HeatState.Walkover, GoOn = Alone(heat, scratched) };
            if (heat.State is not HeatState.Flown && places.ContainsKey(laid.Id))
                unfit.Add(laid.Id);
            heats.Add(laid.Id, heat);
            order.Add(heat);
        }

        Slot Filled(Source from)
        {
            var before = from.Heat is { } id ? heats[id] : null;
            var pilot =
                before is null ? seeds[from.Seed - 1]
                : before.IsDecided ? before.At(from.Place)
                : null;
            return new(from, pilot, before?.IsDecided ?? true, pilot is { } p && scratched.Contains(p));
        }
    }

    /// <summary>Whether these are places of those who are in the heat; who is scratched may have flown
    /// before.</summary>
    internal static bool Fits(Heat heat, IReadOnlyList<Placing> said)
    {
        var all = said.Select(p => p.Contestant).ToHashSet();
        return all.Count == said.Count
            && all.IsSubsetOf(heat.Slots.Select(s => s.Pilot).OfType<ContestantId>())
            && all.IsSupersetOf(heat.Live);
    }

    /// <summary>Who goes on without flying. Who is scratched only afterwards went on, and is out further on.</summary>
    private static IReadOnlyList<ContestantId> Alone(Heat heat, IReadOnlyList<ContestantId> scratched) =>
        heat.Laid.GoOn == 0 ? []
        : heat.Live.Any() ? [.. heat.Live]
        : [.. scratched.Where(p => heat.Slots.Any(s => s.Pilot == p)).TakeLast(1)];

    private static Heat Flown(Heat heat, IReadOnlyList<Placing> said)
    {
        // equal places are told apart by the slots
        List<Placing> places =
        [
            .. said.OrderBy(p => p.Place)
                .ThenBy(p => heat.Slots.Index().First(s => s.Item.Pilot == p.Contestant).Index),
        ];
        var on = places.Where(p => p.Flew).Take(heat.Laid.GoOn).ToList();
        return heat with
        {
            State = HeatState.Flown,
            Places = places,
            GoOn = [.. on.Select(p => p.Contestant)],
            Lost = [.. places.Except(on).Select(p => p.Contestant)],
        };
    }

    /// <summary>Whether the final is flown again: who never lost before has lost it.</summary>
    private static bool HasToRepeat(Heat final) =>
        final.State is HeatState.Flown && final.GoOn is [var winner] && winner == final.Slots[1].Pilot;

    private static bool Won(RaceStage stage, List<Heat> flown) =>
        flown.SelectMany(h => h.GoOn).CountBy(w => w).Any(w => w.Value >= stage.Wins);

    private static ContestantId? WinnerOf(RaceStage stage, List<Heat> heats) =>
        stage.Format is RaceFormat.Heats || heats.Any(h => !h.IsDecided) ? null
        : stage.Format is RaceFormat.Ace && heats[^1].State is HeatState.Flown
            ? heats.SelectMany(h => h.GoOn).CountBy(w => w).MaxBy(w => w.Value).Key
        : heats.Last(h => h.State is not HeatState.Unneeded) is { GoOn: [var winner] } ? winner
        : null;
}
