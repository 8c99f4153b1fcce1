using System.Text.Json.Serialization;

namespace Hub.Features.Contest.Scoring;

[JsonConverter(typeof(Words<By>))]
public enum By
{
    Sum,
    Mean,
    Weighted,
    Median,
    Product,
    Highest,
    Lowest,
}

/// <summary>What to do when some of the values are not there: go on with those that are; take their plain mean, with
/// nothing dropped; put their mean in the missing places; have no value until all are there; or count each missing one
/// as 0.</summary>
[JsonConverter(typeof(Words<Absent>))]
public enum Absent
{
    Trim,
    Mean,
    Fill,
    Block,
    Zero,
}

/// <summary>How far apart kept marks may be whose mean is at least <paramref name="From"/>.</summary>
public sealed record Band(decimal From, decimal Within);

/// <summary>Where at least so many values are there, so many of the worst do not count: the most of those that
/// apply.</summary>
public sealed record DropAt(int From, int Drop);

/// <summary>How many values become one: marks of a panel, criteria of a module, attempts. First what is dropped, then
/// what is kept, then <c>by</c>.</summary>
/// <param name="By"><c>weighted</c>: by the parts' weights, of all parts, so that one without a value counts
/// as 0.</param>
/// <param name="DropHigh">So many of the highest do not count; as DropLow, unless too few would be left: then all
/// count.</param>
/// <param name="DropLow">So many of the lowest.</param>
/// <param name="Keep">Only so many of the best count.</param>
/// <param name="Tolerance">When the kept marks are further apart than this, the mean of all counts instead (FIG, Code
/// of Points Aerobic 6.1). With rising <c>from</c>.</param>
/// <param name="Gap">When any two are further apart, there is no value until the judges agree (WorldSkills judgement:
/// 1).</param>
/// <param name="Drops">How many of the worst do not count depends on how many there are, as rounds that are flown.
/// With rising <c>from</c>.</param>
/// <param name="Consecutive">Only the best run of so many that follow each other counts, as of laps: see
/// <paramref name="By"/>. What is not there, or has no valid result, parts a run; without a run there is no valid
/// result.</param>
public sealed record Combine(
    By By = By.Sum,
    int DropHigh = 0,
    int DropLow = 0,
    int? Keep = null,
    Absent Absent = Absent.Trim,
    IReadOnlyList<Band>? Tolerance = null,
    decimal? Gap = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<DropAt>? Drops = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Consecutive = null
)
{
    public static readonly Combine Sum = new();
    public static readonly Combine Mean = new(By.Mean);

    /// <param name="weights">As many as values, for <see cref="By.Weighted"/>.</param>
    /// <param name="fates">Is told what became of each value.</param>
    internal (Value Value, Note Note) Of(
        ReadOnlySpan<Value> values,
        ReadOnlySpan<decimal> weights,
        Best best,
        Span<Fate> fates
    )
    {
        var given = new List<int>(values.Length);
        for (var i = 0; i < values.Length; i++)
            if (values[i].IsNothing)
                fates[i] = Absent is Absent.Zero ? Fate.Zeroed : Fate.Absent;
            else
                given.Add(i);
        var absent = values.Length - given.Count;
        if (values.Length == 0 || given.Count == 0 && Absent is not Absent.Zero)
            return default;
        if (absent > 0 && (Absent is Absent.Block || By is By.Product && Absent is not Absent.Zero))
            return (default, Note.Waiting);

        var numbers = new decimal?[values.Length];
        foreach (var i in given)
            numbers[i] = values[i].Number;
        if (Absent is Absent.Zero)
        {
            for (var i = 0; i < values.Length; i++)
                if (fates[i] is Fate.Zeroed)
                    numbers[i] = 0;
            (given, absent) = ([.. Enumerable.Range(0, values.Length)], 0);
        }
        if (Gap is { } gap && given.Max(i => numbers[i]) - given.Min(i => numbers[i]) > gap)
            return (default, Note.Gap);
        if (absent > 0 && Absent is Absent.Mean)
            return (Join(By.Mean, given, numbers, weights), Note.MeanOfGiven);
        if (absent > 0 && Absent is Absent.Fill)
        {
            var mean = Join(By.Mean, given, numbers, weights).Number;
            for (var i = 0; i < values.Length; i++)
                if (fates[i] is Fate.Absent)
                    (fates[i], numbers[i]) = (Fate.Filled, mean);
            given = [.. Enumerable.Range(0, values.Length)];
        }

        if (Consecutive is { } run)
            return (BestRun(run, numbers, weights, best, fates), Note.None);

        // from worst to best; a try without a result is the worst of all
        var kept = new List<int>(given);
        kept.Sort((a, b) => best.Compare(numbers[a], numbers[b]) is var c and not 0 ? c : a.CompareTo(b));
        if (kept.Count > DropHigh + DropLow)
        {
            var (worst, finest) = best is Best.High ? (DropLow, DropHigh) : (DropHigh, DropLow);
            Drop(kept, 0, worst, best is Best.High ? Fate.Low : Fate.High, fates);
            Drop(kept, kept.Count - finest, finest, best is Best.High ? Fate.High : Fate.Low, fates);
        }
        if (Drops?.LastOrDefault(d => kept.Count >= d.From) is { Drop: > 0 and var drop } && kept.Count > drop)
            Drop(kept, 0, drop, Fate.Worse, fates);
        if (Keep is { } keep && kept.Count > keep)
            Drop(kept, 0, kept.Count - keep, Fate.Worse, fates);
        if (
            Tolerance is not null
            && kept.Count > 1
            && Join(By.Mean, kept, numbers, weights).Number is { } middle
            && kept.Max(i => numbers[i]) - kept.Min(i => numbers[i])
                > Tolerance.LastOrDefault(b => middle >= b.From)?.Within
        )
        {
            foreach (var i in given)
                fates[i] = Fate.Counted;
            return (Join(By.Mean, given, numbers, weights), Note.Apart);
        }
        kept.Sort();
        return (Join(By, kept, numbers, weights), Note.None);
    }

    private Value BestRun(int length, decimal?[] numbers, ReadOnlySpan<decimal> weights, Best best, Span<Fate> fates)
    {
        (decimal Value, int Start)? found = null;
        for (var start = 0; start + length <= numbers.Length; start++)
        {
            var run = Enumerable.Range(start, length).ToList();
            if (
                run.TrueForAll(i => numbers[i] is not null)
                && Join(By, run, numbers, weights).Number is { } value
                && (found is null || best.Compare(value, found.Value.Value) > 0)
            )
                found = (value, start);
        }
        for (var i = 0; i < numbers.Length; i++)
            if (fates[i] is Fate.Counted && !(i >= found?.Start && i < found?.Start + length))
                fates[i] = Fate.Worse;
        return found?.Value ?? Value.Failed;
    }

    private static void Drop(List<int> kept, int from, int count, Fate fate, Span<Fate> fates)
    {
        for (var i = from; i < from + count; i++)
            fates[kept[i]] = fate;
        kept.RemoveRange(from, count);
    }

    private static Value Join(By by, List<int> kept, decimal?[] numbers, ReadOnlySpan<decimal> weights)
    {
        var (sum, product) = (0m, 1m);
        foreach (var i in kept)
        {
            if (numbers[i] is not { } n)
                return Value.Failed;
            if (by is By.Product)
                product *= n;
            else
                sum += by is By.Weighted ? n * weights[i] : n;
        }
        return by switch
        {
            By.Sum => sum,
            By.Mean => sum / kept.Count,
            By.Weighted => sum / weights.Total(),
            By.Product => product,
            By.Highest => kept.Max(i => numbers[i]!.Value),
            By.Lowest => kept.Min(i => numbers[i]!.Value),
            By.Median => kept.Select(i => numbers[i]!.Value)
                .Order()
                .Skip((kept.Count - 1) / 2)
                .Take(2 - kept.Count % 2)
                .Average(),
            _ => throw new NotSupportedException($"No rule for {by}."),
        };
    }
}

/// <summary>What became of a value among others.</summary>
[JsonConverter(typeof(Words<Fate>))]
public enum Fate
{
    Counted,
    Absent,
    Filled,
    High,
    Low,
    Worse,
    Zeroed,
}

/// <summary>What is to be said of a combined value: not all are there; the judges have to agree first; the kept were
/// too far apart and all count; some were absent and the mean of the given counts; a part lacks marks, and is left out
/// or counts 0 by the scheme; it became too large to be reckoned, and there is none.</summary>
[JsonConverter(typeof(Words<Note>))]
public enum Note
{
    None,
    Waiting,
    Gap,
    Apart,
    MeanOfGiven,
    Unfinished,
    TooLarge,
}

internal static class Weights
{
    public static decimal Total(this ReadOnlySpan<decimal> weights)
    {
        var total = 0m;
        foreach (var w in weights)
            total += w;
        return total;
    }
}
