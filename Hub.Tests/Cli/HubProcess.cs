using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Hub.Tests.Cli;

/// <summary>The hub as a process of its own, as it is run on the day.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    /// <summary>The hub that these tests are built with.</summary>
    public static readonly string Server = Path.Combine(AppContext.BaseDirectory, "Hub.Server.dll");

    private readonly Process _process;

    private HubProcess(Process process) => _process = process;

    private readonly ConcurrentQueue<string> _said = [];

    /// <summary>The last lines of its log, once it serves.</summary>
    public IReadOnlyCollection<string> Said => _said;

    /// <summary>What it printed until it served.</summary>
    public string Printed { get; private set; } = "";
    public Uri Url { get; private set; } = null!;

    /// <summary>Starts it on a free port and waits until it says where it is.</summary>
    public static Task<HubProcess> ServeAsync(string data, params string[] more) =>
        StartAsync("Hub is at ", ["--urls", "http://127.0.0.1:0", "--data", data, .. more]);

    /// <summary>Starts a demo and waits until it has printed its links.</summary>
    public static Task<HubProcess> DemoAsync(string data, params string[] more) =>
        StartAsync("  组织台 desk ", ["demo", "--data", data, .. more]);

    /// <param name="ready">How the line begins that says where it is, the last that is waited for.</param>
    public static Task<HubProcess> StartAsync(
        string ready,
        string[] args,
        params (string Name, string Value)[] environment
    ) => StartAsync(ready, args, Server, environment);

    /// <param name="server">Another build of the hub than this one's.</param>
    public static async Task<HubProcess> StartAsync(
        string ready,
        string[] args,
        string server,
        params (string Name, string Value)[] environment
    )
    {
        var hub = new HubProcess(Start(server, args, environment));
        using var limit = new CancellationTokenSource(Eventually.Patience);
        while (await hub._process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            hub.Printed += line + "\n";
            if (!line.StartsWith(ready, StringComparison.Ordinal))
                continue;
            hub.Url = new Uri(new Uri(line[ready.Length..].Trim()), "/");
            _ = hub.HearAsync(hub._process.StandardOutput);
            _ = hub.HearAsync(hub._process.StandardError);
            return hub;
        }
        throw new InvalidOperationException(
            $"The hub did not start: {hub.Printed}{await hub._process.StandardError.ReadToEndAsync(limit.Token)}"
        );
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int Code, string Output)> RunAsync(params string[] args) => RunAsync([], args);

    public static async Task<(int Code, string Output)> RunAsync(
        (string Name, string Value)[] environment,
        params string[] args
    )
    {
        using var process = Start(Server, args, environment);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>SIGKILL: it gets no chance to do anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: it is asked to end.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndedAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>It hangs: it holds its connections and says nothing.</summary>
    public void Pause() => Signal("STOP");

    public void Resume() => Signal("CONT");

    /// <summary>What nobody read would fill the pipe.</summary>
    private async Task HearAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            _said.Enqueue(line);
            if (_said.Count > 100)
                _said.TryDequeue(out _);
        }
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{name} {_process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static Process Start(string server, string[] args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [server, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
