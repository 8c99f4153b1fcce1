using Hub.Host;
using Hub.Tests.Cli;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Hub.Tests.Faults;

/// <summary>A node as a process, with wires of its own to the services and a clock of its own.</summary>
internal sealed class FaultNode(string name, int postgres, int redis, Func<int, string> database, string folder)
    : IAsyncDisposable
{
    private readonly string _clock = Path.Combine(folder, name + ".clock");
    private HubProcess? _process;

    public string Name => name;
    public TcpProxy Postgres { get; } = new(postgres);
    public TcpProxy Redis { get; } = new(redis);
    public HubProcess Process => _process!;

    /// <summary>Where it was last reached; another one after each start.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>How wrong its clock goes, seconds.</summary>
    public int ClockOff
    {
        set => File.WriteAllText(_clock, $"{value}");
    }

    /// <param name="off">How wrong its clock goes from the start, seconds.</param>
    public async Task StartAsync(string server, int off = 0)
    {
        ClockOff = off;
        _process = await HubProcess.StartAsync(
            "Hub is at ",
            [
                "--urls",
                "http://127.0.0.1:0",
                // a folder that is not there: as after each start of its machine it knows nothing of the time
                "--data",
                Path.Combine(folder, name),
                $"--ConnectionStrings:Postgres={database(Postgres.Port)}",
                $"--ConnectionStrings:Redis=127.0.0.1:{Redis.Port}",
            ],
            server,
            ("DOTNET_STARTUP_HOOKS", typeof(FaultNode).Assembly.Location),
            ("HUB_TEST_CLOCK", _clock)
        );
        Url = _process.Url;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        await Postgres.DisposeAsync();
        await Redis.DisposeAsync();
    }
}

/// <summary>Three nodes, a PostgreSQL and a Redis, all real and all of this test's own, with a fair that has booths and
/// a contest.</summary>
internal sealed class FaultCluster : IAsyncDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hub-faults-").FullName;
    private readonly string _server;
    private readonly List<FaultNode> _nodes = [];

    private FaultCluster(string server) => _server = server;

    public PostgresServer Postgres { get; private set; } = null!;
    public RedisServer Redis { get; private set; } = null!;
    public IReadOnlyList<FaultNode> Nodes => _nodes;

    /// <summary>Straight to the database, past the wires.</summary>
    public string Database { get; private set; } = null!;

    /// <summary>Secrets of badges: of two recruiters, three judges and an integration.</summary>
    public string[] Recruiters { get; private set; } = [];
    public string[] Judges { get; private set; } = [];
    public string Gate { get; private set; } = null!;

    /// <param name="server">The hub that is run.</param>
    public static async Task<FaultCluster> StartAsync(string server, int nodes = 3)
    {
        var cluster = new FaultCluster(server)
        {
            Postgres = await PostgresServer.StartAsync(),
            Redis = await RedisServer.StartAsync(),
        };
        cluster.Database = await cluster.Postgres.NewDatabaseAsync();
        await using (
            var hub = await TestHub.WithFairAsync(
                settings: $"--ConnectionStrings:Postgres={Services.Patient(cluster.Database)}"
            )
        )
        {
            cluster.Recruiters =
            [
                (await hub.BadgeAsync(Role.Recruiter, booth: "A1")).Secret!,
                (await hub.BadgeAsync(Role.Recruiter, booth: "A2")).Secret!,
            ];
            cluster.Judges =
            [
                .. await Task.WhenAll(
                    ((string[])["J1", "J2", "J3"]).Select(async seat =>
                        (await hub.BadgeAsync(Role.Judge, contest: "drone", seat: seat)).Secret!
                    )
                ),
            ];
            cluster.Gate = (await hub.BadgeAsync(Role.Integration, board: "gate")).Secret!;
        }
        for (var i = 0; i < nodes; i++)
            cluster._nodes.Add(
                new FaultNode(
                    ((char)('A' + i)).ToString(),
                    cluster.Postgres.Port,
                    cluster.Redis.Port,
                    port => new NpgsqlConnectionStringBuilder(cluster.Database) { Port = port }.ToString(),
                    cluster._folder
                )
            );
        await Task.WhenAll(cluster._nodes.Select(cluster.StartAsync));
        return cluster;
    }

    public Task StartAsync(FaultNode node, int off = 0) => node.StartAsync(_server, off);

    /// <summary>Where the ledger ends now.</summary>
    public Head Head
    {
        get
        {
            using var store = new PostgresStore(Services.Patient(Database));
            return store.Head(TestHub.Fair);
        }
    }

    /// <summary>What a fold of the ledger from its first fact gives, made by this process, straight from the
    /// database.</summary>
    public async Task<T> FoldedAsync<T>(Func<IStore, Fair, T> see)
    {
        using var store = new PostgresStore(Services.Patient(Database));
        await using var ledgers = new Ledgers(
            store,
            HubApp.Slices,
            HubApp.Consequences,
            TimeProvider.System,
            NullLogger<FairLedger>.Instance
        );
        return see(store, ledgers.Open(TestHub.Fair).Fair);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }
}
