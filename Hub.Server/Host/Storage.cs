using StackExchange.Redis;

namespace Hub.Host;

/// <summary>Where a hub keeps its ledgers, and how its nodes hear of each other: <c>ConnectionStrings:Postgres</c> and
/// <c>ConnectionStrings:Redis</c>. Without them it is one node with its own database.</summary>
internal static class Storage
{
    /// <summary>What time it is, and in the folder of <c>--data</c> what time it should be.</summary>
    public static IServiceCollection AddClock(this IServiceCollection services, IConfiguration settings) =>
        services
            .AddSingleton(new ClockFile(Path.Combine(Folder(settings), "hub.db.clock")))
            .AddSingleton<Asleep>(Sleep.OfMachine)
            .AddSingleton(s => new WallClock(
                s.GetRequiredService<TimeProvider>(),
                s.GetRequiredService<Asleep>(),
                s.GetRequiredService<ClockFile>().Read()
            ));

    /// <exception cref="Refusal"><c>sqlite-is-one-node</c></exception>
    public static void AddStorage(this IServiceCollection services, IConfiguration settings)
    {
        if (settings.GetConnectionString("Redis") is not null && settings.GetConnectionString("Postgres") is null)
            throw new Refusal(
                "sqlite-is-one-node",
                "多个节点不能共用一个 SQLite 数据库：请同时设置 ConnectionStrings:Postgres。",
                "Several nodes cannot share an SQLite database: name a PostgreSQL too, in ConnectionStrings:Postgres, "
                    + "or leave ConnectionStrings:Redis out."
            );
        services.AddSingleton(s => Open(settings, s.GetRequiredService<TimeProvider>()));
    }

    /// <summary>How nodes hear of each other.</summary>
    /// <exception cref="Refusal"><c>malformed</c></exception>
    public static void AddBackplane(this IServiceCollection services, IConfiguration settings)
    {
        var redis = settings.GetConnectionString("Redis");
        if (redis is null)
            services.AddSingleton<IBackplane, NoBackplane>();
        else
        {
            var options = Redis(redis);
            services.AddSingleton(s => ActivatorUtilities.CreateInstance<RedisBackplane>(s, options));
            services.AddSingleton<IBackplane>(s => s.GetRequiredService<RedisBackplane>());
            // after those that want to hear have said so
            services.AddHostedService(s => s.GetRequiredService<RedisBackplane>());
        }
    }

    /// <summary>The store that is named; made when it is not there.</summary>
    /// <exception cref="Refusal"><c>malformed</c>, <c>database-unusable</c>: also one that takes no writes.</exception>
    public static IStore Open(IConfiguration settings, TimeProvider time) =>
        Postgres(settings, time) ?? (IStore)Sqlite(settings);

    /// <summary>The store that is named.</summary>
    /// <exception cref="Refusal"><c>unknown-database</c>: none is made. <c>malformed</c></exception>
    public static IStore Existing(IConfiguration settings)
    {
        if (Postgres(settings, TimeProvider.System) is { } postgres)
            try
            {
                if (postgres.Exists)
                    return postgres;
                throw Refusal.Unknown(
                    "database",
                    "这个 PostgreSQL 数据库里没有账本。",
                    "There are no ledgers in this PostgreSQL database."
                );
            }
            catch
            {
                postgres.Dispose();
                throw;
            }
        var file = SqliteFile(settings);
        return File.Exists(file)
            ? new SqliteStore(file)
            : throw Refusal.Unknown("database", $"没有数据库 {file}。", $"There is no database {file}.");
    }

    /// <summary>Holds an SQLite database for one serving process until it ends, however it ends: two that know
    /// nothing of each other would show half a second late what the other commits, and never its readings. Commands at
    /// the keyboard need not hold it. What an older hub let others read is closed to them.</summary>
    /// <returns>Null: there is nothing to hold, PostgreSQL serves many.</returns>
    /// <exception cref="Refusal"><c>already-served</c>, <c>database-unusable</c></exception>
    public static IDisposable? Alone(IConfiguration settings, Action<string> say)
    {
        if (settings.GetConnectionString("Postgres") is not null)
            return null;
        var file = SqliteFile(settings);
        try
        {
            OwnFiles.Make(file + ".serving");
            var alone = new FileStream(file + ".serving", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            foreach (var line in OwnFiles.Tighten(file))
                say(line);
            return alone;
        }
        // held by somebody else, as Linux, macOS and Windows say it
        catch (IOException e) when (e.HResult is 11 or 35 or unchecked((int)0x80070020))
        {
            throw new Refusal(
                "already-served",
                $"{file} 已有一个 hub 在运行；多个节点请设置 ConnectionStrings:Postgres，另一个 hub 请用另一个 --data "
                    + $"文件夹。",
                $"Another hub serves {file} already. For several nodes name a PostgreSQL, in "
                    + $"ConnectionStrings:Postgres; for another hub another folder, with --data."
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable.Of(file, e);
        }
    }

    private static SqliteStore Sqlite(IConfiguration settings)
    {
        var store = new SqliteStore(SqliteFile(settings));
        try
        {
            store.Probe();
            return store;
        }
        catch (StoreException e)
        {
            store.Dispose();
            throw Unusable.Of(SqliteFile(settings), e.InnerException!);
        }
    }

    private static ConfigurationOptions Redis(string said)
    {
        try
        {
            return ConfigurationOptions.Parse(said);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw Refusal.Malformed(
                $"ConnectionStrings:Redis 写得不对：{e.Message}",
                $"ConnectionStrings:Redis cannot be read: {e.Message}"
            );
        }
    }

    private static string SqliteFile(IConfiguration settings) => Path.Combine(Folder(settings), "hub.db");

    private static string Folder(IConfiguration settings) => settings["data"] ?? "data";

    private static PostgresStore? Postgres(IConfiguration settings, TimeProvider time)
    {
        try
        {
            var folder = settings["data"] ?? "data";
            return settings.GetConnectionString("Postgres") is { } connection
                ? new PostgresStore(connection, time)
                {
                    Witness = Directory.Exists(folder) ? new Witness(Path.Combine(folder, "postgres")) : null,
                }
                : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw Refusal.Malformed(
                $"ConnectionStrings:Postgres 写得不对：{e.Message}",
                $"ConnectionStrings:Postgres cannot be read: {e.Message}"
            );
        }
    }
}
