using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Hub.Tests.Faults;

/// <summary>The wire between a node and a service: it can be cut, it can hang, and it can lose single
/// answers.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> _open = [];
    private readonly Task _accepting;
    private volatile int _service;
    private volatile TaskCompletionSource _flows = Done();
    private volatile bool _cut;

    /// <param name="service">The service's port.</param>
    public TcpProxy(int service)
    {
        _service = service;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether the wire loses this answer of the service; asked only of Redis' answers, each whole.</summary>
    public Func<ReadOnlyMemory<byte>, bool>? Loses { get; set; }

    /// <summary>Every connection breaks, and no new one comes about.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var socket in _open.Keys)
            socket.Dispose();
    }

    /// <summary>From now on it leads to another service; what it had is broken.</summary>
    /// <param name="service">That one's port.</param>
    public void Lead(int service)
    {
        _service = service;
        foreach (var socket in _open.Keys)
            socket.Dispose();
    }

    /// <summary>Nothing gets through, and nobody is told.</summary>
    public void Hang() => _flows = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Mend()
    {
        _cut = false;
        _flows.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Mend();
        foreach (var socket in _open.Keys)
            socket.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException) { }
    }

    private async Task ServeAsync(Socket node)
    {
        using var service = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        node.NoDelay = true;
        _open[node] = _open[service] = 0;
        try
        {
            if (_cut)
                return;
            await service.ConnectAsync(IPAddress.Loopback, _service);
            await Task.WhenAny(
                PassAsync(node, service, null),
                PassAsync(service, node, reply => Loses?.Invoke(reply) ?? false)
            );
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException) { }
        finally
        {
            node.Dispose();
            _open.TryRemove(node, out _);
            _open.TryRemove(service, out _);
        }
    }

    /// <param name="loses">Null passes bytes on as they come.</param>
    private async Task PassAsync(Socket from, Socket to, Func<ReadOnlyMemory<byte>, bool>? loses)
    {
        var (held, count) = (new byte[64 * 1024], 0);
        try
        {
            while (await from.ReceiveAsync(held.AsMemory(count)) is > 0 and var read)
            {
                count += read;
                await _flows.Task;
                var done = 0;
                // answers are looked at one by one only while some are to be lost: other services do not speak like
                // Redis
                if (loses is null || Loses is null)
                    done = await SendAsync(to, held.AsMemory(0, count));
                else
                    while (RedisReply.Length(held.AsSpan(done, count - done)) is > 0 and var length)
                    {
                        if (!loses(held.AsMemory(done, length)))
                            await SendAsync(to, held.AsMemory(done, length));
                        done += length;
                    }
                held.AsSpan(done, count - done).CopyTo(held);
                count -= done;
                if (count == held.Length)
                    Array.Resize(ref held, 2 * held.Length);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException) { }
    }

    private static async Task<int> SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        for (var rest = bytes; !rest.IsEmpty; )
            rest = rest[await to.SendAsync(rest)..];
        return bytes.Length;
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}

/// <summary>Redis' answers (RESP 2 and 3), as far as it takes to tell where one ends.</summary>
internal static class RedisReply
{
    /// <summary>Bytes of the answer at the front; 0 while it has not come whole.</summary>
    public static int Length(ReadOnlySpan<byte> bytes)
    {
        var line = bytes.IndexOf("\r\n"u8);
        if (line < 0)
            return 0;
        var end = line + 2;
        if (!"$!=*>~%"u8.Contains(bytes[0]))
            return end;
        var count = int.Parse(bytes[1..line]);
        if (count < 0)
            return end;
        if ("$!="u8.Contains(bytes[0]))
            return end + count + 2 <= bytes.Length ? end + count + 2 : 0;
        for (var items = bytes[0] == '%' ? 2 * count : count; items > 0; items--)
        {
            if (Length(bytes[end..]) is not (> 0 and var item))
                return 0;
            end += item;
        }
        return end;
    }
}
