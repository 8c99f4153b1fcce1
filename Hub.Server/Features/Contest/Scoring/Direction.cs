namespace Hub.Features.Contest.Scoring;

/// <summary>Which values of each part are the better ones, where the scheme does not say it. Times are better when
/// lower; what is made of parts of which lower is better is so itself; a step that falls turns it round, so that points
/// for a time are better when higher. Where parts of both kinds are put together it has to be said: no default crowns
/// anybody.</summary>
internal static class Direction
{
    /// <summary>What is known. Unsaid is taken for high, but does not go together with low.</summary>
    private enum Toward
    {
        Unsaid,
        High,
        Low,
        Mixed,
    }

    /// <summary>Sets it for all parts.</summary>
    /// <returns>Where it has to be said.</returns>
    public static List<Hole> Find(Rules rules)
    {
        var holes = new List<Hole>();
        // of one try, and of all tries together
        var (one, all) = (new Toward[rules.Places.Count], new Toward[rules.Places.Count]);
        foreach (var place in SchemeCheck.Order(rules))
        {
            var part = place.Part;
            var isTotal = place == rules.Total;
            var made =
                part.Best is { } said ? Of(said)
                : part.Kind is Kind.Time ? Toward.Low
                : part.Kind is Kind.Value ? Named(rules[part.Of!], place)
                : Together(place.Counting.Select(c => all[c.Index]));
            if (part.MarkSteps is { } each)
                (made, place.BestOfMarks) = After(place, made, each);
            if (made is Toward.Mixed && IsChosen(place.Combine, place.Counting.Count))
                Ask(place, place.Counting);
            (var stepped, place.BestBefore) = After(place, made, part.Steps);
            if (isTotal && part.Best is not null)
                stepped = made;
            if (stepped is Toward.Mixed && part.Attempts is { } tries && IsChosen(tries.Combine ?? Best1, tries.Count))
                Ask(place, place.Counting);
            if (stepped is Toward.Mixed && isTotal)
                Ask(place, place.Counting);
            one[place.Index] = stepped;
            (all[place.Index], place.BestBeforeAll) = After(place, stepped, part.Attempts?.Steps);
            (place.Best, place.Better, place.Final) = (Plain(made), Plain(stepped), Plain(all[place.Index]));
        }
        foreach (var ranking in rules.Scheme.Rankings ?? [])
            if (ranking.Best is null && rules[ranking.Part] is var ranked && all[ranked.Index] is Toward.Mixed)
                Ask(ranked, ranked.Counting);
        foreach (
            var tie in (rules.Scheme.Rankings ?? [])
                .SelectMany(r => r.Ties ?? [])
                .Concat(rules.Scheme.Ranking?.Ties ?? [])
        )
            if (tie.Best is null && rules[tie.Part] is var place && all[place.Index] is Toward.Mixed)
                Ask(place, place.Counting);
        return holes;

        // and which values are the better ones before each step that compares
        (Toward, IReadOnlyDictionary<int, Best>) After(Place place, Toward toward, IReadOnlyList<Step>? steps)
        {
            var before = new Dictionary<int, Best>();
            for (var i = 0; i < steps?.Count; i++)
            {
                if (steps[i] is Step.Comparing comparing)
                {
                    if (toward is Toward.Mixed && comparing.Best is null)
                        Ask(place, place.Counting);
                    before[i] = comparing.Best ?? Plain(toward);
                }
                toward = Direction.After(toward, steps[i]);
            }
            return (toward, before);
        }

        Toward Named(Place named, Place from) =>
            named.Loop is not null && (named.Loop == from.Loop || from.Part.Combine is not null)
                ? one[named.Index]
                : all[named.Index];

        void Ask(Place place, IEnumerable<Place> parts)
        {
            var at = place == rules.Total ? "ranking" : SchemeCheck.Path(place);
            if (holes.Exists(h => h.At == at))
                return;
            // they are in one of its parts
            for (
                Place? mixed = place;
                mixed is not null;
                mixed = parts.FirstOrDefault(p => all[p.Index] is Toward.Mixed)
            )
                parts = mixed.Counting;
            var of = parts.ToLookup(p => all[p.Index] is Toward.Low);
            string Names(bool low) => string.Join('、', of[low].Select(p => p.Part.Name).Take(5));
            string NamesEn(bool low) => string.Join(", ", of[low].Select(p => p.Part.NameEn ?? p.Part.Name).Take(5));
            var word = place == rules.Total ? "ranking.best" : "best";
            holes.Add(
                new(
                    at,
                    $"“{Names(true)}”越小越好，“{Names(false)}”不是：请写明高者胜（high）还是低者胜（low）：{word}。",
                    $"Of {NamesEn(true)} lower is better, of {NamesEn(false)} it is not: say whether the higher (high) "
                        + $"or the lower (low) value wins: {word}."
                )
            );
        }
    }

    private static readonly Combine Best1 = new(Keep: 1);

    /// <summary>Whether it matters which of so many values are the better ones.</summary>
    private static bool IsChosen(Combine combine, int count) =>
        count > 1
        && (
            combine.Keep < count
            || combine.DropHigh + combine.DropLow > 0
            || combine.Drops is not null
            || combine.Consecutive is not null
        );

    private static Toward Of(Best best) => best is Best.Low ? Toward.Low : Toward.High;

    private static Best Plain(Toward toward) => toward is Toward.Low ? Best.Low : Best.High;

    private static Toward Together(IEnumerable<Toward> parts)
    {
        Toward[] seen = [.. parts.Distinct()];
        return seen switch
        {
            [] => Toward.Unsaid,
            [var only] => only,
            _ when seen.Contains(Toward.Mixed) || seen.Contains(Toward.Low) => Toward.Mixed,
            _ => Toward.High,
        };
    }

    private static Toward After(Toward t, Step step) =>
        step switch
        {
            Step.Multiply s => Sloped(t, Math.Sign(s.By)),
            Step.Scale s => Sloped(t, Math.Sign(s.To) * Math.Sign(s.From)),
            Step.Line s => Points(Sloped(t, s.Points2.CompareTo(s.Points1) * s.At2.CompareTo(s.At1))),
            Step.Table s => Points(Sloped(t, SlopeOf([.. s.Rows.OfType<TableRow>().Select(r => r.Points), s.Beyond]))),
            // of both ways that a value may go
            Step.When s => Together([s.Then.Aggregate(t, After), (s.Else ?? []).Aggregate(t, After)]),
            Step.Share or Step.Standardize or Step.Rank { From: CountedFrom.Last } => Toward.High,
            Step.Rank => Toward.Low,
            Step.RankPoints s => Sloped(Toward.Low, SlopeOf([.. s.Points, s.Beyond])),
            _ => t,
        };

    // what had no direction is points now
    private static Toward Points(Toward toward) => toward is Toward.Mixed ? Toward.High : toward;

    private static Toward Sloped(Toward toward, int slope) =>
        (toward, slope) switch
        {
            (Toward.Unsaid or Toward.Mixed, _) or (_, 1) => toward,
            (_, 0) => Toward.High,
            (Toward.Low, _) => Toward.High,
            _ => Toward.Low,
        };

    /// <returns>1: it never falls; -1: it never rises; 0: it does both, or neither.</returns>
    private static int SlopeOf(decimal[] points)
    {
        var steps = points.Zip(points.Skip(1), (a, b) => b.CompareTo(a)).Where(s => s != 0).Distinct().ToList();
        return steps is [var only] ? only : 0;
    }
}
