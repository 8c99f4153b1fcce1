using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Hub.Features.Floor;

namespace Hub.Tests.Kernel.Live;

public class ScreenTests
{
    [Fact]
    public async Task After_a_storm_of_visits_screens_and_snapshots_show_what_the_ledger_gives_for_their_moment()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var wall = await hub.ScreenAsync(kind: "wall");
        await using var phone = await hub.ScreenAsync(kind: "phone");
        string[] boards = ["floor", "totals"];
        foreach (var board in boards)
            await Task.WhenAll(wall.OpenAsync(board), phone.OpenAsync(board));

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
            Assert.Equal(
                BoardRows.Of(hub.Ledger.Fair, board, snapshot.GetProperty("at").GetDateTimeOffset()),
                Fold.Raw(snapshot.GetProperty("rows"))
            );
            Assert.True(phone.Frames(board).Count <= wall.Frames(board).Count);
        }
        Assert.Empty(wall.Wrongs);
        Assert.Empty(phone.Wrongs);
    }

    [Fact]
    public async Task The_first_change_goes_out_at_once_and_a_burst_costs_few_frames()
    {
        await using var hub = await TestHub.StillAsync();
        await using var wall = await hub.ScreenAsync();
        await wall.OpenAsync("totals");
        hub.Pass(0.3);
        await hub.AskAsync(new RecordVisit(new("first"), new("A1"), Way.In));
        // no time passes before it is there
        await Eventually.TrueAsync(() => Here(wall, 1), "the first change");
        var before = wall.Frames("totals").Count;
        await Task.WhenAll(
            Enumerable.Range(0, 500).Select(i => hub.AskAsync(new RecordVisit(new($"p{i}"), new("A2"), Way.In)))
        );
        Assert.Equal(before, wall.Frames("totals").Count);
        hub.Pass(0.1);
        await Eventually.TrueAsync(() => Here(wall, 501), "the whole burst");
        Assert.Equal(before + 1, wall.Frames("totals").Count);
    }

    [Fact]
    public async Task A_quiet_board_is_heard_of_every_2_5_seconds_with_the_time_of_the_server()
    {
        await using var hub = await TestHub.StillAsync();
        await using var wall = await hub.ScreenAsync();
        await wall.OpenAsync("floor");
        for (var beat = 1; beat <= 3; beat++)
        {
            hub.Pass(1.25);
            Assert.Equal(beat, wall.Frames("floor").Count);
            hub.Pass(1.25);
            await Eventually.TrueAsync(() => wall.Frames("floor").Count > beat, "a heartbeat");
            var (one, next) = (wall.Frames("floor")[^2], wall.Frames("floor")[^1]);
            Assert.Equal((one.Version, one.Version, 0), (next.Version, next.From, next.Rows));
            Assert.Equal(hub.Now, next.Frame.GetProperty("at").GetDateTimeOffset());
        }
    }

    [Fact]
    public async Task Who_comes_first_to_a_board_that_has_just_changed_need_not_wait_for_a_heartbeat()
    {
        await using var hub = await TestHub.StillAsync();
        // rendered, changed while nobody watches, and watched before the rendering is a cadence old; and no heartbeat
        // comes
        await hub.Organizer.RowsAsync("totals");
        await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        await using var phone = await hub.ScreenAsync(kind: "phone");
        await phone.OpenAsync("totals");
        await Eventually.TrueAsync(() => Here(phone, 1), "the visit");
    }

    [Fact]
    public async Task A_board_on_which_nothing_happens_is_heard_of_while_others_are_busy()
    {
        await using var hub = await TestHub.StillAsync();
        await using var tablet = await hub.ScreenAsync(hub.Organizer, "tablet");
        await tablet.OpenAsync("booth/B1");
        var visits = 0;
        foreach (var beat in (int[])[1, 2, 3])
        {
            hub.Pass(2.5);
            await Eventually.TrueAsync(
                async () =>
                {
                    await hub.AskAsync(new RecordVisit(new($"p{visits++}"), new("A1"), Way.In));
                    return tablet.Frames("booth/B1").Count > beat;
                },
                "a word in the middle of it"
            );
        }
        Assert.All(tablet.Frames("booth/B1").Skip(1), f => Assert.Equal(0, f.Rows));
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
        await hub.AskAsync(new RecordVisit(new("p1"), new("A2"), Way.In));
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
        // an answered invocation comes after the Unwatch was handled: the hub takes one call of a connection after the
        // other
        await screen.WatchAsync("totals");
        var frames = screen.Frames("floor").Count;
        await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        await Eventually.TrueAsync(() => Here(screen, 1), "the other board");
        Assert.Equal(frames, screen.Frames("floor").Count);
    }

    [Fact]
    public async Task A_screen_that_stops_reading_delays_nobody()
    {
        await using var hub = await TestHub.StillAsync();
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
            if (i % 50 != 49)
                continue;
            // no more than the cadence: long before the other is given up
            hub.Pass(0.1);
            var row = $"r{i % 5}";
            await Eventually.TrueAsync(
                () =>
                    wall.Rows("custom/gate").TryGetValue(row, out var r)
                    && r.StartsWith($"{{\"i\":{i},", StringComparison.Ordinal),
                $"reading {i} on the wall"
            );
        }
        Assert.Empty(wall.Wrongs);
    }

    /// <summary>A connection that watches a board and never reads again, nor ever says what it has seen.</summary>
    internal static async Task<ClientWebSocket> StalledAsync(TestHub hub, string? secret, string board)
    {
        var socket = new ClientWebSocket();
        if (secret is not null)
            socket.Options.SetRequestHeader("Authorization", $"Bearer {secret}");
        await socket.ConnectAsync(
            new UriBuilder(new Uri(hub.Url, $"/live?fair={TestHub.Fair}&kind=wall")) { Scheme = "ws" }.Uri,
            CancellationToken.None
        );
        foreach (
            var message in (string[])
                [
                    """{"protocol":"json","version":1}""",
                    $$"""{"type":1,"invocationId":"1","target":"Watch","arguments":["{{board}}",null]}""",
                ]
        )
            await socket.SendAsync(
                Encoding.UTF8.GetBytes(message + "\u001e"),
                WebSocketMessageType.Text,
                true,
                CancellationToken.None
            );
        var heard = "";
        while (!heard.Contains("\"Frame\""))
        {
            var buffer = new byte[4096];
            var got = await socket.ReceiveAsync(buffer, CancellationToken.None);
            heard += Encoding.UTF8.GetString(buffer, 0, got.Count);
        }
        return socket;
    }

    private static bool Here(TestScreen screen, int here) =>
        screen.Rows("totals")["fair"].Contains($"\"here\":{here},");

    private static async Task StormAsync(TestHub hub, int visits)
    {
        var random = new Random(11);
        var asked = new List<Task>();
        for (var i = 0; i < visits; i++)
        {
            asked.Add(
                hub.AskAsync(
                    new RecordVisit(
                        new($"p{random.Next(200)}"),
                        new(random.GetItems(["A1", "A2", "B1"], 1)[0]),
                        random.Next(3) == 0 ? Way.Out : Way.In
                    )
                )
            );
            if (i % 50 == 0)
                await asked[^1];
        }
        await Task.WhenAll(asked);
    }
}
