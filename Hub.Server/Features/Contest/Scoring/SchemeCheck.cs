namespace Hub.Features.Contest.Scoring;

/// <summary>What is wrong with a scheme, and where.</summary>
/// <param name="At">The place: ids from the outside in, as in <c>flight/precision</c>; empty for the scheme
/// itself.</param>
public sealed record Hole(string At, string Zh, string En);

/// <summary>A scheme that nothing can be reckoned by.</summary>
/// <param name="holes">Of very many the first are told.</param>
public sealed class SchemeException(IReadOnlyList<Hole> holes) : Exception(Sentence(Told(holes)))
{
    private const int Most = 100;

    public IReadOnlyList<Hole> Holes { get; } = Told(holes);

    private static IReadOnlyList<Hole> Told(IReadOnlyList<Hole> holes) =>
        holes.Count <= Most
            ? holes
            : [.. holes.Take(Most), new("", $"还有 {holes.Count - Most} 处。", $"And {holes.Count - Most} more.")];

    private static string Sentence(IReadOnlyList<Hole> holes) =>
        string.Join(Environment.NewLine, holes.Select(h => h.At.Length == 0 ? h.En : $"{h.At}: {h.En}"));
}

/// <summary>Finds all holes of a scheme.</summary>
internal static class SchemeCheck
{
    /// <summary>Largest number in a scheme: products with it stay far within decimal.</summary>
    private const decimal Most = 1_000_000;

    /// <summary>What each part says of itself.</summary>
    public static List<Hole> Shape(Scheme scheme)
    {
        var holes = new List<Hole>();
        void Say(bool when, string at, string zh, string en)
        {
            if (when)
                holes.Add(new(at, zh, en));
        }

        Say(
            !IsWord(scheme.Id.Text),
            "",
            "比赛编号只能用字母、数字和“-”，最多 32 个。",
            "A contest's id is 1 to 32 letters, digits and '-'."
        );
        Say(
            string.IsNullOrWhiteSpace(scheme.Name) || scheme.Name.Length > 120,
            "",
            "比赛名称要有 1 到 120 个字。",
            "A contest's name has 1 to 120 characters."
        );
        foreach (var (name, panel) in scheme.Panels)
        {
            var seats = panel.Seats.Concat(panel.Shadows ?? []).ToList();
            Say(
                !IsWord(name)
                    || panel.Seats.Count is 0 or > 50
                    || seats.Any(s => !IsWord(s.Text))
                    || seats.Distinct().Count() < seats.Count,
                $"panels/{name}",
                "评委组要有编号和 1 到 50 个不同的评委席（字母、数字和“-”）。",
                "A panel has an id and 1 to 50 distinct seats (letters, digits and '-')."
            );
        }
        Say(
            scheme.AppealMinutes is < 0 or > 100_000,
            "",
            "申诉时间（分钟）不对。",
            "The minutes for appeals are wrong."
        );
        Say(scheme.Modules.Count is 0 or > 50, "", "要有 1 到 50 个模块。", "There are 1 to 50 modules.");
        Combining(scheme.Combine, scheme.Modules, "");
        Stepping(scheme.Steps, "");
        foreach (var module in scheme.Modules)
            Check(module, "", depth: 0, inAttempts: false);
        foreach (
            var twice in All(scheme.Modules)
                .Append(new Part(Scheme.Total, ""))
                .GroupBy(p => p.Id)
                .Where(g => g.Count() > 1)
        )
            Say(true, twice.Key, "编号重复。", "The id stands twice.");
        Awarding(scheme.Awards, "awards");
        foreach (var ranking in scheme.Rankings ?? [])
        {
            Say(
                !IsWord(ranking.Id) || string.IsNullOrWhiteSpace(ranking.Name) || ranking.Groups is { Count: 0 },
                $"rankings/{ranking.Id}",
                "另一排名要有编号和名称；写了组别就至少写一个。",
                "Another ranking has an id and a name, and, where it names groups, at least one."
            );
            Awarding(ranking.Awards, $"rankings/{ranking.Id}/awards");
        }
        Say(
            (scheme.Rankings ?? []).DistinctBy(r => r.Id).Count() < (scheme.Rankings ?? []).Count,
            "rankings",
            "排名编号重复。",
            "Rankings need distinct ids."
        );
        return holes;

        void Awarding(IReadOnlyList<Award>? awards, string at)
        {
            foreach (var award in awards ?? [])
                Say(
                    !IsWord(award.Id)
                        || award.Percent is < 0 or > 100
                        || award.Count < 0
                        || award.Within < 0
                        || award is { Percent: null, Count: null, Minimum: null },
                    $"{at}/{award.Id}",
                    "奖项要有编号，并给出比例（0 到 100）、名额或最低分。",
                    "An award has an id, and a per cent (0 to 100), a count or a minimum."
                );
            Say(
                (awards ?? []).DistinctBy(a => a.Id).Count() < (awards ?? []).Count,
                at,
                "奖项编号重复。",
                "Awards need distinct ids."
            );
        }

        void Check(Part p, string above, int depth, bool inAttempts)
        {
            var at = above.Length == 0 ? p.Id : $"{above}/{p.Id}";
            if (depth > 8)
            {
                Say(true, at, "层次太深，最多 8 层。", "Too deep: 8 levels at most.");
                return;
            }
            Say(
                !IsWord(p.Id),
                at,
                "编号只能用字母、数字和“-”，最多 32 个。",
                "An id is 1 to 32 letters, digits and '-'."
            );
            Say(p.Weight is < 0 or > 100, at, "权重要在 0 到 100 之间。", "A weight is 0 to 100.");
            Say(
                p.Kind is null == (p.Criteria is null or { Count: 0 }),
                at,
                "要么有评分项，要么有 kind，不能都有或都没有。",
                "It has either criteria or a kind."
            );
            Say(
                p.Kind is not null && (p.Criteria?.Count ?? 0) > 0,
                at,
                "有 kind 的评分项下面不能再有评分项。",
                "What has a kind has no criteria."
            );
            var entered = p.Kind is not (null or Kind.Value or Kind.Carried);
            Say(entered && p.Panel is null, at, "没有写由哪个评委组打分。", "No panel marks it.");
            Say(
                p.Panel is not null && !scheme.Panels.ContainsKey(p.Panel),
                at,
                $"没有评委组“{p.Panel}”。",
                $"There is no panel '{p.Panel}'."
            );
            Say(
                p.Kind is Kind.Value or Kind.Carried && p.Of is null,
                at,
                "没有写取自哪里（of）。",
                "It does not say whose value it is (of)."
            );
            Say(
                p.Min > p.Max || p.Step <= 0 || p.Max is > Place.Unlimited || p.Min is < -Place.Unlimited,
                at,
                "最低分、最高分或步长不对。",
                "Its min, max or step is wrong."
            );
            Say(
                p.Kind is Kind.Choice
                    && (
                        p.Choices is not { Count: > 0 and <= 50 }
                        || p.Choices.Select(c => c.Value).Distinct().Count() < p.Choices.Count
                        || p.Choices.Any(c =>
                            Math.Abs(c.Value) > Most || string.IsNullOrWhiteSpace(c.Name) || c.Name.Length > 40
                        )
                    ),
                at,
                "选项要有 1 到 50 个，每个有名称和不同的值。",
                "A choice has 1 to 50 choices, each with a name and a value of its own."
            );
            Say(
                p.Choices is not null && p.Kind is not Kind.Choice,
                at,
                "只有 choice 才有选项。",
                "Only a choice has choices."
            );
            Say(
                p.Kind is Kind.Judged or Kind.Count && p.Max is null,
                at,
                "没有写最高分（max）。",
                "It has no highest mark (max)."
            );
            Say(
                p.Kind is not null
                    && p is { Max: { } max and <= Place.Unlimited, Step: { } step and > 0 }
                    && (p.Min ?? 0) is >= -Place.Unlimited and var min
                    && min <= max
                    && (max - min) % step != 0,
                at,
                "步长要能整除分数范围。",
                "The step does not divide the range."
            );
            if (p.Attempts is { } attempts)
            {
                Say(inAttempts, at, "多次尝试里不能再有多次尝试。", "There are attempts within attempts.");
                Say(attempts.Count is < 1 or > 100, at, "尝试次数要在 1 到 100 之间。", "There are 1 to 100 attempts.");
                Say(
                    attempts.Names is { } names
                        && (
                            names.Count != attempts.Count
                            || names.Any(n => string.IsNullOrWhiteSpace(n) || n.Length > SchemeBounds.Word)
                        ),
                    at,
                    $"每次尝试都要有名称，最多 {SchemeBounds.Word} 个字。",
                    $"Each attempt has a name, of at most {SchemeBounds.Word} characters."
                );
                Say(attempts.Combine?.By is By.Weighted, at, "多次尝试不能加权。", "Attempts have no weights.");
                Combining(attempts.Combine, [], at);
                Stepping(attempts.Steps, at);
            }
            Combining(p.Combine, p.Criteria ?? [], at);
            Stepping(p.Steps, at);
            Say(
                p.MarkSteps is not null && !entered,
                at,
                "对每个分数做的步骤只能写在打分的评分项上。",
                "Only what a panel marks has steps for each mark."
            );
            Stepping(p.MarkSteps, at, alone: true);
            foreach (var c in p.Criteria ?? [])
                Check(c, at, depth + 1, inAttempts || p.Attempts is not null);
        }

        void Combining(Combine? combine, IReadOnlyList<Part> parts, string at)
        {
            // one that is out of range is told where it stands
            var weights = parts.Where(c => c.Counts && c.Weight is >= 0 and <= 100).Sum(c => c.Weight ?? 0);
            var weighted = combine is null ? weights > 0 : combine.By is By.Weighted;
            Say(
                weighted && weights != 100,
                at,
                $"权重合计应为 100，现在是 {weights}。",
                $"The weights add up to {weights}, not to 100."
            );
            Say(
                !weighted && weights > 0,
                at,
                "有权重，但合成方法不是加权（weighted）。",
                "There are weights, but it is not combined by them (weighted)."
            );
            Say(
                weighted && parts.Any(c => c.Counts && c.Weight is null or 0),
                at,
                "加权时每个计分的部分都要有权重。",
                "Where it is weighted, each part that counts has a weight."
            );
            if (combine is null)
                return;
            Say(
                combine.DropHigh is < 0 or > 50
                    || combine.DropLow is < 0 or > 50
                    || combine.Keep is < 1
                    || combine.Gap < 0,
                at,
                "去掉或保留的个数不对。",
                "So many cannot be dropped or kept."
            );
            Say(
                combine.Drops is { } d
                    && (
                        d.Count == 0
                        || d.Any(at => at.From < 1 || at.Drop < 0 || at.Drop >= at.From)
                        || !d.Zip(d.Skip(1)).All(at => at.First.From < at.Second.From)
                    ),
                at,
                "按次数去掉几个：次数要从少到多，去掉的要比次数少。",
                "How many are dropped by how many there are: their numbers rise, and fewer are dropped than there are."
            );
            Say(
                combine.Consecutive is { } run
                    && (
                        run is < 1 or > 100
                        || combine is not { DropHigh: 0, DropLow: 0, Keep: null, Drops: null, Tolerance: null }
                    ),
                at,
                "连续几个：1 到 100，不能再去掉或保留别的。",
                "A run of consecutive ones is 1 to 100 long, and nothing else is dropped or kept beside it."
            );
            Say(
                combine.Tolerance is { } t
                    && (
                        t.Count == 0
                        || t.Any(b => b.Within < 0)
                        || !t.Zip(t.Skip(1)).All(b => b.First.From < b.Second.From)
                    ),
                at,
                "允许差的各段要从低到高。",
                "The bands of a tolerance rise."
            );
        }

        void Stepping(IReadOnlyList<Step>? steps, string at, bool alone = false)
        {
            foreach (var step in steps ?? [])
            {
                if (step is Step.When when)
                {
                    Say(
                        when is { Over: null, Under: null, Is: null },
                        at,
                        "条件要写 over、under 或 is。",
                        "A condition says over, under or is."
                    );
                    Say(
                        when.Then.Concat(when.Else ?? [])
                            .Any(s => s is Step.When or Step.Comparing || s.Names is not null),
                        at,
                        "条件里的步骤只能用这个值本身：不能再有条件、比较或别的部分。",
                        "Under a condition, steps use the value alone: no condition, no comparing, no other part."
                    );
                    Stepping([.. when.Then.Concat(when.Else ?? []).Where(s => s is not Step.When)], at);
                }
                Say(
                    alone && step.Names is not null,
                    at,
                    "对每个分数做的步骤不能用别的部分。",
                    "Steps that are done to each mark name no other part."
                );
                Say(
                    step switch
                    {
                        Step.Round r => r.Digits is < 0 or > 10,
                        Step.Scale s => s.From == 0 || Big(s.From, s.To),
                        Step.Line l => l.At1 == l.At2 || Big(l.At1, l.At2, l.Points1, l.Points2),
                        Step.Table t => t.Rows.Count == 0
                            || !t.Rows.Zip(t.Rows.Skip(1)).All(r => r.First.UpTo < r.Second.UpTo),
                        Step.Multiply m => Big(m.By),
                        Step.Add a => Big(a.Points),
                        Step.Share s => s.Points <= 0 || Big(s.Points),
                        Step.Standardize s => s.Spread <= 0 || Big(s.At, s.Spread),
                        Step.RankPoints r => IsNoTable(r.Points, r.Beyond)
                            || (r.Sizes ?? []).Any(s => s.UpTo < 1 || IsNoTable(s.Points, s.Beyond))
                            || !(r.Sizes ?? []).Zip((r.Sizes ?? []).Skip(1)).All(s => s.First.UpTo < s.Second.UpTo),
                        _ => false,
                    },
                    at,
                    $"步骤 {step.Word} 的数不对。",
                    $"The numbers of the step {step.Word} are wrong."
                );
            }
        }
    }

    /// <summary>What parts say of each other.</summary>
    public static List<Hole> Names(Rules rules)
    {
        var holes = new List<Hole>();
        foreach (var place in rules.Places)
        foreach (var name in Named(place.Part))
            if (!rules.TryFind(name, out _))
                holes.Add(new(Path(place), $"没有叫“{name}”的部分。", $"There is no part '{name}'."));
        foreach (var ranking in rules.Scheme.Rankings ?? [])
        {
            var at = $"rankings/{ranking.Id}";
            if (!rules.TryFind(ranking.Part, out _))
                holes.Add(new(at, $"没有叫“{ranking.Part}”的部分。", $"There is no part '{ranking.Part}'."));
            Tied(ranking.Ties, at);
        }
        Tied(rules.Scheme.Ranking?.Ties, "ranking");

        foreach (var check in rules.Scheme.Checks ?? [])
        {
            foreach (var name in new[] { check.Part, check.Than }.OfType<string>())
                if (!rules.TryFind(name, out _))
                    holes.Add(new("checks", $"没有叫“{name}”的部分。", $"There is no part '{name}'."));
            if (check.Than is null == check.Number is null || string.IsNullOrWhiteSpace(check.Name))
                holes.Add(
                    new(
                        "checks",
                        "核对要有名称，并和另一部分（than）或一个数（number）比。",
                        "A check has a name, and holds a part against another (than) or against a number."
                    )
                );
        }
        if (holes.Count == 0 && Sorted(rules).Circle is { } circle)
        {
            var way = string.Join(" → ", circle.Take(LongestCircle).Select(p => p.Part.Id));
            var more = circle.Count > LongestCircle ? " → …" : "";
            holes.Add(new(Path(circle[0]), $"循环引用：{way}{more}。", $"A circle: {way}{more}."));
        }
        return holes;

        void Tied(IReadOnlyList<Tie>? ties, string at)
        {
            foreach (var tie in ties ?? [])
                if (!rules.TryFind(tie.Part, out var place))
                    holes.Add(new(at, $"没有叫“{tie.Part}”的部分。", $"There is no part '{tie.Part}'."));
                else if (tie.Attempt is { } attempt && (place.Loop is null || attempt < 1 || attempt > place.Attempts))
                    holes.Add(new(at, $"“{tie.Part}”没有第 {attempt} 轮。", $"'{tie.Part}' has no attempt {attempt}."));
                else if (tie is { Attempt: not null, Countback: not null })
                    holes.Add(
                        new(
                            at,
                            "同分规则里 attempt 和 countback 只能写一个。",
                            "A tie rule has either an attempt or a countback."
                        )
                    );
                else if (tie.Countback is < 1 || tie.Countback is not null && place.Loop is null)
                    holes.Add(
                        new(at, $"“{tie.Part}”没有多次尝试，不能回算。", $"'{tie.Part}' has no attempts to count back.")
                    );
        }
    }

    /// <summary>Of a circle at most so many parts are told.</summary>
    private const int LongestCircle = 20;

    /// <summary>All parts, each behind all that it needs.</summary>
    public static IReadOnlyList<Place> Order(Rules rules) => Sorted(rules).Order;

    /// <summary>Parts in the longest chain of which each needs the next.</summary>
    public static int LongestChain(Rules rules)
    {
        var chain = new int[rules.Places.Count];
        foreach (var place in Order(rules))
            chain[place.Index] = 1 + Needs(rules, place).Select(p => chain[p.Index]).DefaultIfEmpty().Max();
        return chain.Max();
    }

    private static IEnumerable<string> Named(Part part)
    {
        if (part.Kind is Kind.Value && part.Of is { } of)
            yield return of;
        foreach (var name in NamedBy(part.Steps).Concat(NamedBy(part.Attempts?.Steps)))
            yield return name;
    }

    private static IEnumerable<string> NamedBy(IReadOnlyList<Step>? steps) =>
        (steps ?? []).Select(s => s.Names).OfType<string>();

    /// <summary>Finds which places depend on the values of others, and tells them.</summary>
    /// <returns>These, each behind all that it needs.</returns>
    public static IReadOnlyList<Place> Compared(Rules rules)
    {
        var order = Order(rules);
        if (!order.Any(p => p.HasComparing))
            return [];
        var compared = new bool[rules.Places.Count];
        foreach (var place in order)
        {
            place.ComparedNeeds = [.. Needs(rules, place).Where(p => compared[p.Index] && p != place).Distinct()];
            place.Compared = compared[place.Index] = place.HasComparing || place.ComparedNeeds.Count > 0;
        }
        return [.. order.Where(p => compared[p.Index])];
    }

    // a value needs those that it is made of, those that it names, and, seen from outside its attempts, the choice
    // among them
    private static IEnumerable<Place> Needs(Rules rules, Place place)
    {
        foreach (var c in place.Counting)
            yield return c;
        foreach (var other in Named(place.Part).Select(n => rules[n]))
        {
            yield return other;
            if (other.Loop is { } loop && loop != place.Loop)
                yield return loop;
        }
        // done to all tries together, they see of every part in them what all tries have made
        if (NamedBy(place.Part.Attempts?.Steps).Any(n => rules[n].Loop == place))
            yield return place;
    }

    /// <summary>Each part behind all that it needs; or a circle, in which the first part is the last, too.</summary>
    private static (IReadOnlyList<Place> Order, IReadOnlyList<Place>? Circle) Sorted(Rules rules)
    {
        var order = new List<Place>(rules.Places.Count);
        var (met, done) = (new bool[rules.Places.Count], new bool[rules.Places.Count]);
        // by hand: a chain of parts may be longer than a thread's stack
        var way = new Stack<(Place Place, IEnumerator<Place> Needs)>();
        foreach (var start in rules.Places)
        {
            Go(start);
            while (way.TryPeek(out var last))
                if (!last.Needs.MoveNext())
                {
                    order.Add(last.Place);
                    done[last.Place.Index] = true;
                    way.Pop();
                }
                else if (!Go(last.Needs.Current) && !done[last.Needs.Current.Index])
                    return (
                        order,
                        [
                            .. way.Select(w => w.Place).Reverse().SkipWhile(p => p != last.Needs.Current),
                            last.Needs.Current,
                        ]
                    );
        }
        return (order, null);

        bool Go(Place place)
        {
            if (met[place.Index])
                return false;
            met[place.Index] = true;
            way.Push((place, Needs(rules, place).GetEnumerator()));
            return true;
        }
    }

    internal static string Path(Place place) =>
        place.Parent is null ? ""
        : place.Parent.Parent is null ? place.Part.Id
        : $"{Path(place.Parent)}/{place.Part.Id}";

    private static IEnumerable<Part> All(IEnumerable<Part> parts) =>
        parts.SelectMany(p => All(p.Criteria ?? []).Prepend(p));

    private static bool IsNoTable(IReadOnlyList<decimal> points, decimal beyond) =>
        points.Count == 0 || Big([.. points, beyond]);

    private static bool Big(params ReadOnlySpan<decimal> numbers)
    {
        foreach (var n in numbers)
            if (Math.Abs(n) > Most)
                return true;
        return false;
    }

    internal static bool IsWord(string? id) =>
        id is { Length: > 0 and <= 32 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-');
}
