using System.Collections.Concurrent;
using System.Text;

namespace Hub.Demo;

/// <summary>Secrets of the badges that the demo acts with.</summary>
/// <param name="Recruiters">Booth → its tablets' secrets.</param>
/// <param name="Judges">Seat → secret.</param>
internal sealed record DemoBadges(
    IReadOnlyDictionary<string, string[]> Recruiters,
    IReadOnlyDictionary<string, string> Judges,
    string Chief,
    string Wall
);

/// <summary>Sets the fair up as its organizer would: rosters, a contest, badges. What is there already is left
/// alone.</summary>
internal sealed class DemoSetup(DemoClient client, string organizer)
{
    /// <summary>ChinaVis 2019 numbers its areas; the numbers not here are merged areas without a name.</summary>
    private static readonly Dictionary<string, string> AreaNames = new()
    {
        ["1"] = "主会场",
        ["2"] = "展厅",
        ["4"] = "餐厅",
        ["5"] = "海报区",
        ["6"] = "签到处",
        ["8"] = "休闲区",
        ["11"] = "工作间",
        ["12"] = "VIP休息室",
        ["13"] = "媒体间",
        ["14"] = "服务台",
    };

    /// <param name="tablets">Booth → how many tablets scan there.</param>
    /// <exception cref="DemoRefusedException">The hub refused a part of it.</exception>
    public async Task<DemoBadges> RunAsync(
        DemoFair fair,
        IReadOnlyDictionary<string, int> tablets,
        CancellationToken stop
    )
    {
        var there = await client.GetAsync("search?q=&take=1", stop);
        if (there.GetProperty("employersTotal").GetInt32() == 0)
            await ImportAsync("employers", EmployersCsv(fair), stop);
        if (there.GetProperty("positionsTotal").GetInt32() == 0)
            await ImportAsync("positions", PositionsCsv(fair), stop);

        var booths = (await client.GetAsync("boards/floor", stop))
            .GetProperty("rows")
            .EnumerateObject()
            .Select(r => r.Name)
            .ToHashSet();
        var unknown = tablets.Keys.Where(b => !booths.Contains(b)).Order(StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0)
            await ImportAsync("employers", AreasCsv(unknown), stop);

        var contests = await client.GetAsync("contests", stop);
        if (!contests.EnumerateArray().Any(c => c.GetProperty("id").ValueEquals(fair.Contest.Id)))
            await client.PostAsync("contests", organizer, fair.Contest.Body, stop);

        return await IssueAllAsync(fair.Contest, tablets, stop);
    }

    private async Task<DemoBadges> IssueAllAsync(
        DemoContest contest,
        IReadOnlyDictionary<string, int> tablets,
        CancellationToken stop
    )
    {
        var recruiters = tablets.ToDictionary(t => t.Key, t => new string[t.Value]);
        var wanted = recruiters.SelectMany(r => r.Value.Select((_, i) => (Booth: r.Key, Tablet: i)));
        // Not more at a time: the hub lets a badge ask about 100 times a second.
        await Parallel.ForEachAsync(
            wanted,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = stop },
            async (w, s) =>
                recruiters[w.Booth][w.Tablet] = await IssueAsync(
                    new
                    {
                        role = "recruiter",
                        label = $"演示 · 展位 {w.Booth}",
                        booth = w.Booth,
                    },
                    s
                )
        );
        var judges = new ConcurrentDictionary<string, string>();
        await Parallel.ForEachAsync(
            contest.Seats,
            stop,
            async (seat, s) =>
                judges[seat] = await IssueAsync(
                    new
                    {
                        role = "judge",
                        label = $"演示 · 评委 {seat}",
                        contest = contest.Id,
                        seat,
                    },
                    s
                )
        );
        return new DemoBadges(
            recruiters,
            judges,
            await IssueAsync(
                new
                {
                    role = "chief",
                    label = "演示 · 裁判长",
                    contest = contest.Id,
                },
                stop
            ),
            await IssueAsync(new { role = "display", label = "演示 · 大屏" }, stop)
        );
    }

    /// <returns>The badge's secret.</returns>
    private async Task<string> IssueAsync(object badge, CancellationToken stop)
    {
        while (true)
            try
            {
                return (await client.PostAsync("badges", organizer, badge, stop)).GetProperty("secret").GetString()!;
            }
            // The answer to the first try was lost on the way, and the secret with it: ask for another badge.
            catch (DemoRefusedException e) when (e.Code is "secret-shown-once") { }
    }

    private async Task ImportAsync(string kind, string csv, CancellationToken stop)
    {
        var report = await client.PostAsync(
            $"imports?kind={kind}&apply=true&name=demo-{kind}.csv",
            organizer,
            Encoding.UTF8.GetBytes(csv),
            "application/octet-stream",
            stop
        );
        var refused = report.GetProperty("refused");
        if (refused.GetArrayLength() > 0)
            throw new DemoRefusedException(
                "roster-refused",
                $"{refused.GetArrayLength()} of the {kind}, first {refused[0]}"
            );
    }

    private static string EmployersCsv(DemoFair fair) =>
        Csv(
            ["单位名称", "英文名称", "产业集群", "行业", "简介", "展位"],
            fair.Employers.Select(e => new[] { e.Name, e.NameEn, e.Cluster, e.Industry, e.Description, e.Booth })
        );

    private static string PositionsCsv(DemoFair fair) =>
        Csv(
            ["单位名称", "岗位名称", "招聘人数", "学历", "专业", "薪资", "工作地点", "类型"],
            fair.Positions.Select(p =>
                new[] { p.Employer, p.Title, $"{p.Headcount}", p.Degree, p.Major, p.Salary, p.Place, p.Type }
            )
        );

    private static string AreasCsv(IEnumerable<string> booths) =>
        Csv(
            ["单位名称", "产业集群", "展位"],
            booths.Select(b => new[] { AreaNames.GetValueOrDefault(b) ?? $"区域 {b}", "会场", b })
        );

    private static string Csv(string[] header, IEnumerable<string[]> rows) =>
        string.Concat(
            rows.Prepend(header)
                .Select(cells => string.Join(',', cells.Select(c => $"\"{c.Replace("\"", "\"\"")}\"")) + "\r\n")
        );
}
