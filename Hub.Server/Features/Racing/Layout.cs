using System.Text.Json.Serialization;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Racing;

[JsonConverter(typeof(Words<BracketSide>))]
public enum BracketSide
{
    /// <summary>Of a bracket in which one defeat is the end, or of a qualification: all heats but the
    /// final.</summary>
    Main,

    /// <summary>Of a double elimination: who never lost.</summary>
    Winners,

    /// <summary>Of a double elimination: who lost once.</summary>
    Losers,

    Final,
}

/// <summary>Where the pilot of a slot comes from: a seed (1 is the best), or a place in another heat.</summary>
/// <param name="Seed">0: from <paramref name="Heat"/>.</param>
/// <param name="Place">In <paramref name="Heat"/>: 1 is its winner.</param>
public sealed record Source(int Seed, string? Heat = null, int Place = 0);

/// <summary>A heat before anybody has flown.</summary>
/// <param name="Id">Round and number, as <c>1-3</c>; of a double elimination <c>W1-3</c> and <c>L1-3</c>; <c>F</c> is
/// the final, <c>F2</c> the one that follows where who lost it has to lose twice.</param>
/// <param name="GoOn">The first so many have a slot further on, which is theirs only if they flew.</param>
/// <param name="Drops">Whether the others go on among those who lost once.</param>
/// <param name="Depth">Who is out in a heat of greater depth is ranked before who is out earlier. Who is out in the
/// winners' bracket, because they do not start any more, would have been last in the round of this depth.</param>
public sealed record LaidHeat(
    string Id,
    BracketSide Side,
    int Round,
    IReadOnlyList<Source> Slots,
    int GoOn,
    bool Drops,
    int Depth
);

/// <summary>The heats of a stage for so many pilots, in the order in which they are flown: a heat stands behind all
/// that its slots come from.</summary>
/// <remarks>Of <see cref="RaceFormat.Ace"/> it has one heat, which is flown again.</remarks>
public static class Layout
{
    /// <param name="pilots">1 to 128.</param>
    public static IReadOnlyList<LaidHeat> Of(RaceStage stage, int pilots) =>
        stage.Format switch
        {
            RaceFormat.Heats => Qualification(stage, pilots),
            RaceFormat.Ace => [new("1", BracketSide.Final, 1, Seeds(pilots), 1, false, 1)],
            RaceFormat.Single => Elimination.Single(stage.Heat, stage.GoOn, pilots),
            _ => Elimination.Double(stage.Heat, stage.GoOn, pilots, stage.Reset),
        };

    internal static List<Source> Seeds(int pilots) => [.. Enumerable.Range(1, pilots).Select(s => new Source(s))];

    private static List<LaidHeat> Qualification(RaceStage stage, int pilots)
    {
        var heats = (pilots + stage.Heat - 1) / stage.Heat;
        var groups =
            stage.Seeding is Seeding.Snake
                ? Deal.Snake(Seeds(pilots), heats)
                // as even as can be, the larger ones first
                : [.. Seeds(pilots).GroupBy(s => (s.Seed - 1) * heats / pilots).Select(g => g.ToList())];
        return
        [
            .. Enumerable
                .Range(1, stage.Rounds)
                .SelectMany(r =>
                    groups.Select((g, i) => new LaidHeat($"{r}-{i + 1}", BracketSide.Main, r, g, 0, false, r))
                ),
        ];
    }
}
