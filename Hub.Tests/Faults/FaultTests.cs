using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Hub.Tests.Cli;

namespace Hub.Tests.Faults;

/// <summary>The proof of the promises: real nodes and services, judges and scanners who note every answer, screens that
/// look at every frame, and everything that can go wrong. <c>./faults.sh --minutes 30 --seed 7</c> runs it
/// longer.</summary>
[Needs(Need.Service, Need.Process)]
public class FaultTests
{
    [Fact]
    public async Task Whatever_dies_hangs_lies_or_is_cut_off_nothing_is_lost_doubled_or_shown_wrong()
    {
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

    /// <summary>Each fault once, in an order that the seed decides; then again until the time is over.</summary>
    /// <param name="only">Just faults whose name contains this.</param>
    /// <exception cref="FaultFound">A promise was broken.</exception>
    internal static async Task RunAsync(string server, int seed, TimeSpan time, Action<string> say, string only = "")
    {
        var (clock, random, wrongs) = (Stopwatch.StartNew(), new Random(seed), new ConcurrentQueue<string>());
        await using var cluster = await FaultCluster.StartAsync(server);
        await using var load = new FaultLoad(cluster, seed, wrongs);
        var screens = cluster
            .Nodes.SelectMany(node =>
                Enumerable.Range(0, 2).Select(_ => new FaultScreen(node, FaultChecks.Boards, wrongs))
            )
            .ToArray();
        var what = "nothing is wrong";
        try
        {
            foreach (var screen in screens)
                screen.Start();
            var (kinds, checks) = (
                new FaultKinds(cluster, load, random),
                new FaultChecks(cluster, load, screens, wrongs)
            );
            await checks.HealedAsync();

            say($"seed {seed}");
            load.Start();
            await Task.Delay(TimeSpan.FromSeconds(3));
            await load.StopAsync();
            if (FaultChecks.Measured && load.Refusals is (> 0, var last))
                throw new FaultFound(
                    "calm",
                    $"{load.Refusals.Count} commands were refused although nothing was wrong: {last}"
                );
            await checks.AllAsync();

            var rounds = 0;
            do foreach (var (name, work) in Shuffled(kinds.All, random).Where(k => k.Name.Contains(only)))
            {
                what = name;
                load.Start();
                await Task.Delay(random.Next(200, 1200));
                await work();
                await load.StopAsync();
                await checks.HealedAsync();
                await checks.AllAsync();
                kinds.Heal();
                rounds++;
                say(
                    $"{clock.Elapsed:hh\\:mm\\:ss} {name}: {load.Answered.Count:N0} answered, "
                        + $"{load.Unanswered.Count:N0} not, {load.Vain:N0} tries in vain, "
                        + $"{screens.Sum(s => s.Frames):N0} "
                        + $"frames, agreed within {checks.Slowest.TotalMilliseconds:N0} ms"
                );
            }
            while (clock.Elapsed < time);
            say($"{rounds} faults in {clock.Elapsed:hh\\:mm\\:ss}, nothing lost, doubled or shown wrong");
        }
        catch (Exception e)
        {
            say($"{clock.Elapsed:hh\\:mm\\:ss} seed {seed}, {what}: {e.Message}");
            throw;
        }
        finally
        {
            foreach (var screen in screens)
                await screen.DisposeAsync();
        }
    }

    private static T[] Shuffled<T>(T[] all, Random random)
    {
        random.Shuffle(all);
        return all;
    }
}
