using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using CsCheck;
using Hub.Features.Floor;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Kernel.Live;

/// <summary>Our half of a WebSocket, against clients that behave well, oddly and badly.</summary>
public class LiveSocketTests
{
    [Fact]
    public void A_frame_is_read_however_the_network_cuts_it() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[1, 20])
            .Sample(
                (payload, cut) =>
                {
                    var sent = RawScreen.Frame(Opcode.Text, payload);
                    for (var i = 0; i < sent.Length; i++)
                    {
                        var part = Cut(sent[..i], cut);
                        if (Framing.TryTake(ref part, out _, out _))
                            return false;
                    }
                    var whole = Cut([.. sent, 0x81], cut);
                    return Framing.TryTake(ref whole, out var opcode, out var got)
                        && opcode is Opcode.Text
                        && got.SequenceEqual(payload)
                        && whole.Length == 1;
                },
                iter: 200
            );

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public async Task What_is_sent_is_read_by_a_stock_socket(int length)
    {
        using var bytes = new MemoryStream();
        await new LiveWriter(null, bytes, () => { }).SendAsync(
            Opcode.Text,
            Encoding.ASCII.GetBytes(new string('x', length))
        );
        bytes.Position = 0;
        using var stock = WebSocket.CreateFromStream(bytes, new WebSocketCreationOptions { IsServer = false });
        var (buffer, end) = (new byte[length + 1], 0);
        ValueWebSocketReceiveResult got;
        do end += (got = await stock.ReceiveAsync(buffer.AsMemory(end), TestContext.Current.CancellationToken)).Count;
        while (!got.EndOfMessage);
        Assert.Equal((length, WebSocketMessageType.Text), (end, got.MessageType));
    }

    [Fact]
    public async Task A_message_in_pieces_with_a_ping_between_them_is_understood_and_the_ping_answered()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var screen = await RawScreen.ConnectAsync(hub);
        await screen.ShakeAsync();
        var watch = Encoding.UTF8.GetBytes(
            """{"type":1,"invocationId":"7","target":"Watch","arguments":["floor",null]}""" + "\u001e"
        );
        await screen.SendAsync(Opcode.Text, watch[..20], last: false);
        await screen.SendAsync(Opcode.Ping, "are you there?"u8.ToArray());
        await screen.SendAsync(Opcode.Continuation, watch[20..]);
        (Opcode Opcode, byte[] Payload)? pong;
        do pong = await screen.ReadAsync();
        while (pong is { Opcode: Opcode.Text });
        Assert.Equal("are you there?", Encoding.UTF8.GetString(pong!.Value.Payload));
        Assert.Contains("\"invocationId\":\"7\"", await screen.HearAsync("\"type\":3"));
    }

    [Theory]
    [InlineData("without a mask")]
    [InlineData("with a bit that means nothing")]
    [InlineData("longer than is taken")]
    [InlineData("longer than can be")]
    [InlineData("of a kind that is not")]
    public async Task A_frame_that_no_client_may_send_ends_its_connection_and_no_other(string what)
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var other = await hub.ScreenAsync();
        await other.OpenAsync("floor");
        using var screen = await RawScreen.ConnectAsync(hub);
        await screen.WatchAsync("floor");
        await screen.HearAsync("\"Frame\"");
        await screen.SendAsync(
            what switch
            {
                "without a mask" => [0x81, 2, (byte)'h', (byte)'i'],
                "with a bit that means nothing" => [0xc1, .. RawScreen.Frame(Opcode.Text, "hi"u8.ToArray())[1..]],
                "longer than is taken" => RawScreen.Frame(Opcode.Text, new byte[Framing.MostReceived + 1]),
                "longer than can be" => [0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
                _ => RawScreen.Frame((Opcode)3, []),
            }
        );
        Assert.True(await screen.EndsAsync());
        await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        await Eventually.TrueAsync(() => other.Rows("floor")["A1"].Contains("\"here\":1"), "the other goes on");
    }

    [Fact]
    public async Task Who_says_goodbye_is_said_goodbye_to()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new UriBuilder(new Uri(hub.Url, $"/live?fair={TestHub.Fair}")) { Scheme = "ws" }.Uri,
            TestContext.Current.CancellationToken
        );
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        Assert.Equal((WebSocketState.Closed, WebSocketCloseStatus.NormalClosure), (socket.State, socket.CloseStatus));
    }

    [Fact]
    public async Task A_stock_client_that_negotiates_first_finds_its_way()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var stock = new HubConnectionBuilder()
            .WithUrl(new Uri(hub.Url, $"/live?fair={TestHub.Fair}&kind=wall"))
            .Build();
        var frames = 0;
        stock.On<JsonElement>("Frame", _ => frames++);
        await stock.StartAsync(TestContext.Current.CancellationToken);
        await stock.InvokeAsync("Watch", "floor", null, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => frames > 0, "a frame");
    }

    [Theory]
    [InlineData((int)Opcode.Pong, "")]
    [InlineData((int)Opcode.Ping, "x")]
    [InlineData((int)Opcode.Text, "{\"type\":6}\u001e")]
    public async Task Who_floods_is_hung_up_on(int opcode, string payload)
    {
        await using var hub = await TestHub.StillAsync();
        using var mad = await RawScreen.ConnectAsync(hub);
        await mad.ShakeAsync();
        var frames = Enumerable
            .Repeat(RawScreen.Frame((Opcode)opcode, Encoding.UTF8.GetBytes(payload)), 100)
            .SelectMany(f => f)
            .ToArray();
        var flooding = Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
                try
                {
                    await mad.SendAsync(frames);
                }
                catch (SocketException)
                {
                    return;
                }
        });
        Assert.True(await mad.EndsAsync());
        await flooding;
    }

    [Fact]
    public async Task Screens_that_vanish_cost_their_neighbours_nothing_and_are_no_error()
    {
        var errors = new HeardLog(LogLevel.Error);
        await using var hub = await TestHub.WithFairAsync(change: s => s.AddLogging(l => l.AddProvider(errors)));
        await using var neighbour = await hub.ScreenAsync();
        await neighbour.OpenAsync("floor");
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 5; i++)
            {
                using var screen = await RawScreen.ConnectAsync(hub);
                await screen.WatchAsync("floor");
                await screen.HearAsync("\"Frame\"");
                screen.Reset = i % 2 == 0;
            }
            await hub.Organizer.VisitAsync($"p{round}", "A1");
            await Eventually.TrueAsync(
                () => neighbour.Rows("floor")["A1"].Contains($"\"here\":{round + 1},"),
                "the visit"
            );
        }
        Assert.Empty(errors.Said);
    }

    [Fact]
    public async Task What_is_no_WebSocket_is_refused()
    {
        await using var hub = await TestHub.WithFairAsync();
        var problem = await Problem.Of(await hub.Anonymous.Http.GetAsync("/live"));
        Assert.Equal((HttpStatusCode.UpgradeRequired, "websocket-expected"), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task A_hub_that_stops_says_goodbye_to_its_screens()
    {
        await using var hub = await TestHub.StillAsync();
        await using var screen = await hub.ScreenAsync();
        await screen.OpenAsync("floor");
        using var stalled = await RawScreen.ConnectAsync(hub, room: 4096);
        await stalled.WatchAsync("floor");
        await stalled.HearAsync("\"Frame\"");
        var before = hub.Now;
        // the clock of a hub that stops is moved on, and nothing else would ever end the one that does not answer
        await hub.StopAsync();
        Assert.True(screen.Closed);
        Assert.True(hub.Now > before);
    }

    [Fact]
    public async Task Who_stops_reading_and_never_says_what_it_has_seen_gets_few_stale_frames_and_then_the_newest()
    {
        await using var hub = await TestHub.WithFairAsync();
        var gate = await hub.BadgeAsync(Role.Integration, board: "gate");
        await using var wall = await hub.ScreenAsync();
        await wall.OpenAsync("custom/gate");
        using var stalled = await RawScreen.ConnectAsync(hub, room: 4096);
        await stalled.WatchAsync("custom/gate");
        await stalled.HearAsync("\"Frame\"");

        var filler = new string('x', 600);
        for (var i = 0; i < 25; i++)
        {
            using var answer = await gate.PostAsync("custom/gate/r", new { i, filler });
            await Eventually.TrueAsync(
                () =>
                    wall.Rows("custom/gate")
                        .GetValueOrDefault("r")
                        ?.StartsWith($"{{\"i\":{i},", StringComparison.Ordinal)
                        is true,
                $"reading {i}"
            );
        }
        // it reads again, and answers what it is asked
        var stale = 0;
        while (await stalled.ReadAsync() is { } frame)
        {
            if (frame.Opcode is Opcode.Ping)
                await stalled.SendAsync(Opcode.Pong, frame.Payload);
            var text = Encoding.UTF8.GetString(frame.Payload);
            if (text.Contains("{\"i\":24,"))
                break;
            if (text.Contains("\"i\":"))
                stale++;
        }
        Assert.InRange(stale, 1, 4);
    }

    private static ReadOnlySequence<byte> Cut(byte[] bytes, int size)
    {
        if (bytes.Length == 0)
            return default;
        var parts = bytes.Chunk(size).ToArray();
        var first = new Part(parts[0], 0);
        var last = parts.Skip(1).Aggregate(first, (before, part) => before.Then(part));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Part : ReadOnlySequenceSegment<byte>
    {
        public Part(byte[] bytes, long before) => (Memory, RunningIndex) = (bytes, before);

        public Part Then(byte[] bytes)
        {
            var next = new Part(bytes, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
