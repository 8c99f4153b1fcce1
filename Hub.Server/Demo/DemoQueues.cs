using System.Text.Json;
using Bogus;

namespace Hub.Demo;

/// <summary>The queues of the made-up day, and what comes of them: interviewers sit at some booths, jobseekers with
/// passes of their own queue, declare intentions and let some employers see who they are. It looks at boards and acts
/// on them, as people do; so it differs from day to day.</summary>
/// <param name="recruiters">Booth → a secret of its tablet.</param>
/// <param name="speed">Simulated seconds in a second.</param>
internal sealed class DemoQueues(
    DemoClient client,
    IReadOnlyDictionary<string, string> recruiters,
    int seekers,
    double speed,
    int seed
)
{
    private readonly Faker _faker = new("zh_CN") { Random = new Randomizer(seed + 3) };
    private readonly Dictionary<(string Booth, int Number), double> _until = [];
    private readonly List<Seeker> _seekers = [];
    private readonly Dictionary<string, string> _employers = [];
    private readonly Dictionary<string, string[]> _positions = [];
    private double _now;

    private Randomizer Random => _faker.Random;

    /// <summary>Until it is stopped.</summary>
    public async Task PlayAsync(CancellationToken stop)
    {
        foreach (var row in (await client.GetAsync("boards/queues", stop)).GetProperty("rows").EnumerateObject())
            _employers[row.Name] = row.Value.GetProperty("employer").GetString()!;
        foreach (var (booth, secret) in recruiters)
        {
            await TryAsync(
                $"queues/{booth}/settings",
                secret,
                new { capacity = 60, grace = (int)Math.Ceiling(180 / speed) },
                stop
            );
            for (var desk = 1; desk <= 1 + Random.Number(1); desk++)
                await TryAsync(
                    $"queues/{booth}/desks",
                    secret,
                    new { desk = $"{desk}", label = Random.ArrayElement(["技术岗", "管理岗", "校招", "综合"]) },
                    stop
                );
        }
        while (!stop.IsCancellationRequested)
        {
            for (var come = 0; come < 3 && _seekers.Count < seekers; come++)
                await ComeAsync(stop);
            await SeekAsync(stop);
            foreach (var (booth, secret) in recruiters)
                await InterviewAsync(booth, secret, stop);
            var wait = Math.Max(1, 20 / speed);
            _now += wait * speed;
            await Task.Delay(TimeSpan.FromSeconds(wait), stop);
        }
    }

    /// <summary>A jobseeker opens the page for the first time; every other one types who they are.</summary>
    private async Task ComeAsync(CancellationToken stop)
    {
        var own = await client.PostAsync("passes", null, new { }, stop);
        var seeker = new Seeker(
            own.GetProperty("pass").GetString()!,
            own.GetProperty("code").GetString()!.Replace("-", "")
        );
        _seekers.Add(seeker);
        if (_seekers.Count % 2 == 0)
            return;
        var fields = new
        {
            name = _faker.Name.LastName() + _faker.Name.FirstName(),
            phone = $"138{Random.Number(10_000_000, 99_999_999)}",
            school = Random.ArrayElement(DemoWords.Schools),
            degree = Random.ArrayElement(["大专", "本科", "硕士"]),
        };
        seeker.Typed = await TryAsync("my/profile", seeker.Code, new { pass = seeker.Pass, fields }, stop);
    }

    private async Task SeekAsync(CancellationToken stop)
    {
        var booths = recruiters.Keys.ToArray();
        for (var i = 0; i < 2 + booths.Length / 3; i++)
        {
            var (seeker, booth) = (
                Random.ListItem(_seekers),
                booths[(int)(booths.Length * Math.Pow(Random.Double(), 1.6))]
            );
            if (!await TryAsync($"queues/{booth}/join", seeker.Code, new { pass = seeker.Pass }, stop))
                continue;
            await TryAsync(
                "intentions",
                seeker.Code,
                new
                {
                    pass = seeker.Pass,
                    employer = _employers[booth],
                    position = await PositionAsync(_employers[booth], stop),
                },
                stop
            );
            if (seeker.Typed && _version is { } version)
                await TryAsync(
                    "my/consents",
                    seeker.Code,
                    new
                    {
                        pass = seeker.Pass,
                        employer = _employers[booth],
                        fields = Random.Bool(0.7f)
                            ? ["name", "phone", "school", "degree"]
                            : (string[])["name", "school"],
                        version,
                    },
                    stop
                );
        }
        _version ??= (await client.GetAsync("consent", stop)).GetProperty("version").GetString();
        // interested without queueing
        var other = Random.ListItem(_seekers);
        var wish = Random.CollectionItem(_employers.Values);
        await TryAsync(
            "intentions",
            other.Code,
            new
            {
                pass = other.Pass,
                employer = wish,
                position = await PositionAsync(wish, stop),
            },
            stop
        );
    }

    /// <summary>One of the employer's; null where it has none.</summary>
    private async Task<string?> PositionAsync(string employer, CancellationToken stop)
    {
        if (!_positions.TryGetValue(employer, out var all))
            _positions[employer] = all = [
                .. (await client.GetAsync($"employers/{employer}", stop))
                    .GetProperty("positions")
                    .EnumerateArray()
                    .Select(p => p.GetProperty("id").GetString()!),
            ];
        return all.Length == 0 ? null : Random.ArrayElement(all);
    }

    private string? _version;

    private async Task InterviewAsync(string booth, string secret, CancellationToken stop)
    {
        var rows = (await client.GetAsync($"boards/line/{booth}", stop, secret)).GetProperty("rows");
        foreach (var desk in rows.GetProperty("queue").GetProperty("desks").EnumerateArray())
        {
            var id = desk.GetProperty("desk").GetString()!;
            if (desk.GetProperty("number").ValueKind is not JsonValueKind.Number)
            {
                await TryAsync($"queues/{booth}/desks/{id}/next", secret, new { }, stop);
                continue;
            }
            var number = desk.GetProperty("number").GetInt32();
            if (!_until.TryGetValue((booth, number), out var until))
                _until[(booth, number)] = until = _now + Random.Double(180, 600);
            if (_now < until)
                continue;
            var comes = Random.Bool(0.94f);
            if (
                !await TryAsync(
                    $"queues/{booth}/numbers/{number}/{(comes ? "interviewed" : "missed")}",
                    secret,
                    new { },
                    stop
                )
                || !comes
                || !Random.Bool(0.4f)
            )
                continue;
            // both like it
            var pass = rows.EnumerateObject()
                .Select(r => r.Value)
                .First(r => r.TryGetProperty("pass", out _) && r.GetProperty("number").GetInt32() == number)
                .GetProperty("pass")
                .GetString();
            if (_seekers.Find(s => s.Pass == pass) is not { } seeker)
                continue;
            await TryAsync($"leads/{booth}/answer", secret, new { pass, answer = "confirm" }, stop);
            await TryAsync("intentions/confirm", seeker.Code, new { pass, employer = _employers[booth] }, stop);
        }
    }

    /// <returns>False when it was refused: full, in it already, nobody waits. A person would see that and do something
    /// else.</returns>
    private async Task<bool> TryAsync(string path, string secret, object body, CancellationToken stop)
    {
        try
        {
            await client.PostAsync(path, secret, body, stop);
            return true;
        }
        catch (DemoRefusedException)
        {
            return false;
        }
    }

    private sealed record Seeker(string Pass, string Code)
    {
        public bool Typed { get; set; }
    }
}
