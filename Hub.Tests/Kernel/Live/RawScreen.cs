using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hub.Tests.Kernel.Live;

/// <summary>A screen that speaks WebSocket by hand, so that it can misbehave.</summary>
internal sealed class RawScreen : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Queue<byte> _received = new();

    /// <param name="room">Bytes that its kernel keeps unread at most.</param>
    /// <param name="secret">Of a badge.</param>
    public static async Task<RawScreen> ConnectAsync(TestHub hub, int? room = null, string? secret = null)
    {
        var screen = new RawScreen();
        if (room is { } bytes)
            screen._socket.ReceiveBufferSize = bytes;
        await screen._socket.ConnectAsync(IPAddress.Loopback, hub.Url.Port);
        await screen._socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"GET /live?fair={TestHub.Fair}&kind=wall HTTP/1.1\r\nHost: {hub.Url.Authority}\r\nUpgrade: "
                    + $"websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                    + $"dGhlIHNhbXBsZSBub25jZQ==\r\n{(secret is null ? "" : $"Authorization: Bearer {secret}\r\n")}\r\n"
            )
        );
        var head = "";
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head += (char)await screen.ByteAsync();
        Assert.StartsWith("HTTP/1.1 101", head);
        // RFC 6455, section 1.3, has this very key and its answer
        Assert.Contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", head);
        return screen;
    }

    /// <summary>Says how it speaks, after which it is told things.</summary>
    public Task ShakeAsync() => SayAsync("""{"protocol":"json","version":1}""");

    public async Task WatchAsync(string board)
    {
        await ShakeAsync();
        await SayAsync($$"""{"type":1,"invocationId":"1","target":"Watch","arguments":["{{board}}",null]}""");
    }

    public Task SayAsync(string message) => SendAsync(Opcode.Text, Encoding.UTF8.GetBytes(message + "\u001e"));

    public Task SendAsync(Opcode opcode, byte[] payload, bool last = true) => SendAsync(Frame(opcode, payload, last));

    public async Task SendAsync(byte[] bytes) => await _socket.SendAsync(bytes);

    /// <summary>A frame as a client sends it, with a mask.</summary>
    public static byte[] Frame(Opcode opcode, byte[] payload, bool last = true)
    {
        byte[] mask = [0x5a, 0x01, 0xff, 0x33];
        byte[] length =
            payload.Length < 126
                ? [(byte)(0x80 | payload.Length)]
                : [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        return
        [
            (byte)((last ? 0x80 : 0) | (int)opcode),
            .. length,
            .. mask,
            .. payload.Select((b, i) => (byte)(b ^ mask[i % 4])),
        ];
    }

    /// <summary>The next frame; null when the far end has hung up.</summary>
    /// <exception cref="OperationCanceledException">Nothing came for as long as <see cref="Eventually.Patience"/>
    /// lasts.</exception>
    public async Task<(Opcode Opcode, byte[] Payload)?> ReadAsync()
    {
        using var limit = new CancellationTokenSource(Eventually.Patience);
        try
        {
            var opcode = (Opcode)(await ByteAsync(limit.Token) & 0x0f);
            long length = await ByteAsync(limit.Token);
            if (length > 125)
                for (var (more, read) = (length == 126 ? 2 : 8, length = 0); more > 0; more--)
                    length = length << 8 | await ByteAsync(limit.Token);
            var payload = new byte[length];
            for (var i = 0; i < length; i++)
                payload[i] = await ByteAsync(limit.Token);
            return (opcode, payload);
        }
        catch (SocketException)
        {
            return null;
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>The next message of the hub that holds this text.</summary>
    public async Task<string> HearAsync(string what)
    {
        while (await ReadAsync() is { } frame)
            if (
                frame.Opcode is Opcode.Text
                && Encoding.UTF8.GetString(frame.Payload) is var text
                && text.Contains(what)
            )
                return text;
        throw new EndOfStreamException();
    }

    /// <summary>Whether the far end hangs up, whatever it says before.</summary>
    public async Task<bool> EndsAsync()
    {
        while (await ReadAsync() is not null) { }
        return true;
    }

    /// <summary>When it goes, it does so without a word: the network is gone, not the screen.</summary>
    public bool Reset
    {
        set => _socket.LingerState = new LingerOption(value, 0);
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<byte> ByteAsync(CancellationToken stop = default)
    {
        if (_received.Count == 0)
        {
            var buffer = new byte[64 * 1024];
            var got = await _socket.ReceiveAsync(buffer, stop);
            if (got == 0)
                throw new EndOfStreamException();
            foreach (var b in buffer.AsSpan(0, got))
                _received.Enqueue(b);
        }
        return _received.Dequeue();
    }
}
