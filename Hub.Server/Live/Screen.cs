using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using Hub.Ledger;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Live;

/// <summary>A live connection that watches boards.</summary>
/// <param name="interval">Its cadence: at most one frame of a board in this time.</param>
internal sealed class Screen(HubConnectionContext connection, string fair, Asker asker, TimeSpan interval)
{
    private readonly Socket? _socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
    private uint _widest;

    public HubConnectionContext Connection => connection;
    public string Fair => fair;
    public Asker Asker => asker;
    public TimeSpan Interval => interval;
    public ConcurrentDictionary<string, Watch> Watches { get; } = [];

    /// <summary>Whether the far end takes what it is sent, as far as the kernel knows: nothing waits unsent here, and the receive window
    /// that the far end advertises is not half used up. Linux; elsewhere always true.</summary>
    public bool Reads()
    {
        if (_socket is null || !OperatingSystem.IsLinux()) return true;
        // struct tcp_info of linux/tcp.h
        const int IpProtoTcp = 6, TcpInfo = 11, NotSentBytes = 144, SendWindow = 228;
        Span<byte> info = stackalloc byte[SendWindow + 4];
        try
        {
            if (_socket.GetRawSocketOption(IpProtoTcp, TcpInfo, info) < info.Length) return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException) { return true; }
        var window = BinaryPrimitives.ReadUInt32LittleEndian(info[SendWindow..]);
        _widest = Math.Max(_widest, window);
        return BinaryPrimitives.ReadUInt32LittleEndian(info[NotSentBytes..]) == 0 && window >= _widest / 2;
    }
}
