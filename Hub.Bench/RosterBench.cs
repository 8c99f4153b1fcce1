using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Sheets;
using Hub.Tests;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>A workbook of 20,000 positions of 500 employers, looked at and imported as the desk does it, each time by a
/// new hub.</summary>
internal static class RosterBench
{
    private const int Employers = 500,
        Positions = 20_000;

    public static async Task RunAsync(int rounds)
    {
        var (employers, positions) = (EmployersFile(), PositionsFile());
        Say($"{Positions:N0} positions, {positions.Length / 1e6:0.0} MB");
        List<double> looked = [],
            imported = [],
            again = [],
            most = [];
        for (var round = 1; round <= rounds; round++)
        {
            using var folder = new Folder();
            var port = Ports.Free();
            using var hub = Hubs.Start(
                Hubs.Server,
                "--data",
                folder.Path,
                "--urls",
                string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")
            );
            try
            {
                await Hubs.AnswersAsync(port, hub);
                using var http = new HttpClient
                {
                    BaseAddress = new($"http://127.0.0.1:{port}/api/fairs/fair/"),
                    DefaultRequestHeaders = { Authorization = new("Bearer", await OrganizerAsync(folder)) },
                };
                await SendAsync(http, employers, "kind=employers&apply=true", Employers);
                hub.Refresh();
                var before = hub.PeakWorkingSet64;
                looked.Add(await SendAsync(http, positions, "kind=positions&apply=false", Positions));
                imported.Add(await SendAsync(http, positions, "kind=positions&apply=true", Positions));
                again.Add(await SendAsync(http, positions, "kind=positions&apply=true", 0));
                hub.Refresh();
                most.Add((hub.PeakWorkingSet64 - before) / 1e6);
                Say($"round {round}: {imported[^1]:N2} s, {most[^1]:N0} MB above the {before / 1e6:N0} before");
            }
            finally
            {
                await Hubs.StopAsync(hub);
            }
        }
        Say($"dry run  {Spread(looked, "N2")} s");
        Say($"import   {Spread(imported, "N2")} s, goal ≤ 3");
        Say($"again    {Spread(again, "N2")} s, nothing changes");
        Say($"most memory above a hub with employers: {Spread(most)} MB, goal ≤ 300");
    }

    private static async Task<double> SendAsync(HttpClient http, byte[] file, string query, int added)
    {
        using var body = new ByteArrayContent(file);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var clock = Stopwatch.StartNew();
        using var answer = await http.PostAsync($"imports?{query}&name=roster.xlsx", body);
        var said = await answer.Content.ReadAsStringAsync();
        var seconds = clock.Elapsed.TotalSeconds;
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(said);
        using var report = JsonDocument.Parse(said);
        var (was, refused) = (
            report.RootElement.GetProperty("added").GetInt32(),
            report.RootElement.GetProperty("refused").GetArrayLength()
        );
        return was == added && refused == 0
            ? seconds
            : throw new InvalidOperationException($"{was} added, {refused} refused");
    }

    private static async Task<string> OrganizerAsync(Folder folder)
    {
        using var badge = Process.Start(
            new ProcessStartInfo("dotnet", [Hubs.Server, "badge", "organizer", "--data", folder.Path])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var said = await badge.StandardOutput.ReadToEndAsync();
        await badge.WaitForExitAsync();
        return said.Trim();
    }

    private static string Employer(int i) => $"朝阳{Titles[i % Titles.Length][..2]}{i}有限公司";

    private static byte[] EmployersFile() =>
        TableFile.Xlsx(
            ["企业名称", "产业集群", "展位", "简介"],
            Enumerable
                .Range(0, Employers)
                .Select(i =>
                    new object?[] { Employer(i), $"产业集群{i % 14}", $"{(char)('A' + i / 50)}{i % 50 + 1:00}", "" }
                ),
            "单位"
        );

    private static byte[] PositionsFile()
    {
        var random = new Random(1);
        T Any<T>(T[] of) => of[random.Next(of.Length)];
        return TableFile.Xlsx(
            ["企业名称", "岗位名称", "招聘人数", "学历", "专业", "薪资", "工作地点", "类型"],
            Enumerable
                .Range(0, Positions)
                .Select(i =>
                    new object?[]
                    {
                        Employer(i % Employers),
                        $"{Any(Titles)}{i / Employers}",
                        (decimal)random.Next(1, 30),
                        Any(Degrees),
                        Any(Majors),
                        Any(Pays(random)),
                        Any(Places),
                        "全职",
                    }
                ),
            "岗位"
        );
    }

    private static string[] Pays(Random random) =>
        [
            $"{random.Next(3, 10)}-{random.Next(10, 20)}K",
            $"{random.Next(3, 6) * 1000}-{random.Next(6, 12) * 1000}元/月",
            $"月薪{random.Next(4, 9) * 1000}，年底双薪",
            "面议",
        ];

    private static readonly string[] Titles =
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
    ];

    private static readonly string[] Degrees = ["不限", "中专", "大专及以上", "本科", "硕士研究生"],
        Majors = ["不限", "机械工程", "软件工程", "护理学", "会计学"],
        Places = ["朝阳市", "北票市", "凌源市", "建平县", "喀左县", "沈阳市", "大连市"];
}
