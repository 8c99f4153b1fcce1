using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Hub.Tests.Faults;

/// <summary><c>run-cluster.sh</c>: nodes behind nginx, as they are run on one machine.</summary>
[Needs(Need.Process)]
public class ClusterTests
{
    [Fact]
    public async Task One_of_two_nodes_dies_and_what_comes_through_nginx_goes_on()
    {
        await using var cluster = await Cluster.StartAsync();
        using var organizer = cluster.Organizer();
        using var import = await organizer.SendAsync(
            HttpMethod.Post,
            "imports?kind=employers&apply=true",
            new StringContent("企业名称,展位\n朝阳重工,A1\n", Encoding.UTF8, "text/csv")
        );
        Assert.Equal(HttpStatusCode.OK, import.StatusCode);
        await BothShowAsync("\"here\":0,");
        await organizer.VisitAsync("first", "A1");
        // nginx gives a command a key that has none; and the hub knows by which address it was met
        using var issued = await organizer.Http.PostAsJsonAsync("badges", new { role = "display", label = "hall" });
        Assert.StartsWith(
            $"{cluster.Url}enter#",
            (await issued.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()
        );
        await BothShowAsync("\"here\":1,");

        // it gives each of two screens another node
        await using var one = await TestScreen.ConnectAsync(cluster.Url);
        await one.OpenAsync("floor");
        await using var other = await TestScreen.ConnectAsync(cluster.Url);
        await other.OpenAsync("floor");
        Assert.NotEqual(one.Held("floor").Node, other.Held("floor").Node);

        await cluster.KillNodeAsync(one.Held("floor").Node!);
        for (var i = 0; i < 20; i++)
            await organizer.VisitAsync($"p{i}", "A1");
        await Eventually.TrueAsync(
            () => other.Rows("floor")["A1"].Contains("\"here\":21,"),
            "the other node's screen goes on"
        );
        Assert.Empty(other.Wrongs);
        await Eventually.TrueAsync(() => one.Closed, "the dead node's screen knows");
        await using var again = await TestScreen.ConnectAsync(cluster.Url);
        await again.OpenAsync("floor");
        Assert.Contains("\"here\":21,", again.Rows("floor")["A1"]);

        foreach (var kept in (string[])["/metrics", "/health/state", "/Health/State"])
            Assert.Equal(HttpStatusCode.NotFound, (await organizer.Http.GetAsync(kept)).StatusCode);
        Assert.Equal(0, await cluster.EndAsync());

        // nginx asks them in turn
        async Task BothShowAsync(string expected)
        {
            var nodes = new HashSet<string>();
            await Eventually.TrueAsync(
                async () =>
                {
                    var floor = await organizer.Http.GetFromJsonAsync<JsonElement>("boards/floor");
                    if (floor.GetProperty("rows").GetRawText().Contains(expected))
                        nodes.Add(floor.GetProperty("node").GetString()!);
                    return nodes.Count == 2;
                },
                $"both nodes show {expected}"
            );
        }
    }

    [Fact]
    public async Task A_node_that_ends_sends_its_screens_through_nginx_to_the_other()
    {
        await using var cluster = await Cluster.StartAsync();
        var screens = new List<TestScreen>();
        for (var i = 0; i < 4; i++)
        {
            screens.Add(await TestScreen.ConnectAsync(cluster.Url));
            await screens[i].OpenAsync("totals");
        }
        var (ends, stays) = (
            screens[0].Held("totals").Node!,
            screens.Select(s => s.Held("totals").Node!).Distinct().Last()
        );
        Assert.NotEqual(ends, stays);
        var leaving = screens.Where(s => s.Held("totals").Node == ends).ToArray();
        using var node = await cluster.NodeAsync(ends);
        using (var term = Process.Start("/bin/sh", ["-c", $"kill -TERM {node.Id}"]))
            await term.WaitForExitAsync();

        await Eventually.TrueAsync(() => leaving.Any(s => s.Closed), "the first is sent away");
        // it still listens, and has fewer screens than the other
        await using var again = await TestScreen.ConnectAsync(cluster.Url);
        await again.OpenAsync("totals");
        Assert.Equal(stays, again.Held("totals").Node);
        await Eventually.TrueAsync(() => leaving.All(s => s.Closed), "all are sent away");
        Assert.All(leaving, s => Assert.Equal(["node-draining"], s.Notices));
        Assert.All(screens.Except(leaving), s => Assert.False(s.Closed));
        await node.WaitForExitAsync().WaitAsync(Eventually.Patience);
        foreach (var screen in screens)
            await screen.DisposeAsync();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_before_anything_starts()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var cluster = new Cluster([], ("HUB_REDIS_PORT", $"{port}"));
        Assert.Equal(
            (1, $"run-cluster: port {port} is taken: end what listens there, or set HUB_REDIS_PORT."),
            await cluster.FailsAsync()
        );
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(cluster.Folder));
    }

    [Fact]
    public async Task When_a_node_does_not_start_what_had_started_is_ended()
    {
        await using var cluster = new Cluster([], ("HUB_DLL", Path.Combine(AppContext.BaseDirectory, "openapi.json")));
        var (code, said) = await cluster.FailsAsync();
        Assert.Equal(1, code);
        Assert.Contains("run-cluster: node1 does not start.", said);
        Assert.False(File.Exists(Path.Combine(cluster.Folder, "postgres", "postmaster.pid")));
    }
}

/// <summary>A cluster on free ports, in a folder of its own.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly Process _script;
    private readonly int _node = Ports.Free(2);
    private readonly StringBuilder _said = new();

    public Cluster(string[] args, params (string Name, string Value)[] environment)
    {
        foreach (var program in (string[])["/usr/sbin/nginx", "/usr/bin/redis-server", "/usr/lib/postgresql"])
            Assert.SkipUnless(
                Path.Exists(program),
                $"{Path.GetFileName(program)} is not installed; ./test.sh installs it."
            );
        // PostgreSQL runs as a user of its own
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                Folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute
            );
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "run-cluster.sh"), args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var (name, value) in ((string, string)[])
                [
                    ("HUB_PORT", $"{Url.Port}"),
                    ("HUB_NODE_PORT", $"{_node}"),
                    ("HUB_POSTGRES_PORT", $"{Ports.Free()}"),
                    ("HUB_REDIS_PORT", $"{Ports.Free()}"),
                    ("HUB_DATA", Folder),
                    ("HUB_DLL", Path.Combine(AppContext.BaseDirectory, "Hub.Server.dll")),
                    .. environment,
                ]
        )
            start.Environment[name] = value;
        _script = Process.Start(start)!;
        _script.OutputDataReceived += (_, line) => Say(line.Data);
        _script.ErrorDataReceived += (_, line) => Say(line.Data);
        _script.BeginOutputReadLine();
        _script.BeginErrorReadLine();
    }

    public string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("hub-cluster-").FullName;
    public Uri Url { get; } = new($"http://localhost:{Ports.Free()}");

    private string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public static async Task<Cluster> StartAsync(params string[] args)
    {
        var cluster = new Cluster(args);
        await Eventually.TrueAsync(
            () => cluster.Said.Contains("Hub is at") || cluster._script.HasExited,
            "the cluster serves"
        );
        Assert.False(cluster._script.HasExited, cluster.Said);
        return cluster;
    }

    public Client Organizer() =>
        new(new Uri(Url, $"/api/fairs/{TestHub.Fair}/"), Said.Split("/enter#")[1].Split('\n')[0], null);

    /// <summary>SIGKILL to the node that calls itself this in its frames.</summary>
    public async Task KillNodeAsync(string node)
    {
        using var process = await NodeAsync(node);
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Eventually.Patience);
    }

    /// <summary>The process of the node that calls itself this in its frames.</summary>
    public async Task<Process> NodeAsync(string node)
    {
        using var http = new HttpClient();
        foreach (var port in (int[])[_node, _node + 1])
        {
            var floor = await http.GetFromJsonAsync<JsonElement>(
                $"http://127.0.0.1:{port}/api/fairs/{TestHub.Fair}/boards/floor"
            );
            if (floor.GetProperty("node").GetString() != node)
                continue;
            return Process.GetProcessById(
                Started(_script.Id)
                    .Single(p => File.ReadAllText($"/proc/{p}/cmdline").Contains($"\0http://127.0.0.1:{port}\0"))
            );
        }
        throw new InvalidOperationException($"No node is {node}.");
    }

    /// <summary>Ctrl-C, or as near as a test can come.</summary>
    /// <returns>Its exit code; nothing that it had started is left.</returns>
    public async Task<int> EndAsync()
    {
        var started = Started(_script.Id).ToArray();
        Assert.True(started.Length > 4);
        using var term = Process.Start("/bin/sh", ["-c", $"kill -TERM {_script.Id}"]);
        await _script.WaitForExitAsync().WaitAsync(Eventually.Patience);
        Assert.DoesNotContain(started, p => Path.Exists($"/proc/{p}"));
        return _script.ExitCode;
    }

    /// <returns>Its exit code and what it said.</returns>
    public async Task<(int Code, string Said)> FailsAsync()
    {
        await _script.WaitForExitAsync().WaitAsync(Eventually.Patience);
        return (_script.ExitCode, Said.Trim());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_script.HasExited)
            await EndAsync();
        _script.Dispose();
        System.IO.Directory.Delete(Folder, recursive: true);
    }

    private void Say(string? line)
    {
        lock (_said)
            _said.Append(line).Append('\n');
    }

    private static IEnumerable<int> Started(int process) =>
        File.ReadAllText($"/proc/{process}/task/{process}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(int.Parse)
            .SelectMany(child => Started(child).Prepend(child));
}
