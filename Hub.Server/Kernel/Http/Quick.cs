namespace Hub.Kernel.Http;

/// <summary>Small requests, over in microseconds, are answered on the thread that hears of them: to wake another one
/// costs more than the request. Every other request leaves that thread free for the sockets it serves.</summary>
public static class Quick
{
    /// <summary>Lets sockets hand over what they hear on their own threads, of which there is one for two cores: the
    /// more it hears at once, the less each costs. They read this once, before the first of them is made.</summary>
    public static void Allow()
    {
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        Environment.SetEnvironmentVariable(
            "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT",
            $"{Math.Max(1, Environment.ProcessorCount / 2)}"
        );
    }

    /// <summary>This endpoint never computes long, and waits only by awaiting.</summary>
    public static RouteHandlerBuilder IsQuick(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new Mark());

    public static void UseQuick(this WebApplication app) =>
        app.Use(
            async (http, next) =>
            {
                if (http.GetEndpoint()?.Metadata.GetMetadata<Mark>() is null)
                    await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                await next(http);
            }
        );

    private sealed class Mark;
}
