using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Features.Displays;
using Hub.Features.Floor;
using Hub.Features.People;
using Hub.Features.Roster;
using Hub.Tests.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Kernel;

/// <summary>The clock of a running hub leaps, or a hub starts with a wrong one: nothing is recorded until somebody says
/// which is right, screens go on, nothing is erased, and no day is lost.</summary>
public class LeapTests(Services services) : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly LeapingClock _clock = new();
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

    public void Dispose() => System.IO.Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_day_ahead_for_two_seconds_and_one_command_changes_nothing_of_the_day()
    {
        await using var hub = await TestHub.WithFairAsync(change: _clock.Use);
        using var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        await recruiter.VisitAsync("p1", "A1");
        await using var wall = await hub.ScreenAsync();
        await wall.OpenAsync("floor");
        var (offset, command) = (hub.Offset, Guid.NewGuid());

        _clock.Off = Day;
        var refused = await Problem.Of(await recruiter.PostAsync("visits", Client.Visit("p2", "A1"), command));
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "clock-in-doubt", true),
            (refused.Status, refused.Code, refused.Retry)
        );
        Assert.Equal(offset, hub.Offset);
        // what is in the ledger is known, and screens go on as time really passes
        hub.Pass(2);
        Assert.Equal("clock", await StatusAsync(hub));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ReadyAsync(hub)).Code);
        Assert.Contains("\"here\":1", (await hub.Anonymous.RowsAsync("floor"))["A1"]);
        Assert.Contains("\"visits\":1", (await hub.Anonymous.RowsAsync("totals"))["fair"]);
        Assert.Contains("\"here\":1", wall.Rows("floor")["A1"]);

        _clock.Off = default;
        // a tablet sends what was refused again, under the same id
        await recruiter.VisitAsync("p2", "A1", command: command);
        await recruiter.AskAsync(
            "visits",
            new
            {
                pass = "p3",
                booth = "A1",
                way = "in",
                at = _clock.GetUtcNow(),
            }
        );
        Assert.Equal("ok", await StatusAsync(hub));
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(hub)).Code);
        hub.Pass(1);
        Assert.Contains("\"today\":3", (await hub.Anonymous.RowsAsync("floor"))["A1"]);
        Assert.All(
            hub.Store.Read(TestHub.Fair, 0),
            f => Assert.True(f.At <= _clock.GetUtcNow().ToUnixTimeMilliseconds())
        );
    }

    [Fact]
    public async Task Thirty_two_days_ahead_for_a_minute_erases_nobody()
    {
        await using var hub = await TestHub.WithFairAsync(change: _clock.Use);
        var visitor = await hub.PassAsync();
        await visitor.AskAsync("my/profile", new { pass = visitor.Id, fields = new { name = "司马相如甲" } });
        _clock.Off = 32 * Day;
        for (var second = 0; second < 90; second += 5)
            hub.Pass(5);
        Assert.Equal("clock", await StatusAsync(hub));
        Assert.Equal("clock-in-doubt", await RefusedAsync(hub.Organizer.PostAsync("floor/rules", Rules)));
        Assert.NotEmpty(hub.Ledger.Fair.VisitorsData);
        _clock.Off = default;
        hub.Pass(60);
        await hub.Organizer.AskAsync("floor/rules", Rules);
        Assert.NotEmpty(hub.Ledger.Fair.VisitorsData);
    }

    [Fact]
    public async Task A_hub_that_was_ahead_over_midnight_counts_who_checks_in()
    {
        await using var hub = await TestHub.WithFairAsync(change: _clock.Use);
        using var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        _clock.Slept = TimeSpan.FromHours(14.5);
        await recruiter.VisitAsync("p1", "A1");
        _clock.Off = TimeSpan.FromHours(1);
        Assert.Equal("clock-in-doubt", await RefusedAsync(recruiter.PostAsync("visits", Client.Visit("p2", "A1"))));
        _clock.Off = default;
        await recruiter.VisitAsync("p3", "A1");
        hub.Pass(1);
        Assert.Contains("\"today\":2", (await hub.Anonymous.RowsAsync("floor"))["A1"]);
    }

    [Fact]
    public async Task An_hour_back_reopens_no_freeze_and_refuses_until_it_is_an_hour_later()
    {
        await using var hub = await TestHub.WithFairAsync(change: _clock.Use);
        await hub.AskAsync(new Hub.Features.Contest.PlanFreeze(new("drone"), Story.Morning.AddMinutes(10)));
        _clock.Slept = TimeSpan.FromMinutes(20);
        Assert.Contains("\"frozenAt\":\"", (await hub.Anonymous.RowsAsync("contest/drone"))["contest"]);
        _clock.Off = TimeSpan.FromHours(-1);
        hub.Pass(5);
        Assert.Contains("\"frozenAt\":\"", (await hub.Anonymous.RowsAsync("contest/drone"))["contest"]);
        Assert.Equal("clock-in-doubt", await RefusedAsync(hub.Organizer.PostAsync("floor/rules", Rules)));
    }

    [Fact]
    public async Task What_NTP_puts_right_stops_nobody()
    {
        await using var hub = await TestHub.WithFairAsync(change: _clock.Use);
        using var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        var passes = 0;
        foreach (var seconds in (double[])[0, 90, -20, -110, 5])
        {
            _clock.Off = TimeSpan.FromSeconds(seconds);
            hub.Pass(1);
            await recruiter.VisitAsync($"p{++passes}", "A1");
            hub.Pass(1);
            Assert.Contains($"\"today\":{passes}", (await hub.Anonymous.RowsAsync("floor"))["A1"]);
        }
        var times = hub.Store.Read(TestHub.Fair, 0).Select(f => f.At).ToArray();
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public async Task A_lid_that_was_closed_for_half_an_hour_needs_nobody()
    {
        await using var hub = await TestHub.WithFairAsync(change: _clock.Use);
        _clock.Slept = TimeSpan.FromMinutes(30);
        await hub.Organizer.AskAsync("floor/rules", Rules);
        Assert.Equal("ok", await StatusAsync(hub));
    }

    [Fact]
    public async Task The_desk_shows_both_times_and_an_organizer_says_which_is_right()
    {
        var log = new HeardLog();
        await using var hub = await TestHub.WithFairAsync(change: s =>
        {
            _clock.Use(s);
            s.AddSingleton<ILoggerProvider>(log);
        });
        await using var desk = await hub.ScreenAsync(hub.Organizer, "tablet");
        await desk.OpenAsync("screens");
        var expects = _clock.GetUtcNow();
        _clock.Off = TimeSpan.FromHours(5);
        await hub.PassUntilAsync(
            () => Clock() is not null && Said("nothing is recorded until"),
            "the desk and the log say so",
            seconds: 0.5
        );
        Assert.Equal(Against.Elapsed, Clock()!.Against);
        Assert.Equal(5, (Clock()!.Shows - Clock()!.Other).TotalHours, precision: 3);
        Assert.InRange(Clock()!.Other - expects, TimeSpan.Zero, TimeSpan.FromMinutes(5));

        // nobody says so of a time that it does not show, and nobody but organizers
        Assert.Equal("clock-shows-another", await RefusedAsync(hub.Organizer.PostAsync("clock", new { at = expects })));
        Assert.Equal("forbidden", await RefusedAsync(hub.Anonymous.PostAsync("clock", new { at = Clock()!.Shows })));
        await hub.Organizer.AskAsync("clock", new { at = Clock()!.Shows });
        await Eventually.TrueAsync(
            async () => await RefusedAsync(hub.Organizer.PostAsync("floor/rules", Rules)) == "granted",
            "it is believed"
        );
        await hub.PassUntilAsync(
            () => Clock() is null && Said("the clock is right"),
            "the desk is content, and the log says so",
            seconds: 0.5
        );

        bool Said(string words) => log.Said.Any(l => l.Contains(words, StringComparison.Ordinal));

        ClockDoubt? Clock() =>
            desk.Rows("screens")
                .Where(r => r.Key.StartsWith("node/", StringComparison.Ordinal))
                .Select(r => JsonSerializer.Deserialize<NodeRow>(r.Value, WireJson.Options)!.Clock)
                .Single();
    }

    [Fact]
    public async Task What_somebody_said_erases_a_day_later_at_the_earliest_and_a_start_after_weeks_waits_as_long()
    {
        await using var hub = await TestHub.WithFairAsync(_data, _clock.Use);
        // while nothing is kept nobody has to second it
        await hub.Organizer.AskAsync("retention", new { ends = new DateOnly(2026, 6, 7), days = 14 });
        var visitor = await hub.PassAsync();
        await visitor.AskAsync("my/profile", new { pass = visitor.Id, fields = new { name = "司马相如甲" } });
        // as a laptop that was carried away, and is opened again when the time is over
        await hub.StopAsync();
        File.Delete(Path.Combine(_data, "hub.db.clock"));
        _clock.Off = 32 * Day;
        await hub.OpenAsync();
        await LookAsync(TimeSpan.FromHours(23));
        Assert.NotEmpty(hub.Ledger.Fair.VisitorsData);
        await hub.Organizer.AskAsync("clock", new { at = _clock.GetUtcNow() });
        // nobody shuts a laptop before it has heard what was said
        await Eventually.TrueAsync(() => Clock().Steady < TimeSpan.FromHours(1), "it is heard");
        await LookAsync(TimeSpan.FromHours(23));
        Assert.NotEmpty(hub.Ledger.Fair.VisitorsData);
        // it need not run meanwhile
        await hub.StopAsync();
        File.Delete(Path.Combine(_data, "hub.db.clock"));
        _clock.Off += Day;
        await hub.OpenAsync();
        await LookAsync(TimeSpan.FromMinutes(1));
        await hub.PassUntilAsync(() => !hub.Ledger.Fair.VisitorsData.Any(), "it is erased");

        WallClock Clock() => hub.Services.GetRequiredService<WallClock>();

        async Task LookAsync(TimeSpan later)
        {
            _clock.Slept += later;
            hub.Pass(60);
            // whatever the clock that looks every minute has asked by now comes before this
            await hub.Organizer.AskAsync("floor/rules", Rules);
        }
    }

    [Fact]
    public async Task A_start_while_the_clock_is_a_day_ahead_is_told_and_one_of_the_next_morning_works()
    {
        await using var hub = await TestHub.WithFairAsync(_data, _clock.Use);
        using var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        await recruiter.VisitAsync("p1", "A1");
        await hub.PassUntilAsync(() => File.Exists(Path.Combine(_data, "hub.db.clock")), "what time it should be");
        await hub.StopAsync();
        _clock.Off = Day;
        await Assert.ThrowsAsync<Refusal>(hub.OpenAsync);
        Assert.Equal("clock", await StatusAsync(hub));
        await hub.StopAsync();
        // the machine was switched off over night: nobody knows how long
        File.Delete(Path.Combine(_data, "hub.db.clock"));
        await hub.OpenAsync();
        Assert.Equal("ok", await StatusAsync(hub));
        Assert.Contains("\"today\":0", (await hub.Anonymous.RowsAsync("floor"))["A1"]);
        await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        hub.Pass(1);
        Assert.Contains("\"today\":1", (await hub.Anonymous.RowsAsync("floor"))["A1"]);
    }

    /// <summary>Years that a dead battery shows.</summary>
    [Theory]
    [InlineData(2021)]
    [InlineData(2099)]
    public async Task A_laptop_whose_battery_is_dead_is_told_shows_its_boards_and_goes_on_when_its_clock_is_set(
        int year
    )
    {
        await using var hub = await TestHub.WithFairAsync(_data, _clock.Use);
        await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        await hub.StopAsync();
        File.Delete(Path.Combine(_data, "hub.db.clock"));
        _clock.Off = (year - 2026) * 365 * Day;
        Assert.Equal("clock-in-doubt", (await Assert.ThrowsAsync<Refusal>(hub.OpenAsync)).Code);
        Assert.Equal("clock", await StatusAsync(hub));
        Assert.Contains("\"employers\":3", (await hub.Anonymous.RowsAsync("totals"))["fair"]);
        // as NTP does when the network is there; nobody need say anything
        await hub.PassUntilAsync(() => hub.Services.GetRequiredService<WallClock>().Unsure, "it does not know");
        _clock.Off = default;
        await hub.AskAsync(new RecordVisit(new("p2"), new("A1"), Way.In));
        Assert.Equal("ok", await StatusAsync(hub));
        hub.Pass(1);
        Assert.Contains("\"today\":2", (await hub.Anonymous.RowsAsync("floor"))["A1"]);
    }

    [Fact]
    public async Task What_was_recorded_a_day_ahead_counts_today_once_somebody_said_what_time_it_is()
    {
        _clock.Off = Day;
        await using var hub = await TestHub.WithFairAsync(_data, _clock.Use);
        using var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        await recruiter.AskAsync("queues/A1/desks", new { desk = "1" });
        await recruiter.VisitAsync("p1", "A1");
        await recruiter.VisitAsync("p2", "A1");
        hub.Pass(TimeSpan.FromMinutes(12));
        await recruiter.VisitAsync("p2", "A1", "out");
        await hub.AskAsync(new CloseBooth(new("A2"), true));
        await hub.StopAsync();
        File.Delete(Path.Combine(_data, "hub.db.clock"));
        _clock.Off = default;
        Assert.Equal("clock-in-doubt", (await Assert.ThrowsAsync<Refusal>(hub.OpenAsync)).Code);
        // until then the boards show the moment of the last fact
        Assert.Contains("\"today\":2", (await hub.Anonymous.RowsAsync("floor"))["A1"]);

        hub.Pass(TimeSpan.FromMinutes(1));
        await hub.AskAsync(new ConfirmClock(_clock.GetUtcNow()));
        Assert.Equal(_clock.GetUtcNow(), hub.Ledger.Fair.At);
        hub.Pass(1);
        Assert.Contains("\"today\":2", (await hub.Anonymous.RowsAsync("floor"))["A1"]);
        Assert.Equal((1, 2, 2), Counted(hub));
        await hub.AskAsync(new RecordVisit(new("p3"), new("A1"), Way.In));
        Assert.Equal((2, 3, 3), Counted(hub));
        Assert.Equal(
            "booth-closed",
            (await Assert.ThrowsAsync<Refusal>(() => hub.AskAsync(new RecordVisit(new("p3"), new("A2"), Way.In)))).Code
        );
        // the day that it was taken for begins with an empty floor
        _clock.Slept += Day;
        await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        Assert.Equal((1, 1, 1), Counted(hub));
        await hub.RestartAsync();
        Assert.Equal((1, 1, 1), Counted(hub));
        Assert.Null(hub.Store.Verify(TestHub.Fair).Broken);
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task A_node_whose_clock_is_not_the_databases_is_told_and_the_others_go_on()
    {
        string[] settings = [$"--ConnectionStrings:Postgres={await services.DatabaseAsync()}"];
        await using var right = await TestHub.WithFairAsync(settings: settings);
        // an hour that stays within the fair's day: of another one nobody is shown
        var hours = right.Ledger.Fair.Slice<About>().Time(TimeProvider.System.GetUtcNow()).Hour < 12 ? 1 : -1;
        _clock.Off = TimeProvider.System.GetUtcNow() - Story.Morning + TimeSpan.FromHours(hours);
        await using var wrong = await TestHub.AsItIsAsync(_data, _clock.Use, settings);
        Assert.Equal("clock", await StatusAsync(wrong));
        using var organizer = wrong.Bearer(right.Organizer.Secret);
        Assert.Equal("clock-in-doubt", await RefusedAsync(organizer.PostAsync("floor/rules", Rules)));
        await right.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        await Eventually.TrueAsync(
            async () => (await ReadyAsync(right)).Code == HttpStatusCode.OK,
            "the other one is well"
        );
        await wrong.PassUntilAsync(
            async () =>
                (await wrong.Anonymous.RowsAsync("floor"))["A1"].Contains("\"today\":1", StringComparison.Ordinal)
                && wrong.Services.GetRequiredService<WallClock>().Unsure,
            "its screens go on"
        );
        _clock.Off =
            TimeProvider.System.GetUtcNow() - Story.Morning - (_clock.GetUtcNow() - _clock.Off - Story.Morning);
        await wrong.PassUntilAsync(
            async () => await RefusedAsync(organizer.PostAsync("floor/rules", Rules)) == "granted",
            "it goes on",
            seconds: 0.5
        );
        Assert.Equal("ok", await StatusAsync(wrong));
    }

    private static (int Here, int People, int Visits) Counted(TestHub hub) =>
        (hub.Ledger.Fair.Floor.Here, hub.Ledger.Fair.Floor.People, hub.Ledger.Fair.Floor.Visits);

    private static object Rules => new { knownPassesOnly = true };

    private static async Task<string> RefusedAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return answer.IsSuccessStatusCode ? "granted" : (await Problem.Of(answer)).Code;
    }

    private static async Task<string> StatusAsync(TestHub hub) =>
        (await ReadyAsync(hub)).Health.GetProperty("status").GetString()!;

    private static async Task<(HttpStatusCode Code, JsonElement Health)> ReadyAsync(TestHub hub)
    {
        using var answer = await hub.Anonymous.Http.GetAsync("/health/ready");
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
