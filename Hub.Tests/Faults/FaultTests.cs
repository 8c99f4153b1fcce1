using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Hub.Tests.Cli;

namespace Hub.Tests.Faults;

/// <summary>The proof of the promises: real nodes and services, people who note every answer, screens that look at
/// every frame, and everything that can go wrong, one at a time and two at once.
/// <c>./faults.sh --minutes 30 --seed 7</c> runs it longer.</summary>
[Needs(Need.Service, Need.Process)]
public class FaultTests
{
    [Theory, InlineData(FaultStore.Postgres), InlineData(FaultStore.Sqlite)]
    public async Task Whatever_dies_hangs_lies_or_is_cut_off_nothing_is_lost_doubled_or_shown_wrong(FaultStore store)
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("HUB_FAULTS_STORE") is { Length: > 0 } only
                && !only.Equals(store.ToString(), StringComparison.OrdinalIgnoreCase),
            "another store was asked for"
        );
        var minutes = double.Parse(
            Environment.GetEnvironmentVariable("HUB_FAULTS_MINUTES") ?? "0",
            CultureInfo.InvariantCulture
        );
        var seed = int.Parse(
            Environment.GetEnvironmentVariable("HUB_FAULTS_SEED") ?? "20240601",
            CultureInfo.InvariantCulture
        );
        await RunAsync(
            HubProcess.Server,
            store,
            seed,
            TimeSpan.FromMinutes(minutes),
            line =>
            {
                TestContext.Current.TestOutputHelper?.WriteLine(line);
                if (Environment.GetEnvironmentVariable("HUB_FAULTS_LOG") is { } log)
                    File.AppendAllLines(log, [line]);
            }
        );
    }

    /// <summary>Each fault once, in an order that the seed decides, then some two at once; then again until the time is
    /// over.</summary>
    /// <param name="only">Just faults whose name contains this, one at a time.</param>
    /// <exception cref="FaultFound">A promise was broken.</exception>
    internal static async Task RunAsync(
        string server,
        FaultStore store,
        int seed,
        TimeSpan time,
        Action<string> say,
        string only = ""
    )
    {
        var (clock, random, wrongs) = (Stopwatch.StartNew(), new Random(seed), new ConcurrentQueue<string>());
        await using var cluster = await FaultCluster.StartAsync(server, store);
        await using var load = new FaultLoad(cluster, seed, wrongs);
        var screens = Screens(cluster, wrongs);
        var what = "nothing is wrong";
        try
        {
            foreach (var screen in screens)
                screen.Start();
            var (kinds, checks) = (new FaultKinds(cluster, load), new FaultChecks(cluster, load, screens, wrongs));
            await checks.HealedAsync();

            say($"{store}, seed {seed}");
            load.Start();
            await Task.Delay(TimeSpan.FromSeconds(3));
            await load.StopAsync();
            if (FaultChecks.Measured && load.Refusals is (> 0, var last))
                throw new FaultFound(
                    "calm",
                    $"{load.Refusals.Count} commands were refused although nothing was wrong: {last}"
                );
            await checks.AllAsync();

            var (rounds, all) = (0, kinds.All);
            do
            {
                foreach (var kind in Shuffled(all, random).Where(k => k.Name.Contains(only)))
                    await RoundAsync(kind);
                if (only.Length > 0)
                    continue;
                foreach (var (one, other) in Pairs(all, cluster.Nodes.Count, random).Take(time > TimeSpan.Zero ? 9 : 3))
                    await RoundAsync(one, other);
            } while (clock.Elapsed < time);
            say($"{rounds} faults in {clock.Elapsed:hh\\:mm\\:ss}, nothing lost, doubled or shown wrong");

            async Task RoundAsync(params FaultKind[] faults)
            {
                what = string.Join(", and ", faults.Select(f => f.Name));
                cluster.Several = faults.Length > 1;
                load.Start();
                await Task.Delay(random.Next(200, 1200));
                await Task.WhenAll([.. faults.Select(f => f.Work(new Random(random.Next())))]);
                await load.StopAsync();
                await checks.HealedAsync();
                await checks.AllAsync();
                kinds.Heal();
                rounds += faults.Length;
                say(
                    $"{clock.Elapsed:hh\\:mm\\:ss} {what}: {load.Answered.Count:N0} answered, "
                        + $"{load.Unanswered.Count:N0} not, {load.Vain:N0} tries in vain, "
                        + $"{load.Erased.Count:N0} erased, {screens.Sum(s => s.Frames):N0} frames, "
                        + $"agreed within {checks.Slowest.TotalMilliseconds:N0} ms"
                );
            }
        }
        catch (Exception e)
        {
            say($"{clock.Elapsed:hh\\:mm\\:ss} {store}, seed {seed}, {what}: {e.Message}");
            foreach (var node in cluster.Nodes)
            foreach (var line in node.Process.Said)
                say($"{node.Name}: {line}");
            throw;
        }
        finally
        {
            foreach (var screen in screens)
                await screen.DisposeAsync();
        }
    }

    /// <summary>Two at each node, two that roam, and one of these that reads slowly.</summary>
    private static FaultScreen[] Screens(FaultCluster cluster, ConcurrentQueue<string> wrongs) =>
        [
            .. cluster.Nodes.Concat(cluster.Nodes).Select(node => new FaultScreen([node], FaultChecks.Boards, wrongs)),
            new FaultScreen(cluster.Nodes, FaultChecks.Boards, wrongs),
            new FaultScreen([.. cluster.Nodes.Reverse()], FaultChecks.Boards, wrongs, TimeSpan.FromMilliseconds(100)),
        ];

    private static T[] Shuffled<T>(T[] all, Random random)
    {
        var shuffled = all.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>Two that go together, each once.</summary>
    private static IEnumerable<(FaultKind, FaultKind)> Pairs(FaultKind[] all, int nodes, Random random)
    {
        var left = Shuffled(all, random).ToList();
        while (left.Count > 0)
        {
            var one = left[0];
            left.RemoveAt(0);
            if (left.Find(k => one.Goes(k, nodes)) is not { } other)
                continue;
            left.Remove(other);
            yield return (one, other);
        }
    }
}
