using Hub.Features.Access;
using Hub.Features.Contest;
using Hub.Features.Custom;
using Hub.Features.Displays;
using Hub.Features.Floor;
using Hub.Features.Interest;
using Hub.Features.My;
using Hub.Features.People;
using Hub.Features.Queues;
using Hub.Features.Racing;
using Hub.Features.Roster;
using Hub.Features.Steering;

namespace Hub.Host;

/// <summary>What is plugged into what.</summary>
public static class HubApp
{
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Each after those that it knows.</summary>
    public static readonly Feature[] Features =
    [
        AccessFeature.Feature,
        PeopleFeature.Feature,
        RosterFeature.Feature,
        FloorFeature.Feature,
        QueueFeature.Feature,
        InterestFeature.Feature,
        SteeringFeature.Feature,
        MyFeature.Feature,
        ContestFeature.Feature,
        RacingFeature.Feature,
        CustomBoards.Feature,
        DisplaysFeature.Feature,
    ];

    public static readonly SliceKinds Slices = new(Features.Select(f => f.Slice).OfType<SliceKind>());

    public static readonly Consequences Consequences = new(Features.SelectMany(f => f.Consequences));

    /// <param name="args">ASP.NET Core's own settings, like <c>--urls</c>; <c>--data FOLDER</c>.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? change = null)
    {
        var builder = Builder(args);
        builder.UseKestrelAsHalls();
        builder.AddTelemetry();
        builder.AddQuietLog();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddClock(builder.Configuration);
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddLedgers();
        builder.Services.AddNodes(builder.Configuration);
        builder.Services.AddLive();
        builder.Services.AddWeb(builder.Configuration);
        foreach (var feature in Features)
            builder.Services.AddFeature(feature);
        change?.Invoke(builder.Services);
        var app = builder.Build();
        app.Services.TellScreens();
        app.Services.TellHandlers();
        app.UsePipeline();
        app.MapAll(Features);
        app.RunWebClient();
        return app;
    }

    /// <summary>The settings that <see cref="Build"/> reads, for what serves nothing.</summary>
    public static IConfiguration Settings(string[] args) => Builder(args).Configuration;

    /// <summary>The ledgers, and the one way to ask them.</summary>
    public static IServiceCollection AddLedgers(this IServiceCollection services) =>
        services
            .AddSingleton(Slices)
            .AddSingleton(Consequences)
            .AddSingleton(s => ActivatorUtilities.CreateInstance<Ledgers>(s, s.GetRequiredService<WallClock>()))
            .AddMediation();

    private static void AddFeature(this IServiceCollection services, Feature feature)
    {
        foreach (var board in feature.Boards)
            services.AddSingleton(board);
        feature.Services?.Invoke(services);
    }

    private static WebApplicationBuilder Builder(string[] args) =>
        WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
        );
}
