using Microsoft.Data.Sqlite;

namespace Hub.Tests.Faults;

/// <summary>What a fault breaks: two at once break different things.</summary>
internal enum Target
{
    /// <summary>A node or a wire of it. There are several.</summary>
    Node,
    Redis,
    Store,
    Clocks,

    /// <summary>All of it: it stands alone.</summary>
    All,
}

/// <summary>What goes wrong. It heals what it broke.</summary>
internal sealed record FaultKind(string Name, Target Target, Func<Random, Task> Work)
{
    /// <summary>Whether both can be at once.</summary>
    public bool Goes(FaultKind with, int nodes) =>
        this != with
        && Target is not Target.All
        && with.Target is not Target.All
        && (Target != with.Target || Target is Target.Node && nodes > 1);
}

/// <summary>What goes wrong while people work. Each heals what it broke, but for a lost message, which is looked at
/// with the wire still deaf; some look at something of their own.</summary>
internal sealed class FaultKinds(FaultCluster cluster, FaultLoad load)
{
    /// <summary>Longer than a node believes in what it saw last.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(4),
        Short = TimeSpan.FromSeconds(1);

    /// <summary>Nodes that something is done to.</summary>
    private readonly HashSet<FaultNode> _taken = [];

    public FaultKind[] All =>
        cluster.Store is FaultStore.Sqlite
            ? [.. OfNodes, .. OfFiles, Restored, .. OfDisks]
            : [.. OfNodes, .. OfWires, .. OfServices, .. OfMessages, .. OfBackups, Restored];

    private FaultKind[] OfNodes =>
        [
            new(
                "a node is killed",
                Target.Node,
                random =>
                    WithAsync(
                        random,
                        async node =>
                        {
                            await node.Process.KillAsync();
                            await Task.Delay(Short);
                            await cluster.StartAsync(node);
                        }
                    )
            ),
            new(
                "a node is killed three times as soon as it serves",
                Target.Node,
                random =>
                    WithAsync(
                        random,
                        async node =>
                        {
                            for (var i = 0; i < 3; i++)
                            {
                                await node.Process.KillAsync();
                                await cluster.StartAsync(node);
                                await Task.Delay(random.Next(300));
                            }
                        }
                    )
            ),
            new(
                "a node is asked to end",
                Target.Node,
                random =>
                    WithAsync(
                        random,
                        async node =>
                        {
                            node.Process.Terminate();
                            if (await node.Process.EndedAsync() is not 0 and var code)
                                throw new FaultFound("end", $"node {node.Name} ended with {code}");
                            await cluster.StartAsync(node);
                        }
                    )
            ),
            new(
                "a node hangs",
                Target.Node,
                random =>
                    WithAsync(
                        random,
                        async node =>
                        {
                            node.Process.Pause();
                            await Task.Delay(Long);
                            node.Process.Resume();
                        }
                    )
            ),
            new(
                "clocks go wrong",
                Target.Clocks,
                async random =>
                {
                    foreach (var node in cluster.Nodes.Take(2))
                        node.ClockOff = (random.Next(2) == 0 ? 1 : -1) * random.Next(60, 900);
                    await Task.Delay(Long);
                    foreach (var node in cluster.Nodes)
                        node.ClockOff = 0;
                }
            ),
            new(
                "the clock of a node leaps by hours or days",
                Target.Clocks,
                async random =>
                {
                    var node = cluster.Nodes[random.Next(cluster.Nodes.Count)];
                    node.ClockOff = Leap(random);
                    await Task.Delay(Long);
                    await NobodyBelievedAsync();
                    node.ClockOff = 0;
                }
            ),
            new(
                "a node starts with a wrong clock",
                Target.All,
                random =>
                    WithAsync(
                        random,
                        async node =>
                        {
                            await node.Process.KillAsync();
                            await cluster.StartAsync(node, Leap(random));
                            await Task.Delay(Long);
                            await NobodyBelievedAsync();
                            node.ClockOff = 0;
                        }
                    )
            ),
        ];

    private FaultKind[] OfFiles =>
        [
            new(
                "another process holds the database",
                Target.Store,
                async _ =>
                {
                    await using var other = new SqliteConnection(
                        $"Data Source={Path.Combine(cluster.Folder, "hub.db")};Pooling=false;Default Timeout=30"
                    );
                    await other.OpenAsync();
                    await ExecuteAsync(other, "begin immediate");
                    await Task.Delay(Long);
                    await ExecuteAsync(other, "rollback");
                }
            ),
            new(
                "the disk is full meanwhile",
                Target.Store,
                async _ =>
                {
                    cluster.Disk.Fail(1, FailingDisk.Full, after: true);
                    await Task.Delay(Long);
                    cluster.Disk.Heal();
                }
            ),
            new(
                "one write in fourteen or fewer fails, again and again",
                Target.Store,
                async random =>
                {
                    var began = TimeProvider.System.GetTimestamp();
                    while (TimeProvider.System.GetElapsedTime(began) < Long)
                    {
                        if (cluster.Disk.HasFailed)
                            cluster.Disk.Fail(
                                random.Next(1, 15),
                                random.Next(2) == 0 ? FailingDisk.Broken : FailingDisk.Full
                            );
                        await Task.Delay(20);
                    }
                    cluster.Disk.Heal();
                }
            ),
        ];

    /// <summary>Of other hubs, that nobody works on.</summary>
    private IEnumerable<FaultKind> OfDisks =>
        DiskFaults.All.Select(f => new FaultKind(f.Name, Target.All, _ => DiskFaults.RunAsync(cluster.Server, f.Name)));

    private FaultKind Restored =>
        new(
            "a backup is restored",
            Target.All,
            async _ =>
            {
                var file = Path.Combine(cluster.Folder, "kept.backup");
                await load.StopAsync();
                await cluster.KeyAsync("backup", file);
                var backup = await cluster.FoldedAsync((_, fair) => fair.Head);
                load.Start();
                await Task.Delay(Short);
                await load.StopAsync();
                await cluster.KeyAsync("restore", file, "--replace");
                load.Rewound(backup.Offset, forgets: false);
                load.Start();
                await Task.Delay(Long);
            }
        );

    private FaultKind[] OfWires =>
        [
            new("a node is cut off from PostgreSQL", Target.Node, r => WithWireAsync(r, n => n.Postgres, w => w.Cut())),
            new("a node's PostgreSQL hangs", Target.Node, r => WithWireAsync(r, n => n.Postgres, w => w.Hang())),
            new("a node is cut off from Redis", Target.Node, r => WithWireAsync(r, n => n.Redis, w => w.Cut())),
            new("a node's Redis hangs", Target.Node, r => WithWireAsync(r, n => n.Redis, w => w.Hang())),
            new("a node's Redis is ill", Target.Node, r => WithIllRedisAsync(r, starts: false)),
            new("a node starts while its Redis is ill", Target.Node, r => WithIllRedisAsync(r, starts: true)),
        ];

    private FaultKind[] OfServices =>
        [
            new(
                "Redis is killed, and a node starts without it",
                Target.Redis,
                random =>
                    WithAsync(
                        random,
                        async node =>
                        {
                            await cluster.Redis.KillAsync();
                            await node.Process.KillAsync();
                            await cluster.StartAsync(node);
                            await cluster.Redis.LaunchAsync();
                        }
                    )
            ),
            new(
                "Redis hangs",
                Target.Redis,
                async _ =>
                {
                    cluster.Redis.Pause();
                    await Task.Delay(Long);
                    cluster.Redis.Resume();
                }
            ),
            new(
                "PostgreSQL is killed",
                Target.Store,
                async _ =>
                {
                    await cluster.Postgres.KillAsync();
                    await Task.Delay(Short);
                    await cluster.Postgres.LaunchAsync();
                }
            ),
        ];

    private FaultKind[] OfMessages =>
        [
            new(
                "exactly the last message before a silence is lost",
                Target.All,
                async random =>
                {
                    await load.StopAsync();
                    var (deaf, other) = Two(random);
                    deaf.Redis.Loses = answer => answer.Span.IndexOf("hub:facts"u8) >= 0;
                    await load.VisitAsync(other, $"last-{random.Next()}");
                }
            ),
            new(
                "a removed reading is not heard of, and the other node has it still",
                Target.All,
                async random =>
                {
                    var (deaf, other) = Two(random);
                    var row = $"r{random.Next()}";
                    await load.ReadAsync(other, row, new { count = 1 });
                    await EverywhereAsync(row, there: true);
                    deaf.Redis.Cut();
                    await Task.Delay(Short);
                    await load.ReadAsync(other, row, null);
                    deaf.Redis.Mend();
                    await EverywhereAsync(row, there: false);
                }
            ),
        ];

    private FaultKind[] OfBackups =>
        [
            new("an older backup is put back", Target.All, _ => RestoreAsync(cutOff: null)),
            new(
                "an older backup is put back while a node is cut off",
                Target.All,
                random => RestoreAsync(cutOff: cluster.Nodes[random.Next(cluster.Nodes.Count)])
            ),
        ];

    /// <summary>What was broken for as long as it is looked at.</summary>
    public void Heal()
    {
        if (cluster.Store is FaultStore.Postgres)
            foreach (var node in cluster.Nodes)
                node.Redis.Loses = null;
    }

    /// <summary>A node that nothing else is done to.</summary>
    private async Task WithAsync(Random random, Func<FaultNode, Task> work)
    {
        FaultNode node;
        lock (_taken)
        {
            FaultNode[] free = [.. cluster.Nodes.Except(_taken)];
            node = free[random.Next(free.Length)];
            _taken.Add(node);
        }
        try
        {
            await work(node);
        }
        finally
        {
            lock (_taken)
                _taken.Remove(node);
        }
    }

    private (FaultNode, FaultNode) Two(Random random)
    {
        var i = random.Next(cluster.Nodes.Count);
        return (cluster.Nodes[i], cluster.Nodes[(i + 1 + random.Next(cluster.Nodes.Count - 1)) % cluster.Nodes.Count]);
    }

    /// <summary>Hours, days or years ahead, seconds. Whatever is behind, the ledger's last fact speaks
    /// against.</summary>
    private static int Leap(Random random) =>
        random.Next(3) switch
        {
            0 => 3600 * random.Next(1, 12),
            1 => 86_400 * random.Next(1, 40),
            _ => 86_400 * 365 * random.Next(1, 30),
        };

    /// <summary>No fact is of a time that has not come.</summary>
    private async Task NobodyBelievedAsync()
    {
        var last = await cluster.FoldedAsync((_, fair) => fair.At);
        if (last > TimeProvider.System.GetUtcNow() + ClockDoubt.Ahead)
            throw new FaultFound("clock", $"the ledger's last fact is of {last:u}");
    }

    private Task WithWireAsync(Random random, Func<FaultNode, TcpProxy> wire, Action<TcpProxy> harm) =>
        WithAsync(
            random,
            async node =>
            {
                harm(wire(node));
                await Task.Delay(Long);
                wire(node).Mend();
            }
        );

    /// <summary>The node's wire leads to a Redis that answers wrongly, and back.</summary>
    private Task WithIllRedisAsync(Random random, bool starts) =>
        WithAsync(
            random,
            async node =>
            {
                await using var redis = new FakeRedis();
                var ill = FakeRedis.Ills[random.Next(FakeRedis.Ills.Length)];
                redis.Be(ill);
                node.Redis.Lead(redis.Port);
                if (starts)
                {
                    await node.Process.KillAsync();
                    await cluster.StartAsync(node);
                }
                await Task.Delay(Long);
                if (node.Process.HasEnded)
                    throw new FaultFound("end", $"node {node.Name} ended by a Redis that {ill}");
                await Eventually.TrueAsync(
                    () => redis.Connections <= FakeRedis.OfANode,
                    $"connections to a Redis that {ill} are closed"
                );
                node.Redis.Lead(cluster.Redis.Port);
            }
        );

    private static async Task ExecuteAsync(SqliteConnection db, string sql)
    {
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The database is as it was some time ago; what was answered since is lost to everybody, as it is
    /// then.</summary>
    private async Task RestoreAsync(FaultNode? cutOff)
    {
        await load.StopAsync();
        var backup = await cluster.FoldedAsync((_, fair) => fair.Head);
        load.Start();
        await Task.Delay(Short);
        await load.StopAsync();
        cutOff?.Postgres.Cut();
        cutOff?.Redis.Cut();
        await PostgresServer.PutBackAsync(cluster.Database, backup);
        load.Rewound(backup.Offset, forgets: true);
        load.Start();
        await Task.Delay(Long);
        cutOff?.Postgres.Mend();
        cutOff?.Redis.Mend();
    }

    private async Task EverywhereAsync(string row, bool there)
    {
        using var http = new HttpClient { Timeout = Eventually.Patience };
        foreach (var node in cluster.Nodes)
            try
            {
                await Eventually.TrueAsync(() => ShowsAsync(node), "the reading");
            }
            catch (Xunit.Sdk.XunitException)
            {
                throw new FaultFound("readings", $"node {node.Name} {(there ? "lacks" : "still has")} reading {row}");
            }

        async Task<bool> ShowsAsync(FaultNode node)
        {
            using var answer = await http.GetAsync(new Uri(node.Url, $"/api/fairs/{TestHub.Fair}/boards/custom/gate"));
            // a node that is cut off says so for a while
            return answer.IsSuccessStatusCode
                && (await answer.Content.ReadAsStringAsync()).Contains($"\"{row}\"") == there;
        }
    }
}
