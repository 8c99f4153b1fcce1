using System.Net;
using System.Net.Http.Json;
using System.Text;
using Hub.Features.Access;
using Hub.Features.Floor;
using Hub.Features.Interest;
using Hub.Features.Queues;
using Hub.Features.Racing;
using Hub.Features.Roster;
using Hub.Sheets;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Hub.Tests.Features.Access;

/// <summary>Every endpoint and every board that the manifests make, asked for over HTTP by everybody, also of another
/// booth, seat, contest and fair. Who may is held to <c>May.txt</c>, so that a change of it is seen by whoever reads
/// the change.</summary>
public sealed class RoleTests : IDisposable
{
    private const string Pass = "ACDEFGHJ";
    private const int People = 18;

    /// <summary>What stands in the place of a word of an address or a field of a body.</summary>
    private static readonly Dictionary<string, object> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["booth"] = "A1",
        ["desk"] = "1",
        ["number"] = 1,
        ["pass"] = Pass,
        ["contest"] = "drone",
        ["contestant"] = "1",
        ["criterion"] = "speed",
        ["seat"] = "J1",
        ["value"] = 9.5,
        ["key"] = "drone/1",
        ["row"] = "r1",
        ["employer"] = "e1",
        ["id"] = "spare",
        ["example"] = "drone-skills",
        ["version"] = ConsentText.Now.Version,
        ["as"] = "judge",
        ["role"] = "display",
        ["answer"] = "invite",
        ["way"] = "in",
        ["status"] = "ranked",
    };

    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

    public void Dispose() => System.IO.Directory.Delete(_data, recursive: true);

    [Fact]
    [Needs(Need.Time)]
    public async Task Who_may_ask_and_read_what_is_as_written_down()
    {
        var lines = new List<string>();
        var prepared = await Prepared.InAsync(_data);
        foreach (var asked in (await EndpointsAsync()).GroupBy(e => e.Method is "GET" ? "" : $"{e.Method} {e.Pattern}"))
        {
            // what a command does must not change what the next may; reading changes nothing
            await using var hub = await prepared.HubAsync();
            var people = prepared.People(hub);
            foreach (var endpoint in asked)
            {
                var may = new List<string>();
                foreach (var (name, who) in people)
                    if (await MayAsync(name, who, endpoint))
                        may.Add(name);
                lines.Add(Line($"{endpoint.Method} {endpoint.Pattern}", may));
            }
        }
        await using (var hub = await prepared.HubAsync())
        {
            var people = prepared.People(hub);
            foreach (var board in hub.Feeds.Boards)
            {
                var may = new List<string>();
                foreach (var (name, who) in people)
                {
                    using var answer = await who.Http.GetAsync($"boards/{Board(board.Pattern, people["pass"].Id!)}");
                    if (answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
                        may.Add(name);
                }
                lines.Add(Line($"board {board.Pattern}", may));
            }
        }
        Written.Same("Hub.Tests/Features/Access/May.txt", [.. lines.Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public async Task A_command_that_is_refused_to_somebody_changes_nothing()
    {
        await using var hub = await HubAsync();
        var stranger = (await PeopleAsync(hub))["anonymous"];
        var offset = hub.Offset;
        foreach (var endpoint in (await EndpointsAsync()).Where(e => e.Method != "GET"))
        {
            if (endpoint.Pattern is "passes")
                continue;
            using var answer = await AnswerAsync(stranger, endpoint);
            Assert.True(
                answer.StatusCode is HttpStatusCode.Forbidden,
                $"{endpoint.Method} {endpoint.Pattern}: {answer.StatusCode}"
            );
            Assert.Equal(("forbidden", false), (await Problem.Of(answer)) is var p ? (p.Code, p.Retry) : default);
        }
        Assert.Equal(offset, hub.Offset);
    }

    private static string Line(string what, List<string> may) =>
        $"{what}: "
        + may.Count switch
        {
            People => "everybody",
            People - 1 => "everybody of this fair",
            _ => string.Join(", ", may),
        };

    /// <summary>The files of a ledger, and who has a badge in it, to begin with again and again.</summary>
    private sealed record Prepared(
        IReadOnlyDictionary<string, byte[]> Files,
        IReadOnlyDictionary<string, (string? Secret, string? Id)> Badges
    )
    {
        public static async Task<Prepared> InAsync(string data)
        {
            Dictionary<string, (string?, string?)> badges;
            await using (var hub = await RoleTests.HubAsync(data))
                badges = (await PeopleAsync(hub)).ToDictionary(p => p.Key, p => (p.Value.Secret, p.Value.Id));
            return new(System.IO.Directory.GetFiles(data).ToDictionary(f => f, File.ReadAllBytes), badges);
        }

        /// <summary>A hub to which nothing has happened since; the one before it has ended.</summary>
        public Task<TestHub> HubAsync()
        {
            var data = Path.GetDirectoryName(Files.Keys.First())!;
            foreach (var file in System.IO.Directory.GetFiles(data))
                File.Delete(file);
            foreach (var (file, bytes) in Files)
                File.WriteAllBytes(file, bytes);
            return TestHub.AsItIsAsync(data);
        }

        public IReadOnlyDictionary<string, Client> People(TestHub hub) =>
            Badges.ToDictionary(b => b.Key, b => hub.Bearer(b.Value.Secret, b.Value.Id));
    }

    private sealed record Asked(string Method, string Pattern, Type? Body);

    private static async Task<IReadOnlyList<Asked>> EndpointsAsync()
    {
        await using var hub = await TestHub.StartAsync();
        const string fair = "/api/fairs/{fair}/";
        return
        [
            .. hub
                .Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.RoutePattern.RawText?.StartsWith(fair, StringComparison.Ordinal) is true)
                .SelectMany(e =>
                    e.Metadata.GetMetadata<IHttpMethodMetadata>()!
                        .HttpMethods.Select(m => new Asked(
                            m,
                            e.RoutePattern.RawText![fair.Length..],
                            e.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType
                        ))
                )
                .Where(e => !e.Pattern.StartsWith("boards/", StringComparison.Ordinal))
                .DistinctBy(e => (e.Method, e.Pattern)),
        ];
    }

    private static async Task<TestHub> HubAsync(string? data = null)
    {
        var hub = await TestHub.WithFairAsync(data);
        await hub.AskAsync(new IssueBadge("spare", Role.Display, "spare", "00", null, null, null, null));
        await hub.AskAsync(new MakePass(new(Pass), PassCode.HashText("spare")));
        await hub.AskAsync(new OpenDesk(new("A1"), "1", null));
        await hub.AskAsync(
            new ImportRoster([], [new PositionRow(2, "朝阳重工", "焊工", 3, null, null, null, null, null)])
        );
        await hub.AskAsync(new SetPlan([0x89, (byte)'P', (byte)'N', (byte)'G']));
        await hub.AskAsync(new DeclareIntention(new(Pass), new("e1"), null));
        await hub.AskAsync(
            new SetRace(new("drone"), new RacePlan([new RaceStage("quali", "资格赛")]), new string('7', 64))
        );
        return hub;
    }

    private static async Task<IReadOnlyDictionary<string, Client>> PeopleAsync(TestHub hub) =>
        new OrderedDictionary<string, Client>
        {
            ["anonymous"] = hub.Anonymous,
            ["visitor"] = await hub.BadgeAsync(Role.Visitor),
            ["pass"] = await hub.PassAsync(),
            ["pass of another"] = await hub.PassAsync(),
            ["recruiter A1"] = await hub.BadgeAsync(Role.Recruiter, booth: "A1"),
            ["recruiter A2"] = await hub.BadgeAsync(Role.Recruiter, booth: "A2"),
            ["judge J1"] = await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J1"),
            ["judge J2"] = await hub.BadgeAsync(Role.Judge, contest: "drone", seat: "J2"),
            ["judge J1 elsewhere"] = await hub.BadgeAsync(Role.Judge, contest: "other", seat: "J1"),
            ["chief"] = await hub.BadgeAsync(Role.Chief, contest: "drone"),
            ["chief elsewhere"] = await hub.BadgeAsync(Role.Chief, contest: "other"),
            ["display"] = await hub.BadgeAsync(Role.Display),
            ["organizer"] = await hub.BadgeAsync(Role.Organizer),
            ["organizer of another fair"] = await hub.OfAnotherFairAsync(),
            ["integration gate"] = await hub.BadgeAsync(Role.Integration, board: "gate"),
            ["integration other"] = await hub.BadgeAsync(Role.Integration, board: "other"),
            ["integration race"] = await hub.BadgeAsync(Role.Integration, board: "race/drone"),
            ["integration race elsewhere"] = await hub.BadgeAsync(Role.Integration, board: "race/other"),
        };

    private static async Task<bool> MayAsync(string name, Client who, Asked endpoint)
    {
        using var answer = await AnswerAsync(who, endpoint, own: name is "pass");
        // only the plan of the hall may be kept
        if (endpoint.Pattern is not "floor/plan")
            Assert.True(answer.Headers.CacheControl is { NoStore: true }, $"{endpoint.Method} {endpoint.Pattern}");
        return endpoint.Method is "GET"
            ? answer.IsSuccessStatusCode
            : answer.StatusCode
                is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError);
    }

    private static Task<HttpResponseMessage> AnswerAsync(Client who, Asked endpoint, bool own = false)
    {
        var path = string.Join(
            '/',
            endpoint
                .Pattern.Split('/')
                .Select(
                    (word, i) =>
                        !word.StartsWith('{')
                            ? word
                            : Word(endpoint.Pattern, i, word.Trim('{', '}', '*'), own ? who.Id! : Pass)
                )
        );
        var query = endpoint.Pattern switch
        {
            "imports" => "?kind=employers&apply=true&name=a.csv",
            "contests/{contest}/contestants" => "?apply=true&name=a.csv",
            "roster/export" => "?kind=employers",
            "suggestions" => "?booth=A1",
            "contests/{id}/export" or "contests/{contest}/race/export" or "leads/{booth}/export" => "?format=csv",
            _ => "",
        };
        var body = endpoint.Body is null or { Name: "JsonElement" }
            ? (HttpContent)new StringContent("{}", Encoding.UTF8, "application/json")
            : JsonContent.Create(Sample(endpoint.Body, own ? who.Id! : Pass));
        return who.SendAsync(
            new HttpMethod(endpoint.Method),
            path + query,
            endpoint.Method is "GET" or "DELETE" ? null : body
        );
    }

    private static string Word(string pattern, int at, string name, string pass) =>
        name is "pass"
            ? pass
            : (pattern.Split('/')[at > 0 ? at - 1 : 0], name) switch
            {
                ("contests", _) => "drone",
                ("employers" or "rows", _) => "e1",
                ("positions", _) => "p1",
                ("custom", _) => "gate",
                ("stages", _) => "quali",
                ("heats", _) => "1-1",
                _ => Words[name].ToString()!,
            };

    private static string Board(string pattern, string pass) =>
        pattern.Split('/') switch
        {
            ["my", _] => $"my/{pass}",
            [("booth" or "traffic" or "queue" or "line" or "leads") and var board, "*"] => $"{board}/A1",
            [("marks" or "signed" or "tablets") and var board, _, _] => $"{board}/drone/J1",
            [var board, "*", "*"] => $"{board}/drone/1",
            ["custom", _] => "custom/gate",
            [var board, "*"] => $"{board}/drone",
            _ => pattern,
        };

    /// <summary>A body of this shape that can be read; what it says need not make sense.</summary>
    private static Dictionary<string, object?> Sample(Type type, string pass) =>
        type.GetConstructors()[0]
            .GetParameters()
            .ToDictionary(p => p.Name!, p => p.Name is "pass" or "Pass" ? pass : Of(p.ParameterType, p.Name!, pass));

    private static object? Of(Type type, string name, string pass) =>
        Nullable.GetUnderlyingType(type) is { } && !AnyId.Is(type) ? null
        : Words.TryGetValue(name, out var word) ? word
        : type == typeof(string) || AnyId.Is(type) ? "x"
        : type == typeof(bool) ? true
        : type.IsEnum ? char.ToLowerInvariant(type.GetEnumNames()[0][0]) + type.GetEnumNames()[0][1..]
        : type.IsPrimitive || type == typeof(decimal) ? 1
        : type.IsGenericType && type.Name.Contains("Dictionary", StringComparison.Ordinal)
            ? new Dictionary<string, object?>()
        : type.IsGenericType ? Array.Empty<object>()
        : type.Name is "DateTimeOffset" ? "2026-06-06T09:00:00Z"
        : Sample(type, pass);
}
