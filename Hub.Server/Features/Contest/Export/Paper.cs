using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest.Export;

/// <summary>What of a contest is printed; of a table, whether it has a column for every criterion and attempt
/// (parts).</summary>
public enum PaperPart
{
    All,
    Results,
    Sheets,
    Certificates,
    Parts,
}

/// <summary>A contest's results to print on A4, as one page of HTML without any script. Its style is <c>/paper.css</c>,
/// because the hub's pages may hold none.</summary>
public sealed class Paper(Fair fair, ContestState contest, bool zh, DateTimeOffset now)
{
    private readonly ResultTable _table = ResultTable.Of(fair, contest);
    private readonly About _about = fair.Slice<About>();

    /// <param name="now">Printed as the date, at the fair's place.</param>
    public static string Of(Fair fair, ContestState contest, bool zh, PaperPart part, DateTimeOffset now) =>
        new Paper(fair, contest, zh, now).Page(part).ToString();

    private Html Page(PaperPart part) =>
        $"""
            <!doctype html>
            <html lang="{(zh ? "zh-CN" : "en")}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>{Title} · {State}</title><link rel="stylesheet" href="/paper.css"></head>
            <body>
            <p class="hint">{(
                zh ? "按 Ctrl+P（⌘P）打印到 A4 纸，或存为 PDF。" : "Press Ctrl+P (⌘P) to print on A4 or to save as PDF."
            )}</p>
            {(part is PaperPart.All or PaperPart.Results ? Results() : Html.Nothing)}
            {(
                part is PaperPart.All or PaperPart.Sheets
                    ? _table.Results.Select(r =>
                        ScoreSheetPaper.Of(contest, r, zh, Head(zh ? "评分表" : "Score sheet"))
                    )
                    : []
            )}
            {(
                part is PaperPart.All or PaperPart.Certificates
                    ? Won.Select(w => Certificate(w.Result, w.Award, w.Rank, w.Ranking))
                    : []
            )}
            {(part is PaperPart.Certificates && !Won.Any() ? Nobody : Html.Nothing)}
            </body>
            </html>
            """;

    private string Title => Words.Of(contest.Scheme, zh);

    private string FairName => zh ? _about.Name : _about.NameEn ?? _about.Name;

    private string State =>
        contest.Locked
            ? zh
                ? "正式成绩"
                : "Official results"
            : zh
                ? "暂定成绩"
                : "Provisional results";

    private string Day =>
        _about
            .Day(now)
            .ToString(zh ? "yyyy年M月d日" : "d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private Html Nobody => $"<p>{(zh ? "还没有人获奖。" : "Nobody has won an award yet.")}</p>";

    private Html Head(string what) =>
        $"""
            <header><p>{FairName}</p><h1>{Title}</h1><p class="what">{what} <b class="{(
                contest.Locked ? "official" : "provisional"
            )}">{State}</b> <span>{Day}</span></p></header>
            """;

    private Html Results() =>
        $"""
            <section class="results">
            {Head(zh ? "成绩单" : "Results")}
            {_table.Results.GroupBy(r => r.Group).Select(Group)}
            <p class="soft">{(zh ? $"依据账本第 {fair.Offset} 条。" : $"As of ledger entry {fair.Offset}.")}</p>
            <p class="signs"><span>{(zh ? "裁判长签字" : "Chief judge")}</span><span>{(zh ? "日期" : "Date")}</span></p>
            </section>
            """;

    private Html Group(IGrouping<string?, Result> group) =>
        $"""
            {(group.Key is null ? Html.Nothing : (Html)$"<h2>{group.Key}</h2>")}
            <table>
            <thead><tr>{Columns.Select(c => (Html)$"<th class=\"{c.Class}\">{c.Name}</th>")}</tr></thead>
            <tbody>{group.Select(Row)}</tbody>
            </table>
            """;

    private IEnumerable<(string Name, string Class)> Columns =>
        [
            .. zh
                ? [("名次", "num"), ("编号", ""), ("姓名", ""), ("单位", "")]
                : ((string, string)[])[("Rank", "num"), ("No.", ""), ("Name", ""), ("Affiliation", "")],
            .. _table.Modules.Select(m => (Words.Of(m, zh), "num")),
            (zh ? "总分" : "Total", "num"),
            (zh ? "奖项" : "Award", ""),
        ];

    private Html Row(Result r) =>
        $"""
            <tr><td class="num">{r.Rank}</td><td>{r.Number.Text}</td><td>{r.Name
                ?? "—"}</td><td>{r.Affiliation}</td>{r.Modules.Select(m =>
                (Html)$"<td class=\"num\">{m}</td>"
            )}<td class="num"><b>{r.Total}</b></td><td>{Note(r)}</td></tr>
            """;

    private string Note(Result r) =>
        string.Join(
            zh ? "；" : "; ",
            (
                (string?[])
                    [
                        r.Award is null ? null : Words.Of(r.Award, zh),
                        .. r
                            .Also.Where(a => a?.Award is not null)
                            .Select(a => $"{Words.Of(a!.Ranking, zh)}{(zh ? "：" : ": ")}{Words.Of(a.Award!, zh)}"),
                        r.Status is Status.Ranked ? null : Words.Of(r.Status, zh),
                        r.Tie is null ? null
                        : zh ? $"同分，按{Words.Of(r.Tie, zh)}"
                        : $"tie: {Words.Of(r.Tie, zh)}",
                    ]
            ).OfType<string>()
        );

    /// <summary>Every award that somebody has won, of the first ranking first.</summary>
    private IEnumerable<(Result Result, Award Award, int? Rank, SecondRanking? Ranking)> Won =>
        _table
            .Results.Where(r => r.Award is not null)
            .Select(r => (r, r.Award!, r.Rank, (SecondRanking?)null))
            .Concat(
                _table
                    .Rankings.SelectMany((_, i) => _table.Results.Select(r => (Result: r, Also: r.Also[i])))
                    .Where(r => r.Also?.Award is not null)
                    .OrderBy(r => r.Also!.Ranking.Id)
                    .ThenBy(r => r.Also!.Rank)
                    .Select(r => (r.Result, r.Also!.Award!, (int?)r.Also.Rank, (SecondRanking?)r.Also.Ranking))
            );

    private Html Certificate(Result r, Award award, int? rank, SecondRanking? ranking) =>
        $"""
            <section class="certificate">
            <p class="fair">{FairName}</p>
            <h1>{(zh ? "获奖证书" : "Certificate")}</h1>
            {(contest.Locked ? Html.Nothing : (Html)$"<p class=\"provisional\">{State}</p>")}
            <p class="who">{r.Name ?? r.Number.Text}</p>
            <p class="from">{r.Affiliation}</p>
            <p class="for">{(
                zh ? $"在“{Title}”{r.Group}中荣获" : $"has won in {Title}{(r.Group is null ? "" : $", {r.Group}")}"
            )}</p>
            <p class="award">{Words.Of(award, zh)}</p>
            <p class="soft">{(ranking is null ? "" : $"{Words.Of(ranking, zh)} ")}{(
                zh ? $"第 {rank} 名" : $"{(ranking is null ? "Rank" : "rank")} {rank}"
            )}</p>
            <p class="signs"><span>{(zh ? "裁判长" : "Chief judge")}</span><span>{(
                zh ? "主办单位（盖章）" : "Organizer (seal)"
            )}</span><time>{Day}</time></p>
            </section>
            """;
}
