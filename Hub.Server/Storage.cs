using Hub.Ledger;
using Hub.Live;

namespace Hub;

/// <summary>Where a hub keeps its ledgers, and how its nodes hear of each other: <c>ConnectionStrings:Postgres</c> and <c>ConnectionStrings:Redis</c>.
/// Without them it is one node with its own database.</summary>
internal static class Storage
{
    /// <exception cref="Refusal"><c>sqlite-is-one-node</c></exception>
    public static void AddStorage(this IServiceCollection services, IConfiguration settings)
    {
        var (postgres, redis) = (settings.GetConnectionString("Postgres"), settings.GetConnectionString("Redis"));
        if (postgres is null && redis is not null)
            throw new Refusal("sqlite-is-one-node", "多个节点不能共用一个 SQLite 数据库：请同时设置 ConnectionStrings:Postgres。",
                "Several nodes cannot share an SQLite database: name a PostgreSQL too, in ConnectionStrings:Postgres, or leave ConnectionStrings:Redis out.");
        services.AddSingleton<IStore>(s => postgres is null ? new SqliteStore(Path.Combine(settings["data"] ?? "data", "hub.db")) : new PostgresStore(postgres, s.GetRequiredService<TimeProvider>()));
        if (redis is null) services.AddSingleton<IBackplane, NoBackplane>();
        else
        {
            services.AddSingleton(s => ActivatorUtilities.CreateInstance<RedisBackplane>(s, redis));
            services.AddSingleton<IBackplane>(s => s.GetRequiredService<RedisBackplane>());
            // after those that want to hear have said so
            services.AddHostedService(s => s.GetRequiredService<RedisBackplane>());
        }
    }
}
