using System.Buffers.Binary;
using System.Net.Sockets;

namespace Hub.Kernel.Live;

/// <summary>Whether the far end of a connection reads what it is sent. The kernel is asked, because that costs little:
/// it knows how much the far end has room for. When that has shrunk, the far end itself is asked, by a ping, and is
/// believed to read only when it answers.</summary>
/// <param name="socket">Null where it is not known: then the far end is believed to read.</param>
internal sealed class ReadProbe(Socket? socket, TimeProvider time)
{
    private readonly Lock _lock = new();
    private uint _room,
        _asked,
        _answered;
    private long _askedAt;
    private bool _looked;

    /// <summary>How long the far end has been asked and has not answered.</summary>
    public TimeSpan Silence
    {
        get
        {
            lock (_lock)
                return _asked == _answered ? TimeSpan.Zero : time.GetElapsedTime(_askedAt);
        }
    }

    /// <summary>Asked before each message; the kernel is asked every second time.</summary>
    /// <param name="ping">The payload of a ping to send now, or null.</param>
    public bool Reads(out byte[]? ping)
    {
        lock (_lock)
        {
            ping = null;
            if (_asked != _answered)
                return false;
            _looked = !_looked;
            if (!_looked)
                return true;
            var (had, room) = (_room, Room());
            _room = room;
            if (room >= had)
                return true;
            ping = BitConverter.GetBytes(++_asked);
            _askedAt = time.GetTimestamp();
            return false;
        }
    }

    /// <summary>A ping was answered.</summary>
    public void Answered(ReadOnlySpan<byte> payload)
    {
        lock (_lock)
            if (payload.SequenceEqual(BitConverter.GetBytes(_asked)))
                _answered = _asked;
    }

    /// <summary>Bytes that the far end has room for, as it last said; 0 while something waits here. Linux; elsewhere
    /// always the same.</summary>
    private uint Room()
    {
        if (socket is null || !OperatingSystem.IsLinux())
            return 0;
        // struct tcp_info of linux/tcp.h
        const int ipProtoTcp = 6,
            tcpInfo = 11,
            notSentBytes = 144,
            sendWindow = 228;
        Span<byte> info = stackalloc byte[sendWindow + sizeof(uint)];
        try
        {
            if (socket.GetRawSocketOption(ipProtoTcp, tcpInfo, info) < info.Length)
                return 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return 0;
        }
        return BinaryPrimitives.ReadUInt32LittleEndian(info[notSentBytes..]) > 0
            ? 0
            : BinaryPrimitives.ReadUInt32LittleEndian(info[sendWindow..]);
    }
}
