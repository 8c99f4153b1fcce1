namespace Hub.Tests.Faults;

/// <summary>What goes wrong while judges and scanners work. Each heals what it broke, but for a lost message, which is
/// looked at with the wire still deaf; some look at something of their own.</summary>
internal sealed class FaultKinds(FaultCluster cluster, FaultLoad load, Random random)
{
    /// <summary>Longer than a node believes in what it saw last.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(4),
        Short = TimeSpan.FromSeconds(1);

    public (string Name, Func<Task> Work)[] All =>
        [
            (
                "a node is killed",
                async () =>
                {
                    var node = Any();
                    await node.Process.KillAsync();
                    await Task.Delay(Short);
                    await cluster.StartAsync(node);
                }
            ),
            (
                "a node is asked to end",
                async () =>
                {
                    var node = Any();
                    node.Process.Terminate();
                    if (await node.Process.EndedAsync() is not 0 and var code)
                        throw new FaultFound("end", $"node {node.Name} ended with {code}");
                    await cluster.StartAsync(node);
                }
            ),
            (
                "a node hangs",
                async () =>
                {
                    var node = Any();
                    node.Process.Pause();
                    await Task.Delay(Long);
                    node.Process.Resume();
                }
            ),
            (
                "Redis is killed, and a node starts without it",
                async () =>
                {
                    await cluster.Redis.KillAsync();
                    var node = Any();
                    await node.Process.KillAsync();
                    await cluster.StartAsync(node);
                    await cluster.Redis.LaunchAsync();
                }
            ),
            (
                "Redis hangs",
                async () =>
                {
                    cluster.Redis.Pause();
                    await Task.Delay(Long);
                    cluster.Redis.Resume();
                }
            ),
            (
                "exactly the last message before a silence is lost",
                async () =>
                {
                    await load.StopAsync();
                    var (deaf, other) = Two();
                    deaf.Redis.Loses = answer => answer.Span.IndexOf("hub:facts"u8) >= 0;
                    await load.VisitAsync(other, $"last-{random.Next()}");
                }
            ),
            (
                "a removed reading is not heard of, and the other node has it still",
                async () =>
                {
                    var (deaf, other) = Two();
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
            (
                "PostgreSQL is killed",
                async () =>
                {
                    await cluster.Postgres.KillAsync();
                    await Task.Delay(Short);
                    await cluster.Postgres.LaunchAsync();
                }
            ),
            ("a node is cut off from PostgreSQL", async () => await WithWire(n => n.Postgres, w => w.Cut())),
            ("a node's PostgreSQL hangs", async () => await WithWire(n => n.Postgres, w => w.Hang())),
            ("a node is cut off from Redis", async () => await WithWire(n => n.Redis, w => w.Cut())),
            ("a node's Redis hangs", async () => await WithWire(n => n.Redis, w => w.Hang())),
            (
                "the clocks of two nodes go wrong",
                async () =>
                {
                    var (fast, slow) = Two();
                    (fast.ClockOff, slow.ClockOff) = (random.Next(60, 900), -random.Next(60, 900));
                    await Task.Delay(Long);
                    (fast.ClockOff, slow.ClockOff) = (0, 0);
                }
            ),
            (
                "the clock of a node leaps by hours or days",
                async () =>
                {
                    var node = Any();
                    node.ClockOff = Leap();
                    await Task.Delay(Long);
                    await NobodyBelievedAsync();
                    node.ClockOff = 0;
                }
            ),
            (
                "a node starts with a wrong clock",
                async () =>
                {
                    var node = Any();
                    await node.Process.KillAsync();
                    await cluster.StartAsync(node, Leap());
                    await Task.Delay(Long);
                    await NobodyBelievedAsync();
                    node.ClockOff = 0;
                }
            ),
            ("an older backup is put back", async () => await RestoreAsync(cutOff: null)),
            ("an older backup is put back while a node is cut off", async () => await RestoreAsync(cutOff: Any())),
        ];

    /// <summary>What was broken for as long as it is looked at.</summary>
    public void Heal()
    {
        foreach (var node in cluster.Nodes)
            node.Redis.Loses = null;
    }

    private FaultNode Any() => cluster.Nodes[random.Next(cluster.Nodes.Count)];

    private (FaultNode, FaultNode) Two()
    {
        var i = random.Next(cluster.Nodes.Count);
        return (cluster.Nodes[i], cluster.Nodes[(i + 1 + random.Next(cluster.Nodes.Count - 1)) % cluster.Nodes.Count]);
    }

    /// <summary>Hours, days or years ahead, seconds. Whatever is behind, the ledger's last fact speaks
    /// against.</summary>
    private int Leap() =>
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

    private async Task WithWire(Func<FaultNode, TcpProxy> wire, Action<TcpProxy> harm)
    {
        var node = Any();
        harm(wire(node));
        await Task.Delay(Long);
        wire(node).Mend();
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
        foreach (var (id, _) in load.Answered.Where(a => a.Value.Offset > backup.Offset).ToArray())
        {
            load.Answered.TryRemove(id, out _);
            load.Unanswered[id] = 0;
        }
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
                await Eventually.TrueAsync(
                    async () =>
                        (
                            await http.GetStringAsync(
                                new Uri(node.Url, $"/api/fairs/{TestHub.Fair}/boards/custom/gate")
                            )
                        ).Contains($"\"{row}\"") == there,
                    "the reading"
                );
            }
            catch (Xunit.Sdk.XunitException)
            {
                throw new FaultFound("readings", $"node {node.Name} {(there ? "lacks" : "still has")} reading {row}");
            }
    }
}
