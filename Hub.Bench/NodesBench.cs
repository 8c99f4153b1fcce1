using System.Diagnostics;
using System.Globalization;
using System.Net;
using Hub.Tests;
using Npgsql;
using StackExchange.Redis;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>One node and two on a PostgreSQL and a Redis: commands committed a second, what a fact costs Redis, and how
/// soon a node that joins is ready.</summary>
/// <param name="postgres">An Npgsql connection string of somebody who may create databases.</param>
/// <param name="redis">StackExchange.Redis' configuration string.</param>
internal sealed class NodesBench(string postgres, string redis)
{
    /// <summary>Enough to fill a batch while the other node has its turn.</summary>
    private const int Clients = 256;

    public async Task RunAsync(int rounds, TimeSpan warm, TimeSpan measured, int facts)
    {
        List<double> one = [],
            two = [],
            ratios = [],
            bytes = [];
        for (var round = 1; round <= rounds; round++)
        {
            var (alone, _) = await CommitAsync(1, warm, measured);
            var (both, perFact) = await CommitAsync(2, warm, measured);
            one.Add(alone);
            two.Add(both);
            ratios.Add(both / alone);
            bytes.Add(perFact);
            Say(
                $"round {round}: one node {alone:N0} commands/s, two {both:N0}, ratio {both / alone:N2}; {perFact:N0} "
                    + $"bytes a fact into Redis"
            );
        }
        Say($"one node {Spread(one)} commands/s, two {Spread(two)}, ratio {Spread(ratios, "N2")}, goal ≥ 0.8");
        Say($"{Spread(bytes)} bytes a fact into Redis, however many screens");
        await JoinAsync(rounds, facts);
    }

    /// <returns>Commands a second, and bytes that Redis took in a fact.</returns>
    private async Task<(double Rate, double Bytes)> CommitAsync(int nodes, TimeSpan warm, TimeSpan measured)
    {
        var database = await NewDatabaseAsync();
        using (var store = new PostgresStore(database))
        {
            var made = new MadeFair(store, "bench", TimeProvider.System.GetUtcNow());
            made.Open();
            for (var i = 0; i < Clients * PostingClient.Badges; i++)
                made.Badge(
                    Hub.Kernel.Role.Recruiter,
                    PostingClient.Secret(i),
                    booth: MadeFair.Booth(i % MadeFair.Booths)
                );
            made.Commit();
        }
        var started = Enumerable.Range(0, nodes).Select(_ => Start(database)).ToArray();
        try
        {
            foreach (var (process, port) in started)
                await Hubs.AnswersAsync(port, process);
            PostingClient[] clients =
            [
                .. Enumerable.Range(0, Clients).Select(i => new PostingClient(i, started[i % nodes].Port)),
            ];
            await Task.Delay(warm);
            await using var connection = await ConnectionMultiplexer.ConnectAsync(redis + ",allowAdmin=true");
            var server = connection.GetServers()[0];
            var (clock, before, bytes) = (
                Stopwatch.StartNew(),
                await Hubs.OffsetAsync(started[0].Port, "bench"),
                await TakenAsync(server)
            );
            await Task.Delay(measured);
            var grown = await Hubs.OffsetAsync(started[0].Port, "bench") - before;
            var (rate, perFact) = (
                grown / clock.Elapsed.TotalSeconds,
                (await TakenAsync(server) - bytes) / (double)grown
            );
            foreach (var client in clients)
                client.Stop();
            foreach (var client in clients.Where(c => c.Failed is not null).Take(3))
                Say($"a client ended: {client.Failed!.Message}");
            if (clients.Sum(c => c.Refused) is > 0 and var refused)
                Say($"{refused:N0} commands were not committed");
            return (rate, perFact);
        }
        finally
        {
            foreach (var (process, _) in started)
                await Hubs.StopAsync(process);
        }
    }

    private async Task JoinAsync(int rounds, int facts)
    {
        var database = await NewDatabaseAsync();
        using (var store = new PostgresStore(database))
            ReplayBench.Make(store, facts);
        List<double> times = [];
        for (var round = 1; round <= rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            var (process, port) = Start(database);
            try
            {
                await Hubs.AnswersAsync(port, process);
                using var http = new HttpClient();
                while (
                    (await http.GetAsync($"http://127.0.0.1:{port}/health/ready")).StatusCode is not HttpStatusCode.OK
                )
                    await Task.Delay(5);
                times.Add(clock.Elapsed.TotalSeconds);
            }
            finally
            {
                await Hubs.StopAsync(process);
            }
        }
        Say($"a joining node with {facts:N0} facts is ready after {Spread(times, "N2")} s, goal ≤ 10");
    }

    private (Process Process, int Port) Start(string database)
    {
        var port = Ports.Free();
        return (
            Hubs.Start(
                Hubs.Server,
                "--urls",
                string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
                $"--ConnectionStrings:Postgres={database}",
                $"--ConnectionStrings:Redis={redis}"
            ),
            port
        );
    }

    private async Task<string> NewDatabaseAsync()
    {
        var name = "bench" + Guid.NewGuid().ToString("N");
        await using var db = new NpgsqlConnection(postgres);
        await db.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name}", db);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(postgres) { Database = name }.ToString();
    }

    private static async Task<long> TakenAsync(IServer server) =>
        long.Parse(
            (await server.InfoAsync("stats")).SelectMany(s => s).First(s => s.Key == "total_net_input_bytes").Value,
            CultureInfo.InvariantCulture
        );
}
