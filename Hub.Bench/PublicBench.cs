using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Hub.Features.Access;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Hub.Features.Floor;
using Hub.Features.Queues;
using Hub.Features.Roster;
using Hub.Host;
using Hub.Sheets;
using Hub.Tests;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>What everything that anybody may read costs a processor, over a full fair: whoever asks in a loop takes so
/// much from all others.</summary>
internal static class PublicBench
{
    private const double Most = 20;
    private const string Organizer = "organizer";

    /// <summary>Words of addresses, of which the first that is there is taken.</summary>
    private static readonly string[] Words = ["A01", "drone-skills", "1", "J1", "e1", "p1", "zh"];

    public static async Task<int> RunAsync(int asked)
    {
        using var folder = new Folder();
        var port = Ports.Free();
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        string[] settings = ["--data", folder.Path, "--urls", url];
        var patterns = await MakeAsync(settings);
        using var hub = Hubs.Start([Hubs.Server, .. settings]);
        try
        {
            await Hubs.AnswersAsync(port, hub);
            using var http = new HttpClient { BaseAddress = new Uri(url) };
            using var packing = new HttpClient { BaseAddress = new Uri(url) };
            packing.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
            var over = 0;
            foreach (var pattern in patterns)
            {
                if (await FoundAsync(http, pattern) is not var (path, size))
                    continue;
                var plain = await CostAsync(hub, asked, _ => http.GetAsync(path));
                var packed = await CostAsync(hub, asked, _ => packing.GetAsync(path));
                // while the floor moves, no board is as it was
                var scan = await CostAsync(hub, asked, i => ScanAsync(http, i));
                var both = await CostAsync(
                    hub,
                    asked,
                    async i =>
                    {
                        await ScanAsync(http, asked + i);
                        return await http.GetAsync(path);
                    }
                );
                var moved = Math.Max(0, both - scan);
                over += Math.Max(plain, Math.Max(packed, moved)) > Most ? 1 : 0;
                Say(
                    $"{plain, 5:N1} ms, packed {packed, 5:N1}, after a scan {moved, 5:N1}, "
                        + $"{size / 1024, 5:N0} KB  {path}"
                );
            }
            Say($"dearer than {Most:N0} ms: {over}, goal 0");
            return over == 0 ? 0 : 1;
        }
        finally
        {
            await Hubs.StopAsync(hub);
        }
    }

    /// <summary>118 booths with queues, 2,135 positions, 6,000 people, a contest of 70 with all its marks.</summary>
    /// <returns>What is read, as it is mapped.</returns>
    private static async Task<IReadOnlyList<string>> MakeAsync(string[] settings)
    {
        await using var app = HubApp.Build(settings);
        var (ledger, random) = (app.Services.GetRequiredService<Ledgers>().Open("bench"), new Random(1));
        Task Ask(Command command, Asker? asker = null) =>
            ledger.AskAsync(Guid.NewGuid(), asker ?? Asker.System, command);
        async Task AskAll(IEnumerable<(Command, Asker?)> commands)
        {
            foreach (var some in commands.Chunk(256))
                await Task.WhenAll(some.Select(c => Ask(c.Item1, c.Item2)));
        }
        string Booth(int i) => MadeFair.Booth(i % MadeFair.Booths);
        PassId Pass(int i) => new($"P{i:00000}");

        await Ask(new OpenFair("bench", null, "Asia/Shanghai"));
        await Ask(
            new ImportRoster(
                [
                    .. Enumerable
                        .Range(0, MadeFair.Booths)
                        .Select(i => new EmployerRow(
                            i,
                            $"朝阳第{i + 1}家企业有限公司",
                            $"Chaoyang {i + 1} Co.",
                            $"产业集群{i % 14}",
                            null,
                            null,
                            null,
                            Booth(i)
                        )),
                ],
                []
            )
        );
        await Ask(
            new ImportRoster(
                [],
                [
                    .. Enumerable
                        .Range(0, 2_135)
                        .Select(i => new PositionRow(
                            i,
                            $"朝阳第{i % MadeFair.Booths + 1}家企业有限公司",
                            $"机械设计工程师{i}",
                            3,
                            "本科",
                            "机械工程",
                            "6-9K",
                            "朝阳市",
                            "全职"
                        )),
                ]
            )
        );
        var picture = new byte[1 << 20];
        random.NextBytes(picture);
        ((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']).CopyTo(picture);
        await Ask(new SetPlan(picture));
        await Ask(new IssueBadge("organizer", Role.Organizer, "bench", Secret.Hash(Organizer), null, null, null, null));
        await AskAll(
            Enumerable
                .Range(0, 6_000)
                .Select(i => ((Command)new MakePass(Pass(i), PassCode.HashText($"{i}")), (Asker?)Asker.Anonymous))
        );
        await AskAll(
            Enumerable
                .Range(0, 6_000)
                .Select(i => ((Command)new RecordVisit(Pass(i), new(Booth(i)), Way.In), (Asker?)null))
        );
        for (var i = 0; i < MadeFair.Booths; i++)
            await Ask(new OpenDesk(new(Booth(i)), "1", null));
        await AskAll(
            Enumerable.Range(0, 1_000).Select(i => ((Command)new JoinQueue(new(Booth(i)), Pass(i), null), (Asker?)null))
        );
        var rules = SchemeFile.Read(Examples.Read("drone-skills"));
        await Ask(
            new DefineContest(
                rules.Scheme,
                [.. Enumerable.Range(1, 70).Select(i => new Contestant(new($"{i}"), $"选手{i}", "朝阳技校"))]
            )
        );
        await AskAll(
            from contestant in Enumerable.Range(1, 70)
            from place in rules.Places
            where place.IsEntered
            from seat in place.Seats
            let mark = Math.Clamp(place.Range.Step * random.Next(20), place.Range.Min, place.Range.Max)
            select (
                (Command)new EnterMark(rules.Scheme.Id, seat, new($"{contestant}"), place.Part.Id, mark),
                (Asker?)new Asker("judge", Role.Judge, Contest: rules.Scheme.Id, Seat: seat)
            )
        );
        return
        [
            .. ((IEndpointRouteBuilder)app)
                .DataSources.SelectMany(s => s.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
                .Select(e => e.RoutePattern.RawText!)
                .Where(p => !p.Contains("{**board}"))
                .Concat(
                    app.Services.GetRequiredService<Feeds>().Boards.Select(b => $"/api/fairs/bench/boards/{b.Pattern}")
                )
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    private static Task<HttpResponseMessage> ScanAsync(HttpClient http, int i)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/fairs/bench/visits")
        {
            Content = JsonContent.Create(
                new
                {
                    pass = $"P{i % 6000:00000}",
                    booth = MadeFair.Booth((i * 7 + i / 6000 + 1) % MadeFair.Booths),
                    way = "in",
                }
            ),
        };
        request.Headers.Authorization = new("Bearer", Organizer);
        return http.SendAsync(request);
    }

    /// <returns>An address of this pattern that anybody may read, and its size; null: there is none.</returns>
    private static async Task<(string Path, long Size)?> FoundAsync(HttpClient http, string pattern)
    {
        var open = Regex.Replace(pattern.Replace("{fair}", "bench"), @"\{[^}]*\}", "*");
        var query =
            pattern.EndsWith("/search", StringComparison.Ordinal) ? "?q=gongchengshi"
            : pattern.EndsWith("/suggestions", StringComparison.Ordinal) ? "?booth=A01&q=机械"
            : pattern.EndsWith("/state", StringComparison.Ordinal) ? "?fair=bench"
            : "";
        var stars = open.Count(c => c == '*');
        for (var way = 0; way < Math.Pow(Words.Length, stars); way++)
        {
            var (path, rest) = (open, way);
            for (; path.IndexOf('*') is >= 0 and var star; rest /= Words.Length)
                path = path[..star] + Words[rest % Words.Length] + path[(star + 1)..];
            using var answer = await http.GetAsync(path + query);
            if (answer.IsSuccessStatusCode)
                return (path + query, (await answer.Content.ReadAsByteArrayAsync()).Length);
            if (answer.StatusCode is HttpStatusCode.Forbidden)
                return null;
        }
        return null;
    }

    /// <returns>Milliseconds of processor that the hub spends on one.</returns>
    private static async Task<double> CostAsync(Process hub, int asked, Func<int, Task<HttpResponseMessage>> ask)
    {
        for (var i = 0; i < asked / 2; i++)
            (await ask(i)).Dispose();
        hub.Refresh();
        var before = hub.TotalProcessorTime;
        for (var i = 0; i < asked; i++)
            (await ask(asked + i)).Dispose();
        hub.Refresh();
        return (hub.TotalProcessorTime - before).TotalMilliseconds / asked;
    }
}
