using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Hub.RotorHazard;

/// <summary>A connection to a timer: as much of Engine.IO 4 and Socket.IO 5 as is needed to ask and to hear, over a
/// WebSocket. Events come in the order in which the timer sent them. A timer that says nothing for longer than it
/// promised (<c>pingInterval</c> and <c>pingTimeout</c> of its first packet) is taken for lost: a cable that was pulled
/// closes nothing.</summary>
/// <remarks>The protocols: github.com/socketio/engine.io-protocol, github.com/socketio/socket.io-protocol.</remarks>
internal sealed class TimerSocket : IAsyncDisposable
{
    // a timer's whole list of pilots and heats is far below
    private const int Longest = 32 << 20; // bytes
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 << 10];

    /// <summary>Milliseconds.</summary>
    private sealed record Promised(int PingInterval, int PingTimeout);

    private TimerSocket() { }

    /// <summary>How long the timer may say nothing.</summary>
    public TimeSpan Silence { get; private set; } = Patience;

    /// <param name="timer">Where the timer's pages are, as <c>http://192.168.1.20:5000</c>.</param>
    /// <exception cref="WebSocketException">It is not reached, or is no timer.</exception>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    public static async Task<TimerSocket> ConnectAsync(Uri timer, CancellationToken stop)
    {
        var socket = new TimerSocket();
        try
        {
            await socket.OpenAsync(timer, stop);
            return socket;
        }
        catch
        {
            await socket.DisposeAsync();
            throw;
        }
    }

    private async Task OpenAsync(Uri timer, CancellationToken stop)
    {
        var address = new UriBuilder(new Uri(timer, "socket.io/?EIO=4&transport=websocket"))
        {
            Scheme = timer.Scheme == Uri.UriSchemeHttps ? "wss" : "ws",
        };
        using (var limit = CancellationTokenSource.CreateLinkedTokenSource(stop))
        {
            limit.CancelAfter(Patience);
            try
            {
                await _socket.ConnectAsync(address.Uri, limit.Token);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                throw new TimeoutException();
            }
        }
        var open = await PacketAsync(stop);
        if (open is not ['0', .. var said])
            throw new WebSocketException($"no Engine.IO: {open}");
        var promised = JsonSerializer.Deserialize<Promised>(said, JsonSerializerOptions.Web)!;
        Silence = TimeSpan.FromMilliseconds(promised.PingInterval + promised.PingTimeout);
        await SendAsync("40", stop);
        var connected = await PacketAsync(stop);
        if (connected is not ['4', '0', ..])
            throw new WebSocketException($"no Socket.IO: {connected}");
    }

    /// <summary>Asks for what the timer's own pages ask for; it answers with an event of each name.</summary>
    public Task AskAsync(IReadOnlyList<string> loadTypes, CancellationToken stop) =>
        SendAsync($"42[\"load_data\",{{\"load_types\":{JsonSerializer.Serialize(loadTypes)}}}]", stop);

    /// <summary>What the timer says, until it ends the connection.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    /// <exception cref="TimeoutException">Nothing was heard for <see cref="Silence"/>.</exception>
    public async IAsyncEnumerable<(string Name, JsonElement Said)> HearAsync(
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        while (await PacketAsync(stop) is { } packet)
            switch (packet)
            {
                case "2":
                    await SendAsync("3", stop);
                    break;
                case "1" or ['4', '1', ..]:
                    yield break;
                // an event of the main namespace; a number before its array asks for an answer, which no timer needs
                case ['4', '2', .. var said] when said.IndexOf('[') is >= 0 and var at && !said.StartsWith('/'):
                    var array = JsonSerializer.Deserialize<JsonElement>(said[at..]);
                    if (array.GetArrayLength() == 2)
                        yield return ($"{array[0]}", array[1]);
                    break;
            }
    }

    /// <returns>Null: the connection was closed.</returns>
    private async Task<string?> PacketAsync(CancellationToken stop)
    {
        using var packet = new MemoryStream();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Silence);
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(_buffer.AsMemory(), limit.Token);
                if (part.MessageType is WebSocketMessageType.Close)
                    return null;
                packet.Write(_buffer, 0, part.Count);
                if (packet.Length > Longest)
                    throw new WebSocketException($"a packet of more than {Longest} bytes");
                if (part.EndOfMessage)
                    return Encoding.UTF8.GetString(packet.GetBuffer(), 0, (int)packet.Length);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    private async Task SendAsync(string packet, CancellationToken stop) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(packet), WebSocketMessageType.Text, true, stop);

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
