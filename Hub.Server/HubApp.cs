using System.Net.Sockets;
using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Contest;
using Hub.Custom;
using Hub.Floor;
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

    static HubApp() => Quick.Allow();

    /// <param name="args">ASP.NET Core's own settings, like <c>--urls</c>; <c>--data FOLDER</c>.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultUrl);
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Critical)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Host.ConfigureHostOptions(o => o.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = 256 * 1024;
        });
        builder.WebHost.UseSockets(Sockets);

        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IStore>(_ => new SqliteStore(Path.Combine(builder.Configuration["data"] ?? "data", "hub.db")));
        services.AddSingleton<Ledgers>();
        services.AddSingleton(s => new SliceKinds(s.GetServices<SliceKind>()));
        services.AddSingleton<Func<HttpContext, string, Asker>>(Door.Who);
        services.AddAsking();
        services.AddLimits();
        services.AddExceptionHandler<Problems>();
        services.AddHostedService<RevokedScreens>();

        services.AddSingleton<Feeds>();
        services.AddSingleton<Screens>();
        services.AddSingleton<HubLifetimeManager<LiveHub>>(s => s.GetRequiredService<Screens>());
        services.AddHostedService(s => s.GetRequiredService<Screens>());
        services.AddSignalR(o =>
        {
            o.KeepAliveInterval = TimeSpan.FromSeconds(5);
            o.ClientTimeoutInterval = TimeSpan.FromSeconds(15);
            o.MaximumReceiveMessageSize = 4 * 1024;
        }).AddJsonProtocol(o => o.PayloadSerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

        foreach (var kind in (SliceKind[])[About.Kind, AccessSlice.Kind, FloorSlice.Kind, ContestSlice.Kind]) services.AddSingleton(kind);
        foreach (var board in (Board[])[BadgesBoard.Board, FloorBoards.Floor, FloorBoards.Totals, FloorBoards.Booth, ContestBoards.Leaderboard, ContestBoards.Marks])
            services.AddSingleton(board);
        services.AddSingleton<CustomBoards>();
        services.AddSingleton(s => s.GetRequiredService<CustomBoards>().Board);

        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            o.SerializerOptions.RespectRequiredConstructorParameters = true;
            o.SerializerOptions.RespectNullableAnnotations = true;
            o.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddOpenApi(OpenApi.Describe);
        services.AddResponseCompression();
        change?.Invoke(services);

        var app = builder.Build();
        var ledgers = app.Services.GetRequiredService<Ledgers>();
        var screens = app.Services.GetRequiredService<Screens>();
        ledgers.Committed += (_, _) => screens.Changed();

        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = c => c.Exception is Refusal or BadHttpRequestException, ExceptionHandler = _ => Task.CompletedTask });
        app.UseStatusCodePages(c => Problems.Write(c.HttpContext, Problems.Of(c.HttpContext.Response.StatusCode)));
        app.UseSecurityHeaders();
        app.UseWebClient();
        app.UseRouting();
        app.UseQuick();
        app.UseRateLimiter();
        app.MapOpenApi();
        app.MapScalarApiReference("/docs", o => o.WithTitle("Hub"));
        app.MapGet("/health", (Ledgers l) => new Health("ok", l.All.ToDictionary(f => f.Fair.Id, f => f.Fair.Offset))).WithSummary("Whether the hub serves, and each fair's offset");
        app.MapLive();

        var api = app.MapGroup("/api");
        api.MapEnter();
        var fair = api.MapGroup("/fairs/{fair}");
        fair.MapBoards(Door.Who);
        IssueBadgeEndpoint.Map(fair);
        RevokeBadge.Map(fair);
        ErasePerson.Map(fair);
        RecordVisit.Map(fair);
        Search.Map(fair);
        Import.Map(fair);
        Contests.Map(fair);
        DefineContest.Map(fair);
        EnterMark.Map(fair);
        CustomBoards.Map(fair);
        app.UseEndpoints(_ => { });
        app.RunWebClient();
        return app;
    }

    private static void Sockets(SocketTransportOptions options)
    {
        options.Backlog = 4096;
        // what is written is in the kernel, or its writer waits
        options.MaxWriteBufferSize = 1;
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

/// <param name="Fairs">Fair → offset that this node shows.</param>
public sealed record Health(string Status, IReadOnlyDictionary<string, long> Fairs);
