using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Kernel.Live;

/// <summary>A WebSocket as SignalR's connection, for two things that the stock transport cannot do: what is written
/// goes to the kernel in the same call, without a pipe and a thread between; and a far end that does not read is
/// noticed before much is under way to it.</summary>
internal sealed class LiveSocket : DefaultConnectionContext, IHttpContextFeature, IDuplexPipe
{
    /// <summary>How long the far end may take to say goodbye.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly PipeOptions Small = new(
        readerScheduler: PipeScheduler.Inline,
        writerScheduler: PipeScheduler.Inline,
        pauseWriterThreshold: 2 * Framing.MostReceived,
        resumeWriterThreshold: Framing.MostReceived,
        useSynchronizationContext: false
    );

    /// <summary>Frames, and pieces of them, that a far end may send in a second. A screen with all its boards at the
    /// walls' cadence says <c>Seen</c> 320 times.</summary>
    private const int MostFrames = 1000;

    private readonly HttpContext _http;
    private readonly Stream _stream;
    private readonly LiveWriter _writer;
    private readonly ReadProbe _probe;
    private readonly TimeProvider _time;
    private readonly Pipe _received = new(Small);
    private long _second;
    private int _frames;

    private LiveSocket(HttpContext http, Stream stream, CancellationToken closing)
        : base(http.Connection.Id)
    {
        var socket = http.Features.Get<IConnectionSocketFeature>()?.Socket;
        socket?.Blocking = false;
        (_http, _stream, _writer) = (
            http,
            stream,
            new LiveWriter(http.Features.Get<ITlsHandshakeFeature>() is null ? socket : null, stream, http.Abort)
        );
        _time = http.RequestServices.GetRequiredService<TimeProvider>();
        _probe = new ReadProbe(socket, _time);
        (Transport, ConnectionClosed) = (this, closing);
        Features.Set(this);
        Features.Set<IHttpContextFeature>(this);
        // Kestrel's clock: SignalR's pings and time-outs hang on it
        Features.Set(http.Features.Get<IConnectionHeartbeatFeature>());
    }

    /// <summary>Told when the far end, of which that was doubted, reads.</summary>
    public event Action? ReadsAgain;

    /// <summary>How long the far end has not answered.</summary>
    public TimeSpan Silence => _probe.Silence;

    public PipeReader Input => _received.Reader;
    public PipeWriter Output => _writer;
    HttpContext? IHttpContextFeature.HttpContext
    {
        get => _http;
        set => throw new NotSupportedException();
    }

    /// <summary>Makes a WebSocket of the request and serves the hub until either end has enough.</summary>
    /// <exception cref="Refusal"><c>websocket-expected</c>, <c>node-draining</c></exception>
    public static async Task RunAsync(HttpContext http, HubConnectionHandler<LiveHub> hub, Draining draining)
    {
        draining.Admit();
        await using var stream = await UpgradeAsync(http);
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, draining.Over);
        var socket = new LiveSocket(http, stream, closing.Token);
        var receiving = socket.ReceiveAsync();
        await hub.OnConnectedAsync(socket);
        await socket.Input.CompleteAsync();
        try
        {
            await socket
                ._writer.SendAsync(Opcode.Close, (byte[])[1000 >> 8, 1000 & 0xff])
                .AsTask()
                .WaitAsync(Patience, socket._time);
            await receiving.WaitAsync(Patience, socket._time);
        }
        catch (TimeoutException)
        {
            http.Abort();
        }
        await receiving;
    }

    /// <summary>Whether the far end reads; asked before each message. See <see cref="ReadProbe"/>.</summary>
    public bool Reads()
    {
        var reads = _probe.Reads(out var ping);
        if (ping is not null)
            _ = _writer.SendAsync(Opcode.Ping, ping).AsTask();
        return reads;
    }

    /// <summary>Sends a message that stands in its frame already; it never throws.</summary>
    public ValueTask<FlushResult> SendAsync(byte[] framed) => _writer.SendAsync(framed);

    public override void Abort(ConnectionAbortedException abortReason) => _http.Abort();

    private static Task<Stream> UpgradeAsync(HttpContext http)
    {
        var (feature, asked, answer) = (
            http.Features.Get<IHttpUpgradeFeature>(),
            http.Request.Headers,
            http.Response.Headers
        );
        if (
            feature is not { IsUpgradableRequest: true }
            || !"websocket".Equals(asked.Upgrade, StringComparison.OrdinalIgnoreCase)
            || asked.SecWebSocketVersion != "13"
            || asked.SecWebSocketKey is not [{ Length: 24 } key]
        )
            throw LiveRefusals.WebSocketExpected();
        var accepted = SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
        (answer.Upgrade, answer.Connection, answer.SecWebSocketAccept) = (
            "websocket",
            "Upgrade",
            Convert.ToBase64String(accepted)
        );
        return feature.UpgradeAsync();
    }

    private async Task ReceiveAsync()
    {
        // a screen that says nothing holds no buffer here
        var reader = PipeReader.Create(
            _stream,
            new StreamPipeReaderOptions(bufferSize: 1024, useZeroByteReads: true, leaveOpen: true)
        );
        try
        {
            for (var open = true; open; )
            {
                var read = await reader.ReadAsync();
                var rest = read.Buffer;
                Count();
                while (open && Framing.TryTake(ref rest, out var opcode, out var payload))
                {
                    Count();
                    open = await TakeAsync(opcode, payload);
                }
                reader.AdvanceTo(rest.Start, rest.End);
                open &= !read.IsCompleted;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or OperationCanceledException) { }
        await reader.CompleteAsync();
        await _received.Writer.CompleteAsync();
    }

    /// <summary>Whoever floods is hung up on: this thread serves others too.</summary>
    private void Count()
    {
        if (_time.GetElapsedTime(_second) > TimeSpan.FromSeconds(1))
            (_second, _frames) = (_time.GetTimestamp(), 0);
        if (++_frames > MostFrames)
            throw new InvalidDataException("Too many frames.");
    }

    /// <returns>False when this was the last frame.</returns>
    private async ValueTask<bool> TakeAsync(Opcode opcode, byte[] payload)
    {
        switch (opcode)
        {
            // SignalR's messages end themselves: how they are cut into frames does not matter
            case Opcode.Text or Opcode.Continuation:
                await _received.Writer.WriteAsync(payload);
                return true;
            case Opcode.Ping:
                await _writer.SendAsync(Opcode.Pong, payload);
                return true;
            case Opcode.Pong:
                _probe.Answered(payload);
                ReadsAgain?.Invoke();
                return true;
            default:
                return false;
        }
    }
}
