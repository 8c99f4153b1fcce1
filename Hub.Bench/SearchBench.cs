using System.Diagnostics;
using Hub.Features.Roster;
using Hub.Features.Roster.Changes;
using Hub.Sheets;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>Questions as jobseekers type them, to 10,000 positions of 500 employers.</summary>
internal static class SearchBench
{
    public static void Run(int rounds)
    {
        string[] titles =
        [
            "焊工",
            "机械设计工程师",
            "Java开发工程师",
            "护士",
            "语文教师",
            "电商运营",
            "会计",
            "储备干部",
            "风电运维工程师",
            "数控车床操作工",
            "前端开发工程师",
            "仓库管理员",
        ];
        string[] places = ["朝阳市", "北票市", "凌源市", "建平县", "喀左县", "沈阳市", "大连市"],
            degrees = ["不限", "中专", "大专及以上", "本科", "硕士"],
            majors = ["不限", "机械工程", "软件工程", "护理学", "会计学"];
        var random = new Random(1);
        EmployerRow[] employers =
        [
            .. Enumerable
                .Range(0, 500)
                .Select(i => new EmployerRow(
                    i,
                    $"朝阳{titles[i % titles.Length][..2]}{i}有限公司",
                    $"Chaoyang {i} Co.",
                    $"产业集群{i % 14}",
                    null,
                    null,
                    null,
                    $"{(char)('A' + i / 50)}{i % 50 + 1:00}",
                    $"开发区{i % 7}"
                )),
        ];
        PositionRow[] positions =
        [
            .. Enumerable
                .Range(0, 10_000)
                .Select(i => new PositionRow(
                    i,
                    employers[i % 500].Name,
                    $"{titles[random.Next(titles.Length)]}{i / 500}",
                    3,
                    degrees[random.Next(5)],
                    majors[random.Next(5)],
                    $"{random.Next(3, 10)}-{random.Next(10, 20)}K",
                    places[random.Next(7)],
                    "全职"
                )),
        ];
        var diff = RosterDiff.Of(Hub.Features.Roster.RosterDirectory.Empty, employers, positions);
        var directory = Hub.Features.Roster.RosterDirectory.Empty.Then(
            new RosterImported(diff.Employers, diff.Positions)
        );
        var clock = Stopwatch.StartNew();
        SearchIndex.Of(directory);
        Say($"{directory.Positions.Count:N0} positions read once in {clock.Elapsed.TotalMilliseconds:N0} ms");

        string[] asked =
        [
            "",
            "焊工",
            "工程师 朝阳",
            "hg",
            "jxsj",
            "gongchengshi",
            "java",
            "hushi 本科",
            "没有的",
            "c",
            "engineer",
            "朝阳 会计 大专",
        ];
        Narrowed[] narrowed =
        [
            Narrowed.Not,
            new(Degree: "大专"),
            new(Salary: 8000, Cluster: "产业集群3"),
            new(Major: "机械", Zone: "开发区2"),
        ];
        List<double> times = [];
        for (var round = 0; round < rounds + 2; round++)
            foreach (var q in asked)
            foreach (var by in narrowed)
            {
                clock.Restart();
                Search.Find(directory, q, by, 0, 60);
                if (round >= 2)
                    times.Add(clock.Elapsed.TotalMilliseconds);
            }
        times.Sort();
        Say(
            $"{times.Count:N0} searches: p50 {times[times.Count / 2]:N2} ms, p99 {times[times.Count * 99 / 100]:N2} "
                + $"ms, max {times[^1]:N2} ms, goal p99 ≤ 20"
        );
    }
}
