namespace Hub.Features.Racing;

/// <summary>Brackets for any number of pilots, any size of heats, any number of those who go on. With heats of 2 they
/// are the usual ones (1 meets 16, 8 meets 9…); with heats of 4 of which 2 go on, 16 pilots fly the 14 heats of a
/// double elimination that drone races use.</summary>
/// <remarks>A round brings its pilots down to a target. Only as many heats are flown as that takes, each full or nearly
/// so; the best of those who are left over go on without flying (a bye). Only the first round after pilots came in has
/// byes: the targets are the numbers that full heats bring down to one another. Everybody is dealt by the rank that
/// they have if all earlier heats ended by rank.</remarks>
internal sealed class Elimination
{
    private readonly int _size,
        _goOn;
    private readonly List<Heat> _heats = [];

    private Elimination(int size, int goOn) => (_size, _goOn) = (size, goOn);

    /// <summary>A heat while the bracket is made.</summary>
    private sealed class Heat(BracketSide side, int round, List<From> slots, int goOn)
    {
        public BracketSide Side => side;
        public int Round => round;
        public List<From> Slots => slots;
        public int GoOn => goOn;
        public int Depth { get; set; }
    }

    /// <param name="Seed">0: from a place in a heat.</param>
    private sealed record From(int Seed, Heat? Heat = null, int Place = 0);

    public static IReadOnlyList<LaidHeat> Single(int size, int goOn, int pilots)
    {
        var made = new Elimination(size, goOn);
        var left = made.Seeds(pilots);
        var depth = 0;
        foreach (var target in made.Targets(pilots, size))
            left = made.Round(BracketSide.Main, ++depth, left, target, 0, depth).GoOn;
        made.Final(left, depth + 1);
        return made.Laid(reset: false);
    }

    public static IReadOnlyList<LaidHeat> Double(int size, int goOn, int pilots, bool reset)
    {
        var made = new Elimination(size, goOn);
        // half of the final comes from each bracket, and everybody may lose once before it
        var half = Math.Max(1, Math.Min(size, pilots) / 2);
        var (never, rounds) = (made.Seeds(pilots), new List<(List<From> Lost, List<Heat> Heats)>());
        foreach (var target in made.Targets(pilots, half))
        {
            var (on, lost, heats) = made.Round(BracketSide.Winners, rounds.Count + 1, never, target, 0, 0);
            never = on;
            rounds.Add((lost, heats));
        }
        var (once, came, round) = (new List<From>(), 0, 0);
        foreach (var (lost, heats) in rounds)
        {
            if (once.Count > 0)
                Reduce(lost.Count);
            heats.ForEach(h => h.Depth = round + 1);
            (once, came) = ([.. lost, .. once], once.Count > 0 ? lost.Count : 0);
        }
        Reduce(half);
        made.Final([.. never, .. once], round + 1);
        return made.Laid(reset && never.Count == 1 && once.Count == 1);

        void Reduce(int to)
        {
            foreach (var target in made.Targets(once.Count, to))
            {
                once = made.Round(BracketSide.Losers, ++round, once, target, came, round).GoOn;
                came = 0;
            }
        }
    }

    private List<From> Seeds(int pilots) => [.. Enumerable.Range(1, pilots).Select(s => new From(s))];

    /// <summary>How many are left after each round that brings so many pilots down to the last of these.</summary>
    private List<int> Targets(int pilots, int last)
    {
        var targets = new List<int>();
        for (var target = last; target < pilots; target += (_size - Going(target)) * (target / Going(target)))
            targets.Insert(0, target);
        return targets;
    }

    private int Going(int target) => Math.Min(_goOn, target);

    /// <summary>Makes a round.</summary>
    /// <param name="pilots">By rank.</param>
    /// <param name="target">So many are left of them.</param>
    /// <param name="came">So many of them, from the first, have just come from the other bracket.</param>
    private (List<From> GoOn, List<From> Lost, List<Heat> Heats) Round(
        BracketSide side,
        int round,
        List<From> pilots,
        int target,
        int came,
        int depth
    )
    {
        var going = Going(target);
        // each heat takes at most so many out
        var (count, most) = ((pilots.Count - target + _size - going - 1) / (_size - going), _size - going);
        var byes = target - going * count;
        var flying = pilots.Skip(byes).Index().Select(p => (Rank: p.Index, From: p.Item)).ToList();
        List<(Heat Heat, List<int> Ranks)> heats =
        [
            .. Deal.Snake(flying, count, Math.Max(0, came - byes))
                .Select(d =>
                    (
                        new Heat(side, round, [.. d.Select(p => p.From)], going) { Depth = depth },
                        d.Select(p => p.Rank).ToList()
                    )
                ),
        ];
        _heats.AddRange(heats.Select(h => h.Heat));
        List<From> Places(int from, int to) =>
            [
                .. Enumerable
                    .Range(from, to - from + 1)
                    .SelectMany(place =>
                        heats
                            .Where(h => h.Ranks.Count >= place)
                            .OrderBy(h => h.Ranks[place - 1])
                            .Select(h => new From(0, h.Heat, place))
                    ),
            ];
        return (
            [.. pilots.Take(byes), .. Places(1, going)],
            Places(going + 1, going + most),
            [.. heats.Select(h => h.Heat)]
        );
    }

    private void Final(List<From> pilots, int depth) =>
        _heats.Add(new Heat(BracketSide.Final, 1, pilots, 1) { Depth = depth });

    /// <summary>With ids, so numbered that a picture of the bracket has few lines that cross.</summary>
    private List<LaidHeat> Laid(bool reset)
    {
        var (numbers, levels, final) = (new Dictionary<Heat, int>(), new Dictionary<Heat, int>(), _heats[^1]);
        var next = new Dictionary<(BracketSide, int), int>();
        Visit(final);
        var ids = _heats.ToDictionary(
            h => h,
            h =>
                h.Side switch
                {
                    BracketSide.Final => "F",
                    BracketSide.Winners => $"W{h.Round}-{numbers[h]}",
                    BracketSide.Losers => $"L{h.Round}-{numbers[h]}",
                    _ => $"{h.Round}-{numbers[h]}",
                }
        );
        List<LaidHeat> laid =
        [
            .. _heats
                .OrderBy(h => levels[h])
                .ThenBy(h => h.Side)
                .ThenBy(h => h.Round)
                .ThenBy(h => numbers[h])
                .Select(h => new LaidHeat(
                    ids[h],
                    h.Side,
                    h.Round,
                    [.. h.Slots.Select(s => s.Heat is { } heat ? new Source(0, ids[heat], s.Place) : new(s.Seed))],
                    h.GoOn,
                    h.Side is BracketSide.Winners,
                    h.Depth
                )),
        ];
        if (reset)
            laid.Add(new("F2", BracketSide.Final, 2, [new(0, "F", 1), new(0, "F", 2)], 1, false, final.Depth));
        return laid;

        int Visit(Heat heat)
        {
            if (levels.TryGetValue(heat, out var level))
                return level;
            level = 1 + heat.Slots.Select(s => s.Heat is { } from ? Visit(from) : 0).Max();
            levels[heat] = level;
            numbers[heat] = next[(heat.Side, heat.Round)] = next.GetValueOrDefault((heat.Side, heat.Round)) + 1;
            return level;
        }
    }
}
