namespace Hub.Features.Contest.Scoring;

/// <summary>How large a scheme may be that somebody brings. It is asked first, so that what is far too large costs
/// nothing. A scheme that a ledger holds stays as it is: older hubs knew no bounds.</summary>
internal static class SchemeBounds
{
    public const int Parts = 1_000,
        Chain = 64,
        ValuesEach = 10_000,
        Panels = 50,
        Seats = 500,
        Steps = 20,
        Rows = 200,
        Ranks = 1_000,
        Checks = 50,
        Rankings = 20,
        Awards = 50,
        Ties = 20;

    /// <summary>Characters of a name, and of an id or another word.</summary>
    public const int Name = 120,
        Word = 32;

    /// <exception cref="SchemeException">It is larger.</exception>
    public static void Demand(Scheme scheme)
    {
        var parts = All(scheme).Take(Parts + 1).ToList();
        if (parts.Count > Parts)
            throw new SchemeException([
                new("", $"太大：模块和评分项最多 {Parts} 个。", $"Too large: {Parts:N0} modules and criteria at most."),
            ]);
        var holes = new List<Hole>();
        Most(scheme.Panels.Count, Panels, "评委组", "panels", "panels");
        Most(
            scheme.Panels.Values.Sum(p => p.Seats.Count + (p.Shadows?.Count ?? 0)),
            Seats,
            "所有评委组的评委席",
            "seats in all panels",
            "panels"
        );
        Most(scheme.Awards?.Count, Awards, "奖项", "awards", "awards");
        Most(scheme.Ranking?.Ties?.Count, Ties, "同分规则", "tie rules", "ranking");
        Most(scheme.Rankings?.Count, Rankings, "另外的排名", "other rankings", "rankings");
        foreach (var ranking in scheme.Rankings ?? [])
        {
            Long(ranking.Id, Word, "rankings");
            Long(ranking.Name, Name, "rankings");
            Long(ranking.NameEn, Name, "rankings");
            Long(ranking.Part, Word, "rankings");
            Most(ranking.Ties?.Count, Ties, "同分规则", "tie rules", "rankings");
            Most(ranking.Groups?.Count, Rows, "组别", "groups", "rankings");
            Most(ranking.Awards?.Count, Awards, "奖项", "awards", "rankings");
        }
        foreach (var tie in (scheme.Rankings ?? []).SelectMany(r => r.Ties ?? []).Concat(scheme.Ranking?.Ties ?? []))
            Long(tie.Part, Word, "ranking");
        foreach (var name in scheme.Panels.Keys.Append(scheme.Id.Text))
            Long(name, Word, "");
        Long(scheme.NameEn, Name, "");
        Most(scheme.Checks?.Count, Checks, "核对", "checks", "checks");
        foreach (var check in scheme.Checks ?? [])
        {
            Long(check.Name, Name, "checks");
            Long(check.NameEn, Name, "checks");
            Long(check.Part, Word, "checks");
            Long(check.Than, Word, "checks");
        }
        foreach (var award in (scheme.Rankings ?? []).SelectMany(r => r.Awards ?? []).Concat(scheme.Awards ?? []))
        {
            Long(award.Id, Word, "awards");
            Long(award.Name, Name, "awards");
            Long(award.NameEn, Name, "awards");
        }
        Stepping(scheme.Steps, "");
        Combining(scheme.Combine, "");
        foreach (var part in parts)
        {
            var at = part.Id.Length > Word ? part.Id[..Word] : part.Id;
            Long(part.Name, Name, at);
            Long(part.NameEn, Name, at);
            foreach (var word in (string?[])[part.Id, part.Panel, part.Of, part.Unit])
                Long(word, Word, at);
            Stepping(part.Steps, at);
            Stepping(part.MarkSteps, at);
            Stepping(part.Attempts?.Steps, at);
            Combining(part.Combine, at);
            Combining(part.Attempts?.Combine, at);
        }
        if (holes.Count > 0)
            throw new SchemeException(holes);

        void Most(int? count, int most, string zh, string en, string at)
        {
            if (count > most)
                holes.Add(new(at, $"{zh}最多 {most} 个，现在是 {count} 个。", $"{most} {en} at most, not {count}."));
        }

        void Long(string? text, int most, string at)
        {
            if (text?.Length > most)
                holes.Add(
                    new(at, $"“{text[..20]}…”超过 {most} 个字。", $"'{text[..20]}…' has more than {most} characters.")
                );
        }

        void Stepping(IReadOnlyList<Step>? steps, string at)
        {
            Most(steps?.Count, Steps, "步骤", "steps", at);
            foreach (var step in (steps ?? []).Take(Steps))
            {
                if (step is Step.Table table)
                    Most(table.Rows.Count, Rows, "表格的行", "rows of a table", at);
                if (step is Step.RankPoints { Sizes: var sizes } ranks)
                {
                    Most(sizes?.Count, Rows, "场次大小", "sizes of a field", at);
                    Most(ranks.Points.Count, Ranks, "名次积分", "points of ranks", at);
                    foreach (var size in (sizes ?? []).Take(Rows))
                        Most(size.Points.Count, Ranks, "名次积分", "points of ranks", at);
                }
                if (step is Step.When when)
                    Stepping([.. when.Then, .. when.Else ?? []], at);
                Long(step.Names, Word, at);
            }
        }

        void Combining(Combine? combine, string at) =>
            Most(
                Math.Max(combine?.Tolerance?.Count ?? 0, combine?.Drops?.Count ?? 0),
                Rows,
                "允许差或去掉的段",
                "bands of a tolerance or of drops",
                at
            );
    }

    /// <exception cref="SchemeException">It is larger.</exception>
    public static void Demand(Rules rules)
    {
        if (SchemeCheck.LongestChain(rules) is var chain and > Chain)
            throw new SchemeException([
                new(
                    "",
                    $"互相引用的部分连得太长：最多 {Chain} 个，现在是 {chain} 个。",
                    $"A chain of parts that need each other is too long: {Chain} at most, not {chain}."
                ),
            ]);
        if (rules.ValuesEach > ValuesEach)
            throw new SchemeException([
                new(
                    "",
                    $"每位选手的分数太多：评委席、轮次和部分合起来最多 {ValuesEach} 个，现在是 {rules.ValuesEach} 个。",
                    $"Too many values for each contestant, of seats, attempts and parts: {ValuesEach:N0} at most, not "
                        + $"{rules.ValuesEach:N0}."
                ),
            ]);
        if (rules.Places.FirstOrDefault(p => p.IsEntered && p.Range.Min > p.Range.Max) is { } empty)
            throw new SchemeException([
                new(
                    SchemeCheck.Path(empty),
                    "没有分数能录入：最低分高于最高分。",
                    "No mark can be entered: its min is above its max."
                ),
            ]);
        foreach (var divided in rules.Places)
        foreach (var by in divided.Part.AllSteps.OfType<Step.DivideBy>())
            if (Reach.NearestToZero(rules, rules[by.Part]) is null)
                throw new SchemeException([
                    new(
                        SchemeCheck.Path(divided),
                        $"“{by.Part}”可能很接近 0，不能用来除：请让它最后一步是 atLeast（大于 0）。",
                        $"'{by.Part}' may come near 0, and nothing can be divided by that: end its steps with an "
                            + "atLeast above 0."
                    ),
                ]);
        if (Reach.Beyond(rules) is { } place)
            throw new SchemeException([
                new(
                    place.Part.Id,
                    $"它的值可能太大：最多 {Reach.Most:N0}。",
                    $"Its value may become too large: {Reach.Most:N0} at most."
                ),
            ]);
    }

    private static IEnumerable<Part> All(Scheme scheme)
    {
        var open = new Stack<Part>(scheme.Modules);
        while (open.TryPop(out var part))
        {
            yield return part;
            foreach (var criterion in part.Criteria ?? [])
                open.Push(criterion);
        }
    }
}
