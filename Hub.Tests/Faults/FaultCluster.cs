using System.Diagnostics;
using Hub.Host;
using Hub.Tests.Cli;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Hub.Tests.Faults;

/// <summary>Where the ledger lies.</summary>
public enum FaultStore
{
    /// <summary>One, of three nodes with a Redis between them.</summary>
    Postgres,

    /// <summary>A file of one node, as a hub is that nobody told otherwise.</summary>
    Sqlite,
}

/// <summary>A node as a process, with a clock of its own, and with wires of its own to the services where there are
/// any.</summary>
internal sealed class FaultNode(
    string name,
    string folder,
    TcpProxy? postgres,
    TcpProxy? redis,
    string[] settings,
    params (string, string)[] environment
) : IAsyncDisposable
{
    private readonly string _clock = Path.Combine(folder, name + ".clock");
    private HubProcess? _process;

    public string Name => name;
    public TcpProxy Postgres => postgres!;
    public TcpProxy Redis => redis!;
    public HubProcess Process => _process!;

    /// <summary>Where it was last reached; another one after each start.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>How wrong its clock goes, seconds.</summary>
    public int ClockOff
    {
        set
        {
            // the node reads it at any moment, and never half of it
            File.WriteAllText(_clock + ".new", $"{value}");
            File.Move(_clock + ".new", _clock, overwrite: true);
        }
    }

    /// <param name="off">How wrong its clock goes from the start, seconds.</param>
    /// <param name="again">Whether what it needs may be away too: then whoever looks after it starts it until it
    /// serves.</param>
    public async Task StartAsync(string server, int off, bool again)
    {
        ClockOff = off;
        var began = Stopwatch.StartNew();
        while (true)
            try
            {
                _process = await HubProcess.StartAsync(
                    "Hub is at ",
                    ["--urls", "http://127.0.0.1:0", .. settings],
                    server,
                    [
                        ("DOTNET_STARTUP_HOOKS", typeof(FaultNode).Assembly.Location),
                        ("HUB_TEST_CLOCK", _clock),
                        .. environment,
                    ]
                );
                Url = _process.Url;
                return;
            }
            catch (InvalidOperationException) when (again && began.Elapsed < Eventually.Patience) { }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        if (postgres is not null)
            await postgres.DisposeAsync();
        if (redis is not null)
            await redis.DisposeAsync();
    }
}

/// <summary>The nodes and what they need, all real and all of this test's own, with a fair that has booths, queues and
/// a contest.</summary>
internal sealed class FaultCluster : IAsyncDisposable
{
    private readonly List<FaultNode> _nodes = [];

    private FaultCluster(string server, FaultStore store) => (Server, Store) = (server, store);

    /// <summary>The hub that is run.</summary>
    public string Server { get; }

    public FaultStore Store { get; }

    /// <summary>Of SQLite's file, and of the clocks.</summary>
    public string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("hub-faults-").FullName;

    /// <summary>Of SQLite's file.</summary>
    public FailingDisk Disk { get; private set; } = null!;

    public PostgresServer Postgres { get; private set; } = null!;
    public RedisServer Redis { get; private set; } = null!;
    public IReadOnlyList<FaultNode> Nodes => _nodes;

    /// <summary>Straight to the database, past the wires.</summary>
    public string Database { get; private set; } = null!;

    /// <summary>Whether more than one thing is broken at a time.</summary>
    public bool Several { get; set; }

    /// <summary>Secrets of badges: of three recruiters, three judges, a chief and an integration.</summary>
    public string[] Recruiters { get; private set; } = [];
    public string[] Judges { get; private set; } = [];
    public string Chief { get; private set; } = null!;
    public string Gate { get; private set; } = null!;

    /// <param name="server">The hub that is run.</param>
    public static async Task<FaultCluster> StartAsync(string server, FaultStore store)
    {
        var cluster = new FaultCluster(server, store);
        if (store is FaultStore.Postgres)
        {
            cluster.Postgres = await PostgresServer.StartAsync();
            cluster.Redis = await RedisServer.StartAsync();
            cluster.Database = await cluster.Postgres.NewDatabaseAsync();
        }
        else
            cluster.Disk = await FailingDisk.MakeAsync();
        await cluster.MakeFairAsync();
        foreach (var name in store is FaultStore.Postgres ? (string[])["A", "B", "C"] : ["A"])
            cluster._nodes.Add(cluster.Node(name));
        await Task.WhenAll(cluster._nodes.Select(node => cluster.StartAsync(node)));
        return cluster;
    }

    public Task StartAsync(FaultNode node, int off = 0) => node.StartAsync(Server, off, again: Several);

    /// <summary>Runs a command at the keyboard on the ledger.</summary>
    public async Task KeyAsync(params string[] args)
    {
        string[] store =
            Store is FaultStore.Postgres ? [$"--ConnectionStrings:Postgres={Database}"] : ["--data", Folder];
        if (await HubProcess.RunAsync([.. args, .. store]) is (not 0, var said))
            throw new FaultFound("keyboard", $"{args[0]}: {said}");
    }

    /// <summary>Where the ledger ends now.</summary>
    public Head Head
    {
        get
        {
            using var store = Open();
            return store.Head(TestHub.Fair);
        }
    }

    /// <summary>What a fold of the ledger from its first fact gives, made by this process, straight from the
    /// database.</summary>
    public async Task<T> FoldedAsync<T>(Func<IStore, Fair, T> see)
    {
        using var store = Open();
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
        if (Store is FaultStore.Postgres)
        {
            await Redis.DisposeAsync();
            await Postgres.DisposeAsync();
        }
        else
            Disk.Dispose();
        System.IO.Directory.Delete(Folder, recursive: true);
    }

    private IStore Open() =>
        Store is FaultStore.Postgres
            ? new PostgresStore(Services.Patient(Database))
            : new SqliteStore(Path.Combine(Folder, "hub.db"));

    private FaultNode Node(string name)
    {
        if (Store is FaultStore.Sqlite)
            return new FaultNode(name, Folder, null, null, ["--data", Folder], Disk.Environment);
        var (postgres, redis) = (new TcpProxy(Postgres.Port), new TcpProxy(Redis.Port));
        var database = new NpgsqlConnectionStringBuilder(Database) { Port = postgres.Port };
        return new FaultNode(
            name,
            Folder,
            postgres,
            redis,
            [
                // a folder that is not there: as after each start of its machine it knows nothing of the time
                "--data",
                Path.Combine(Folder, name),
                $"--ConnectionStrings:Postgres={database}",
                $"--ConnectionStrings:Redis=127.0.0.1:{redis.Port}",
            ]
        );
    }

    private async Task MakeFairAsync()
    {
        await using var hub = await TestHub.WithFairAsync(
            Folder,
            settings: Store is FaultStore.Postgres ? [$"--ConnectionStrings:Postgres={Services.Patient(Database)}"] : []
        );
        Recruiters =
        [
            (await hub.BadgeAsync(Role.Recruiter, booth: "A1")).Secret!,
            (await hub.BadgeAsync(Role.Recruiter, booth: "A2")).Secret!,
            (await hub.BadgeAsync(Role.Recruiter, booth: FaultDesk.Booth)).Secret!,
        ];
        foreach (var booth in FaultVisitor.Queues)
            await hub.AskAsync(new Hub.Features.Queues.OpenDesk(new(booth), "1", null));
        Judges =
        [
            .. await Task.WhenAll(
                ((string[])["J1", "J2", "J3"]).Select(async seat =>
                    (await hub.BadgeAsync(Role.Judge, contest: "drone", seat: seat)).Secret!
                )
            ),
        ];
        Chief = (await hub.BadgeAsync(Role.Chief, contest: "drone")).Secret!;
        Gate = (await hub.BadgeAsync(Role.Integration, board: "gate")).Secret!;
    }
}
