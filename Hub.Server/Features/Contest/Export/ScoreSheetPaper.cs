using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest.Export;

/// <summary>One contestant's marks on a page: of each criterion and try what every judge gave, what did not count, what
/// it made; and lines to sign on.</summary>
internal static class ScoreSheetPaper
{
    public static Html Of(ContestState contest, Result result, bool zh, Html head)
    {
        var (rules, sheet) = (contest.Rules, contest.Sheet(result.Number));
        var reckoning = contest.Reckoning(sheet);
        var judges = contest.Figures(sheet).Judges.Union(sheet.Signed.Judges).Order();
        return $"""
            <section class="sheet">
            {head}
            <p class="who"><b>{result.Number.Text} {result.Name ?? "—"}</b> {result.Affiliation} {result.Group} <span>{(
                zh ? "名次" : "Rank"
            )} <b>{result.Rank?.ToString() ?? "–"}</b> {(
                result.Status is Status.Ranked ? "" : Words.Of(result.Status, zh)
            )}</span></p>
            <table>
            <thead><tr><th>{(zh ? "评分项" : "Criterion")}</th><th>{(
                zh ? "各评委评分" : "Marks"
            )}</th><th class="num">{(zh ? "得分" : "Score")}</th></tr></thead>
            {rules.Total.Criteria.Select(m => Module(m, reckoning, zh))}
            <tfoot><tr><th colspan="2">{(
                zh ? "总分" : "Total"
            )}</th><td class="num"><b>{result.Total}</b></td></tr></tfoot>
            </table>
            {Missing(contest, result, zh)}
            <p class="signs">{judges.Select(j =>
                Line($"{(zh ? "评委" : "Judge")} {j}", sheet.Signed.Judges.Contains(j), zh)
            )}{Line(zh ? "选手" : "Contestant", sheet.Signed.Contestant, zh)}{Line(
                zh ? "裁判长" : "Chief judge",
                sheet.Signed.Chief,
                zh
            )}</p>
            </section>
            """;
    }

    private static Html Missing(ContestState contest, Result result, bool zh) =>
        result.Missing.Count == 0
            ? Html.Nothing
            : $"""
                <p class="out">{(zh ? "缺分：" : "Missing marks: ")}{string.Join(
                zh ? "；" : "; ",
                result.Missing.Select(m => Explanation.Of(contest.Rules, m, zh))
            )}</p>
                """;

    private static Html Module(Place module, Reckoning reckoning, bool zh) =>
        $"""
            <tbody>
            {Marked(module).SelectMany(p =>
                reckoning.Tries(p).Where(r => r.From.Any(f => !f.Value.IsNothing)).Select(r => Try(p, r, zh))
            )}
            <tr class="module"><th colspan="2">{Words.Of(module.Part, zh)}</th><td class="num"><b>{reckoning.Of(
                module
            ).Value}</b></td></tr>
            </tbody>
            """;

    private static IEnumerable<Place> Marked(Place place) =>
        place.IsEntered ? [place] : place.Criteria.SelectMany(Marked);

    private static Html Try(Place place, Reckoned r, bool zh) =>
        $"""
            <tr><td>{Words.Of(place.Part, zh)}{(
                r.Attempt == 0 ? ""
                : zh ? $" 第 {r.Attempt} 轮"
                : $" attempt {r.Attempt}"
            )}{(place.Part.Unit is { } unit ? $" ({unit})" : "")}</td><td class="marks">{r.From.Select(m =>
                Mark(m, zh)
            )}</td><td class="num">{r.Value}</td></tr>
            """;

    private static Html Mark(Made m, bool zh)
    {
        if (m.Fate is Fate.Counted)
            return $"<span><small>{Seat(m)}</small> {m.Value}</span>";
        var why = Explanation.Of(m.Fate, zh);
        return $"<span class=\"out\"><small>{Seat(m)}</small> <s>{m.Value}</s> <small>{why}</small></span>";
    }

    private static string? Seat(Made m) => m.Seat == Rules.Carried ? null : m.Seat?.Text;

    private static Html Line(string who, bool signed, bool zh) =>
        $"<span>{who}{(signed ? zh ? " ✓ 已在平板签字" : " ✓ signed on the tablet" : "")}</span>";
}
