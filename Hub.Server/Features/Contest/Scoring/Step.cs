using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Features.Contest.Scoring;

/// <summary>Where a half goes: away from zero, to the even digit, or every rest towards zero.</summary>
[JsonConverter(typeof(Words<Half>))]
public enum Half
{
    Up,
    Even,
    Cut,
}

/// <summary>One named thing that is done to a value, in the order of the scheme. All arithmetic is decimal.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(Round), "round")]
[JsonDerivedType(typeof(Multiply), "multiply")]
[JsonDerivedType(typeof(MultiplyBy), "multiplyBy")]
[JsonDerivedType(typeof(Add), "add")]
[JsonDerivedType(typeof(Scale), "scale")]
[JsonDerivedType(typeof(Line), "line")]
[JsonDerivedType(typeof(Table), "table")]
[JsonDerivedType(typeof(AtMost), "atMost")]
[JsonDerivedType(typeof(AtLeast), "atLeast")]
[JsonDerivedType(typeof(FailedIs), "failedIs")]
[JsonDerivedType(typeof(DivideBy), "divideBy")]
[JsonDerivedType(typeof(When), "when")]
[JsonDerivedType(typeof(Share), "share")]
[JsonDerivedType(typeof(Standardize), "standardize")]
[JsonDerivedType(typeof(Rank), "rank")]
[JsonDerivedType(typeof(RankPoints), "rankPoints")]
public abstract partial record Step
{
    private Step() { }

    /// <param name="Digits">0 to 10 decimals.</param>
    public sealed record Round(int Digits, Half Half = Half.Up) : Step;

    public sealed record Multiply(decimal By) : Step;

    /// <summary>By the value of another part: of the same attempt, where it has attempts. Without that value there is
    /// none.</summary>
    public sealed record MultiplyBy(string Part) : Step;

    /// <summary>By the value of another part, as <see cref="MultiplyBy"/>. By 0 there is no valid result.</summary>
    public sealed record DivideBy(string Part) : Step;

    public sealed record Add(decimal Points) : Step;

    /// <summary>Times <paramref name="To"/> over <paramref name="From"/>: a mark of 0 to 10 as one of 0 to
    /// 100.</summary>
    public sealed record Scale(decimal From, decimal To) : Step;

    /// <summary>Points on a straight line through two points, and on beyond them: cap with <see cref="AtMost"/> and
    /// <see cref="AtLeast"/>.</summary>
    public sealed record Line(decimal At1, decimal Points1, decimal At2, decimal Points2) : Step;

    /// <summary>The points of the first row that reaches the value.</summary>
    /// <param name="Rows">With rising <c>upTo</c>.</param>
    /// <param name="Beyond">Points of what is above them all.</param>
    public sealed record Table(IReadOnlyList<TableRow> Rows, decimal Beyond = 0) : Step;

    public sealed record AtMost(decimal Most) : Step;

    public sealed record AtLeast(decimal Least) : Step;

    /// <summary>What a try without a valid result counts.</summary>
    public sealed record FailedIs(decimal Points) : Step;

    /// <summary>Does some steps where a condition holds, and others where it does not. Of a value that is not there,
    /// and of a try without a valid result, neither.</summary>
    /// <param name="Part">Whose value is looked at, of the same attempt, where it has attempts; null: the value
    /// itself.</param>
    /// <param name="Over">It is greater than this.</param>
    /// <param name="Under">It is less than this.</param>
    /// <param name="Is">It is this.</param>
    /// <param name="Then">Steps of one value: none that compares, and none that names a part.</param>
    public sealed record When(
        IReadOnlyList<Step> Then,
        string? Part = null,
        decimal? Over = null,
        decimal? Under = null,
        decimal? Is = null,
        IReadOnlyList<Step>? Else = null
    ) : Step
    {
        internal bool Holds(decimal number) => !(number <= Over) && !(number >= Under) && (Is is null || number == Is);
    }

    /// <summary>What it is called in files.</summary>
    internal string Word => JsonNamingPolicy.CamelCase.ConvertName(GetType().Name);

    /// <summary>The part whose value the step needs beside its own.</summary>
    internal string? Names =>
        this switch
        {
            MultiplyBy s => s.Part,
            DivideBy s => s.Part,
            When s => s.Part,
            _ => null,
        };

    /// <param name="other">The value of the other part that the step names.</param>
    internal Value Of(Value value, Value other) =>
        (this, value.Number) switch
        {
            (FailedIs s, _) => value.IsFailed ? s.Points : value,
            (_, null) => value,
            (Round { Half: Half.Cut } s, { } v) => Math.Round(v, s.Digits, MidpointRounding.ToZero),
            (Round s, { } v) => Math.Round(
                v,
                s.Digits,
                s.Half is Half.Even ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero
            ),
            (Multiply s, { } v) => v * s.By,
            (MultiplyBy, { } v) => other.Number is { } by ? v * by : other,
            (DivideBy, { } v) => other.Number is not { } by ? other
            : by == 0 ? Value.Failed
            : v / by,
            (When s, { } v) => (s.Part is null ? v : other.Number) is not { } looked
                ? other
                : (s.Holds(looked) ? s.Then : s.Else ?? []).Aggregate(value, (at, step) => step.Of(at, default)),
            (Add s, { } v) => v + s.Points,
            (Scale s, { } v) => v * s.To / s.From,
            (Line s, { } v) => s.Points1 + (v - s.At1) * (s.Points2 - s.Points1) / (s.At2 - s.At1),
            // the first hubs took a row that is null
            (Table s, { } v) => s.Rows.FirstOrDefault(r => v <= r?.UpTo)?.Points ?? s.Beyond,
            (AtMost s, { } v) => Math.Min(v, s.Most),
            (AtLeast s, { } v) => Math.Max(v, s.Least),
            _ => throw new NotSupportedException($"No rule for {this}."),
        };
}

public sealed record TableRow(decimal UpTo, decimal Points);
