using System.Net;
using Hub.Features.Floor;
using Hub.Features.Roster;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.Tests.Kernel.Live;

/// <summary>Who may watch what, and the snapshot by HTTP.</summary>
public class WatchingTests
{
    [Theory]
    [InlineData(null, "booth/A1")]
    [InlineData(null, "badges")]
    [InlineData(null, "marks/drone/J1")]
    [InlineData(Role.Visitor, "booth/A1")]
    [InlineData(Role.Recruiter, "booth/A2")]
    [InlineData(Role.Recruiter, "marks/drone/J1")]
    [InlineData(Role.Judge, "badges")]
    [InlineData(Role.Judge, "marks/drone/J2")]
    [InlineData(Role.Judge, "marks/other/J1")]
    [InlineData(Role.Judge, "booth/A1")]
    [InlineData(Role.Chief, "badges")]
    [InlineData(Role.Chief, "marks/other/J1")]
    [InlineData(Role.Display, "booth/A1")]
    [InlineData(Role.Display, "marks/drone/J1")]
    [InlineData(Role.Integration, "badges")]
    public async Task A_board_is_refused_to_whom_it_is_not_for(Role? role, string board)
    {
        await using var hub = await TestHub.WithFairAsync();
        var who = role is { } r ? await hub.BadgeAsync(r, "A1", "drone", "J1", "gate") : hub.Anonymous;
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), await RefusedAsync(who, board));
        await using var screen = await hub.ScreenAsync(who);
        var refused = await Assert.ThrowsAsync<HubException>(() => screen.WatchAsync(board));
        Assert.Contains("forbidden: ", refused.Message);
        Assert.Empty(screen.Frames(board));
    }

    [Fact]
    public async Task A_screen_that_comes_from_another_node_is_given_no_rows_of_before()
    {
        await using var hub = await TestHub.StillAsync();
        // the clock stands: what was rendered now is fresh enough for every cadence
        await hub.Anonymous.RowsAsync("floor");
        await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        var shown = (hub.Ledger.Fair.Epoch, hub.Offset);
        await using var screen = await hub.ScreenAsync(kind: "phone");
        await screen.WatchAsync("floor", ("elsewhere", 7), shown);
        await Eventually.TrueAsync(() => screen.Frames("floor").Count > 0, "the first frame");
        Assert.Equal(hub.Offset, screen.Frames("floor")[0].Frame.GetProperty("offset").GetInt64());
    }

    /// <summary>The clock stands, so the node looks at its store only when it is made to.</summary>
    [Fact]
    public async Task A_screen_that_has_seen_a_later_epoch_makes_the_node_look()
    {
        await using var hub = await TestHub.StillAsync();
        await hub.Anonymous.RowsAsync("floor");
        var (epoch, offset) = (hub.Ledger.Fair.Epoch, hub.Offset);
        // another node has noticed that the ledger was put back
        hub.Store.NewEpoch(TestHub.Fair, epoch);
        await using var screen = await hub.ScreenAsync(kind: "phone");
        try
        {
            await screen.WatchAsync("floor", ("elsewhere", 7), (epoch + 1, offset));
        }
        catch (OperationCanceledException)
        {
            // all screens of a node whose ledger was put back are sent away, to come anew
        }
        await Eventually.TrueAsync(
            () => screen.Closed || screen.Frames("floor").Count > 0,
            "the first frame, or that it is to come anew"
        );
        Assert.All(screen.Frames("floor"), f => Assert.Equal(epoch + 1, f.Frame.GetProperty("epoch").GetInt64()));
        Assert.Equal(epoch + 1, hub.Ledger.Fair.Epoch);
    }

    [Fact]
    public async Task What_a_screen_has_shown_of_another_ledger_does_not_keep_it_dark()
    {
        await using var hub = await TestHub.StillAsync();
        await using var screen = await hub.ScreenAsync(kind: "phone");
        await screen.WatchAsync("floor", ("elsewhere", 7), (hub.Ledger.Fair.Epoch + 5, hub.Offset));
        await screen.WatchAsync("totals", ("elsewhere", 7), (hub.Ledger.Fair.Epoch, hub.Offset + 1000));
        await Eventually.TrueAsync(
            () => screen.Frames("floor").Count > 0 && screen.Frames("totals").Count > 0,
            "the first frames"
        );
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("booth/Z9")]
    [InlineData("leaderboard/nonsense")]
    [InlineData("marks/drone/J9")]
    [InlineData("floor/A1")]
    public async Task A_board_that_is_not_there_is_unknown(string board)
    {
        await using var hub = await TestHub.WithFairAsync();
        Assert.Equal((HttpStatusCode.NotFound, "unknown-board"), await RefusedAsync(hub.Organizer, board));
        await using var screen = await hub.ScreenAsync(hub.Organizer);
        Assert.Contains(
            "unknown-board: ",
            (await Assert.ThrowsAsync<HubException>(() => screen.WatchAsync(board))).Message
        );
    }

    [Theory]
    [InlineData(Role.Organizer, "badges")]
    [InlineData(Role.Organizer, "booth/A2")]
    [InlineData(Role.Organizer, "marks/drone/J2")]
    [InlineData(Role.Recruiter, "booth/A1")]
    [InlineData(Role.Judge, "marks/drone/J1")]
    [InlineData(Role.Chief, "marks/drone/J2")]
    [InlineData(Role.Display, "floor")]
    [InlineData(Role.Visitor, "leaderboard/drone")]
    public async Task A_board_is_shown_to_whom_it_is_for(Role role, string board)
    {
        await using var hub = await TestHub.WithFairAsync();
        var who = await hub.BadgeAsync(role, "A1", "drone", "J1", "gate");
        await using var screen = await hub.ScreenAsync(who);
        await screen.OpenAsync(board);
        Assert.Equal(await who.RowsAsync(board), screen.Rows(board));
    }

    [Fact]
    public async Task A_board_that_is_no_more_shows_nothing_and_is_unknown_until_it_is_there_again()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var tablet = await hub.BadgeAsync(Role.Recruiter, booth: "B1");
        await using var screen = await hub.ScreenAsync(tablet, "tablet");
        await screen.OpenAsync("booth/B1");
        await tablet.VisitAsync("p1", "B1");
        await Eventually.TrueAsync(() => screen.Rows("booth/B1").Count == 1, "who is here");
        await hub.AskAsync(new ImportRoster([TestHub.Employers[2] with { Booth = "C1" }], []));
        await Eventually.TrueAsync(() => screen.Rows("booth/B1").Count == 0, "nobody is in a booth that is no more");
        for (var i = 0; i < 3; i++)
            Assert.Equal("unknown-board", (await Problem.Of(await tablet.Http.GetAsync("boards/booth/B1"))).Code);
        await hub.AskAsync(new ImportRoster([TestHub.Employers[2]], []));
        await tablet.VisitAsync("p2", "B1");
        await Eventually.TrueAsync(() => screen.Rows("booth/B1").Count == 1, "it is there again");
        Assert.Empty(screen.Wrongs);
    }

    [Fact]
    public async Task What_only_some_may_see_no_browser_keeps()
    {
        await using var hub = await TestHub.WithFairAsync();
        foreach (var (board, kept) in ((string, string)[])[("floor", "no-cache"), ("badges", "no-store")])
        {
            using var answer = await hub.Organizer.Http.GetAsync($"boards/{board}");
            Assert.Equal(kept, answer.Headers.CacheControl?.ToString());
        }
    }

    [Fact]
    public async Task An_unchanged_snapshot_is_not_sent_again()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var first = await hub.Anonymous.Http.GetAsync("boards/floor");
        var tag = first.Headers.ETag!;
        Assert.Equal(HttpStatusCode.NotModified, await AgainAsync());
        await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        Assert.Equal(HttpStatusCode.OK, await AgainAsync());

        async Task<HttpStatusCode> AgainAsync()
        {
            using var answer = await hub.Anonymous.Http.SendAsync(
                new HttpRequestMessage(HttpMethod.Get, "boards/floor") { Headers = { IfNoneMatch = { tag } } }
            );
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task After_midnight_a_snapshot_counts_from_zero_though_nothing_happened()
    {
        var clock = new Clock();
        await using var hub = await TestHub.WithFairAsync(change: s =>
            s.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)).AddSingleton<Asleep>(() => clock.Ahead)
        );
        await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        Assert.Contains("\"today\":1", (await hub.Anonymous.RowsAsync("floor"))["A1"]);
        clock.Ahead = TimeSpan.FromDays(1);
        Assert.Contains("\"today\":0", (await hub.Anonymous.RowsAsync("floor"))["A1"]);
    }

    private static async Task<(HttpStatusCode, string)> RefusedAsync(Client who, string board)
    {
        var problem = await Problem.Of(await who.Http.GetAsync($"boards/{board}"));
        return (problem.Status, problem.Code);
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
