using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.Features.Contest;
using Hub.Features.People;

namespace Hub.Tests.Faults;

/// <summary>The promises of the design, checked while nobody works and all is healed.</summary>
internal sealed class FaultChecks(
    FaultCluster cluster,
    FaultLoad load,
    IReadOnlyList<FaultScreen> screens,
    ConcurrentQueue<string> wrongs
)
{
    public static readonly string[] Boards = ["floor", "totals", "leaderboard/drone"];

    /// <summary>How long after all was healed nodes and screens may differ. <c>./faults.sh</c>, which measures, says
    /// <c>HUB_FAULTS_SOON</c>, seconds; a test that only has to see that they agree has patience.</summary>
    private static readonly TimeSpan Soon = Measured
        ? TimeSpan.FromSeconds(double.Parse(Said!, CultureInfo.InvariantCulture))
        : Eventually.Patience;

    /// <summary>Whether this machine does nothing else, so that what is late is wrong.</summary>
    public static bool Measured => Said is not null;

    private static string? Said => Environment.GetEnvironmentVariable("HUB_FAULTS_SOON");

    /// <summary>How long nodes and screens took to agree, the longest so far.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>Waits until every node says that it is ready: then all is healed.</summary>
    public async Task HealedAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        foreach (var node in cluster.Nodes)
            await Eventually.TrueAsync(
                async () =>
                {
                    try
                    {
                        return (await http.GetAsync(new Uri(node.Url, "/health/ready"))).IsSuccessStatusCode
                            && await http.GetStringAsync(new Uri(node.Url, "/health")) is var health
                            && health.Contains("\"failing\":[]")
                            && (cluster.Store is FaultStore.Sqlite || health.Contains("\"redis\":\"up\""));
                    }
                    catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
                    {
                        return false;
                    }
                },
                $"node {node.Name} is ready"
            );
    }

    /// <exception cref="FaultFound">A promise is broken.</exception>
    public async Task AllAsync()
    {
        // before this process opens the files, which empties the log
        var healed = Stopwatch.StartNew();
        while (LeftOnDisk() is { } left)
        {
            if (healed.Elapsed > Soon)
                throw new FaultFound(left.Check, left.What);
            await Task.Delay(20);
        }
        // what was under way when its asker stopped may be committed still: then all is looked at anew
        while (!await TryAllAsync()) { }
        if (wrongs.TryDequeue(out var wrong))
            throw new FaultFound(wrong.Split(':')[0], wrong);
    }

    /// <returns>False when the ledger has grown meanwhile.</returns>
    private async Task<bool> TryAllAsync()
    {
        var healed = Stopwatch.StartNew();
        var (fair, rows, broken) = await cluster.FoldedAsync(
            (store, fair) =>
                (
                    fair,
                    store.Read(TestHub.Fair, 0).TakeWhile(r => r.Offset <= fair.Offset).ToArray(),
                    store.Verify(TestHub.Fair).Broken
                )
        );
        Ledger(fair.Head, rows, broken);
        People(fair);

        var (last, state) = ("", Convert.ToHexStringLower(StateHash.Of(fair)));
        while (await DifferAsync(fair, state) is { } difference)
        {
            if (!cluster.Head.Equals(fair.Head))
                return false;
            if (healed.Elapsed > Soon)
                throw new FaultFound(difference.Check, $"{difference.What} {Soon.TotalSeconds} s after all was healed");
            last = difference.What;
            await Task.Delay(20);
        }
        if (last.Length > 0 && healed.Elapsed > Slowest)
            Slowest = healed.Elapsed;
        return true;
    }

    private void Ledger(Head head, Row[] rows, string? broken)
    {
        if (broken is not null)
            throw new FaultFound("chain", broken);
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Offset != i + 1)
                throw new FaultFound("gapless", $"offset {rows[i].Offset} stands where {i + 1} should");
            if (i > 0 && rows[i].At < rows[i - 1].At)
                throw new FaultFound("time", $"offset {i + 1} is earlier than the one before");
        }
        if (rows.Length != head.Offset)
            throw new FaultFound("gapless", $"{rows.Length} facts, but the head is {head.Offset}");

        var byCommand = rows.ToLookup(r => r.Command);
        foreach (var (id, receipt) in load.Answered)
        {
            var facts = byCommand[id].ToArray();
            if (facts.Length != receipt.Facts || facts[^1].Offset != receipt.Offset)
                throw new FaultFound(
                    "answered",
                    $"command {id} was answered with {receipt.Facts} facts up to {receipt.Offset}; the ledger has "
                        + $"[{string.Join(",", facts.Select(f => f.Offset))}]"
                );
        }
        // whatever became of the others, each is there once: its facts are numbered
        foreach (var id in load.Unanswered.Keys)
            if (!byCommand[id].Select((f, part) => f.Part == part).All(once => once))
                throw new FaultFound("unanswered", $"command {id} is in the ledger more than once");
    }

    /// <summary>What the chief and the visitors were told is so; and nothing is left of who was erased.</summary>
    private void People(Fair fair)
    {
        if (load.Frozen is { } frozen && fair.Contest(new("drone")).Frozen is not null != frozen)
            throw new FaultFound("freezes", $"the contest is {(frozen ? "not " : "")}frozen, and was told otherwise");
        foreach (var (check, what) in load.Visitors.SelectMany(v => v.Wrong(fair)))
            throw new FaultFound(check, what);
        foreach (var (pass, gone) in load.Erased)
            if (fair.DataAbout(pass).Any() || fair.People.Values.Any(p => p.Name == gone.Typed))
                throw new FaultFound("erased", $"what was known of {pass} is there still");
    }

    /// <summary>What visitors read of themselves at every node, by their passes; and that who was erased reads
    /// nothing.</summary>
    private async Task<(string Check, string What)?> OwnDiffersAsync(Fair fair, HttpClient http)
    {
        foreach (var node in cluster.Nodes)
        {
            foreach (var v in load.Visitors.Where(v => v is { Code: not null, IsKnown: true }))
            {
                using var mine = new FaultAsk(v.Code, $"boards/my/{v.Pass}", null) { Method = HttpMethod.Get }.Request(
                    node
                );
                using var answer = await http.SendAsync(mine);
                if (!answer.IsSuccessStatusCode)
                    return ("own", $"node {node.Name} says {(int)answer.StatusCode} to {v.Pass}, whose pass it is");
                var board = await answer.Content.ReadFromJsonAsync<JsonElement>();
                var at = board.GetProperty("at").GetDateTimeOffset();
                if (!Fold.Raw(board.GetProperty("rows")).SequenceEqual(BoardRows.Of(fair, $"my/{v.Pass}", at)))
                    return ("own", $"node {node.Name} shows {v.Pass} another state of theirs: {board}");
            }
            foreach (var (pass, gone) in load.Erased.Take(3))
            {
                using var mine = new FaultAsk(gone.Code, "my/profile", null) { Method = HttpMethod.Get }.Request(node);
                using var answer = await http.SendAsync(mine);
                if (answer.StatusCode is not System.Net.HttpStatusCode.Unauthorized)
                    return ("erased", $"node {node.Name} says {(int)answer.StatusCode} to {pass}, who was erased");
            }
        }
        return null;
    }

    /// <summary>Whether what an erased visitor typed stands in a file of the database.</summary>
    private (string Check, string What)? LeftOnDisk()
    {
        if (cluster.Store is FaultStore.Postgres)
            return null;
        foreach (
            var file in System
                .IO.Directory.GetFiles(cluster.Folder, "hub.db*")
                .Where(f => !f.EndsWith(".serving", StringComparison.Ordinal))
        )
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var held = new MemoryStream();
            open.CopyTo(held);
            foreach (var (pass, gone) in load.Erased)
                if (held.GetBuffer().AsSpan(0, (int)held.Length).IndexOf(Encoding.ASCII.GetBytes(gone.Typed)) >= 0)
                    return ("disk", $"what the erased {pass} typed stands in {Path.GetFileName(file)} still");
        }
        return null;
    }

    /// <summary>The moments that a screen's rows may be of whose last frame is older than the ledger: what has changed
    /// no row is not sent, so until the next heartbeat it may show the rows of now with the moment of before.</summary>
    private static IEnumerable<DateTimeOffset> Later(DateTimeOffset at) =>
        Enumerable.Range(1, (int)Math.Ceiling(Lane.Heartbeat.TotalSeconds)).Select(s => at.AddSeconds(s));

    private async Task<(string Check, string What)?> DifferAsync(Fair fair, string state)
    {
        using var http = new HttpClient { Timeout = Soon };
        foreach (var node in cluster.Nodes)
            try
            {
                var health = await http.GetFromJsonAsync<JsonElement>(new Uri(node.Url, "/health"));
                if (
                    health.GetProperty("fairs").GetProperty(TestHub.Fair).GetInt64() is var offset
                    && offset != fair.Offset
                )
                    return ("nodes", $"node {node.Name} is at {offset}, the ledger at {fair.Offset}");
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                return ("nodes", $"node {node.Name} does not answer: {e.Message}");
            }
        foreach (var screen in screens)
        foreach (var board in Boards)
            // the hour says how many are likely still there, and some nodes' clocks are wrong
            if (
                screen.Shown(board) is var (shown, offset, at)
                && BoardRows.Of(fair, board, at) is var rows
                && !shown.SequenceEqual(rows)
                && !(
                    offset < fair.Offset
                    && Later(at).Any(later => shown.SequenceEqual(BoardRows.Of(fair, board, later)))
                )
            )
                return (
                    "screens",
                    $"a screen of node {screen.Node.Name} shows another {board} than the ledger at {at:O}: "
                        + $"[{string.Join(" ", shown.Except(rows).Take(2))}] instead of "
                        + $"[{string.Join(" ", rows.Except(shown).Take(2))}]"
                );
        if (await OwnDiffersAsync(fair, http) is { } own)
            return own;
        // asked last: a node makes no more than a few hashes a second
        foreach (var node in cluster.Nodes)
        {
            using var answer = await http.GetAsync(
                new Uri(node.Url, $"/health/state?fair={TestHub.Fair}&offset={fair.Offset}")
            );
            if (await answer.Content.ReadAsStringAsync() is var its && !its.Contains(state))
                return ("states", $"node {node.Name} says {its}; the ledger gives {state}");
        }
        return null;
    }
}
