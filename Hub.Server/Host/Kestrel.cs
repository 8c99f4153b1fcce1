using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Hub.Host;

/// <summary>The web server as a hall needs it: many small requests at once, and screens that do not read.</summary>
internal static class Kestrel
{
    public static void UseKestrelAsHalls(this WebApplicationBuilder builder)
    {
        Quick.Allow();
        if (builder.Configuration["urls"] is null)
            builder.WebHost.UseUrls(HubApp.DefaultUrl);
        builder.Host.ConfigureHostOptions(o =>
        {
            o.ShutdownTimeout = Draining.Within(builder.Configuration) + TimeSpan.FromSeconds(5);
            // the hub's own say what failed and go on, see Supervised; a library's may end, and nothing with it
            o.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = 256 * 1024;
            // over HTTP/2 a browser would ask for its WebSocket in another way, which LiveSocket does not know
            o.ConfigureEndpointDefaults(e => e.Protocols = HttpProtocols.Http1);
        });
        builder.WebHost.UseSockets(Sockets);
    }

    private static void Sockets(SocketTransportOptions options)
    {
        options.Backlog = 4096;
        // what is written is in the kernel, or its writer waits
        options.MaxWriteBufferSize = 1;
        // a system call less for each request, and a buffer of 4 KB more for each connection
        options.WaitForDataBeforeAllocatingBuffer = false;
        // see Quick
        options.UnsafePreferInlineScheduling = true;
        var stock = options.CreateBoundListenSocket;
        options.CreateBoundListenSocket = endpoint =>
        {
            var socket = stock(endpoint);
            // the kernel keeps nothing unsent for a screen that does not read: linux/tcp.h, inherited by what is
            // accepted
            const int ipProtoTcp = 6,
                tcpNotSentLowAt = 25;
            if (
                OperatingSystem.IsLinux()
                && socket.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            )
                socket.SetRawSocketOption(ipProtoTcp, tcpNotSentLowAt, BitConverter.GetBytes(1));
            return socket;
        };
    }
}
