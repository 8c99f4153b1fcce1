using System.Globalization;
using System.Text;

namespace Hub.Features.Contest.Scoring;

/// <summary>A reckoning as lines of text, Chinese or English: what was combined, what did not count and why, every
/// step, down to the marks.</summary>
public static class Explanation
{
    /// <summary>Deeper parts are not moved in further than this.</summary>
    private const int DeepestIndent = 20;

    public static string Of(Rules rules, Reckoned reckoned, bool zh)
    {
        var text = new StringBuilder();
        var told = new HashSet<(string Part, int Attempt)>();
        var open = new Stack<(Reckoned Of, int Depth, Fate Fate)>([(reckoned, 0, Fate.Counted)]);
        while (open.TryPop(out var next))
        {
            var (r, depth, fate) = next;
            Write(text, rules[r.Part], r, zh, depth, fate);
            // what several parts are made of is told once: told for each, it may be told more often than there is time
            if (told.Add((r.Part, r.Attempt)))
                foreach (var m in r.From.Reverse())
                    if (m.Of is { } of && (of.Begun || of.IsCut || !of.Value.IsNothing))
                        open.Push((of, depth + 1, m.Fate));
        }
        return text.ToString();
    }

    private static void Write(StringBuilder text, Place place, Reckoned r, bool zh, int depth, Fate fate)
    {
        text.Append(' ', 2 * Math.Min(depth, DeepestIndent))
            .Append(zh ? place.Part.Name : place.Part.NameEn ?? place.Part.Name);
        if (r.Attempt > 0)
            text.Append(' ').Append(place.Try(r.Attempt, zh));
        text.Append(zh ? "：" : ": ").Append(r.Value);
        // what could not be reckoned is not absent
        if (Of(fate, zh) is { } why && !(r.IsCut && r.Value.IsNothing))
            text.Append(CultureInfo.InvariantCulture, $" ({why})");
        text.Append(Line(r, zh)).AppendLine();
    }

    /// <summary>How one value was made of those before it: <c> = mean J1 8 J2 9 (highest, dropped) … = 8 → × 5 40</c>;
    /// empty where there is nothing to say.</summary>
    public static string Line(Reckoned r, bool zh)
    {
        var text = new StringBuilder();
        var marks = r.From.Where(m => m.Seat is not null).ToList();
        if (marks.Count > 0)
            text.Append(" = ")
                .Append(Of(r.Combine.By, zh))
                .Append(' ')
                .AppendJoin(
                    ' ',
                    marks.Select(
                        (m, i) =>
                            $"{(m.Seat == Rules.Carried ? zh ? "前一场比赛" : "earlier contest" : m.Seat!.Value.Text)} "
                            + $"{(r.Given is null || r.Mark(i).IsNothing ? "" : $"{r.Mark(i)} → ")}"
                            + $"{Short(m.Value)}{(Of(m.Fate, zh) is { } w ? $" ({w})" : "")}"
                    )
                );
        else if (r.From.Count > 1)
            text.Append(" = ").Append(Of(r.Combine.By, zh)).Append(' ').AppendJoin(", ", r.From.Select(m => m.Value));
        if (Of(r.Note, zh) is { } note)
            text.Append(zh ? "；" : "; ").Append(note);
        if (r.Steps.Count > 0 && r.From.Count + marks.Count > 1)
            text.Append(" = ").Append(r.Combined);
        foreach (var s in r.Steps)
            text.Append(CultureInfo.InvariantCulture, $" → {Of(s, zh)} {s.After}");
        return text.ToString();
    }

    /// <summary>Where a mark stands: <c>Dive 3, J4</c>.</summary>
    internal static string Of(Rules rules, Slot slot, bool zh)
    {
        var place = rules[slot.Criterion];
        var name = zh ? place.Part.Name : place.Part.NameEn ?? place.Part.Name;
        var attempt = place.Loop is null ? "" : $" {place.Try(slot.Attempt, zh)}";
        return $"{name}{attempt} {slot.Seat}";
    }

    private static string Condition(Step.When when, Stepped done, bool zh)
    {
        var looked = when.Part is null ? "" : $"{when.Part} {done.With?.Value} ";
        var said = string.Join(
            ' ',
            new[]
            {
                when.Over is { } over ? FormattableString.Invariant($"> {over}") : null,
                when.Under is { } under ? FormattableString.Invariant($"< {under}") : null,
                when.Is is { } same ? FormattableString.Invariant($"= {same}") : null,
            }.OfType<string>()
        );
        return zh ? $"若{looked}{said}" : $"if {looked}{said}";
    }

    // a share or a deviation has as many digits as a decimal holds
    private static string Short(Value value) =>
        value.Number is { } n && n != Math.Round(n, 6) ? new Value(Math.Round(n, 6)).ToString() : value.ToString();

    internal static string? Of(Fate fate, bool zh) =>
        fate switch
        {
            Fate.Counted => null,
            Fate.Absent => zh ? "缺" : "absent",
            Fate.Filled => zh ? "缺，按平均分计" : "absent, the mean counts",
            Fate.High => zh ? "去掉最高" : "highest, dropped",
            Fate.Low => zh ? "去掉最低" : "lowest, dropped",
            Fate.Zeroed => zh ? "缺分，计 0" : "lacks marks, counts 0",
            Fate.Worse => zh ? "不计，不是最好" : "not among the best",
            _ => throw new NotSupportedException($"No word for {fate}."),
        };

    private static string? Of(Note note, bool zh) =>
        note switch
        {
            Note.None => null,
            Note.Waiting => zh ? "等待其余分数" : "waits for the rest",
            Note.Gap => zh ? "评委分差过大，须先统一" : "the judges are too far apart and have to agree first",
            Note.Apart => zh
                ? "中间分差过大，全部计入平均"
                : "the kept marks are too far apart: the mean of all counts",
            Note.Unfinished => zh ? "有缺分的部分" : "a part lacks marks",
            Note.MeanOfGiven => zh
                ? "有评委缺席，取已有分数的平均"
                : "somebody is absent: the mean of the given counts",
            Note.TooLarge => zh ? "太大，算不出来" : "too large to be reckoned",
            _ => throw new NotSupportedException($"No word for {note}."),
        };

    private static string Of(By by, bool zh) =>
        by switch
        {
            By.Sum => zh ? "和" : "sum",
            By.Mean => zh ? "平均" : "mean",
            By.Weighted => zh ? "加权" : "weighted",
            By.Median => zh ? "中位数" : "median",
            By.Product => zh ? "积" : "product",
            By.Highest => zh ? "最大" : "highest",
            By.Lowest => zh ? "最小" : "lowest",
            _ => throw new NotSupportedException($"No word for {by}."),
        };

    private static string Of(Stepped s, bool zh) =>
        s.Step switch
        {
            Step.Round r => zh
                ? $"{(r.Half is Half.Cut ? "截去" : r.Half is Half.Even ? "四舍六入五成双" : "四舍五入")}到 {r.Digits} "
                    + $"位"
                : $"{(r.Half is Half.Cut ? "cut" : r.Half is Half.Even ? "half-even" : "rounded")} to {r.Digits}",
            Step.Multiply m => FormattableString.Invariant($"× {m.By}"),
            Step.MultiplyBy m => $"× {m.Part} {s.With?.Value}",
            Step.DivideBy d => $"÷ {d.Part} {s.With?.Value}",
            Step.When w => Condition(w, s, zh),
            Step.Share h => (zh ? $"占最好成绩 {s.Measure} 的份额 ×" : $"share of the best, {s.Measure}, ×")
                + $" {h.Points}",
            Step.Standardize z => zh
                ? $"标准分（{(z.Center is Center.Median ? "中位数" : "平均")}为 {z.At}，一个标准差 {z.Spread}）"
                : $"standardized ({(z.Center is Center.Median ? "median" : "mean")} at {z.At}, deviation {z.Spread})",
            Step.Rank k => (k.From, zh) switch
            {
                (CountedFrom.First, true) => "名次",
                (CountedFrom.First, false) => "rank",
                (_, true) => "名次（从末位数）",
                _ => "rank from the last",
            },
            Step.RankPoints => zh ? "按名次积分" : "points by rank",
            Step.Add a => FormattableString.Invariant($"+ {a.Points}"),
            Step.Scale c => FormattableString.Invariant($"× {c.To}/{c.From}"),
            Step.Line l => zh
                ? $"按直线 ({l.At1}→{l.Points1}, {l.At2}→{l.Points2})"
                : $"by line ({l.At1}→{l.Points1}, {l.At2}→{l.Points2})",
            Step.Table => zh ? "查表" : "by table",
            Step.AtMost m => zh ? $"封顶 {m.Most}" : $"at most {m.Most}",
            Step.AtLeast m => zh ? $"保底 {m.Least}" : $"at least {m.Least}",
            Step.FailedIs f => zh ? $"无成绩记 {f.Points}" : $"no result counts {f.Points}",
            _ => throw new NotSupportedException($"No word for {s.Step}."),
        };
}
