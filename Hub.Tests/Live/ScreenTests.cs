using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Hub.Floor;
using Hub.Ledger;

namespace Hub.Tests.Live;

public class ScreenTests
{
    [Fact]
    public async Task Screens_and_snapshots_show_what_the_ledger_gives_for_the_moment_that_they_name_after_a_storm_of_visits()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var wall = await hub.ScreenAsync(kind: "wall");
        await using var phone = await hub.ScreenAsync(kind: "phone");
        string[] boards = ["floor", "totals"];
        foreach (var board in boards) await Task.WhenAll(wall.OpenAsync(board), phone.OpenAsync(board));

        await StormAsync(hub, 1_500);
        foreach (var board in boards)
        {
            foreach (var screen in (TestScreen[])[wall, phone])
            {
                await Eventually.TrueAsync(() => screen.Held(board).Offset == hub.Offset, $"all of {board} is there");
                var (rows, at) = screen.Shown(board);
                Assert.Equal(BoardRows.Of(hub.Ledger.Fair, board, at), rows);
            }
            var snapshot = await hub.Organizer.Http.GetFromJsonAsync<JsonElement>($"boards/{board}");
            Assert.Equal(BoardRows.Of(hub.Ledger.Fair, board, snapshot.GetProperty("at").GetDateTimeOffset()), Fold.Raw(snapshot.GetProperty("rows")));
            Assert.True(phone.Frames(board).Count <= wall.Frames(board).Count);
        }
        Assert.Empty(wall.Wrongs);
        Assert.Empty(phone.Wrongs);
    }

    [Fact]
    public async Task The_first_change_goes_out_at_once_and_a_burst_costs_few_frames()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var wall = await hub.ScreenAsync();
        await wall.OpenAsync("totals");
        await Eventually.TrueAsync(() => wall.Now - wall.Frames("totals")[^1].At > TimeSpan.FromMilliseconds(300), "a quiet moment");
        // what runs for the first time is slow for reasons of its own
        await hub.AskAsync(new RecordVisit("warm", "A1", Way.In));
        await Eventually.TrueAsync(() => Here(wall, 1), "warm");
        await Eventually.TrueAsync(() => wall.Now - wall.Frames("totals")[^1].At > TimeSpan.FromMilliseconds(300), "a quiet moment");

        var asked = wall.Now;
        await hub.AskAsync(new RecordVisit("first", "A1", Way.In));
        await Eventually.TrueAsync(() => Here(wall, 2), "the first change");
        var took = wall.Frames("totals")[^1].At - asked;
        Assert.True(took < TimeSpan.FromMilliseconds(90), $"the first change took {took.TotalMilliseconds} ms");

        var (before, start) = (wall.Frames("totals").Count, wall.Now);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => hub.AskAsync(new RecordVisit($"p{i}", "A2", Way.In))));
        await Eventually.TrueAsync(() => Here(wall, 502), "the whole burst");
        var most = 2 + (wall.Now - start).TotalMilliseconds / 95;
        Assert.True(wall.Frames("totals").Count - before <= most, $"{wall.Frames("totals").Count - before} frames in {wall.Now - start}");
    }

    [Fact]
    public async Task A_quiet_board_is_heard_of_every_3_seconds_with_the_time_of_the_server()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var wall = await hub.ScreenAsync();
        await wall.OpenAsync("floor");
        await Eventually.TrueAsync(() => wall.Frames("floor").Count >= 3, "two heartbeats", within: 7);
        var frames = wall.Frames("floor");
        foreach (var (one, next) in frames.Zip(frames.Skip(1)))
        {
            Assert.True(next.At - one.At < TimeSpan.FromSeconds(3), $"{next.At - one.At} without a word");
            Assert.Equal((one.Version, one.Version, 0), (next.Version, next.From, next.Rows));
            Assert.True(next.Frame.GetProperty("at").GetDateTimeOffset() > one.Frame.GetProperty("at").GetDateTimeOffset());
        }
    }

    [Fact]
    public async Task Who_comes_first_to_a_board_that_has_just_changed_need_not_wait_for_a_heartbeat()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var wall = await hub.ScreenAsync();
        await wall.OpenAsync("leaderboard/drone");
        var heard = wall.Frames("leaderboard/drone").Count;
        await Eventually.TrueAsync(() => wall.Frames("leaderboard/drone").Count > heard, "a heartbeat", within: 4);

        // rendered, changed while nobody watches, and watched before the rendering is a cadence old
        await hub.Organizer.RowsAsync("totals");
        await hub.AskAsync(new RecordVisit("p1", "A1", Way.In));
        await using var phone = await hub.ScreenAsync(kind: "phone");
        await phone.OpenAsync("totals");
        await Eventually.TrueAsync(() => Here(phone, 1), "the visit");
        Assert.Equal(heard + 1, wall.Frames("leaderboard/drone").Count);
    }

    [Fact]
    public async Task A_board_on_which_nothing_happens_is_heard_of_while_others_are_busy()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var tablet = await hub.ScreenAsync(hub.Organizer, "tablet");
        await tablet.OpenAsync("booth/B1");
        var (start, visits) = (tablet.Now, 0);
        await Eventually.TrueAsync(async () =>
        {
            await hub.AskAsync(new RecordVisit($"p{visits++}", "A1", Way.In));
            return tablet.Now - start > TimeSpan.FromSeconds(6);
        }, "6 busy seconds elsewhere", within: 8);
        var heard = tablet.Frames("booth/B1").Select(f => f.At).Append(tablet.Now).ToArray();
        var longest = heard.Zip(heard.Skip(1), (one, next) => next - one).Max();
        Assert.True(longest < TimeSpan.FromSeconds(3), $"{longest} without a word");
    }

    [Fact]
    public async Task A_screen_that_comes_back_is_sent_only_what_changed()
    {
        await using var hub = await TestHub.WithFairAsync();
        (string, long) held;
        await using (var first = await hub.ScreenAsync())
        {
            await first.OpenAsync("floor");
            held = (first.Held("floor").Node!, first.Held("floor").Version);
        }
        await hub.AskAsync(new RecordVisit("p1", "A2", Way.In));
        Assert.Contains("\"here\":1", (await hub.Anonymous.RowsAsync("floor"))["A2"]);
        await using var again = await hub.ScreenAsync();
        await again.WatchAsync("floor", held);
        await Eventually.TrueAsync(() => again.Frames("floor").Count > 0, "the first frame");
        var frame = again.Frames("floor")[0];
        Assert.Equal((held.Item2, 1), (frame.From, frame.Rows));
        Assert.True(frame.Frame.GetProperty("set").TryGetProperty("A2", out _));
    }

    [Fact]
    public async Task A_screen_that_comes_from_another_node_or_an_older_run_starts_anew()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var screen = await hub.ScreenAsync();
        await screen.WatchAsync("floor", ("another", 1));
        await Eventually.TrueAsync(() => screen.Frames("floor").Count > 0, "the first frame");
        Assert.Equal((0, 3), (screen.Frames("floor")[0].From, screen.Frames("floor")[0].Rows));
        Assert.Equal(await hub.Anonymous.RowsAsync("floor"), screen.Rows("floor"));
    }

    [Fact]
    public async Task A_board_no_longer_watched_is_no_longer_sent()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var screen = await hub.ScreenAsync();
        await screen.OpenAsync("floor");
        await screen.OpenAsync("totals");
        await screen.UnwatchAsync("floor");
        // an answered invocation comes after the Unwatch was handled: the hub takes one call of a connection after the other
        await screen.WatchAsync("totals");
        var frames = screen.Frames("floor").Count;
        await hub.AskAsync(new RecordVisit("p1", "A1", Way.In));
        await Eventually.TrueAsync(() => Here(screen, 1), "the other board");
        Assert.Equal(frames, screen.Frames("floor").Count);
    }

    [Fact]
    public async Task A_screen_that_stops_reading_delays_nobody()
    {
        await using var hub = await TestHub.WithFairAsync();
        var gate = await hub.BadgeAsync(Role.Integration, board: "gate");
        using var stalled = await StalledAsync(hub, null, "custom/gate");
        await using var wall = await hub.ScreenAsync();
        await wall.OpenAsync("custom/gate");

        // far more than pipes and kernel buffers hold
        var filler = new string('x', 60_000);
        for (var i = 0; i < 300; i++)
        {
            using var answer = await gate.PostAsync($"custom/gate/r{i % 5}", new { i, filler });
            Assert.True(answer.IsSuccessStatusCode);
            if (i % 50 != 49) continue;
            var posted = wall.Now;
            var row = $"r{i % 5}";
            await Eventually.TrueAsync(() => wall.Rows("custom/gate").TryGetValue(row, out var r) && r.StartsWith($"{{\"i\":{i},", StringComparison.Ordinal), $"reading {i} on the wall", within: 2);
            Assert.True(wall.Now - posted < TimeSpan.FromSeconds(1), $"reading {i} came {wall.Now - posted} late");
        }
        Assert.Empty(wall.Wrongs);
    }

    /// <summary>A connection that watches a board and never reads again, nor ever says what it has seen.</summary>
    internal static async Task<ClientWebSocket> StalledAsync(TestHub hub, string? secret, string board)
    {
        var socket = new ClientWebSocket();
        if (secret is not null) socket.Options.SetRequestHeader("Authorization", $"Bearer {secret}");
        await socket.ConnectAsync(new UriBuilder(new Uri(hub.Url, $"/live?fair={TestHub.Fair}&kind=wall")) { Scheme = "ws" }.Uri, CancellationToken.None);
        foreach (var message in (string[])["""{"protocol":"json","version":1}""", $$"""{"type":1,"invocationId":"1","target":"Watch","arguments":["{{board}}",null]}"""])
            await socket.SendAsync(Encoding.UTF8.GetBytes(message + "\u001e"), WebSocketMessageType.Text, true, CancellationToken.None);
        var heard = "";
        while (!heard.Contains("\"Frame\""))
        {
            var buffer = new byte[4096];
            var got = await socket.ReceiveAsync(buffer, CancellationToken.None);
            heard += Encoding.UTF8.GetString(buffer, 0, got.Count);
        }
        return socket;
    }

    private static bool Here(TestScreen screen, int here) => screen.Rows("totals")["fair"].Contains($"\"here\":{here},");

    private static async Task StormAsync(TestHub hub, int visits)
    {
        var random = new Random(11);
        var asked = new List<Task>();
        for (var i = 0; i < visits; i++)
        {
            asked.Add(hub.AskAsync(new RecordVisit($"p{random.Next(200)}", random.GetItems(["A1", "A2", "B1"], 1)[0], random.Next(3) == 0 ? Way.Out : Way.In)));
            if (i % 50 == 0) await asked[^1];
        }
        await Task.WhenAll(asked);
    }
}
