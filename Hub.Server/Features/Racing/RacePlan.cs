using System.Text.Json.Serialization;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Racing;

/// <summary>How a race goes on, stage by stage.</summary>
/// <param name="Confirm">Whether the race director confirms what the timer says of a heat; false: it counts at once,
/// wherever it leaves nothing open.</param>
public sealed record RacePlan(IReadOnlyList<RaceStage> Stages, bool Confirm = true);

[JsonConverter(typeof(Words<RaceFormat>))]
public enum RaceFormat
{
    /// <summary>Everybody flies every round, nobody is out: a qualification.</summary>
    Heats,

    /// <summary>Who does not go on is out.</summary>
    Single,

    /// <summary>Who does not go on for the second time is out.</summary>
    Double,

    /// <summary>The same pilots fly again until one has won often enough.</summary>
    Ace,
}

[JsonConverter(typeof(Words<Seeding>))]
public enum Seeding
{
    /// <summary>By rank: in an elimination the best meet as late as can be; in a qualification who is alike flies
    /// together.</summary>
    Rank,

    /// <summary>By rank: in a qualification each heat gets one of the best, then one of the next best, and so on back.
    /// In an elimination the same as <see cref="Rank"/>.</summary>
    Snake,

    /// <summary>By a draw: see <see cref="Contest.Draw"/>.</summary>
    Draw,
}

/// <summary>Where the order of a stage's pilots comes from.</summary>
[JsonConverter(typeof(Words<SeedsFrom>))]
public enum SeedsFrom
{
    /// <summary>The contest's starting order.</summary>
    List,

    /// <summary>The contest's standings: who has a rank.</summary>
    Standings,

    /// <summary>The ranking of the stage before it of the same group.</summary>
    Stage,
}

/// <summary>A stage of a race: a qualification, a bracket, a final.</summary>
/// <param name="Id">1 to 32 letters, digits and '-'.</param>
/// <param name="Heat">Pilots in a heat: 2 to 8.</param>
/// <param name="Advance">So many of a heat go on: 1 to <paramref name="Heat"/> less 1; null: half of them.</param>
/// <param name="Take">So many pilots enter, the first of their order; null: all.</param>
/// <param name="From">Null: the first stage of a group takes the list, one after a qualification the standings, any
/// other the stage before it.</param>
/// <param name="Group">Only contestants of this group; null: all.</param>
/// <param name="Rounds">Of a qualification: each flies so many heats.</param>
/// <param name="Wins">Of chase the ace: so many heats won win the stage.</param>
/// <param name="Laps">So many laps end a heat; null: it is flown for a time.</param>
/// <param name="Channels">Video channels in the order of a heat's slots, at least <paramref name="Heat"/>; null:
/// none.</param>
/// <param name="Reset">Of a double elimination, where two are in the final: who comes from the winners'
/// bracket has to lose twice there.</param>
public sealed record RaceStage(
    string Id,
    string Name,
    string? NameEn = null,
    RaceFormat Format = RaceFormat.Single,
    int Heat = 4,
    int? Advance = null,
    int? Take = null,
    Seeding Seeding = Seeding.Rank,
    SeedsFrom? From = null,
    string? Group = null,
    int Rounds = 1,
    int Wins = 2,
    int? Laps = null,
    IReadOnlyList<string>? Channels = null,
    bool Reset = true
)
{
    /// <summary>Most pilots of a stage.</summary>
    public const int MostPilots = 128;

    [JsonIgnore]
    public int GoOn => Advance ?? Heat / 2;

    /// <summary>Whether the other is the same, in every word.</summary>
    public bool Same(RaceStage other) =>
        this with { Channels = null } == other with { Channels = null }
        && (Channels ?? []).SequenceEqual(other.Channels ?? []);

    /// <summary>The channel of a slot: 0, 1…</summary>
    public string? Channel(int slot) => Channels is { } channels && slot < channels.Count ? channels[slot] : null;
}
