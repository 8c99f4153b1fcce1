using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace Hub.Kernel.Live;

/// <summary>The sending half of a <see cref="LiveSocket"/>: each write is one message, given to the kernel in the same
/// call.</summary>
/// <param name="socket">What is under the stream when nothing, like TLS, is between; else null. It does not
/// block.</param>
/// <param name="stream">Takes what the socket does not, and waits.</param>
/// <param name="abort">Ends the connection when a write hangs in it.</param>
internal sealed class LiveWriter(Socket? socket, Stream stream, Action abort) : PipeWriter
{
    private readonly SemaphoreSlim _one = new(1);
    private ArrayBufferWriter<byte>? _begun;
    private volatile bool _hangs;

    public override Memory<byte> GetMemory(int sizeHint = 0) => (_begun ??= new()).GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => (_begun ??= new()).GetSpan(sizeHint);

    public override void Advance(int bytes) => _begun!.Advance(bytes);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        var whole = _begun?.WrittenMemory ?? default;
        _begun = null;
        return whole.IsEmpty ? default : SendAsync(Opcode.Text, whole);
    }

    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source,
        CancellationToken cancellationToken = default
    ) => SendAsync(Opcode.Text, source);

    /// <summary>Sends a message; an error is not thrown but answered.</summary>
    public ValueTask<FlushResult> SendAsync(Opcode opcode, ReadOnlyMemory<byte> payload) =>
        SendAsync(Framing.Whole(opcode, payload.Span));

    /// <summary>Sends a message that stands in its frame; an error is not thrown but answered.</summary>
    public ValueTask<FlushResult> SendAsync(byte[] framed)
    {
        return _one.Wait(0) ? Send(framed) : LaterAsync();

        async ValueTask<FlushResult> LaterAsync()
        {
            await _one.WaitAsync();
            return await Send(framed);
        }
    }

    /// <summary>SignalR gives the connection up: what hangs in it would hold it for ever.</summary>
    public override void CancelPendingFlush()
    {
        if (_hangs)
            abort();
    }

    public override void Complete(Exception? exception = null) { }

    private ValueTask<FlushResult> Send(byte[] framed)
    {
        var rest = framed.AsMemory(socket is null ? 0 : Taken(socket, framed));
        if (!rest.IsEmpty)
            return WaitAsync(rest);
        _one.Release();
        return default;
    }

    /// <summary>How much of it the kernel takes now. An error is met again, and told, by the stream.</summary>
    private static int Taken(Socket socket, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Math.Max(0, socket.Send(bytes, SocketFlags.None, out _));
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
    }

    private async ValueTask<FlushResult> WaitAsync(ReadOnlyMemory<byte> rest)
    {
        _hangs = true;
        try
        {
            await stream.WriteAsync(rest);
            return default;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            return new FlushResult(isCanceled: false, isCompleted: true);
        }
        finally
        {
            _hangs = false;
            _one.Release();
        }
    }
}
