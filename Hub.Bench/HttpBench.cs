using System.Diagnostics;
using System.Globalization;
using Hub.Tests;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>Clients that post visits back to back, each on a connection of its own, to a hub in a process of its
/// own.</summary>
internal static class HttpBench
{
    private const int Clients = 64;

    public static async Task RunAsync(TimeSpan warm, TimeSpan measured)
    {
        using var folder = new Folder();
        using (var store = new SqliteStore(folder.Database))
        {
            var made = new MadeFair(store, "bench", TimeProvider.System.GetUtcNow());
            made.Open();
            for (var i = 0; i < Clients * PostingClient.Badges; i++)
                made.Badge(Role.Recruiter, PostingClient.Secret(i), booth: MadeFair.Booth(i % MadeFair.Booths));
            made.Commit();
        }
        var port = Ports.Free();
        using var hub = Hubs.Start(
            Hubs.Server,
            "--data",
            folder.Path,
            "--urls",
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")
        );
        try
        {
            await Hubs.AnswersAsync(port, hub);
            var before = await Hubs.OffsetAsync(port, "bench");
            PostingClient[] clients = [.. Enumerable.Range(0, Clients).Select(i => new PostingClient(i, port))];
            await Task.Delay(warm);
            var (clock, cpu, own) = (Stopwatch.StartNew(), Cpu(hub), Cpu(Process.GetCurrentProcess()));
            foreach (var client in clients)
                client.Measures = true;
            await Task.Delay(measured);
            foreach (var client in clients)
                client.Measures = false;
            var (seconds, cpuAfter, ownAfter) = (
                clock.Elapsed.TotalSeconds,
                Cpu(hub),
                Cpu(Process.GetCurrentProcess())
            );
            var all = clients.Sum(c => c.Stop());
            var grown = await Hubs.OffsetAsync(port, "bench") - before;

            double[] times = [.. clients.SelectMany(c => c.Milliseconds).Order()];
            var refused = clients.Sum(c => c.Refused);
            Say(
                $"{Clients} clients, {Clients * PostingClient.Badges} badges: {times.Length / seconds:N0} commands/s "
                    + $"committed, goal ≥ 5,000"
            );
            Say(
                $"p50 {times[times.Length / 2]:N1} ms, p99 {times[times.Length * 99 / 100]:N1} ms, max {times[^1]:N1} "
                    + $"ms"
            );
            Say(
                $"server CPU {(cpuAfter - cpu).TotalMicroseconds / times.Length:N0} us a command, clients "
                    + $"{(ownAfter - own).TotalMicroseconds / times.Length:N0} us; {refused:N0} not committed"
            );
            Say(
                $"{all:N0} answered with a fact, warm-up included, the ledger grew by {grown:N0}: "
                    + $"{(all == grown ? "the same" : "NOT THE SAME")}"
            );
            foreach (var client in clients.Where(c => c.Failed is not null).Take(3))
                Say($"a client ended: {client.Failed!.Message}");
        }
        finally
        {
            await Hubs.StopAsync(hub);
        }
    }

    private static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }
}
