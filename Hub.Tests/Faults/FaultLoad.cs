using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Hub.Tests.Faults;

/// <summary>Judges, scanners, a chief and visitors who note every answer. Each command goes to any node; one that was
/// not answered is sent again, with the same id, to any other, or given up. Some that were answered are sent again too:
/// every node has to give the same answer.</summary>
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
    private readonly List<FaultVisitor> _visitors = [];
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

    /// <summary>What has to be true of the visitors who worked last, and of all who were erased.</summary>
    public IReadOnlyList<FaultVisitor> Visitors => _visitors;
    public ConcurrentDictionary<PassId, FaultVisitor> Erased { get; } = [];

    /// <summary>Whether the contest is frozen; null: nobody knows.</summary>
    public bool? Frozen { get; private set; }

    public void Start()
    {
        _stop = new();
        _round++;
        _visitors.Clear();
        for (var i = 0; i < 3; i++)
        {
            var visitor = new FaultVisitor(this, new Random(HashCode.Combine(seed, _round, 2, i)));
            _visitors.Add(visitor);
            _working.Add(visitor.LiveAsync(_stop.Token));
        }
        _working.Add(FreezeAsync());
        var desk = new FaultDesk(this, cluster.Recruiters[2], new Random(HashCode.Combine(seed, _round, 4)));
        _working.Add(desk.LiveAsync(_stop.Token));
        for (var i = 0; i < FaultVisitor.Booths.Length; i++)
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

    /// <summary>The ledger is as it was: what was answered since is lost to everybody.</summary>
    /// <param name="forgets">Whether whoever was erased since is back.</param>
    public void Rewound(long offset, bool forgets)
    {
        foreach (var (id, _) in Answered.Where(a => a.Value.Offset > offset).ToArray())
        {
            Answered.TryRemove(id, out _);
            Unanswered[id] = 0;
        }
        Frozen = null;
        if (forgets)
            Erased.Clear();
        foreach (var visitor in _visitors)
            visitor.IsKnown = false;
    }

    /// <summary>One visit on one node, asked again until it is answered.</summary>
    public async Task VisitAsync(FaultNode node, string pass)
    {
        var (ask, asked) = (Visited(0, pass, "in"), Stopwatch.StartNew());
        while (await AskAsync(node, ask) is not Outcome.Answered)
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

    private FaultAsk Visited(int who, string pass, string way) =>
        new(
            cluster.Recruiters[who],
            "visits",
            new
            {
                pass,
                booth = FaultVisitor.Booths[who],
                way,
            }
        );

    private FaultAsk Visit(Random random, int who) =>
        Visited(who, $"p{random.Next(300)}", random.Next(4) == 0 ? "out" : "in");

    private FaultAsk Mark(Random random, int who)
    {
        var (criterion, max) = Criteria[random.Next(2)];
        return new(
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

    private async Task WorkAsync(int who, int kind, Func<Random, int, FaultAsk> make)
    {
        var random = new Random(HashCode.Combine(seed, _round, kind, who));
        while (!_stop.IsCancellationRequested)
        {
            await UntilAnsweredAsync(make(random, who), random, _stop.Token);
            await Task.Delay(40);
        }
    }

    /// <summary>The chief freezes the contest, and lets it go on.</summary>
    private async Task FreezeAsync()
    {
        var random = new Random(HashCode.Combine(seed, _round, 3));
        while (!_stop.IsCancellationRequested)
        {
            var freezes = random.Next(2) == 0;
            Frozen = null;
            var path = freezes ? "contests/drone/freeze" : "contests/drone/unfreeze";
            if (await UntilAnsweredAsync(new(cluster.Chief, path, null), random, _stop.Token) is Outcome.Answered)
                Frozen = freezes;
            await Task.Delay(random.Next(100, 800));
        }
    }

    /// <summary>Asks any node, and again, and sometimes gives up.</summary>
    public async Task<Outcome> UntilAnsweredAsync(FaultAsk ask, Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var outcome = await AskAsync(Any(random), ask);
            if (outcome is Outcome.Answered && random.Next(20) == 0)
                await AskAsync(Any(random), ask);
            if (outcome is not Outcome.Nothing)
                return outcome;
            Interlocked.Increment(ref _vain);
            // a tablet whose battery died
            if (random.Next(10) == 0)
                break;
        }
        return Outcome.Nothing;
    }

    private FaultNode Any(Random random) => cluster.Nodes[random.Next(cluster.Nodes.Count)];

    private async Task<Outcome> AskAsync(FaultNode node, FaultAsk ask)
    {
        if (!Answered.ContainsKey(ask.Id))
            Unanswered[ask.Id] = 0;
        try
        {
            using var request = ask.Request(node);
            using var answer = await _http.SendAsync(request);
            if (answer.IsSuccessStatusCode)
            {
                Take(node, ask, (await answer.Content.ReadFromJsonAsync<Receipt>())!);
                return Outcome.Answered;
            }
            if (await RefusesAsync(node, ask, answer))
                return Outcome.Refused;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            await Task.Delay(50);
        }
        return Outcome.Nothing;
    }

    /// <summary>Reads from any node.</summary>
    /// <returns>Null: it did not answer.</returns>
    public async Task<JsonElement?> ReadAsync(FaultAsk ask, Random random)
    {
        try
        {
            using var request = (ask with { Method = HttpMethod.Get }).Request(Any(random));
            using var answer = await _http.SendAsync(request);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>() : null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    /// <summary>Makes a pass on any node.</summary>
    /// <returns>Null: nobody knows whether there is one.</returns>
    public async Task<(PassId Pass, string Code)?> MakePassAsync(Random random)
    {
        var (node, ask) = (Any(random), new FaultAsk(null, "passes", null));
        try
        {
            using var request = ask.Request(node);
            using var answer = await _http.SendAsync(request);
            if (answer.IsSuccessStatusCode)
            {
                var made = await answer.Content.ReadFromJsonAsync<Hub.Features.Access.OwnPass>();
                return (made!.Pass, Hub.Features.Access.PassCode.Normal(made.Code));
            }
            await RefusesAsync(node, ask, answer);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            await Task.Delay(50);
        }
        return null;
    }

    private void Take(FaultNode node, FaultAsk ask, Receipt receipt)
    {
        if (Answered.TryGetValue(ask.Id, out var first) && receipt != first with { Repeated = true })
            wrongs.Enqueue($"another answer: {node.Name} says {receipt} to {ask.Path}, which was answered {first}");
        Answered.TryAdd(ask.Id, receipt);
        Unanswered.TryRemove(ask.Id, out _);
    }

    /// <returns>Whether it is final; else it says to come again.</returns>
    private async Task<bool> RefusesAsync(FaultNode node, FaultAsk ask, HttpResponseMessage answer)
    {
        var said = $"{node.Name} {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
        var problem = await Problem.Of(answer);
        if (ask.Fine.Contains(problem.Code))
            return true;
        Refusals = (Refusals.Count + 1, said);
        // every command is a good one, so each has to be asked for again
        if (!problem.Retry)
            wrongs.Enqueue($"command refused: {ask.Path} by {said}");
        if (answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
            await Task.Delay(100);
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _stop.Dispose();
    }
}

/// <summary>What became of a command.</summary>
internal enum Outcome
{
    /// <summary>Nobody knows.</summary>
    Nothing,

    Answered,

    /// <summary>For good.</summary>
    Refused,
}

/// <summary>A command, to be asked under one id wherever it is sent.</summary>
/// <param name="Fine">Codes of refusals that are right.</param>
internal sealed record FaultAsk(string? Secret, string Path, object? Body, params string[] Fine)
{
    public Guid Id { get; } = Guid.NewGuid();
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    public HttpRequestMessage Request(FaultNode node)
    {
        var request = new HttpRequestMessage(Method, new Uri(node.Url, $"/api/fairs/{TestHub.Fair}/{Path}"))
        {
            Content = Body is null ? null : JsonContent.Create(Body),
        };
        request.Headers.Add("Idempotency-Key", Id.ToString());
        if (Secret is not null)
            request.Headers.Authorization = new("Bearer", Secret);
        return request;
    }
}

/// <summary>A promise that was broken.</summary>
/// <param name="check">Which check saw it.</param>
internal sealed class FaultFound(string check, string what) : Exception($"{check}: {what}")
{
    public string Check => check;
}
