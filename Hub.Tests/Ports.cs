using System.Net;
using System.Net.Sockets;

namespace Hub.Tests;

internal static class Ports
{
    private static int _last = Random.Shared.Next(20_000);

    /// <summary>A port that nobody has, the first of so many; no other caller gets one of them. It is below those that
    /// systems lend to outgoing connections (from 32768 on): one of these may take a port before the process listens
    /// for which it was found free.</summary>
    public static int Free(int count = 1)
    {
        while (true)
        {
            var last = 10_000 + Interlocked.Add(ref _last, count) % 20_000;
            var first = last - count + 1;
            if (Enumerable.Range(first, count).All(IsFree))
                return first;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
