using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Hub.Features.Racing;

/// <summary>When the heats of a stage are flown.</summary>
/// <param name="From">The heat that is the first then.</param>
/// <param name="Minutes">From one heat to the next.</param>
public sealed record Schedule(string From, DateTimeOffset First, int Minutes);

/// <summary>A stage that is open: who flies in it, and what was said of its heats.</summary>
/// <param name="Seeds">Who flies, the best seed first.</param>
/// <param name="Reserves">Who comes after them, in their order.</param>
public sealed record StageState(
    RaceStage Stage,
    IReadOnlyList<ContestantId> Seeds,
    IReadOnlyList<ContestantId> Reserves
)
{
    // what follows from the state is not part of it
    private static readonly ConditionalWeakTable<StageState, Bracket> BracketOf = [];

    /// <summary>Whether its secret decided anything.</summary>
    public bool Drawn { get; init; }

    /// <summary>Of its draw.</summary>
    public string Secret { get; init; } = "";

    /// <summary>Open since before the names were hidden: nobody sees who flies in it until they are released.</summary>
    public bool Veiled { get; init; }

    /// <summary>Heat → its places.</summary>
    public ImmutableDictionary<string, IReadOnlyList<Placing>> Places { get; init; } =
        ImmutableDictionary<string, IReadOnlyList<Placing>>.Empty;

    /// <summary>Heat → how often it was flown, or stopped, in vain.</summary>
    public ImmutableDictionary<string, int> Voided { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Who does not start any more, in the order in which they were scratched.</summary>
    public ImmutableList<ContestantId> Scratched { get; init; } = [];

    public Timings Timings { get; init; } = Timings.None;

    public Schedule? Schedule { get; init; }

    /// <summary>Heat → when it was called last.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Called { get; init; } =
        ImmutableDictionary<string, DateTimeOffset>.Empty;

    public Bracket Bracket => BracketOf.GetValue(this, s => Bracket.Of(s.Stage, s.Seeds, s.Places, s.Scratched));

    /// <summary>Whether any of its heats counts.</summary>
    public bool HasBegun => !Places.IsEmpty;

    /// <summary>Which flight of a heat is the next, or the one that counts: 1, 2…</summary>
    public int Run(string heat) => Voided.GetValueOrDefault(heat) + 1;

    public StageState Flown(string heat, IReadOnlyList<Placing> places) =>
        this with
        {
            Places = Places.SetItem(heat, places),
        };

    /// <summary>What was said of a heat does not count: it is flown again.</summary>
    public StageState Void(string heat) =>
        this with
        {
            Places = Places.Remove(heat),
            Voided = Voided.SetItem(heat, Run(heat)),
            Timings = Timings.Void(heat),
        };

    /// <summary>A pilot does not start any more.</summary>
    public StageState Scratch(ContestantId pilot) =>
        (Seeds.Contains(pilot) || Reserves.Contains(pilot)) && !Scratched.Contains(pilot)
            ? this with
            {
                Scratched = Scratched.Add(pilot),
            }
            : this;

    /// <summary>A pilot starts after all; not where heats were flown that would have been others then.</summary>
    public StageState Return(ContestantId pilot) =>
        Scratched.Contains(pilot)
        && this with { Scratched = Scratched.Remove(pilot) } is var back
        && back.Bracket.Unfit.Count == 0
            ? back
            : this;

    /// <summary>When heats are to be flown: as planned, and later by what the last heat that was called is
    /// late.</summary>
    public DateTimeOffset? Due(string heat)
    {
        var order = Bracket.Heats.Select(h => h.Id).ToList();
        if (Schedule is not { } plan || order.IndexOf(heat) - order.IndexOf(plan.From) is var i && i < 0)
            return null;
        var first = order.IndexOf(plan.From);
        var last = Called
            .Where(c => order.IndexOf(c.Key) >= first && order.IndexOf(c.Key) <= first + i)
            .OrderBy(c => c.Value)
            .ThenBy(c => order.IndexOf(c.Key))
            .LastOrDefault();
        var planned = plan.First.AddMinutes(i * plan.Minutes);
        if (last.Key is null)
            return planned;
        var late = last.Value - plan.First.AddMinutes((order.IndexOf(last.Key) - first) * plan.Minutes);
        return late > TimeSpan.Zero ? planned + late : planned;
    }
}
