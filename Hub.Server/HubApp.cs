using System.Net.Sockets;
using Hub.Access;
using Hub.Contest;
using Hub.Custom;
using Hub.Displays;
using Hub.Floor;
using Hub.Floor.Intentions;
using Hub.Floor.Queues;
using Hub.Ledger;
using Hub.Live;
using Hub.Web;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.AspNetCore.SignalR;
using Scalar.AspNetCore;

namespace Hub;

/// <summary>What is plugged into what.</summary>
public static class HubApp
{
    public const string DefaultUrl = "http://localhost:5080";

    public static readonly Feature[] Features = [AccessFeature.Feature, FloorFeature.Feature, QueueFeature.Feature, IntentionFeature.Feature, ContestFeature.Feature, CustomBoards.Feature];

    public static readonly SliceKinds Slices = new(Features.Select(f => f.Slice).OfType<SliceKind>());

    static HubApp() => Quick.Allow();

    /// <param name="args">ASP.NET Core's own settings, like <c>--urls</c>; <c>--data FOLDER</c>.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? change = null)
    {
        var builder = Builder(args);
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultUrl);
        builder.AddTelemetry();
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Critical)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Host.ConfigureHostOptions(o => o.ShutdownTimeout = Draining.Within(builder.Configuration) + TimeSpan.FromSeconds(5));
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = 256 * 1024;
            // over HTTP/2 a browser would ask for its WebSocket in another way, which LiveSocket does not know
            o.ConfigureEndpointDefaults(e => e.Protocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1);
        });
        builder.WebHost.UseSockets(Sockets);

        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Ledgers>();
        services.AddSingleton(Slices);
        services.AddSingleton<Func<HttpContext, string, Asker>>(Door.Who);
        services.AddAsking();
        services.AddProxies(builder.Configuration);
        services.AddLimits();
        services.AddExceptionHandler<Problems>();
        services.AddHostedService<RevokedScreens>();
        services.AddHostedService<RetentionClock>();
        services.AddHostedService<PassFollows>();

        services.AddHostedService<Following>();
        services.AddHosted<Agreement>();
        services.AddSingleton<Condition>();
        services.AddSingleton(Node.New());
        services.AddSingleton<Feeds>();
        services.AddHosted<Screens>();
        services.AddSingleton<HubLifetimeManager<LiveHub>>(s => s.GetRequiredService<Screens>());
        services.AddHosted<Draining>();
        services.AddSignalR(o =>
        {
            o.KeepAliveInterval = TimeSpan.FromSeconds(5);
            o.ClientTimeoutInterval = TimeSpan.FromSeconds(15);
            o.MaximumReceiveMessageSize = 4 * 1024;
        }).AddJsonProtocol(o => WireJson.Set(o.PayloadSerializerOptions));

        foreach (var board in Features.SelectMany(f => f.Boards)) services.AddSingleton(board);
        services.AddHosted<Readings>();
        services.AddSingleton(s => CustomBoards.Board(s.GetRequiredService<Readings>()));
        services.AddHosted<Presence>();
        services.AddSingleton(s => ScreensBoard.Board(s.GetRequiredService<Presence>()));
        services.AddSingleton(s => TabletsBoard.Board(s.GetRequiredService<Presence>()));

        services.ConfigureHttpJsonOptions(o => WireJson.Set(o.SerializerOptions));
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddOpenApi(o => OpenApi.Describe(o));
        services.AddResponseCompression(o => o.MimeTypes = ["application/json", "text/html", "image/svg+xml"]);
        services.AddStorage(builder.Configuration);
        change?.Invoke(services);

        var app = builder.Build();
        var ledgers = app.Services.GetRequiredService<Ledgers>();
        var screens = app.Services.GetRequiredService<Screens>();
        ledgers.Committed += (_, _) => screens.Changed();

        app.UseForwardedHeaders();
        app.UseMetrics();
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = c => c.Exception is Refusal or BadHttpRequestException, ExceptionHandler = _ => Task.CompletedTask });
        app.UseStatusCodePages(c => Problems.Write(c.HttpContext, Problems.Of(c.HttpContext.Response.StatusCode)));
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseWebClient();
        app.UseRouting();
        app.UseQuick();
        app.UseRateLimiter();
        app.MapOpenApi();
        app.MapScalarApiReference("/docs", OpenApi.Page);
        app.MapHealth();
        app.MapLive();

        app.MapGroup("/api").WithTags(AccessFeature.Feature.Name).MapEnter();
        var fair = app.MapGroup("/api/fairs/{fair}").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        fair.MapGroup("").WithTags("Live").MapBoards(Door.Who);
        foreach (var feature in Features) feature.Map(fair.MapGroup("").WithTags(feature.Name));
        app.UseEndpoints(_ => { });
        app.RunWebClient();
        return app;
    }

    /// <summary>The settings that <see cref="Build"/> reads, for what serves nothing.</summary>
    public static IConfiguration Settings(string[] args) => Builder(args).Configuration;

    private static WebApplicationBuilder Builder(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

    /// <summary>One of it, for all who need it, that starts and stops with the hub.</summary>
    private static void AddHosted<T>(this IServiceCollection services) where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(s => s.GetRequiredService<T>());
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
            // the kernel keeps nothing unsent for a screen that does not read: linux/tcp.h, inherited by what is accepted
            const int ipProtoTcp = 6, tcpNotSentLowAt = 25;
            if (OperatingSystem.IsLinux() && socket.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
                socket.SetRawSocketOption(ipProtoTcp, tcpNotSentLowAt, BitConverter.GetBytes(1));
            return socket;
        };
    }
}
