using Scalar.AspNetCore;

namespace Hub.Host;

/// <summary>The way of a request through the hub, in order.</summary>
internal static class Pipeline
{
    public static void UsePipeline(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseLookForPlainHttp();
        app.UseMetrics();
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                // Problems says it, so that it cannot flood
                SuppressDiagnosticsCallback = _ => true,
                ExceptionHandler = _ => Task.CompletedTask,
            }
        );
        app.UseStatusCodePages(c => Problems.Write(c.HttpContext, Problems.Of(c.HttpContext.Response.StatusCode)));
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseWebClient();
        app.UseRouting();
        app.UseDoor();
        app.UseQuick();
        app.UseRateLimiter();
        app.UseGuards();
        app.UseUtf8();
    }

    /// <summary>Who looks whether the hub is well, or reads its metrics, shows no badge.</summary>
    private static void UseLookForPlainHttp(this WebApplication app)
    {
        var plain = app.Services.GetRequiredService<PlainHttp>();
        app.Use(
            (http, next) =>
            {
                if (
                    !http.Request.Path.StartsWithSegments("/health")
                    && !http.Request.Path.StartsWithSegments("/metrics")
                )
                    plain.Look(http);
                return next(http);
            }
        );
    }

    public static void MapAll(this WebApplication app, IEnumerable<Feature> features)
    {
        app.MapDocument();
        app.MapScalarApiReference("/docs", OpenApi.Page);
        app.MapHealth();
        app.MapLive();
        var fair = app.MapGroup("/api/fairs/{fair}").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        fair.MapGroup("").WithTags("Live").MapBoards();
        foreach (var feature in features)
        {
            var (all, own) = (app.MapGroup("/api").WithTags(feature.Name), fair.MapGroup("").WithTags(feature.Name));
            foreach (var map in feature.OfAllFairs)
                map(all);
            foreach (var map in feature.Endpoints)
                map(own);
        }
        app.UseEndpoints(_ => { });
    }
}
