using System.Net;
using System.Text.Json;
using Hub.Features.Displays;
using Hub.Tests.Cli;
using Hub.Tests.Faults;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Tests.Features.Displays;

public class PresenceTests(Services services)
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 6, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_a_node_tells_replaces_what_it_told_before_and_never_what_it_told_later()
    {
        var roll = Roll
            .Empty.Hear(Word("a", 1, "ok"))
            .Hear(Word("b", 7, "ok"))
            .Hear(Word("a", 3, "draining"))
            .Hear(Word("a", 2, "ok"));
        Assert.Equal(
            [("a", 3, "draining"), ("b", 7, "ok")],
            roll.Nodes.Values.Select(n => (n.Told.Node, n.Told.Count, n.Told.Status)).OrderBy(n => n.Node)
        );
        Assert.Same(roll, roll.Hear(Word("b", 7, "behind")));
    }

    [Fact]
    public void A_node_that_is_silent_for_10_seconds_or_says_goodbye_is_no_more()
    {
        var roll = Roll.Empty.Hear(Word("a", 1, "ok", second: 0)).Hear(Word("b", 1, "ok", second: 4));
        Assert.Same(roll, roll.Forget(TimeSpan.FromSeconds(10)));
        Assert.Equal(["b"], roll.Forget(TimeSpan.FromSeconds(10.1)).Nodes.Keys);
        Assert.Empty(roll.Forget(TimeSpan.FromSeconds(14.1)).Nodes);
        Assert.Equal(["a"], roll.Hear(Word("b", 2, Told.Gone, second: 5)).Nodes.Keys);
    }

    [Fact]
    public void Phones_are_only_counted_and_walls_without_a_badge_crowd_out_none_that_has_one()
    {
        ScreenTold[] phones =
        [
            .. Enumerable
                .Range(0, 5000)
                .Select(i => new ScreenTold($"p{i}", "fair", ScreenKind.Phone, Role.Visitor, null, Noon, [])),
        ];
        var boards = Enumerable.Range(0, 32).Select(i => new BoardTold($"leaderboard/{i}", 1, 1, 1)).ToArray();
        ScreenTold[] strangers =
        [
            .. Enumerable
                .Range(0, 3000)
                .Select(i => new ScreenTold($"w{i}", "fair", ScreenKind.Wall, Role.Visitor, null, Noon, boards)),
        ];
        ScreenTold[] tablets =
        [
            .. Enumerable
                .Range(0, 150)
                .Select(i => new ScreenTold(
                    $"t{i}",
                    "fair",
                    ScreenKind.Tablet,
                    Role.Recruiter,
                    $"b{i}",
                    Noon.AddHours(1),
                    boards
                )),
        ];
        ScreenTold elsewhere = new("x", "other", ScreenKind.Wall, Role.Display, "d", Noon, []);

        Assert.True(JsonSerializer.SerializeToUtf8Bytes(Of(phones), WireJson.Options).Length < 500);
        var told = Of([.. phones, .. strangers, .. tablets, elsewhere]);
        Assert.Equal(new FairTold(12, 3000, 150, 5000), told.Fairs["fair"]);
        Assert.Equal(tablets.Length + 1 + Told.MostStrangers, told.Screens.Count);
        Assert.Equal(["x", .. tablets.Select(t => t.Id)], told.Screens.Take(151).Select(s => s.Id));
        Assert.All(told.Screens.Skip(151), s => Assert.Null(s.Badge));
        Assert.All(told.Screens, s => Assert.True(s.Boards.Count <= Told.MostBoards));

        static Told Of(ScreenTold[] screens) =>
            Told.Of(
                "a",
                1,
                "machine",
                "http://a",
                new Health("ok", "up", new Dictionary<string, long> { ["fair"] = 12 }),
                screens
            );
    }

    [Fact]
    public async Task One_node_tells_of_its_own_screens_and_only_to_organizers()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var recruiter = await hub.BadgeAsync(Role.Recruiter, booth: "A1");
        await using var tablet = await hub.ScreenAsync(recruiter, "tablet");
        await tablet.OpenAsync("booth/A1");
        await using var wall = await hub.ScreenAsync();
        await wall.OpenAsync("floor");
        await wall.OpenAsync("totals");
        await using var phone = await hub.ScreenAsync(kind: "phone");
        await phone.OpenAsync("floor");
        await using var desk = await hub.ScreenAsync(hub.Organizer, "tablet");
        await desk.OpenAsync("screens");

        await Eventually.TrueAsync(() => Nodes(desk) is [{ Walls: 1, Tablets: 2, Phones: 1 }], "the counts");
        var node = Assert.Single(Nodes(desk));
        Assert.Equal(
            (hub.Feeds.Node, "ok", "none", hub.Url.ToString().TrimEnd('/'), Environment.MachineName),
            (node.Node, node.Status, node.Redis, node.Address, node.Name)
        );
        // each says what it shows, again and again
        await Eventually.TrueAsync(
            () =>
                Screens(desk) is { Count: 3 } all
                && all.All(s => s.Boards.Count > 0 && s.Boards.All(b => b.Offset == hub.Offset && b.Version > 0)),
            "what they show"
        );
        var screens = Screens(desk);
        Assert.Equal(
            (ScreenKind.Tablet, Role.Recruiter, "test", "booth/A1"),
            screens
                .Where(s => s.Badge == recruiter.Id)
                .Select(s => (s.Kind, s.Role, s.Label, s.Boards.Single().Board))
                .Single()
        );
        Assert.Equal(
            (ScreenKind.Wall, Role.Visitor, null, "floor totals"),
            screens
                .Where(s => s.Badge is null)
                .Select(s => (s.Kind, s.Role, s.Label, string.Join(' ', s.Boards.Select(b => b.Board).Order())))
                .Single()
        );
        var shown = screens.Single(s => s.Badge == recruiter.Id).Boards[0].At;
        await Eventually.TrueAsync(
            () => Screens(desk).Single(s => s.Badge == recruiter.Id).Boards[0].At > shown,
            "it says so again"
        );
        Assert.Empty(desk.Wrongs);

        foreach (
            var other in (Client[])
                [
                    hub.Anonymous,
                    recruiter,
                    await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"),
                    await hub.BadgeAsync(Role.Display),
                    await hub.BadgeAsync(Role.Chief, contest: "drone"),
                ]
        )
            Assert.Equal(
                (HttpStatusCode.Forbidden, "forbidden"),
                await Problem.Of(await other.Http.GetAsync("boards/screens")) is var p ? (p.Status, p.Code) : default
            );
        Assert.Contains(
            "forbidden",
            (await Assert.ThrowsAsync<HubException>(() => tablet.WatchAsync("screens"))).Message
        );
        Assert.DoesNotContain(recruiter.Secret!, string.Concat(desk.Rows("screens").Values));
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task A_tablet_on_one_node_is_seen_on_the_other_until_it_leaves_and_until_its_node_does()
    {
        // a Redis that other tests' nodes do not know
        await using var redis = await RedisServer.StartAsync();
        // who waits by this clock until a silent node is forgotten waits longer than any test
        await using var nodes = await Faults.Nodes.StartAsync(services, redis.Address, new Slow());
        using var recruiter = await nodes.A.BadgeAsync(Role.Recruiter, booth: "A1");
        await nodes.AgreeAsync();
        await using var desk = await nodes.B.ScreenAsync(nodes.B.Organizer, "tablet");
        await desk.OpenAsync("screens");
        await using (var tablet = await nodes.A.ScreenAsync(recruiter, "tablet"))
        {
            await tablet.OpenAsync("booth/A1");
            await Eventually.TrueAsync(
                () =>
                    Screens(desk)
                        .Any(s =>
                            s.Badge == recruiter.Id
                            && s.Node == nodes.A.Feeds.Node
                            && s.Boards is [{ Board: "booth/A1" }]
                        ),
                "the tablet on the other node"
            );
            await Eventually.TrueAsync(
                () => Nodes(desk) is [{ Redis: "up", Tablets: 1 }, { Redis: "up", Tablets: 1 }],
                "each has a tablet"
            );
        }
        await Eventually.TrueAsync(() => !Screens(desk).Any(s => s.Badge == recruiter.Id), "it has left");
        Assert.Equal(2, Nodes(desk).Count);

        await nodes.A.StopAsync();
        await Eventually.TrueAsync(
            () => Nodes(desk) is [var left] && left.Node == nodes.B.Feeds.Node,
            "the node has left"
        );
        await nodes.A.OpenAsync();
    }

    [Fact]
    [Needs(Need.Service, Need.Process)]
    public async Task The_screens_of_a_node_that_is_killed_are_forgotten()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var hub = await TestHub.WithFairAsync(
            settings:
            [
                $"--ConnectionStrings:Postgres={await services.DatabaseAsync()}",
                $"--ConnectionStrings:Redis={redis.Address}",
            ]
        );
        await using var other = await HubProcess.ServeAsync(hub.Data, hub.Settings);
        using var display = await hub.BadgeAsync(Role.Display);
        await using var desk = await hub.ScreenAsync(hub.Organizer, "tablet");
        await desk.OpenAsync("screens");
        await Eventually.TrueAsync(() => Nodes(desk).Count == 2, "both nodes");
        var killed = Nodes(desk).Single(n => n.Node != hub.Feeds.Node).Node;
        await using var wall = await TestScreen.ConnectAsync(other.Url, display.Secret);
        await wall.OpenAsync("floor");
        await Eventually.TrueAsync(() => Screens(desk).Any(s => s.Node == killed && s.Badge == display.Id), "the wall");
        await other.KillAsync();
        await Eventually.TrueAsync(
            () => !desk.Rows("screens").Any(r => r.Key.Contains(killed)),
            "nothing of it is left"
        );
        Assert.Single(Nodes(desk));
    }

    /// <summary>Its stopwatch goes 20 times too slow.</summary>
    private sealed class Slow : TimeProvider
    {
        public override long TimestampFrequency => 20 * base.TimestampFrequency;
    }

    private static List<NodeRow> Nodes(TestScreen desk) => Rows<NodeRow>(desk, "node/");

    private static List<ScreenRow> Screens(TestScreen desk) => Rows<ScreenRow>(desk, "screen/");

    private static List<T> Rows<T>(TestScreen desk, string key) =>
        [
            .. desk.Rows("screens")
                .Where(r => r.Key.StartsWith(key, StringComparison.Ordinal))
                .Select(r => JsonSerializer.Deserialize<T>(r.Value, WireJson.Options)!),
        ];

    private static Heard Word(string node, long count, string status, double second = 0) =>
        new(
            new Told(node, count, "machine", "http://a", status, "up", new Dictionary<string, FairTold>(), []),
            Noon.AddSeconds(second),
            TimeSpan.FromSeconds(second)
        );
}
