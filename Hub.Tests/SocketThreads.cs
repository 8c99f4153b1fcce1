using System.Net;
using System.Net.Sockets;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(Hub.Tests.SocketThreads))]

namespace Hub.Tests;

/// <summary>Uses a socket before any hub is built in this process. A hub lets what it hears go on upon the threads that
/// hear sockets (see <see cref="Quick"/>), and for that nothing on them may block; tests do: they ask a PostgreSQL
/// synchronously after they awaited a Redis, and would wait for their own thread. .NET reads that wish once, when the
/// first socket waits. Hubs in processes of their own are as on the day.</summary>
public sealed class SocketThreads : ITestPipelineStartup
{
    public async ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        var connecting = client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var accepted = await listener.AcceptTcpClientAsync();
        await connecting;
        // this one has to wait
        var reading = client.GetStream().ReadExactlyAsync(new byte[1]).AsTask();
        await accepted.GetStream().WriteAsync(new byte[1]);
        await reading;
    }

    public ValueTask StopAsync() => default;
}
