namespace Hub.Kernel.Features;

public static class Hosting
{
    /// <summary>One of it, for all who need it, that starts and stops with the hub.</summary>
    public static IServiceCollection AddHosted<T>(this IServiceCollection services)
        where T : class, IHostedService => services.AddSingleton<T>().AddHostedService(s => s.GetRequiredService<T>());
}
