using System.Net.Http.Json;
using Hub.Features.Access;
using Hub.Features.Floor;
using Hub.Features.Roster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Faults;

/// <summary>Two nodes on one PostgreSQL, with a Redis between them.</summary>
public class NodesTests(Services services)
{
    [Fact]
    [Needs(Need.Service)]
    public async Task What_one_node_commits_is_on_the_others_screens_at_once_and_on_the_same_offset()
    {
        await using var nodes = await Nodes.StartAsync(services, clock: Nodes.Still());
        await using var screen = await nodes.B.ScreenAsync();
        await screen.OpenAsync("floor");
        for (var i = 0; i < 10; i++)
        {
            // no more than the cadence; it has heard of the visit before it would look for one
            nodes.B.Pass(0.1);
            var receipt = await nodes.A.AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
            await Eventually.TrueAsync(() => screen.Rows("floor")["A1"].Contains($"\"here\":{i + 1},"), "the visit");
            Assert.Equal(receipt.Offset, nodes.B.Offset);
        }
        nodes.Equal();
        Assert.Empty(screen.Wrongs);
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task Both_nodes_decide_at_once_and_nothing_is_lost_or_doubled()
    {
        await using var nodes = await Nodes.StartAsync(services);
        var before = nodes.A.Offset;
        var receipts = await Task.WhenAll(
            Enumerable
                .Range(0, 400)
                .Select(i =>
                    (i % 2 == 0 ? nodes.A : nodes.B).AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In))
                )
        );
        Assert.Equal(Enumerable.Range(1, 400).Select(i => before + i), receipts.Select(r => r.Offset).Order());
        await nodes.AgreeAsync();
        Assert.Equal(400, nodes.B.Ledger.Fair.Floor.Here);
        Assert.Null(nodes.A.Store.Verify(TestHub.Fair).Broken);
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task What_one_node_has_just_made_possible_the_other_does_not_refuse()
    {
        // without Redis the other hears of it half a second later
        await using var nodes = await Nodes.StartAsync(services, redis: false);
        foreach (var booth in (string[])["N1", "N2", "N3", "N4", "N5"])
        {
            await nodes.A.AskAsync(new ImportRoster([TestHub.Employers[2] with { Booth = booth }], []));
            Assert.Equal(
                nodes.A.Offset + 1,
                (await nodes.B.AskAsync(new RecordVisit(new("p1"), new(booth), Way.In))).Offset
            );
        }
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task Whoever_got_a_pass_or_a_badge_on_one_node_is_known_at_once_on_the_other()
    {
        // the other would hear of it only when it looks, and its clock stands still
        await using var nodes = await Nodes.StartAsync(services, redis: false, Nodes.Still());
        using var made = await nodes.A.Anonymous.PostAsync("passes", new { });
        var pass = (await made.Content.ReadFromJsonAsync<OwnPass>())!;
        using var visitor = nodes.B.Bearer(PassCode.Normal(pass.Code));
        Assert.Equal(pass, await visitor.Http.GetFromJsonAsync<OwnPass>("passes/mine"));
        using var recruiter = await nodes.A.BadgeAsync(Role.Recruiter, booth: "A1");
        await using var screen = await nodes.B.ScreenAsync(recruiter);
        await screen.WatchAsync("booth/A1");
        using var stranger = nodes.B.Bearer("nobody-has-this");
        Assert.Equal("badge-unknown", (await Problem.Of(await stranger.Http.GetAsync("boards/floor"))).Code);
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task A_command_repeated_on_another_node_changes_once()
    {
        await using var nodes = await Nodes.StartAsync(services);
        var id = Guid.NewGuid();
        var first = await nodes.A.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In), id);
        Assert.Equal(
            first with
            {
                Repeated = true,
            },
            await nodes.B.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In), id)
        );
        var other = Guid.NewGuid();
        var both = await Task.WhenAll(
            nodes.A.AskAsync(new RecordVisit(new("p2"), new("A1"), Way.In), other),
            nodes.B.AskAsync(new RecordVisit(new("p2"), new("A1"), Way.In), other)
        );
        Assert.Single(both, r => !r.Repeated);
        Assert.Single(both.Select(r => r.Offset).Distinct());
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task Names_and_badges_are_known_to_all_nodes_and_a_revoked_one_ends_everywhere()
    {
        await using var nodes = await Nodes.StartAsync(services);
        using var tablet = await nodes.A.BadgeAsync(Role.Recruiter, booth: "A1");
        await nodes.AgreeAsync();
        await using var screen = await nodes.B.ScreenAsync(tablet);
        await screen.OpenAsync("booth/A1");
        Assert.Equal("张三丰", nodes.B.Ledger.Fair.People["drone/1"].Name);
        await nodes.A.AskAsync(new Hub.Features.People.ErasePerson("drone/1"));
        await nodes.A.AskAsync(new Hub.Features.Access.RevokeBadge(tablet.Id!));
        await Eventually.TrueAsync(() => screen.Closed, "the connection on the other node ends");
        Assert.DoesNotContain("drone/1", nodes.B.Ledger.Fair.People.Keys);
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task Without_Redis_a_node_hears_of_the_other_within_half_a_second()
    {
        await using var nodes = await Nodes.StartAsync(services, redis: false, Nodes.Still());
        await nodes.A.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        Assert.Equal(nodes.A.Offset - 1, nodes.B.Offset);
        nodes.B.Pass(0.5);
        await nodes.AgreeAsync();
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task A_screen_that_comes_to_a_node_that_is_behind_does_not_go_back()
    {
        await using var nodes = await Nodes.StartAsync(services, redis: false, Nodes.Still());
        await nodes.A.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        var fair = nodes.A.Ledger.Fair;
        await using var screen = await nodes.B.ScreenAsync();
        await screen.WatchAsync("floor", ("elsewhere", 7), (fair.Epoch, fair.Offset));
        await Eventually.TrueAsync(() => screen.Frames("floor").Count > 0, "the first frame");
        Assert.True(screen.Frames("floor")[0].Frame.GetProperty("offset").GetInt64() >= fair.Offset);
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task A_ledger_put_back_to_a_backup_begins_a_new_epoch_on_every_node_and_screen()
    {
        await using var nodes = await Nodes.StartAsync(services);
        await nodes.A.AskAsync(new RecordVisit(new("before"), new("A1"), Way.In));
        await nodes.AgreeAsync();
        var backup = nodes.A.Ledger.Fair.Head;
        for (var i = 0; i < 5; i++)
            await nodes.A.AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
        await nodes.AgreeAsync();
        await using var screen = await nodes.B.ScreenAsync();
        await screen.OpenAsync("floor");

        await PostgresServer.PutBackAsync(nodes.Database, backup);
        await Eventually.TrueAsync(
            () => (nodes.A.Ledger.Fair.Epoch, nodes.B.Ledger.Fair.Epoch) == (2, 2),
            "both nodes notice"
        );
        Assert.Equal((backup.Offset, 1), (nodes.B.Offset, nodes.B.Ledger.Fair.Floor.Here));
        await Eventually.TrueAsync(() => screen.Notices.Contains("ledger-rewound"), "the screen is told");
        await nodes.B.AskAsync(new RecordVisit(new("after"), new("A1"), Way.In));
        await nodes.AgreeAsync();
        await using var again = await nodes.A.ScreenAsync();
        await again.OpenAsync("floor");
        Assert.Equal(2, again.Frames("floor")[0].Frame.GetProperty("epoch").GetInt64());
        Assert.Null(nodes.A.Store.Verify(TestHub.Fair).Broken);
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task A_reading_is_on_the_walls_of_all_nodes_and_so_is_its_removal()
    {
        await using var nodes = await Nodes.StartAsync(services);
        using var gate = await nodes.A.BadgeAsync(Role.Integration, board: "gate");
        await nodes.AgreeAsync();
        using var same = nodes.B.Bearer(gate.Secret!);
        await using var wall = await nodes.B.ScreenAsync();
        await wall.OpenAsync("custom/gate");
        await gate.PostAsync("custom/gate/r", new { count = 1 });
        await Eventually.TrueAsync(
            () => wall.Rows("custom/gate").GetValueOrDefault("r") is """{"count":1}""",
            "the reading"
        );
        await same.PostAsync("custom/gate/r", new { count = 2 });
        await Eventually.TrueAsync(
            async () => (await nodes.A.Anonymous.RowsAsync("custom/gate"))["r"] is """{"count":2}""",
            "the later reading of the other node"
        );
        await gate.DeleteAsync("custom/gate/r");
        await Eventually.TrueAsync(() => wall.Rows("custom/gate").Count == 0, "the removal");
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task A_reading_that_was_lost_between_the_nodes_arrives_though_nothing_follows_it()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var nodes = await Nodes.StartAsync(services, redis.Address);
        using var gate = await nodes.A.BadgeAsync(Role.Integration, board: "gate");
        await nodes.AgreeAsync();
        await gate.PostAsync("custom/gate/kept", new { count = 1 });
        await Eventually.TrueAsync(
            async () => (await nodes.B.Anonymous.RowsAsync("custom/gate")).ContainsKey("kept"),
            "the reading"
        );
        await redis.KillAsync();
        await gate.PostAsync("custom/gate/lost", new { count = 2 });
        await gate.DeleteAsync("custom/gate/kept");
        Assert.DoesNotContain("lost", (await nodes.B.Anonymous.RowsAsync("custom/gate")).Keys);
        await redis.LaunchAsync();
        await Eventually.TrueAsync(
            async () => string.Join(",", (await nodes.B.Anonymous.RowsAsync("custom/gate")).Keys) is "lost",
            "the lost ones"
        );
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task With_Redis_dead_or_hanging_the_hub_goes_on_half_a_second_later_and_says_so()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var nodes = await Nodes.StartAsync(services, redis.Address);
        await using var screen = await nodes.B.ScreenAsync();
        await screen.OpenAsync("floor");
        foreach (
            var (fail, heal, i) in ((Func<Task>, Func<Task>, int)[])
                [
                    (redis.KillAsync, redis.LaunchAsync, 1),
                    (
                        () =>
                        {
                            redis.Pause();
                            return Task.CompletedTask;
                        },
                        () =>
                        {
                            redis.Resume();
                            return Task.CompletedTask;
                        },
                        2
                    ),
                ]
        )
        {
            await fail();
            await nodes.A.AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
            await Eventually.TrueAsync(() => screen.Rows("floor")["A1"].Contains($"\"here\":{i},"), "the visit");
            await Eventually.TrueAsync(
                async () => (await nodes.B.Anonymous.Http.GetStringAsync("/health")).Contains("\"redis\":\"away\""),
                "health says so"
            );
            await heal();
            await Eventually.TrueAsync(
                async () => (await nodes.B.Anonymous.Http.GetStringAsync("/health")).Contains("\"redis\":\"up\""),
                "health says so"
            );
        }
        nodes.Equal();
        Assert.Empty(screen.Wrongs);
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task Without_PostgreSQL_commands_are_refused_for_now_and_screens_hear_nothing_until_it_is_back()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var nodes = await Nodes.StartAsync(
            Services.Patient(await postgres.NewDatabaseAsync()),
            await services.RedisAsync()
        );
        await using var screen = await nodes.B.ScreenAsync();
        await screen.OpenAsync("floor");
        var id = Guid.NewGuid();
        await postgres.KillAsync();
        var refused = await Assert.ThrowsAsync<Refusal>(() =>
            nodes.A.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In), id)
        );
        Assert.Equal(("ledger-unavailable", true), (refused.Code, refused.Retry));
        await Eventually.TrueAsync(() => !nodes.B.Ledger.IsCurrent, "the node knows that it may be behind");
        Assert.Equal(
            "ledger-unavailable",
            (await Problem.Of(await nodes.B.Anonymous.Http.GetAsync("boards/floor"))).Code
        );
        Assert.Equal(
            System.Net.HttpStatusCode.ServiceUnavailable,
            (await nodes.B.Anonymous.Http.GetAsync("/health/ready")).StatusCode
        );
        await postgres.LaunchAsync();
        await Eventually.TrueAsync(() => nodes.A.Ledger.IsCurrent && nodes.B.Ledger.IsCurrent, "it is back");
        await nodes.A.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In), id);
        await Eventually.TrueAsync(() => screen.Rows("floor")["A1"].Contains("\"here\":1,"), "the visit");
        await nodes.AgreeAsync();
    }

    [Fact]
    public async Task Several_nodes_on_SQLite_are_refused_with_what_to_do() =>
        Assert.Contains(
            "PostgreSQL",
            (
                await Assert.ThrowsAsync<Refusal>(async () =>
                    await TestHub.StartAsync(settings: "--ConnectionStrings:Redis=127.0.0.1:1")
                )
            ).En
        );
}

internal sealed class Nodes(TestHub a, TestHub b, string database) : IAsyncDisposable
{
    public TestHub A => a;
    public TestHub B => b;
    public string Database => database;

    /// <param name="clock">Of B; the machine's, if not said.</param>
    public static async Task<Nodes> StartAsync(Services services, bool redis = true, TimeProvider? clock = null) =>
        await StartAsync(await services.DatabaseAsync(), redis ? await services.RedisAsync() : null, clock);

    public static async Task<Nodes> StartAsync(Services services, string redis, TimeProvider? clock = null) =>
        await StartAsync(await services.DatabaseAsync(), redis, clock);

    /// <summary>A clock that stands still, on the day that the other node's shows.</summary>
    public static TimeProvider Still() => new FakeTimeProvider(TimeProvider.System.GetUtcNow());

    public static async Task<Nodes> StartAsync(string database, string? redis, TimeProvider? clock = null)
    {
        string[] settings =
        [
            $"--ConnectionStrings:Postgres={database}",
            .. redis is null ? (string[])[] : [$"--ConnectionStrings:Redis={redis}"],
        ];
        var a = await TestHub.WithFairAsync(settings: settings);
        var b = await TestHub.StartAsync(change: s => s.AddSingleton(clock ?? TimeProvider.System), settings: settings);
        var nodes = new Nodes(a, b, database);
        foreach (var node in (TestHub[])[a, b])
            await Eventually.TrueAsync(
                () =>
                {
                    // whoever does not reach it at once tries again a second later
                    (clock as FakeTimeProvider)?.Advance(TimeSpan.FromMilliseconds(5));
                    return redis is null || node.Backplane.IsUp is true;
                },
                "Redis is reached"
            );
        await nodes.AgreeAsync();
        return nodes;
    }

    /// <summary>Waits until both show the same.</summary>
    public async Task AgreeAsync()
    {
        await Eventually.TrueAsync(
            () => a.Ledger.Fair.Head.Equals(b.Ledger.Fair.Head),
            "both nodes are at the same offset"
        );
        Equal();
    }

    /// <summary>Every slice of both is the same, though each folded it for itself.</summary>
    public void Equal()
    {
        Assert.Equal(a.Ledger.Fair.Head, b.Ledger.Fair.Head);
        Assert.Equal(StateHash.Of(a.Ledger.Fair), StateHash.Of(b.Ledger.Fair));
    }

    public async ValueTask DisposeAsync()
    {
        await b.DisposeAsync();
        await a.DisposeAsync();
    }
}
