using Scalar.AspNetCore;

namespace Hub.Host;

/// <summary>The way of a request through the hub, in order.</summary>
internal static class Pipeline
{
    public static void UsePipeline(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMetrics();
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                SuppressDiagnosticsCallback = c => c.Exception is Refusal or BadHttpRequestException,
                ExceptionHandler = _ => Task.CompletedTask,
            }
        );
        app.UseStatusCodePages(c => Problems.Write(c.HttpContext, Problems.Of(c.HttpContext.Response.StatusCode)));
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseWebClient();
        app.UseRouting();
        app.UseQuick();
        app.UseRateLimiter();
        app.UseGuards();
        app.UseUtf8();
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
