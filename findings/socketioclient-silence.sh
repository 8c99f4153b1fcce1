#!/usr/bin/env bash
# SocketIOClient 3.0.6, .NET SDK 10.0.4xx.
# A client stays connected to a server that has gone silent. In Engine.IO 4 (protocol, "Heartbeat") the server pings,
# and a client to which no ping comes within pingInterval + pingTimeout of the handshake considers the connection
# closed. This client goes on: Connected stays true, OnDisconnected and OnReconnectAttempt are not raised. After a cable
# was pulled nothing tells the program that it hears nothing.
# Seen: of a server that promises a ping each 500 ms and gives up after 500 ms more, two pings were heard; 10 s after
# the last of them the client is connected and has raised nothing. Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > app.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="SocketIOClient" Version="3.0.6" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using System.Net.WebSockets;
using System.Text;
using SocketIOClient;
using SocketIOClient.Transport;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
var app = builder.Build();
app.UseWebSockets(new() { KeepAliveInterval = Timeout.InfiniteTimeSpan });
app.Map(
    "/socket.io/",
    async (HttpContext http) =>
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        Task Say(string packet) =>
            socket.SendAsync(Encoding.UTF8.GetBytes(packet), WebSocketMessageType.Text, true, default);
        async Task<string> Hear()
        {
            var buffer = new byte[1000];
            return Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, default)).Count);
        }
        await Say("""0{"sid":"a","upgrades":[],"pingInterval":500,"pingTimeout":500,"maxPayload":1000000}""");
        await Hear(); // 40
        await Say("""40{"sid":"b"}""");
        for (var n = 0; n < 2; n++)
        {
            await Task.Delay(500);
            await Say("2");
            await Hear(); // 3
        }
        await Task.Delay(-1);
    }
);
await app.StartAsync();

using var client = new SocketIO(
    app.Urls.First(),
    new SocketIOOptions { Transport = TransportProtocol.WebSocket, Reconnection = true }
);
var (pings, raised) = (0, new List<string>());
client.OnPing += (_, _) => pings++;
client.OnDisconnected += (_, why) => raised.Add($"OnDisconnected {why}");
client.OnReconnectAttempt += (_, _) => raised.Add("OnReconnectAttempt");
await client.ConnectAsync();
await Task.Delay(1_000 + 10_000);
Console.WriteLine($"pings heard: {pings}");
Console.WriteLine($"connected: {client.Connected}; raised: {raised.Count}");
Environment.Exit(0);
X
dotnet build -v quiet --nologo -o out >build.log 2>&1 || { cat build.log; exit 1; }
seen=$(dotnet out/app.dll)
echo "SocketIOClient 3.0.6:"
echo "$seen"
[ "$seen" = "pings heard: 2
connected: True; raised: 0" ]
