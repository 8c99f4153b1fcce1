using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.Features.Floor;
using Hub.Tests.Cli;
using Hub.Tests.Faults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Kernel.Live;

public class DrainingTests(Services services)
{
    [Theory]
    [InlineData(0, 3, 30)]
    [InlineData(1, 3, 30)]
    [InlineData(7, 3, 30)]
    [InlineData(2000, 3, 30)]
    [InlineData(2001, 30, 300)]
    [InlineData(50, 0, 1)]
    public void Every_screen_is_told_once_the_first_at_once_and_no_step_has_more_than_its_share(
        int screens,
        int seconds,
        int steps
    )
    {
        int[] shares = [.. Draining.Shares(screens, TimeSpan.FromSeconds(seconds))];
        Assert.Equal((steps, screens), (shares.Length, shares.Sum()));
        Assert.True(shares.Max() - shares.Min() <= 1);
        Assert.Equal(screens > 0, shares[0] > 0);
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData("0", 0)]
    [InlineData("2.5", 2.5)]
    [InlineData("30", 30)]
    public void It_lasts_as_long_as_is_said(string? said, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Draining.Within(Said(said)));

    [Theory]
    [InlineData("-1")]
    [InlineData("31")]
    [InlineData("soon")]
    public void Any_other_time_is_refused(string said) =>
        Assert.Equal("malformed", Assert.Throws<Refusal>(() => Draining.Within(Said(said))).Code);

    [Fact]
    [Needs(Need.Service)]
    public async Task The_screens_of_a_node_that_ends_are_sent_away_a_few_at_a_time_and_no_new_ones_are_taken()
    {
        var clock = new StepClock();
        await using var hub = await NodeAsync(clock, "--Drain:Seconds=1");
        var screens = new List<TestScreen>();
        for (var i = 0; i < 20; i++)
        {
            screens.Add(await hub.ScreenAsync(kind: i % 2 == 0 ? "wall" : "phone"));
            await screens[i].OpenAsync("floor");
        }
        using var http = new HttpClient { BaseAddress = hub.Url };
        var stopping = hub.StopAsync();
        for (var step = 1; step <= 10; step++)
        {
            await Eventually.TrueAsync(() => screens.Count(s => s.Closed) == 2 * step, $"step {step}");
            var rest = screens.Where(s => !s.Closed).ToArray();
            Assert.All(rest, s => Assert.Empty(s.Notices));
            if (step == 10)
                break;
            if (step == 5)
            {
                Assert.Equal((HttpStatusCode.ServiceUnavailable, "draining"), await ReadyAsync(http));
                var refused = await Problem.Of(await http.GetAsync("/live"));
                Assert.Equal(
                    (HttpStatusCode.ServiceUnavailable, "node-draining", true),
                    (refused.Status, refused.Code, refused.Retry)
                );
                // who has not been sent away yet goes on seeing what happens
                await hub.AskAsync(new RecordVisit(new("late"), new("A1"), Way.In));
                await Eventually.TrueAsync(
                    () => rest.All(s => s.Rows("floor")["A1"].Contains("\"here\":1,")),
                    "the visit"
                );
            }
            await Eventually.TrueAsync(() => clock.Waiting, "the next step waits");
            clock.Step();
        }
        await stopping;
        Assert.All(screens, s => Assert.Equal(["node-draining"], s.Notices));
        Assert.All(screens, s => Assert.Empty(s.Wrongs));
        foreach (var screen in screens)
            await screen.DisposeAsync();
        await hub.OpenAsync();
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task A_screen_that_is_sent_away_is_told_why_before_its_connection_is_closed_as_it_should_be()
    {
        await using var hub = await NodeAsync(new StepClock());
        using var screen = await RawScreen.ConnectAsync(hub);
        await screen.WatchAsync("floor");
        await screen.HearAsync("\"Frame\"");
        var stopping = hub.StopAsync();
        await screen.HearAsync("node-draining");
        var last = new List<(Opcode Opcode, byte[] Payload)>();
        while (last is not [.., (Opcode.Close, _)] && await screen.ReadAsync() is { } frame)
            last.Add(frame);
        Assert.Equal(1000, last[^1].Payload[0] << 8 | last[^1].Payload[1]);
        Assert.Contains("\"type\":7", Encoding.UTF8.GetString(last[^2].Payload));
        await screen.SendAsync(Opcode.Close, [1000 >> 8, 1000 & 0xff]);
        await stopping;
        await hub.OpenAsync();
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task Nobody_is_waited_for_where_nobody_watches_or_there_is_no_other_node()
    {
        var clock = new StepClock();
        await using (var alone = await TestHub.WithFairAsync(change: With(clock)))
        {
            var screens = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => alone.ScreenAsync()));
            await alone.StopAsync();
            Assert.All(screens, s => Assert.True(s.Closed));
            Assert.All(screens, s => Assert.Empty(s.Notices));
            foreach (var screen in screens)
                await screen.DisposeAsync();
            await alone.OpenAsync();
        }
        await using (await NodeAsync(clock)) { }
        Assert.Equal(0, clock.Asked);
    }

    [Fact]
    [Needs(Need.Service, Need.Process)]
    public async Task A_node_that_gets_SIGTERM_answers_who_asks_sends_its_screens_away_and_ends_well()
    {
        await using var hub = await NodeAsync(new StepClock());
        using var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        // the second of two screens is told half way through
        await using var node = await ProcessAsync(hub, seconds: 10);
        await using var first = await TestScreen.ConnectAsync(node.Url);
        await using var second = await TestScreen.ConnectAsync(node.Url);
        foreach (var screen in (TestScreen[])[first, second])
            await screen.OpenAsync("floor");

        node.Terminate();
        await Eventually.TrueAsync(() => first.Closed || second.Closed, "one of them ends");
        using var client = new Client(new Uri(node.Url, $"/api/fairs/{TestHub.Fair}/"), recruiter.Secret, null);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "draining"), await ReadyAsync(client.Http));
        var receipt = await client.VisitAsync("late", "A1");
        Assert.Equal(0, await node.EndedAsync());
        await Eventually.TrueAsync(() => first.Closed && second.Closed, "both have ended");
        Assert.Equal(["node-draining", "node-draining"], [.. first.Notices, .. second.Notices]);
        await Eventually.TrueAsync(
            () => hub.Offset == receipt.Offset && hub.Ledger.Fair.Floor.Here == 1,
            "the visit is in the ledger"
        );
    }

    [Fact]
    [Needs(Need.Service, Need.Process)]
    public async Task A_second_SIGTERM_does_not_wait()
    {
        await using var hub = await NodeAsync(new StepClock());
        await using var node = await ProcessAsync(hub, seconds: 30);
        await using var first = await TestScreen.ConnectAsync(node.Url);
        await using var second = await TestScreen.ConnectAsync(node.Url);
        node.Terminate();
        await Eventually.TrueAsync(() => first.Closed || second.Closed, "one of them ends");
        node.Terminate();
        Assert.Equal(143, await node.EndedAsync());
        Assert.False(first.Notices.Count + second.Notices.Count > 1);
    }

    [Fact]
    [Needs(Need.Process)]
    public async Task A_hub_of_one_node_ends_well_too()
    {
        var data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;
        await using (var hub = await HubProcess.ServeAsync(data))
        {
            hub.Terminate();
            Assert.Equal(0, await hub.EndedAsync());
        }
        System.IO.Directory.Delete(data, recursive: true);
    }

    private static async Task<(HttpStatusCode, string?)> ReadyAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("/health/ready");
        return (
            answer.StatusCode,
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString()
        );
    }

    private async Task<TestHub> NodeAsync(StepClock clock, params string[] settings) =>
        await TestHub.WithFairAsync(
            change: With(clock),
            settings:
            [
                $"--ConnectionStrings:Postgres={await services.DatabaseAsync()}",
                $"--ConnectionStrings:Redis={await services.RedisAsync()}",
                .. settings,
            ]
        );

    /// <summary>Another node beside this one.</summary>
    private static Task<HubProcess> ProcessAsync(TestHub hub, int seconds) =>
        HubProcess.ServeAsync(hub.Data, [.. hub.Settings, $"--Drain:Seconds={seconds}"]);

    private static Action<IServiceCollection> With(StepClock clock) =>
        s => s.AddSingleton(p => ActivatorUtilities.CreateInstance<Draining>(p, clock));

    private static IConfiguration Said(string? seconds) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("Drain:Seconds", seconds)]).Build();

    /// <summary>It stands still until it is told to go on to whatever is waited for.</summary>
    private sealed class StepClock : TimeProvider
    {
        private readonly ConcurrentQueue<Action> _waiting = [];

        public bool Waiting => !_waiting.IsEmpty;
        public int Asked { get; private set; }

        public void Step()
        {
            if (_waiting.TryDequeue(out var due))
                due();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Asked++;
            _waiting.Enqueue(() => callback(state));
            return new Timer();
        }

        private sealed class Timer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => default;
        }
    }
}
