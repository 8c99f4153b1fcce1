using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Tests.Cli;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Kernel.Stores;

/// <summary>A fair as the build of some version left it: a folder under <c>Kernel/Stores/Landed</c>, which is never
/// written again. It is asked by HTTP and at the keyboard, so that it outlives whatever becomes of the code.</summary>
/// <param name="version">The folder's name.</param>
internal sealed class Landed(string version)
{
    public const string Ledger = "ledger.sqlite";
    public const string Backup = "hub.backup";
    public const string Boards = "boards.jsonl";
    public const string Asked = "asked.jsonl";
    public const string Secrets = "secrets.json";
    public const string LostLedger = "reactions-lost.sqlite";
    public const string LostBoards = "reactions-lost.jsonl";
    public const string LostSecrets = "reactions-lost.secrets.json";

    /// <summary>What a later build has added: the path that is asked, with <c>*</c> for one word of it, and the field
    /// of a row, with dots where it lies deeper, as in <c>("boards/queues", "desks.since")</c>. All else is byte for
    /// byte as it was.</summary>
    public static readonly (string Path, string Field)[] AddedSince =
    [
        ("boards/floor", "crowd"),
        ("boards/queues", "long"),
        ("boards/queue/*", "long"),
        ("boards/line/*", "nextDesk"),
        ("boards/line/*", "byBooth"),
        ("boards/leads/*", "byBooth"),
        ("boards/my/*", "byBooth"),
        ("leads/*", "byBooth"),
        ("boards/judges/*", "far"),
        ("boards/leaderboard/*", "missing"),
        ("contests/*", "criteria.due"),
        ("contests/*", "criteria.openBelow"),
        ("contests/*", "criteria.openAbove"),
        ("contests/*", "digits"),
        ("boards/contest/*", "commitment"),
        ("boards/contest/*", "secret"),
        ("me", "passShape"),
        ("search?q=&take=200", "employers.payLow"),
        ("search?q=&take=200", "employers.payHigh"),
        ("search?q=&take=200", "employers.booths"),
        ("search?q=&take=200", "positions.headcountText"),
    ];

    /// <summary>What is expected where nobody checks out, as <see cref="AddedSince"/> says it: a later build may know
    /// better. The facts that it is reckoned from are as they were.</summary>
    private static readonly (string Path, string Field)[] Estimated =
    [
        ("boards/floor", "here"),
        ("boards/floor", "low"),
        ("boards/floor", "high"),
        ("boards/floor", "fill"),
        ("boards/floor", "crowd"),
        ("boards/totals", "here"),
        ("boards/totals", "low"),
        ("boards/totals", "high"),
        ("boards/totals", "fill"),
        ("boards/traffic", "here"),
        ("boards/traffic", "clusters"),
        ("boards/traffic/*", "here"),
    ];

    /// <summary>Boards that have got rows of what they were silent about: parts of a score that lack marks.</summary>
    private static readonly string[] RowsSince = ["boards/explain/*/*", "boards/reckoning/*/*"];

    /// <summary>Boards that tell otherwise what they tell, and why.</summary>
    private static readonly string[] ToldOtherwise =
    [
        // exact numbers of people were public; now they go in steps
        "boards/intentions",
    ];

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true };

    private static string All => Path.Combine(Repository.Root, "Hub.Tests", "Kernel", "Stores", "Landed");

    public static IEnumerable<string> Versions =>
        System.IO.Directory.GetDirectories(All).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal);

    /// <summary>Those that hold a ledger whose hub was killed before it followed a pass: later ones lose nothing
    /// there.</summary>
    public static IEnumerable<string> LostVersions =>
        Versions.Where(v => System.IO.File.Exists(new Landed(v).File(LostLedger)));

    public string Folder => Path.Combine(All, version);

    public Header Head => JsonSerializer.Deserialize<Header>(Lines(Boards).First(), Json)!;

    public string File(string name) => Path.Combine(Folder, name);

    public IEnumerable<string> Lines(string name) => System.IO.File.ReadLines(File(name));

    /// <summary>By who holds it: the secret of a badge, or the code of a pass.</summary>
    public Dictionary<string, string> Whose(string secrets) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(System.IO.File.ReadAllText(File(secrets)), Json)!;

    /// <summary>A copy of a ledger in a data folder.</summary>
    public void Copy(string ledger, string data) => System.IO.File.Copy(File(ledger), Path.Combine(data, "hub.db"));

    /// <summary>What the present build answers otherwise than was recorded; empty when nothing.</summary>
    /// <param name="epoch">That of the ledger now.</param>
    /// <param name="heads">Whether the offset and the moment of the boards are compared too.</param>
    public async Task<List<string>> DifferencesAsync(TestHub hub, string boards, long epoch = 1, bool heads = true)
    {
        var (differences, whose) = (new List<string>(), Whose(boards is LostBoards ? LostSecrets : Secrets));
        foreach (var recorded in Answers(Lines(boards).Skip(1)))
        {
            var (path, who) = Of(recorded[0]);
            if (ToldOtherwise.Contains(path))
                continue;
            List<string> Told(List<string> lines) => heads ? lines : lines.FindAll(l => !IsHead(l));
            var before = Told(recorded.ConvertAll(l => l.Replace("\"epoch\":1,", $"\"epoch\":{epoch},")));
            var now = Told(await AskAsync(hub, whose, path, who));
            if (before.SequenceEqual(now))
                continue;
            string[] estimated = [.. Estimated.Where(a => Fits(a.Path, path)).Select(a => a.Field)];
            before = before.ConvertAll(l => estimated.Aggregate(l, Without));
            string[] added =
            [
                .. AddedSince
                    .Where(a => Fits(a.Path, path))
                    .Select(a => a.Field)
                    // this build may have had it already
                    .Where(field => before.TrueForAll(l => Without(l, field) == l)),
            ];
            now = now.ConvertAll(l => estimated.Concat(added).Aggregate(l, Without));
            differences.AddRange(before.Except(now).Select(l => $"{path} as {who} - {l}"));
            differences.AddRange(now.Except(before).Where(l => !IsNew(l)).Select(l => $"{path} as {who} + {l}"));

            bool IsNew(string line) =>
                RowsSince.Any(p => Fits(p, path))
                && line.Contains("\"value\":null", StringComparison.Ordinal)
                && !before.Exists(l => l.StartsWith(line[..line.IndexOf(',')], StringComparison.Ordinal));
        }
        return differences;
    }

    /// <summary>An answer as lines: what was asked, then a line for each row of a board, by their keys. The order of
    /// rows is not part of a board, and a node has another name in each run; all else is as it came.</summary>
    public static async Task<List<string>> AskAsync(
        TestHub hub,
        Dictionary<string, string> whose,
        string path,
        string who
    )
    {
        using var badge = who is "anonymous" ? null : hub.Bearer(whose[who]);
        using var answer = await (badge ?? hub.Anonymous).Http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        var asked = $"{{\"get\":{Text(path)},\"as\":{Text(who)}";
        if (answer.StatusCode is not HttpStatusCode.OK)
            return [$"{asked},\"status\":{(int)answer.StatusCode}}}"];
        if (!path.StartsWith("boards/", StringComparison.Ordinal))
            return [$"{asked},\"is\":{text.ReplaceLineEndings(" ")}}}"];

        using var body = JsonDocument.Parse(text);
        var fields = body.RootElement.EnumerateObject().ToList();
        var rows = fields.Single(f => f.Name == "rows").Value.EnumerateObject().ToList();
        // of its bytes none are lost
        Assert.Equal(text, Object(fields.Select(f => f.Name is "rows" ? (f.Name, Object(rows.Select(Raw))) : Raw(f))));
        return
        [
            $"{asked},\"is\":{Object(fields.Where(f => f.Name is not ("rows" or "node")).Select(Raw))}}}",
            .. rows.OrderBy(r => r.Name, StringComparer.Ordinal)
                .Select(r => $"{{\"row\":{Text(r.Name)},\"is\":{r.Value.GetRawText()}}}"),
        ];
    }

    /// <summary>Every board of every kind that there is, and what else tells of the ledger.</summary>
    public static async Task<List<string>> RecordAsync(TestHub hub, Dictionary<string, string> whose)
    {
        using var organizer = hub.Bearer(whose["organizer"]);
        async Task<JsonElement> Get(string path) => await organizer.Http.GetFromJsonAsync<JsonElement>(path);
        async Task<List<string>> Keys(string board) => [.. (await organizer.RowsAsync(board)).Keys];
        List<string> Held(string what) =>
            [.. whose.Keys.Where(k => k.StartsWith(what, StringComparison.Ordinal)).Select(k => k[what.Length..])];
        string Or(string who) => whose.ContainsKey(who) ? who : "organizer";

        var (booths, passes) = (await Keys("floor"), Held("pass/"));
        var contests = (await Get("contests")).EnumerateArray().Select(c => c.GetProperty("id").GetString()!).ToList();
        var (seats, sheets) = (new List<(string Contest, string Seat)>(), new List<(string Contest, string Number)>());
        foreach (var c in contests)
        {
            seats.AddRange((await Keys($"judges/{c}")).Select(s => (c, s)));
            sheets.AddRange((await Keys($"panel/{c}")).Select(n => (c, n)));
        }

        var lines = new List<string>();
        foreach (var kind in (await Get("boards")).EnumerateArray())
        {
            var pattern = kind.GetProperty("board").GetString()!;
            var open = kind.GetProperty("watch").GetArrayLength() == 0;
            List<(string Board, string As)> all = pattern switch
            {
                // of the process, not of the ledger
                "screens" => [],
                "my/*" => [.. passes.Select(p => ($"my/{p}", $"pass/{p}"))],
                "custom/*" => [.. Held("integration/").Select(c => ($"custom/{c}", ""))],
                "booth/*" or "line/*" or "leads/*" or "queue/*" or "traffic/*" =>
                [
                    .. booths.Select(b => (pattern.Replace("*", b), Or($"recruiter/{b}"))),
                ],
                "marks/*/*" or "signed/*/*" or "tablets/*/*" =>
                [
                    .. seats.Select(s =>
                        (pattern.Replace("*/*", $"{s.Contest}/{s.Seat}"), Or($"judge/{s.Contest}/{s.Seat}"))
                    ),
                ],
                "explain/*/*" or "sheet/*/*" or "reckoning/*/*" =>
                [
                    .. sheets.Select(s =>
                        (pattern.Replace("*/*", $"{s.Contest}/{s.Number}"), Or($"chief/{s.Contest}"))
                    ),
                ],
                "contest/*"
                or "leaderboard/*"
                or "panel/*"
                or "judges/*"
                or "corrections/*"
                or "appeals/*"
                or "race/*" => [.. contests.Select(c => (pattern.Replace("*", c), Or($"chief/{c}")))],
                _ when !pattern.Contains('*') => [(pattern, "organizer")],
                _ => throw new NotSupportedException($"Nobody has said of what there is a board {pattern}."),
            };
            foreach (var (board, who) in all)
                await AddAsync($"boards/{board}", open ? "anonymous" : who);
            // and that it is not for everybody
            if (!open && all is [var first, ..])
                await AddAsync($"boards/{first.Board}", "anonymous");
        }
        foreach (var path in (string[])["contests", "filters", "search?q=&take=200"])
            await AddAsync(path, "anonymous");
        foreach (var c in contests)
        {
            await AddAsync($"contests/{c}", "anonymous");
            await AddAsync($"contests/{c}/scheme", "anonymous");
        }
        foreach (var booth in booths)
            await AddAsync($"leads/{booth}", Or($"recruiter/{booth}"));
        foreach (var pass in passes)
            await AddAsync("my/profile", $"pass/{pass}");
        foreach (var who in whose.Keys)
            await AddAsync("me", who);
        return lines;

        async Task AddAsync(string path, string who) => lines.AddRange(await AskAsync(hub, whose, path, who));
    }

    /// <summary>What a store holds, as a backup of it tells.</summary>
    public static async Task<Kept> HeldAsync(params string[] store)
    {
        var file = Path.GetTempFileName();
        try
        {
            var (code, output) = await HubProcess.RunAsync(["backup", file, .. store]);
            Assert.True(code == 0, output);
            return Held(file);
        }
        finally
        {
            System.IO.File.Delete(file);
        }
    }

    public static Kept Held(string backup)
    {
        using var lines = new StreamReader(new GZipStream(System.IO.File.OpenRead(backup), CompressionMode.Decompress));
        var fairs = JsonSerializer.Deserialize<JsonElement>(lines.ReadLine()!).GetProperty("fairs");
        var fair = Assert.Single(fairs.EnumerateArray().ToArray());
        var facts = new List<string>();
        while (lines.ReadLine() is { } line)
            facts.Add(line);
        // the last is the sum of those before it
        return new(
            fair.GetProperty("offset").GetInt64(),
            fair.GetProperty("hash").GetString()!,
            Fold.Raw(fair.GetProperty("people")),
            facts[..^1]
        );
    }

    public static string Text(Dictionary<string, string> whose) => JsonSerializer.Serialize(whose, Indented);

    private static string Text(string text) => JsonSerializer.Serialize(text, Json);

    private static (string Name, string Json) Raw(JsonProperty field) => (field.Name, field.Value.GetRawText());

    private static string Object(IEnumerable<(string Name, string Json)> fields) =>
        $"{{{string.Join(',', fields.Select(f => $"{Text(f.Name)}:{f.Json}"))}}}";

    /// <summary>The lines of one answer after the other.</summary>
    private static IEnumerable<List<string>> Answers(IEnumerable<string> lines)
    {
        List<string> answer = [];
        foreach (var line in lines)
        {
            if (line.StartsWith("{\"get\":", StringComparison.Ordinal) && answer.Count > 0)
            {
                yield return answer;
                answer = [];
            }
            answer.Add(line);
        }
        if (answer.Count > 0)
            yield return answer;
    }

    private static (string Path, string As) Of(string line)
    {
        using var asked = JsonDocument.Parse(line);
        return (asked.RootElement.GetProperty("get").GetString()!, asked.RootElement.GetProperty("as").GetString()!);
    }

    private static bool IsHead(string line) =>
        line.StartsWith("{\"get\":\"boards/", StringComparison.Ordinal)
        && line.Contains(",\"is\":", StringComparison.Ordinal);

    private static bool Fits(string pattern, string path)
    {
        string[] stars = pattern.Split('/'),
            words = path.Split('/');
        return stars.Length == words.Length && stars.Zip(words).All(w => w.First is "*" || w.First == w.Second);
    }

    /// <summary>A line without a field of what was answered.</summary>
    private static string Without(string line, string field)
    {
        using var json = JsonDocument.Parse(line);
        return Without(json.RootElement, ["is", .. field.Split('.')]);
    }

    private static string Without(JsonElement json, string[] way) =>
        json.ValueKind switch
        {
            JsonValueKind.Array => $"[{string.Join(',', json.EnumerateArray().Select(i => Without(i, way)))}]",
            JsonValueKind.Object => Object(
                json.EnumerateObject()
                    .Where(f => way.Length > 1 || f.Name != way[0])
                    .Select(f => f.Name == way[0] ? (f.Name, Without(f.Value, way[1..])) : Raw(f))
            ),
            _ => json.GetRawText(),
        };

    /// <summary>The first line of the boards.</summary>
    /// <param name="Moment">Of which they are.</param>
    /// <param name="Offset">Where the ledger ends, and the hash of its last fact.</param>
    /// <param name="Verify">What <c>verify</c> says of it.</param>
    /// <param name="Facts">How many there are of each kind, by slice and name.</param>
    public sealed record Header(
        DateTimeOffset Moment,
        long Offset,
        string Hash,
        string Verify,
        SortedDictionary<string, int> Facts
    );

    /// <summary>What a store holds of its only fair.</summary>
    public sealed record Kept(long Offset, string Hash, SortedDictionary<string, string> People, List<string> Facts);
}

/// <summary>A clock that stands until it is set: the machine sleeps meanwhile.</summary>
internal sealed class HandClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();

    /// <summary>For a hub that goes by it.</summary>
    public void Use(IServiceCollection services) =>
        services.AddSingleton<TimeProvider>(this).AddSingleton<Asleep>(() => Now - DateTimeOffset.UnixEpoch);
}
