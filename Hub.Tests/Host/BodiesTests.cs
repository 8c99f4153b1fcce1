using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Hub.Features.Access;
using Hub.Features.Contest.Scoring;
using Hub.Features.Queues;
using Hub.Features.Roster;
using Hub.Sheets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Host;

/// <summary>Whatever is sent, the hub answers in words and does not fail, and what it refuses has changed
/// nothing.</summary>
public class BodiesTests
{
    private const string Pass = "ACDEFGHJ",
        Code = "ACDEFGHJKMNPQRT";

    private static readonly Dictionary<string, string[]> Known = new()
    {
        ["booth"] = ["A1", "A2", "B1"],
        ["desk"] = ["1", "2"],
        ["number"] = ["1", "2"],
        ["pass"] = [Pass, "P-1"],
        ["contest"] = ["drone"],
        ["contestant"] = ["1", "2", "3"],
        ["criterion"] = ["speed", "care"],
        ["seat"] = ["J1", "J2"],
        ["key"] = ["drone/1", "pass/P-1"],
        ["row"] = ["r1"],
        ["employer"] = ["e1", "e2"],
        ["position"] = ["p1"],
        ["id"] = ["drone", "spare", "e1", "p1"],
        ["example"] = ["drone-skills"],
        ["board"] = ["gate", "floor", "leaderboard/drone", "explain/drone/1", "totals", "queue/A1", "screens"],
        ["kind"] = ["employers", "positions", "judged", "measured"],
        ["apply"] = ["true", "false"],
        ["name"] = ["a.csv", "a.json", "a.xlsx", "张三"],
        ["format"] = ["csv", "xlsx", "json", "html"],
        ["lang"] = ["zh", "en"],
        ["panel"] = ["panel"],
        ["reason"] = ["because"],
        ["label"] = ["label"],
    };

    [Fact]
    public async Task Three_hundred_made_requests_never_fail_and_change_nothing_when_refused() =>
        await RunAsync(seed: 1, count: 300);

    /// <summary><c>HUB_BODIES=100000</c> says how many.</summary>
    [Fact(Explicit = true)]
    public async Task As_many_as_you_like()
    {
        const int each = 2_000;
        var many = int.Parse(Environment.GetEnvironmentVariable("HUB_BODIES") ?? "20000", CultureInfo.InvariantCulture);
        for (var seed = 2; many > 0; seed++, many -= each)
            await RunAsync(seed, Math.Min(each, many));
    }

    [Theory]
    [InlineData("application/json; charset=x-nobody-knows", 415)]
    [InlineData("application/json; charset=utf-7", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/json; charset=", 415)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("application/json; charset=\"UTF-8\"", 200)]
    [InlineData("application/json", 200)]
    public async Task A_body_is_in_UTF_8_whatever_else_it_says(string type, int status)
    {
        await using var hub = await TestHub.WithFairAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "visits")
        {
            Content = new ByteArrayContent("""{"pass":"p1","booth":"A1","way":"in"}"""u8.ToArray()),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await hub.Organizer.Http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        if (status is not 200)
            Assert.Equal("unsupported-media-type", (await Problem.Of(answer)).Code);
    }

    private sealed record Holds(
        IReadOnlyList<string> Some,
        IReadOnlyList<string?> Gaps,
        IReadOnlyDictionary<string, string>? Named = null,
        IReadOnlyList<IReadOnlyList<string>>? Deep = null,
        IReadOnlyList<int>? Numbers = null
    );

    [Theory]
    [InlineData("""{"some":["a"],"gaps":["a",null]}""", null)]
    [InlineData("""{"some":["a",null],"gaps":[]}""", "some")]
    [InlineData("""{"some":[],"gaps":[],"named":{"a":"b"}}""", null)]
    [InlineData("""{"some":[],"gaps":[],"named":{"a":null}}""", "named")]
    [InlineData("""{"some":[],"gaps":[],"deep":[["a"],[]]}""", null)]
    [InlineData("""{"some":[],"gaps":[],"deep":[["a"],[null]]}""", "deep")]
    [InlineData("""{"some":[],"gaps":[],"deep":[null]}""", "deep")]
    [InlineData("""{"some":[],"gaps":[],"numbers":[1]}""", null)]
    public void A_list_holds_no_null_where_its_type_says_so(string json, string? wrong)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { StrictJson.Demand } },
        };
        if (wrong is null)
            Assert.NotNull(JsonSerializer.Deserialize<Holds>(json, options));
        else
            Assert.Contains(
                $"'{wrong}'",
                Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Holds>(json, options)).Message
            );
    }

    [Theory]
    [InlineData("""[{"step":"scale","from":10,"to":100}]""", true)]
    [InlineData("""[{"from":10,"to":100}]""", false)]
    [InlineData("[{}]", false)]
    [InlineData("[null]", false)]
    public async Task One_of_several_shapes_says_which_it_is(string steps, bool whole)
    {
        await using var hub = await TestHub.WithFairAsync();
        var part = $$$"""{"id":"m","name":"m","kind":"judged","panel":"p","max":10,"steps":{{{steps}}}}""";
        var scheme = $$$"""{"id":"x","name":"x","panels":{"p":{"seats":["J1"]}},"modules":[{{{part}}}]}""";
        var contest = $$$"""{"scheme":{{{scheme}}},"contestants":[{"number":"1","name":"n"}]}""";
        var offset = hub.Offset;
        using var made = await hub.Organizer.PostAsync("contests", contest);
        Assert.Equal(whole ? 200 : 400, (int)made.StatusCode);
        Assert.Equal(whole, hub.Offset > offset);
        using var report = await hub.Organizer.PostAsync("contests/check?name=x.json", scheme);
        Assert.Equal(200, (int)report.StatusCode);
        Assert.Equal(
            whole ? 0 : 1,
            JsonNode.Parse(await report.Content.ReadAsStringAsync())!["holes"]!.AsArray().Count
        );
    }

    private static async Task RunAsync(int seed, int count)
    {
        var (clock, errors) = (new FakeTimeProvider(Story.Morning), new HeardLog(LogLevel.Error));
        await using var hub = await TestHub.WithFairAsync(change: s =>
            s.AddSingleton<TimeProvider>(clock).AddSingleton<ILoggerProvider>(errors)
        );
        await hub.AskAsync(new MakePass(new(Pass), PassCode.HashText(Code)));
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        await hub.AskAsync(
            new ImportRoster([], [new PositionRow(2, "朝阳重工", "焊工", 3, null, null, null, null, null)])
        );
        Client[] askers =
        [
            .. Enumerable.Repeat(hub.Organizer, 5),
            await hub.BadgeAsync(Role.Recruiter, booth: "A1"),
            await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"),
            await hub.BadgeAsync(Role.Chief, contest: "drone"),
            await hub.BadgeAsync(Role.Integration, board: "gate"),
            hub.Bearer(Code),
            hub.Anonymous,
        ];
        var random = new Random(seed);
        var document = JsonNode.Parse(await hub.Anonymous.Http.GetStringAsync("/openapi/v1.json"))!;
        JsonNode[] schemes =
        [
            .. Examples
                .Names.Select(n => SchemeFile.Read(Examples.Read(n)).Scheme)
                .Prepend(TestHub.DroneScheme)
                .Select(s => JsonNode.Parse(SchemeFile.Write(s))!),
        ];
        var bodies = new Bodies(document, Known, schemes, random);
        var (wrong, granted, cutOff) = (new List<string>(), 0, 0);
        for (var i = 0; i < count; i++)
        {
            var (made, who) = (bodies.Next(), askers[random.Next(askers.Length)]);
            var (before, id) = (hub.Offset, Guid.NewGuid());
            var status = await StatusAsync(who, Request(hub, made, id));
            if (status >= 500)
                wrong.Add($"{seed}/{i}: {status} {made}\n  {errors.Said.LastOrDefault()?.Split('\n')[0]}");
            if (status is 0 or >= 400 && hub.Store.Read(TestHub.Fair, before).Any(r => r.Command == id))
                wrong.Add($"{seed}/{i}: {status}, and it changed something: {made}");
            cutOff += status is 0 ? 1 : 0;
            granted += status is >= 200 and < 300 ? 1 : 0;
            // what is sent too fast would not be read
            hub.Pass(0.2);
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count}:\n{string.Join('\n', wrong.Take(20))}");
        Assert.InRange(cutOff, 0, count / 500);
        Assert.InRange(granted, count / 8, count * 7 / 8);
        // all that was granted is read again
        var offset = hub.Offset;
        await hub.RestartAsync();
        Assert.True(hub.Offset > offset);
    }

    /// <returns>0: it was answered and hung up on while it was still being sent.</returns>
    private static async Task<int> StatusAsync(Client who, HttpRequestMessage request)
    {
        try
        {
            using var answer = await who.Http.SendAsync(request);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException e) when (e.InnerException is IOException { InnerException: SocketException })
        {
            return 0;
        }
    }

    private static HttpRequestMessage Request(TestHub hub, Bodies.Made made, Guid id)
    {
        var request = new HttpRequestMessage(
            new HttpMethod(made.Method),
            new Uri(
                hub.Url.GetLeftPart(UriPartial.Authority) + made.Path,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            )
        );
        // what was made goes before what is usual
        foreach (var (name, value) in made.Headers.Append(("Idempotency-Key", $"{id}")).DistinctBy(h => h.Item1))
            request.Headers.TryAddWithoutValidation(name, value);
        if (made.Body is null)
            return request;
        request.Content = new ByteArrayContent(made.Body);
        if (made.Type is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", made.Type);
        return request;
    }
}
