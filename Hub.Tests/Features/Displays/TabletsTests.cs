using System.Net;
using System.Text.Json;
using Hub.Features.Displays;
using Hub.Tests.Faults;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Tests.Features.Displays;

public class TabletsTests(Services services)
{
    private const string J1 = "tablets/drone/J1";

    [Fact]
    public async Task The_tablets_of_a_seat_are_told_of_each_other_and_nobody_else_is()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var judge = await Judge(hub, "J1");
        using var spare = await Judge(hub, "J1");
        using var neighbour = await Judge(hub, "J2");
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        await using var first = await hub.ScreenAsync(judge, "tablet", one);
        await first.OpenAsync(J1);
        await using var next = await hub.ScreenAsync(neighbour, "tablet", Guid.NewGuid());
        await next.OpenAsync("tablets/drone/J2");
        await Eventually.TrueAsync(() => Tablets(first).Keys.SequenceEqual([one.ToString()]), "the only one");

        await using (var second = await hub.ScreenAsync(spare, "tablet", two))
        {
            await second.OpenAsync(J1);
            await Eventually.TrueAsync(() => Tablets(first).Count == 2 && Tablets(second).Count == 2, "both, on both");
            Assert.True(Tablets(second)[one.ToString()] < Tablets(second)[two.ToString()]);

            // another connection of the first is no third tablet, nor a later one
            await using var tab = await hub.ScreenAsync(judge, "tablet", one);
            await tab.OpenAsync(J1);
            await Eventually.TrueAsync(
                async () => (await hub.Organizer.RowsAsync("screens")).Count(r => r.Value.Contains(judge.Id!)) == 2,
                "its other connection"
            );
            await Eventually.TrueAsync(() => Tablets(tab).Count == 2, "two tablets");
            Assert.Equal(Tablets(second), Tablets(tab));
        }
        await Eventually.TrueAsync(() => Tablets(first).Keys.SequenceEqual([one.ToString()]), "the other has left");
        Assert.Single(Tablets(next, "tablets/drone/J2"));
        Assert.Empty(first.Wrongs);

        foreach (var leads in (Client[])[hub.Organizer, await hub.BadgeAsync(Role.Chief, contest: "drone")])
            Assert.Single(await leads.RowsAsync(J1));
        foreach (
            var other in (Client[])
                [
                    hub.Anonymous,
                    neighbour,
                    await hub.BadgeAsync(Role.Judge, contest: "welding", seat: "J1"),
                    await hub.BadgeAsync(Role.Chief, contest: "welding"),
                    await hub.BadgeAsync(Role.Recruiter, booth: "A1"),
                    await hub.BadgeAsync(Role.Display),
                ]
        )
            Assert.Equal(
                (HttpStatusCode.Forbidden, "forbidden"),
                await Problem.Of(await other.Http.GetAsync($"boards/{J1}")) is var p ? (p.Status, p.Code) : default
            );
        Assert.Contains("forbidden", (await Assert.ThrowsAsync<HubException>(() => next.WatchAsync(J1))).Message);
        Assert.Equal(
            "unknown-board",
            (await Problem.Of(await hub.Organizer.Http.GetAsync("boards/tablets/drone/J9"))).Code
        );
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task A_tablet_on_another_node_counts_until_it_leaves()
    {
        await using var redis = await RedisServer.StartAsync();
        string[] settings =
        [
            $"--ConnectionStrings:Postgres={await services.DatabaseAsync()}",
            $"--ConnectionStrings:Redis={redis.Address}",
        ];
        await using var a = await TestHub.WithFairAsync(settings: settings);
        await using var b = await TestHub.StartAsync(settings: settings);
        using var judge = await Judge(a, "J1");
        await Eventually.TrueAsync(() => b.Offset == a.Offset, "the other knows the badge");
        await using var here = await a.ScreenAsync(judge, "tablet", Guid.NewGuid());
        await here.OpenAsync(J1);
        await using (var there = await b.ScreenAsync(judge, "tablet", Guid.NewGuid()))
        {
            await there.OpenAsync(J1);
            await Eventually.TrueAsync(
                () => Tablets(here).Count == 2 && Tablets(there).Count == 2,
                "both, on both nodes"
            );
        }
        await Eventually.TrueAsync(() => Tablets(here).Count == 1, "it has left");
    }

    private static Task<Client> Judge(TestHub hub, string seat) =>
        hub.BadgeAsync(Role.Judge, contest: "drone", seat: seat);

    /// <summary>Device, since when.</summary>
    private static Dictionary<string, DateTimeOffset> Tablets(TestScreen screen, string board = J1) =>
        screen
            .Rows(board)
            .ToDictionary(r => r.Key, r => JsonSerializer.Deserialize<TabletRow>(r.Value, WireJson.Options)!.Since);
}
