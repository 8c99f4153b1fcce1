using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using Hub.Tests.Kernel.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Kernel;

/// <summary>Who attacks leaves a trace in metric, log and desk, that names nobody and cannot flood.</summary>
public class TurnedAwayTests
{
    [Fact]
    public void A_thousand_of_a_kind_are_two_lines_in_the_log_and_ten_minutes_on_the_desk()
    {
        var (time, lines) = (new FakeTimeProvider(), new HeardLog());
        using var turned = new TurnedAway(time, lines.Of<TurnedAway>());
        for (var i = 0; i < 1000; i++)
            turned.Count(Away.Guessed);
        turned.Count(Away.Revoked);
        Assert.Equal(["Turned away 1: guessed", "Turned away 1: revoked"], lines.Said);
        time.Advance(TurnedAway.Quiet);
        Assert.Equal("Turned away 999: guessed", lines.Said.Last());
        time.Advance(TurnedAway.Quiet);
        // nothing has happened since
        Assert.Equal(3, lines.Said.Count);
        turned.Count(Away.Guessed);
        Assert.Equal("Turned away 1: guessed", lines.Said.Last());

        Assert.Equal((1001, 1), (turned.Lately["guessed"], turned.Lately["revoked"]));
        time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(1001, turned.Lately["guessed"]);
        turned.Count(Away.Guessed);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, turned.Lately["guessed"]);
        time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(turned.Lately);
    }

    [Fact]
    public async Task What_is_turned_away_is_counted_by_its_reason_and_the_desk_says_so()
    {
        var (lines, counted) = (new HeardLog(), new ConcurrentDictionary<string, long>());
        using var meters = new MeterListener
        {
            InstrumentPublished = (i, l) =>
            {
                if (i.Name is "hub.turned_away")
                    l.EnableMeasurementEvents(i);
            },
        };
        meters.SetMeasurementEventCallback<long>(
            (_, n, tags, _) => counted.AddOrUpdate($"{Assert.Single(tags.ToArray()).Value}", n, (_, had) => had + n)
        );
        meters.Start();
        var clock = new FakeTimeProvider(Story.Morning);
        await using var hub = await TestHub.WithFairAsync(change: s =>
            s.AddSingleton<TimeProvider>(clock).AddSingleton<ILoggerProvider>(lines)
        );
        var (gone, screen) = (await hub.BadgeAsync(Role.Display), await hub.BadgeAsync(Role.Display));
        using var revoked = await hub.Organizer.DeleteAsync($"badges/{gone.Id}");
        var guesser = hub.Bearer("a-secret-that-nobody-has");

        for (var i = 0; i < 5; i++)
            Assert.Equal(401, await StatusAsync(guesser.Http.GetAsync("me")));
        for (var i = 0; i < 4; i++)
            Assert.Equal(401, await StatusAsync(gone.PostAsync("visits", Client.Visit("p1", "A1"))));
        for (var i = 0; i < 3; i++)
            Assert.Equal(403, await StatusAsync(screen.PostAsync("visits", Client.Visit("p1", "A1"))));
        for (var i = 0; i < 2; i++)
            Assert.Equal(400, await StatusAsync(hub.Organizer.PostAsync("visits", "{")));
        for (var i = 0; i < 27; i++)
            await StatusAsync(guesser.Http.GetAsync("me"));
        // who has not entered yet, and what a rule refuses, are everyday
        using var bare = new HttpRequestMessage(HttpMethod.Get, "me") { Headers = { { "Hub-As", "organizer" } } };
        Assert.Equal(401, await StatusAsync(hub.Anonymous.Http.SendAsync(bare)));
        Assert.Equal(404, await StatusAsync(hub.Organizer.PostAsync("visits", Client.Visit("p1", "Z9"))));

        var expected = new Dictionary<string, int>
        {
            ["guessed"] = 30,
            ["revoked"] = 4,
            ["forbidden"] = 3,
            ["malformed"] = 2,
            ["limited"] = 2,
        };
        Assert.Equal(expected, hub.Services.GetRequiredService<TurnedAway>().Lately.ToDictionary());
        // other tests' hubs are counted there too
        Assert.All(expected, e => Assert.True(counted[e.Key] >= e.Value, e.Key));
        hub.Pass(TurnedAway.Quiet);
        Assert.Equal(
            [
                "Turned away 1: forbidden",
                "Turned away 1: guessed",
                "Turned away 1: limited",
                "Turned away 1: limited",
                "Turned away 1: malformed",
                "Turned away 1: malformed",
                "Turned away 1: revoked",
                "Turned away 29: guessed",
                "Turned away 2: forbidden",
                "Turned away 3: revoked",
            ],
            lines.Said.Where(l => l.StartsWith("Turned away", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(lines.Said, l => l.Contains("a-secret") || l.Contains("127.0.0.1"));
        await hub.PassUntilAsync(
            async () =>
                (await hub.Organizer.RowsAsync("screens"))
                    .Where(r => r.Key.StartsWith("node/", StringComparison.Ordinal))
                    .Select(r => JsonSerializer.Deserialize<JsonElement>(r.Value).GetProperty("turnedAway"))
                    .Any(t => t.TryGetProperty("revoked", out var n) && n.GetInt32() == 4),
            "the desk says so",
            seconds: 2
        );
    }

    [Fact]
    public async Task A_screen_that_comes_with_a_revoked_badge_or_watches_what_it_may_not_is_counted()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (gone, wall) = (await hub.BadgeAsync(Role.Display), await hub.BadgeAsync(Role.Display));
        using var revoked = await hub.Organizer.DeleteAsync($"badges/{gone.Id}");
        // whoever does not hang up by itself is told why, and hung up on
        using (var screen = await RawScreen.ConnectAsync(hub, secret: gone.Secret))
        {
            await screen.ShakeAsync();
            await screen.HearAsync("badge-");
            // at once: it is not kept alive first
            while (await screen.ReadAsync() is { Opcode: not Opcode.Close } said)
                Assert.DoesNotContain("\"type\":6", Encoding.UTF8.GetString(said.Payload));
            await screen.SendAsync(Opcode.Close, [1000 >> 8, 1000 & 0xff]);
        }
        await using (var screen = await hub.ScreenAsync(wall))
            await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => screen.OpenAsync("badges"));
        var lately = hub.Services.GetRequiredService<TurnedAway>().Lately;
        Assert.Equal((1, 1), (lately["revoked"], lately["forbidden"]));
    }

    private static async Task<int> StatusAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return (int)answer.StatusCode;
    }
}
