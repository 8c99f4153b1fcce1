using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Console;

namespace Hub.Host;

/// <summary>The hub's own services, part by part.</summary>
internal static class Composition
{
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>One line for each event, with its moment (UTC): a sentence for people, or JSON for programs where
    /// <c>Logging:Console:FormatterName</c> says <c>json</c>.</summary>
    public static void AddQuietLog(this WebApplicationBuilder builder)
    {
        // unnamed, it would take none of its options
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.FormatterName ??= ConsoleFormatterNames.Simple);
        builder.Services.Configure<SimpleConsoleFormatterOptions>(o =>
            (o.SingleLine, o.UseUtcTimestamp, o.TimestampFormat) = (true, true, Moment + " ")
        );
        builder.Services.Configure<JsonConsoleFormatterOptions>(o =>
            (o.UseUtcTimestamp, o.TimestampFormat) = (true, Moment)
        );
        builder
            .Logging.AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Critical)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    }

    /// <summary>What nodes of one hub know of each other.</summary>
    public static void AddNodes(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(Node.New());
        services.AddSingleton<Failures>();
        services.AddHostedService<Following>();
        services.AddHosted<Agreement>();
        services.AddHostedService<ClockWatch>();
        services.AddSingleton<Condition>();
        services.AddBackplane(settings);
    }

    /// <summary>Boards and screens.</summary>
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSingleton<Feeds>();
        services.AddHosted<Screens>();
        services.AddSingleton<HubLifetimeManager<LiveHub>>(s => s.GetRequiredService<Screens>());
        services.AddHosted<Draining>();
        services
            .AddSignalR(o =>
            {
                o.KeepAliveInterval = TimeSpan.FromSeconds(5);
                o.ClientTimeoutInterval = TimeSpan.FromSeconds(15);
                o.MaximumReceiveMessageSize = 4 * 1024;
            })
            .AddJsonProtocol(o => o.PayloadSerializerOptions = WireJson.Options);
    }

    /// <summary>Requests and answers.</summary>
    public static void AddWeb(this IServiceCollection services, IConfiguration settings)
    {
        services.AddProxies(settings);
        services.AddLimits();
        services.AddSingleton<TurnedAway>();
        services.AddSingleton<PlainHttp>();
        services.AddSingleton<ImportTurn>();
        services.AddExceptionHandler<Problems>();
        // after AddOpenApi, which adds a resolver that its own options need
        services.PostConfigure<JsonOptions>(o => WireJson.Set(o.SerializerOptions));
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddOpenApi(o => OpenApi.Describe(o));
        services.AddResponseCompression(o => o.MimeTypes = ["application/json", "text/html", "image/svg+xml"]);
    }

    /// <summary>Screens are shown what is committed.</summary>
    public static void TellScreens(this IServiceProvider services)
    {
        var screens = services.GetRequiredService<Screens>();
        services.GetRequiredService<Ledgers>().Told += _ => screens.Changed();
    }
}
