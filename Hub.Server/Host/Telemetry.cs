using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hub.Host;

/// <summary>Hands what <see cref="Meters"/> tell to whoever runs the hub: metrics, traces and the log by OTLP where
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, and metrics to a Prometheus at <c>Metrics:Url</c>, an address of their own
/// that no screen needs to reach. Without either nothing is measured.</summary>
/// <remarks>Where <c>Kestrel:Endpoints</c> says where to listen, the address stands there too.</remarks>
internal static class Telemetry
{
    /// <exception cref="Refusal"><c>malformed</c>: <c>Metrics:Url</c> is no address.</exception>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var (otlp, scraped) = (
            builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not null,
            Scraped(builder.Configuration) is not null
        );
        if (scraped)
            builder.WebHost.UseUrls($"{builder.Configuration["urls"]};{builder.Configuration["Metrics:Url"]}");
        if (!otlp && !scraped)
            return;
        var telemetry = builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("hub"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(
                    Meters.Hub.Name,
                    "System.Runtime",
                    "Microsoft.AspNetCore.Hosting",
                    "Microsoft.AspNetCore.Server.Kestrel"
                );
                if (otlp)
                    metrics.AddOtlpExporter();
                if (scraped)
                    metrics.AddPrometheusExporter();
            });
        if (otlp)
            telemetry
                .WithTracing(traces =>
                    traces
                        .AddSource(Meters.Spans.Name)
                        // a live connection lasts for hours
                        .AddAspNetCoreInstrumentation(o =>
                            o.Filter = http => http.Request.Path.StartsWithSegments("/api")
                        )
                        .AddProcessor<Nameless>()
                        .AddOtlpExporter()
                )
                .WithLogging(log => log.AddOtlpExporter());
    }

    /// <summary><c>/metrics</c> is at <c>Metrics:Url</c>, and there alone.</summary>
    public static void UseMetrics(this WebApplication app)
    {
        if (Scraped(app.Configuration) is { Port: var port })
            app.UseOpenTelemetryPrometheusScrapingEndpoint(http =>
                http.Connection.LocalPort == port && http.Request.Path == "/metrics"
            );
    }

    /// <summary>The route says what was asked; the path itself may name a person. Every span passes here before it is
    /// exported, also that of a request which is cut off.</summary>
    private sealed class Nameless : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => data.SetTag("url.path", null).SetTag("url.query", null);
    }

    private static BindingAddress? Scraped(IConfiguration settings)
    {
        var url = settings["Metrics:Url"];
        try
        {
            return url is null ? null : BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw Refusal.Malformed(
                $"Metrics:Url 不是地址：{url}。",
                $"Metrics:Url is an address like http://localhost:9464, not '{url}'."
            );
        }
    }
}
