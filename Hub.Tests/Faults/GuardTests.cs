using System.Text.RegularExpressions;
using Hub.Tests.Cli;

namespace Hub.Tests.Faults;

/// <summary>The tests can fail: each of these takes one guard out of the hub's source, and the class of tests that
/// holds it has to see it. What only a fault shows is in <see cref="MutantTests"/>.
/// <c>./faults.sh --mutants</c></summary>
[Collection(nameof(Mutants))]
public partial class GuardTests
{
    /// <summary>What is taken out, where, and which class sees it. <c>Is</c> is a piece of the hub's source as in
    /// <see cref="MutantTests"/>.</summary>
    private static readonly (string Name, string File, string Is, string Becomes, string SeenBy)[] Guards =
    [
        // what leaves the hub
        (
            "results that a frozen contest keeps are in a later one",
            "Withholding.cs",
            "else if (!led && state.Withheld.TryGetValue(id, out var before)) hidden.Add((id, before));",
            "",
            "WithholdingTests"
        ),
        (
            "codes stand beside totals that stand beside names",
            "Withholding.cs",
            "if (contest.Hidden || fair.Contests.WithEarlier([id]).Any(c => c.Hidden || !led && c.Reveal is not null))",
            "if (fair.Contests.WithEarlier([id]).Any(c => !led && c.Reveal is not null))",
            "WithholdingTests"
        ),
        (
            "a draw without its secret",
            "Draw.cs",
            "HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(n.Text))",
            "SHA256.HashData(Encoding.UTF8.GetBytes(n.Text))",
            "DrawTests"
        ),
        (
            "who comes after the draw stands by number among the codes",
            "LateDraw.cs",
            "if (late.Count == 0)",
            "if (late.Count >= 0)",
            "DrawTests"
        ),
        ("public numbers of people go by ones", "Steps.cs", "people - people % Step", "people", "PublicCountsTests"),
        (
            "public numbers of people begin at one",
            "Steps.cs",
            "people < Step ? null",
            "people < 1 ? null",
            "PublicCountsTests"
        ),
        (
            "a booth's tablet takes one of a person's places",
            "JoinQueue.cs",
            "if (asker.Holds(Pass) && fair.Queues.Wished(pass) >= MostQueues)",
            "if (fair.Queues.Wished(pass) >= MostQueues)",
            "WhoAskedTests"
        ),
        (
            "what is restored brings erased visitors back",
            "Erasing.cs",
            "PassErased f => (key, person) => PersonKey.Read(key, person)?.Visitor == f.Pass,",
            "",
            "RestoreCommandTests"
        ),
        (
            "SQLite's log keeps what a killed hub had erased",
            "SqliteStore.cs",
            "private bool _erased = true;",
            "private bool _erased;",
            "ErasureTests"
        ),
        (
            "browsers may keep what a role is answered",
            "WebClient.cs",
            "headers.CacheControl = \"no-store\";",
            "{ }",
            "RoleTests"
        ),
        (
            "a body that does not fit is told our types",
            "Problems.cs",
            "BadHttpRequestException { InnerException: JsonException { Path: not null } e } =>",
            "BadHttpRequestException { InnerException: JsonException { Path: null } e } =>",
            "MalformedTests"
        ),
        (
            "nodes are asked wherever one of them sends",
            "NodeStates.cs",
            "AllowAutoRedirect = false",
            "AllowAutoRedirect = true",
            "NodeStatesTests"
        ),
        // who may, and for how long
        (
            "to sign out is to forget a cookie",
            "Enter.cs",
            "await LeaveAsync(mediator, Had(ledgers, http, role)); Door.Forget(http, role);",
            "Door.Forget(http, role);",
            "EnterTests"
        ),
        (
            "nobody is out for being idle",
            "TendSessions.cs",
            ".. all.Where(s => now - s.Session.Used > s.Limits.Idle && !Used.Contains(s.Key))",
            ".. all.Where(s => false)",
            "EnterTests"
        ),
        (
            "a session has no end",
            "TendSessions.cs",
            "now - s.Session.Begun > s.Limits.Longest",
            "s.Session.Over",
            "EnterTests"
        ),
        (
            "one organizer is enough",
            "Seconds.cs",
            "asker.Role is Role.Organizer && asker != Asker.System",
            "false",
            "SecondTests"
        ),
        ("one is one's own second", "GiveSecond.cs", "if (asked.By == asker.Id)", "if (false)", "SecondTests"),
        (
            "the kernel asks nobody whether they may",
            "Draft.cs",
            "if (!waiter.Command.Allows(waiter.Asker))",
            "if (false)",
            "PermissionTests"
        ),
        (
            "a revoked badge goes on",
            "AccessSlice.cs",
            "return Badges[id] is { Revoked: false } badge ? badge.Asker : null;",
            "return Badges[id].Asker;",
            "RevokeTests"
        ),
        ("another site's page acts", "Door.cs", "if (isForeign)", "if (false)", "EnterTests"),
        (
            "a cookie may be of another host",
            "Door.cs",
            "(http.Request.IsHttps ? \"__Host-\" : \"\")",
            "\"\"",
            "EnterTests"
        ),
        // what stops it
        (
            "a body is read before its sender may",
            "Endpoints.cs",
            "guarded.Who(http).Demand(http.Asker());",
            "{ }",
            "BeforeReadingTests"
        ),
        (
            "one phone's flood is everybody's at its address",
            "Limits.cs",
            "? Limit(http, $\"{Address(http)}:{port}\", 2, 60)",
            "? RateLimitPartition.GetNoLimiter(\"\")",
            "HallTests"
        ),
        (
            "a hall is one guest",
            "Limits.cs",
            "Limit(http, Address(http), 100, 3000)",
            "Limit(http, Address(http), 2, 60)",
            "HallTests"
        ),
        ("guessing costs nothing", "Guesses.cs", "Take(guesser, 1, Burst);", "_ = guesser;", "GuessesTests"),
        (
            "a scheme has any number of parts",
            "SchemeBounds.cs",
            "if (parts.Count > Parts)",
            "if (false)",
            "SchemeBoundsTests"
        ),
        (
            "a chain of parts has any length",
            "SchemeBounds.cs",
            "is var chain and > Chain",
            "is var chain and > 1_000_000",
            "SchemeBoundsTests"
        ),
        (
            "any charset is tried",
            "Charsets.cs",
            "if (!charset.Equals(\"utf-8\", StringComparison.OrdinalIgnoreCase))",
            "if (false)",
            "BodiesTests"
        ),
        ("a list may hold nothing", "StrictJson.cs", "if (HasNull(get!(read), item!))", "if (false)", "BodiesTests"),
        (
            "a workbook unpacks to any size",
            "Tally.cs",
            "if ((_unpacked += bytes) > Unpacked)",
            "if ((_unpacked += bytes) < 0)",
            "WeaponTests"
        ),
        ("a cell has any length", "Tally.cs", "if (text > CellText)", "if (text < 0)", "WeaponTests"),
        (
            "any number of imports wait",
            "ImportTurn.cs",
            "if (Interlocked.Increment(ref _waiting) > MostWaiting)",
            "if (Interlocked.Increment(ref _waiting) < 0)",
            "ImportTurnTests"
        ),
        (
            "a Redis that is left keeps its connection",
            "Backplane.cs",
            "await redis.CloseAsync(allowCommandsToComplete: stop.IsCancellationRequested);",
            "",
            "RedisTests"
        ),
        // what spoils it, and what is seen of it
        (
            "a heartbeat counts from when it is written",
            "Lane.cs",
            "_spoken = now;",
            "_spoken = time.GetTimestamp();",
            "LaneTests"
        ),
        ("attacks fill the log", "TurnedAway.cs", "if (_isQuiet)", "if (false)", "TurnedAwayTests"),
        ("a revoked badge leaves no trace", "Door.cs", "TurnedAway.Mark(http, Away.Revoked);", "", "TurnedAwayTests"),
        ("plain http is not noticed", "Pipeline.cs", "plain.Look(http);", "{ }", "ProxiesTests"),
        (
            "a node believes that it is where a screen has been",
            "LiveHub.cs",
            "await feeds.ReachAsync(screen.Fair, since, Context.ConnectionAborted);",
            "{ }",
            "WatchingTests"
        ),
    ];

    /// <summary>Seconds that these tests wait for what has to come: without a guard it never does.</summary>
    private const int Patience = 20;

    public static TheoryData<string> Names => [.. Guards.Select(g => g.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_guard_is_still_there(string name)
    {
        var guard = Guards.Single(m => m.Name == name);
        BrokenHub.AssertHas(name, guard.File, guard.Is);
    }

    [Fact(Explicit = true)]
    [Needs(Need.Process)]
    public async Task A_whole_hub_passes()
    {
        var (code, said) = await RunAsync(HubProcess.Server, [.. Guards.Select(g => g.SeenBy).Distinct()]);
        Assert.True(code == 0, said);
    }

    [Theory(Explicit = true), MemberData(nameof(Names))]
    [Needs(Need.Process)]
    public async Task A_hub_without_a_guard_fails(string name)
    {
        Assert.SkipUnless(BrokenHub.IsWanted(name), "another was asked for");
        var (_, file, piece, becomes, seenBy) = Guards.Single(m => m.Name == name);
        using var hub = await BrokenHub.BuildAsync(file, piece, becomes);
        var (_, said) = await RunAsync(hub.Server, seenBy);
        var failed = Failed().Match(said);
        Assert.True(failed.Success, said);
        if (Environment.GetEnvironmentVariable("HUB_FAULTS_LOG") is { } log)
            await File.AppendAllLinesAsync(log, [$"{name}: seen by {failed.Groups[1].Value}"]);
    }

    /// <summary>Runs classes of these tests on another hub.</summary>
    private static async Task<(int Code, string Said)> RunAsync(string server, params string[] classes)
    {
        // beside the tests, so that links instead of copies will do
        var folder = Path.Combine(Repository.Root, "Hub.Tests", "bin", $"broken-{Guid.NewGuid():N}");
        try
        {
            await BrokenHub.RunAsync("cp", "-al", AppContext.BaseDirectory, folder);
            var dll = Path.Combine(folder, "Hub.Server.dll");
            File.Delete(dll);
            File.Copy(server, dll);
            return await BrokenHub.TryRunAsync(
                "env",
                [
                    $"HUB_TEST_PATIENCE={Patience}",
                    "dotnet",
                    Path.Combine(folder, "Hub.Tests.dll"),
                    .. classes.SelectMany(c => (string[])["-class", $"*.{c}"]),
                ]
            );
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"Hub\.Tests\.([\w.]+).* \[FAIL\]")]
    private static partial Regex Failed();
}
