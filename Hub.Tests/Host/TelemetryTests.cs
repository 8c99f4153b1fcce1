using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Hub.Features.Floor;
using Hub.Tests.Cli;
using Hub.Tests.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Hub.Tests.Host;

/// <summary>What the hub tells those who run it, and what it does not.</summary>
public partial class TelemetryTests(Services services)
{
    private const string Pass = "pass-nobody-may-trace";

    [Fact]
    [Needs(Need.Process)]
    public async Task A_Prometheus_reads_what_a_visit_and_a_reading_cost_at_an_address_of_its_own()
    {
        var (folder, port) = (System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName, Ports.Free());
        await using (var made = await TestHub.WithFairAsync(folder)) { }
        var secret = (
            await HubProcess.RunAsync("badge", "organizer", "--fair", TestHub.Fair, "--data", folder)
        ).Output.Trim();
        var gate = (
            await HubProcess.RunAsync(
                "badge",
                "integration",
                "--board",
                "gate",
                "--fair",
                TestHub.Fair,
                "--data",
                folder
            )
        ).Output.Trim();
        await using (var hub = await HubProcess.ServeAsync(folder, $"--Metrics:Url=http://127.0.0.1:{port}"))
        {
            using var organizer = new Client(new Uri(hub.Url, $"/api/fairs/{TestHub.Fair}/"), secret, null);
            using var counter = new Client(organizer.Http.BaseAddress!, gate, null);
            await using var wall = await TestScreen.ConnectAsync(hub.Url);
            await wall.OpenAsync("floor");
            var visit = Guid.NewGuid();
            for (var i = 0; i < 2; i++)
                await organizer.VisitAsync(Pass, "A1", command: visit);
            using var refused = await organizer.PostAsync("visits", Client.Visit(Pass, "nowhere"));
            using var reading = await counter.PostAsync("custom/gate/north", """{"count":1}""");
            await Eventually.TrueAsync(() => wall.Rows("floor")["A1"].Contains("\"here\":1,"), "the visit");

            using var prometheus = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            // what was scraped a moment ago is answered again
            await Eventually.TrueAsync(
                async () => Metric(await prometheus.GetStringAsync("/metrics"), "hub_frames_sent_total", "") >= 2,
                "frames are counted"
            );
            var metrics = await prometheus.GetStringAsync("/metrics");
            foreach (
                var (name, tag, expected) in ((string, string, double)[])
                    [
                        ("hub_command_duration_seconds_count", "granted", 1),
                        ("hub_command_duration_seconds_count", "repeated", 1),
                        ("hub_command_duration_seconds_count", "refused", 1),
                        ("hub_commit_commands_count", "", 1),
                        ("hub_commit_commands_sum", "", 1),
                        ("hub_commit_duration_seconds_count", "", 1),
                        ("hub_fold_lag", TestHub.Fair, 0),
                        ("hub_readings_total", "", 1),
                        ("hub_screens", "wall", 1),
                    ]
            )
                Assert.Equal((name, tag, expected), (name, tag, Metric(metrics, name, tag)));
            Assert.InRange(
                Metric(metrics, "hub_command_duration_seconds_sum", "granted"),
                0.000_001,
                Eventually.Patience.TotalSeconds
            );
            Assert.DoesNotContain(Pass, metrics);
            Assert.DoesNotContain(secret, metrics);

            // where screens and phones come there are none, whatever a request says of itself
            using var nosy = new HttpRequestMessage(HttpMethod.Get, new Uri(hub.Url, "/metrics"))
            {
                Headers = { Host = $"127.0.0.1:{port}" },
            };
            Assert.Equal(HttpStatusCode.NotFound, (await Problem.Of(await prometheus.SendAsync(nosy))).Status);
        }
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Without_an_address_of_their_own_there_are_no_metrics_and_what_is_no_address_is_said()
    {
        await using var hub = await TestHub.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await Problem.Of(await hub.Organizer.Http.GetAsync("/metrics"))).Status);
        Assert.Contains(
            "'9464'",
            (await Assert.ThrowsAsync<Refusal>(() => TestHub.StartAsync(settings: "--Metrics:Url=9464"))).En
        );
    }

    [Fact]
    public async Task A_command_is_traced_until_its_commit()
    {
        var spans = new ConcurrentQueue<Activity>();
        var source = Meters.Spans;
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var hub = await TestHub.WithFairAsync();
        using var asker = new Activity("the asker").Start();
        var receipt = await hub.AskAsync(new RecordVisit(new(Pass), new("A1"), Way.In));
        Assert.False(receipt.Repeated);

        var visit = Assert.Single(spans, s => s.OperationName == nameof(RecordVisit) && s.TraceId == asker.TraceId);
        Assert.Equal("granted", visit.GetTagItem("hub.outcome"));
        Assert.Equal("decided", Assert.Single(visit.Events).Name);
        var commit = Assert.Single(spans, s => s.SpanId == Assert.Single(visit.Links).Context.SpanId);
        Assert.Equal(
            ("commit", 1, TestHub.Fair),
            (commit.OperationName, commit.GetTagItem("hub.commit.commands"), commit.GetTagItem("hub.fair"))
        );
        Assert.True(visit.StartTimeUtc <= commit.StartTimeUtc && commit.Duration <= visit.Duration);
    }

    [Fact]
    public async Task Traces_metrics_and_the_log_go_where_OpenTelemetrys_variables_say_and_name_nobody()
    {
        var told = new ConcurrentQueue<(string Path, string Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost(
            "/{**path}",
            async (string path, HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                told.Enqueue((path, Encoding.UTF8.GetString(body.ToArray())));
            }
        );
        await collector.StartAsync();

        string secret;
        await using (
            var hub = await TestHub.WithFairAsync(
                settings:
                [
                    $"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Urls.Single()}",
                    "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
                ]
            )
        )
        {
            using var tablet = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
            secret = tablet.Secret!;
            await tablet.VisitAsync(Pass, "A1");
            using var erased = await hub.Organizer.DeleteAsync("people/drone%2F1");
            using var lost = await tablet.Http.GetAsync($"{Pass}?q={Pass}");
            using var guessed = await hub.Bearer("a-secret-that-nobody-has").Http.GetAsync("me");
            // a request that is cut off ends without an answer
            using var requests = new ActivitySource("Microsoft.AspNetCore");
            using var cut = requests.StartActivity("cut off", ActivityKind.Server);
            Assert.NotNull(cut?.SetTag("url.path", Pass).SetTag("url.query", Pass));
        }
        // a hub that stops tells what it still has
        var (traces, metrics, log) = (Told("traces"), Told("metrics"), Told("logs"));
        foreach (
            var expected in (string[])
                [
                    nameof(RecordVisit),
                    "commit",
                    "granted",
                    "POST /api/fairs/{fair}/visits",
                    "DELETE /api/fairs/{fair}/people/{**key}",
                    "cut off",
                ]
        )
            Assert.Contains(expected, traces);
        foreach (
            var expected in (string[])
                ["hub.command.duration", "hub.commit.commands", "dotnet.gc.collections", "http.server.request.duration"]
        )
            Assert.Contains(expected, metrics);
        Assert.Contains("Turned away", log);
        Assert.All(
            (string[])[Pass, secret, "drone/1", "drone%2F1", "张三丰"],
            said => Assert.DoesNotContain(said, traces + metrics + log)
        );

        string Told(string kind) => string.Concat(told.Where(t => t.Path == $"v1/{kind}").Select(t => t.Body));
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task Nodes_measure_how_far_Redis_is_and_count_what_they_had_to_read_because_they_did_not_hear_it()
    {
        var measured = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter == Meters.Hub)
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((i, value, _, _) => measured[i.Name] = value);
        listener.SetMeasurementEventCallback<long>(
            (i, value, _, _) => measured.AddOrUpdate(i.Name, value, (_, had) => had + value)
        );
        listener.Start();
        await using var nodes = await Nodes.StartAsync(services);
        await Eventually.TrueAsync(() => measured.GetValueOrDefault("hub.redis.round_trip") > 0, "the beat came back");
        await nodes.A.AskAsync(new RecordVisit(new(Pass), new("A1"), Way.In));
        await nodes.AgreeAsync();
        var last = nodes.A.Store.Read(TestHub.Fair, nodes.A.Offset - 1).Single();
        nodes.B.Ledger.Take(new Batch(TestHub.Fair, 1, false, [last with { Offset = last.Offset + 2 }]));
        Assert.True(measured["hub.ledger.gaps"] >= 1);
    }

    /// <summary>The value of a metric whose tags contain this; 0 when there is none.</summary>
    private static double Metric(string text, string name, string tag) =>
        Line()
            .Matches(text)
            .Where(m => m.Groups[1].Value == name && m.Groups[2].Value.Contains(tag))
            .Sum(m => double.Parse(m.Groups[3].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^(\w+)(\{.*\})? (\S+)", RegexOptions.Multiline)]
    private static partial Regex Line();
}
