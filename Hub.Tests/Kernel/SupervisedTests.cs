using System.Collections.Concurrent;
using Hub.Features.Floor;
using Hub.Host;
using Hub.Tests.Faults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Kernel;

/// <summary>What runs beside the requests may fail as it likes: the hub lives.</summary>
public class SupervisedTests
{
    /// <summary>What the hub starts that has no rounds: each says itself what becomes of its failures.</summary>
    private static readonly Type[] Others = [typeof(Draining), typeof(Following), typeof(Screens)];

    [Fact]
    public void Everything_that_runs_beside_the_requests_is_supervised() =>
        Assert.Equal(
            Others.Select(t => t.Name).Order(),
            typeof(HubApp)
                .Assembly.GetTypes()
                .Where(t => t.IsAssignableTo(typeof(IHostedService)) && !t.IsAssignableTo(typeof(Supervised)))
                .Select(t => t.Name)
                .Order()
        );

    [Fact]
    [Needs(Need.Time)]
    public async Task Whatever_of_it_fails_is_said_and_goes_on_when_it_can_and_the_hub_lives()
    {
        await using var redis = new FakeRedis();
        var clock = new SickClock();
        await using var hub = await TestHub.WithFairAsync(change: services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            // beside an SQLite, which the settings do not allow
            services.AddBackplane(
                new ConfigurationBuilder()
                    .AddInMemoryCollection([new("ConnectionStrings:Redis", redis.Address)])
                    .Build()
            );
        });
        await using var screen = await hub.ScreenAsync();
        await screen.OpenAsync("floor");
        var failures = hub.Services.GetRequiredService<Failures>();
        var all = hub
            .Services.GetServices<IHostedService>()
            .OfType<Supervised>()
            // while Redis is away it does nothing
            .Where(s => s is not Agreement)
            .Select(s => s.Name)
            .Append(nameof(Screens))
            .ToArray();
        Assert.Equal(9, all.Length);

        clock.IsSick = true;
        await hub.PassUntilAsync(() => all.All(failures.Names.Contains), "all of it fails");
        clock.IsSick = false;
        await hub.PassUntilAsync(() => failures.Names.Count == 0, "all of it goes on", seconds: 0.1);
        Assert.False(
            hub.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested
        );
        await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        await hub.PassUntilAsync(() => screen.Rows("floor")["A1"].Contains("\"here\":1,"), "the visit", seconds: 0.1);
    }

    [Fact]
    public async Task What_fails_is_tried_after_one_second_then_two_and_at_last_every_five_and_is_logged_once()
    {
        var (clock, failures) = (new Watched(), new Failures());
        using var service = new Failing(failures, clock);
        await service.StartAsync(CancellationToken.None);
        for (var tries = 1; tries <= 7; tries++)
        {
            await Eventually.TrueAsync(() => clock.Rests.Count == tries, "it rests");
            clock.Advance(clock.Rests.Last());
        }
        Assert.Equal([1, 2, 3, 4, 5, 5, 5], clock.Rests.Take(7).Select(r => r.TotalSeconds));
        Assert.Equal(1, service.Logged);
        Assert.Equal([nameof(Failing)], failures.Names);
        await service.StopAsync(CancellationToken.None);
        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
    }

    /// <summary>It fails by cancelling what nobody asked it to, otherwise, and where it says good-bye.</summary>
    private sealed class Failing(Failures failures, TimeProvider time) : Supervised(failures, time, NullLogger.Instance)
    {
        private int _tries;

        public int Logged { get; private set; }

        protected override Task RoundAsync(CancellationToken stop) =>
            _tries++ % 2 == 0 ? throw new OperationCanceledException("no") : throw new InvalidOperationException("no");

        protected override void Log(Exception failure, string words) => Logged++;

        protected override void Farewell() => throw new InvalidOperationException("no");
    }

    private sealed class Watched : FakeTimeProvider
    {
        public ConcurrentQueue<TimeSpan> Rests { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Rests.Enqueue(dueTime);
            return timer;
        }
    }

    /// <summary>It stands still until it is moved, and fails whoever asks it while it is sick.</summary>
    private sealed class SickClock() : FakeTimeProvider(Story.Morning)
    {
        private volatile bool _sick;

        public bool IsSick
        {
            set => _sick = value;
        }

        public override DateTimeOffset GetUtcNow() => _sick ? throw new TimeoutException("sick") : base.GetUtcNow();

        public override long GetTimestamp() => _sick ? throw new TimeoutException("sick") : base.GetTimestamp();
    }
}
