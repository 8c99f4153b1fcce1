using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.Features.Floor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace Hub.Tests.Faults;

/// <summary>Whatever Redis does, a node lives, says what is so, and finds back by itself.</summary>
public class RedisTests(Services services)
{
    /// <summary>When Redis falls ill.</summary>
    public enum When
    {
        BeforeTheNodeStarts,

        /// <summary>And holds its connections.</summary>
        Later,

        /// <summary>And has ended its connections.</summary>
        AfterARestart,
    }

    [Fact]
    [Needs(Need.Time)]
    public async Task Whatever_Redis_answers_it_is_said_no_connection_is_left_and_the_node_finds_back()
    {
        // most of it is waiting, so all at once
        var wrong = await Task.WhenAll(
            from ill in FakeRedis.Ills
            from fell in Enum.GetValues<When>()
            // whoever has subscribed need not again
            where fell is not When.Later || ill.Is("PUBLISH")
            select FindsBackAsync(ill, fell)
        );
        Assert.True(wrong.All(w => w is null), string.Join('\n', wrong.OfType<string>()));
    }

    /// <returns>What was wrong.</returns>
    private static async Task<string?> FindsBackAsync(FakeRedis.Ill ill, When fell)
    {
        await using var redis = new FakeRedis();
        var (clock, failures, heard) = (new FakeTimeProvider(), new Failures(), new ConcurrentQueue<string>());
        using var node = new RedisBackplane(
            ConfigurationOptions.Parse(redis.Address),
            Node.New(),
            failures,
            clock,
            NullLogger<RedisBackplane>.Instance
        );
        node.Hear("news", bytes => heard.Enqueue(Encoding.UTF8.GetString(bytes)));
        var restored = 0;
        node.Restored += () => restored++;
        try
        {
            if (fell is When.BeforeTheNodeStarts)
                redis.Be(ill);
            await node.StartAsync(CancellationToken.None);
            if (fell is not When.BeforeTheNodeStarts)
            {
                await UntilAsync(0.01, () => node.IsUp is true, "it is up");
                redis.Be(ill);
            }
            if (fell is When.AfterARestart)
                redis.Break();

            await UntilAsync(
                0.1,
                () => node.IsUp is false && failures.Names is [nameof(RedisBackplane)],
                "it is said that Redis is not there"
            );
            await UntilAsync(0.1, () => node.Refused?.Split(' ')[0] == ill.Says, $"it refuses with \"{ill.Says}\"");
            var had = redis.Accepted;
            await UntilAsync(0.5, () => redis.Accepted >= had + 3 * FakeRedis.OfANode, "it is tried again");
            await UntilAsync(0, () => redis.Connections <= FakeRedis.OfANode, "what was tried is closed");

            var lost = restored;
            redis.Be(null);
            await UntilAsync(
                0.05,
                () => node is { IsUp: true, Refused: null } && failures.Names.Count == 0 && restored > lost,
                "it finds back"
            );
            await UntilAsync(
                0.01,
                () =>
                {
                    node.Tell("news", "of today"u8.ToArray());
                    return heard.Contains("of today");
                },
                "news passes"
            );
            await UntilAsync(0, () => redis.Connections <= FakeRedis.OfANode, "what was tried is closed");
            await node.StopAsync(CancellationToken.None);
            await UntilAsync(0, () => redis.Connections == 0, "all is closed");
            return null;
        }
        catch (Exception e)
        {
            return $"A Redis that {ill.Name}, {fell}: {e.Message}; up {node.IsUp}, refused \"{node.Refused}\", "
                + $"{redis.Connections} of {redis.Accepted} connections open";
        }

        Task UntilAsync(double seconds, Func<bool> condition, string what) =>
            Eventually.TrueAsync(
                () =>
                {
                    clock.Advance(TimeSpan.FromSeconds(seconds));
                    return condition();
                },
                what
            );
    }

    public static TheoryData<string> Told =>
        ["hangs when it is subscribed to", "lets nobody subscribe", "lets nobody tell", "is no Redis", "is slow"];

    [Theory, MemberData(nameof(Told))]
    [Needs(Need.Service)]
    public async Task Nodes_whose_Redis_is_ill_start_live_answer_and_hear_of_each_other_and_health_and_desk_say_why(
        string name
    )
    {
        await using var redis = new FakeRedis();
        await using var nodes = await Nodes.StartAsync(services, redis.Address);
        var ill = FakeRedis.Ills.Single(i => i.Name == name);
        redis.Be(ill);
        redis.Break();
        await nodes.B.RestartAsync();
        await using var screen = await nodes.B.ScreenAsync();
        await screen.OpenAsync("floor");
        await using var desk = await nodes.B.ScreenAsync(nodes.B.Organizer, "tablet");
        await desk.OpenAsync("screens");

        await Eventually.TrueAsync(
            async () =>
                await nodes.B.Anonymous.Http.GetFromJsonAsync<JsonElement>("/health") is var health
                && health.GetProperty("redis").GetString() == (ill.Says is null ? "away" : "refused")
                && health.GetProperty("redisSays").GetString() == ill.Says
                && health.GetProperty("failing").GetRawText() is """["RedisBackplane"]""",
            "health says so"
        );
        await Eventually.TrueAsync(
            () =>
                desk.Rows("screens").Values.Any(row => row.Contains(ill.Says is null ? "\"away\"" : $"\"{ill.Says} ")),
            "the desk says so"
        );
        Assert.Equal(HttpStatusCode.OK, (await nodes.B.Anonymous.Http.GetAsync("/health/ready")).StatusCode);
        await nodes.A.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        await nodes.B.AskAsync(new RecordVisit(new("p2"), new("A1"), Way.In));
        await Eventually.TrueAsync(() => screen.Rows("floor")["A1"].Contains("\"here\":2,"), "both visits");
        foreach (var node in (TestHub[])[nodes.A, nodes.B])
            Assert.False(
                node.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested
            );

        redis.Be(null);
        await Eventually.TrueAsync(
            async () => (await nodes.B.Anonymous.Http.GetStringAsync("/health")).Contains("\"redis\":\"up\""),
            "health says so"
        );
        await Eventually.TrueAsync(() => nodes.A.Backplane.IsUp is true, "the other node's is up");
        // only Redis carries a reading
        using var gate = await nodes.A.BadgeAsync(Hub.Kernel.Role.Integration, board: "gate");
        await nodes.AgreeAsync();
        await gate.PostAsync("custom/gate/r", new { count = 1 });
        await Eventually.TrueAsync(
            async () => (await nodes.B.Anonymous.RowsAsync("custom/gate")).ContainsKey("r"),
            "the reading"
        );
        await nodes.AgreeAsync();
        await Eventually.TrueAsync(() => redis.Connections == 2 * FakeRedis.OfANode, "no connection is left");
    }

    [Fact]
    public async Task A_Redis_that_cannot_be_read_is_said_before_anything_starts() =>
        Assert.Contains(
            "ConnectionStrings:Redis",
            (
                await Assert.ThrowsAsync<Refusal>(async () =>
                    await TestHub.StartAsync(
                        settings:
                        [
                            "--ConnectionStrings:Postgres=Host=127.0.0.1;Port=1",
                            "--ConnectionStrings:Redis=127.0.0.1:1,syncTimeout=soon",
                        ]
                    )
                )
            ).En
        );
}
