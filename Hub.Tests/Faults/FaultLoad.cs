using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;

namespace Hub.Tests.Faults;

/// <summary>Judges and scanners who note every answer. Each command goes to any node; one that was not answered is sent
/// again, with the same id, to any other, or given up.</summary>
internal sealed class FaultLoad(FaultCluster cluster, int seed, ConcurrentQueue<string> wrongs) : IAsyncDisposable
{
    private static readonly (string Criterion, int Max)[] Criteria = [("speed", 10), ("care", 20)];

    private readonly HttpClient _http = new(
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(10) }
    )
    {
        Timeout = TimeSpan.FromSeconds(2),
    };
    private readonly List<Task> _working = [];
    private CancellationTokenSource _stop = new();
    private int _round;
    private long _vain;

    /// <summary>Receipts, by command.</summary>
    public ConcurrentDictionary<Guid, Receipt> Answered { get; } = [];

    /// <summary>Commands that were asked and whose answer nobody knows.</summary>
    public ConcurrentDictionary<Guid, byte> Unanswered { get; } = [];

    /// <summary>How often a command was sent in vain: not answered, or asked to come again.</summary>
    public long Vain => Interlocked.Read(ref _vain);

    /// <summary>How often it was asked to come again, and the last such answer.</summary>
    public (int Count, string Last) Refusals { get; private set; }

    public void Start()
    {
        _stop = new();
        _round++;
        for (var i = 0; i < cluster.Recruiters.Length; i++)
            _working.Add(WorkAsync(i, 0, Visit));
        for (var i = 0; i < cluster.Judges.Length; i++)
            _working.Add(WorkAsync(i, 1, Mark));
    }

    /// <summary>Everybody stops where they are.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_working);
        _working.Clear();
    }

    /// <summary>One visit on one node, asked again until it is answered.</summary>
    public async Task VisitAsync(FaultNode node, string pass)
    {
        var (id, asked) = (Guid.NewGuid(), Stopwatch.StartNew());
        while (
            !await AskAsync(
                node,
                id,
                cluster.Recruiters[0],
                "visits",
                new
                {
                    pass,
                    booth = "A1",
                    way = "in",
                }
            )
        )
            if (asked.Elapsed > Eventually.Patience)
                throw new FaultFound("calm", $"{node.Name} does not answer: {Refusals.Last}");
    }

    /// <summary>A reading set on a node, or removed.</summary>
    public async Task ReadAsync(FaultNode node, string row, object? reading)
    {
        using var request = new HttpRequestMessage(
            reading is null ? HttpMethod.Delete : HttpMethod.Post,
            new Uri(node.Url, $"/api/fairs/{TestHub.Fair}/custom/gate/{row}")
        )
        {
            Content = reading is null ? null : JsonContent.Create(reading),
            Headers = { Authorization = new("Bearer", cluster.Gate) },
        };
        // nothing is wrong now: whoever answers late answers
        using var patient = new HttpClient { Timeout = Eventually.Patience };
        using var answer = await patient.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private (string Secret, string Path, object Body) Visit(Random random, int who) =>
        (
            cluster.Recruiters[who],
            "visits",
            new
            {
                pass = $"p{random.Next(300)}",
                booth = who == 0 ? "A1" : "A2",
                way = random.Next(4) == 0 ? "out" : "in",
            }
        );

    private (string Secret, string Path, object Body) Mark(Random random, int who)
    {
        var (criterion, max) = Criteria[random.Next(2)];
        return (
            cluster.Judges[who],
            "contests/drone/marks",
            new
            {
                seat = $"J{who + 1}",
                contestant = $"{1 + random.Next(3)}",
                criterion,
                value = random.Next(max + 1),
            }
        );
    }

    private async Task WorkAsync(int who, int kind, Func<Random, int, (string, string, object)> make)
    {
        var random = new Random(HashCode.Combine(seed, _round, kind, who));
        while (!_stop.IsCancellationRequested)
        {
            var (secret, path, body) = make(random, who);
            var id = Guid.NewGuid();
            while (!_stop.IsCancellationRequested)
            {
                var node = cluster.Nodes[random.Next(cluster.Nodes.Count)];
                if (await AskAsync(node, id, secret, path, body))
                    break;
                Interlocked.Increment(ref _vain);
                // a tablet whose battery died
                if (random.Next(10) == 0)
                    break;
            }
            await Task.Delay(40);
        }
    }

    /// <returns>Whether it was answered.</returns>
    private async Task<bool> AskAsync(FaultNode node, Guid id, string secret, string path, object body)
    {
        Unanswered[id] = 0;
        try
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post,
                new Uri(node.Url, $"/api/fairs/{TestHub.Fair}/{path}")
            )
            {
                Content = JsonContent.Create(body),
                Headers = { Authorization = new("Bearer", secret) },
            };
            request.Headers.Add("Idempotency-Key", id.ToString());
            using var answer = await _http.SendAsync(request);
            if (answer.IsSuccessStatusCode)
            {
                Answered[id] = (await answer.Content.ReadFromJsonAsync<Receipt>())!;
                Unanswered.TryRemove(id, out _);
                return true;
            }
            Refusals = (
                Refusals.Count + 1,
                $"{node.Name} {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
            );
            // a refusal says whether to come again; here every command is a good one, so each has to
            if (!(await Problem.Of(answer)).Retry)
                wrongs.Enqueue($"command refused: {Refusals.Last}");
            if (answer.StatusCode is HttpStatusCode.ServiceUnavailable)
                await Task.Delay(100);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            await Task.Delay(50);
        }
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _stop.Dispose();
    }
}

/// <summary>A promise that was broken.</summary>
/// <param name="check">Which check saw it.</param>
internal sealed class FaultFound(string check, string what) : Exception($"{check}: {what}")
{
    public string Check => check;
}
