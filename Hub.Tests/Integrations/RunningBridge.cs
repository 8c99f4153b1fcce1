using Hub.RotorHazard;

namespace Hub.Tests.Integrations;

/// <summary>The bridge in this process, on an outbox in a folder of its own.</summary>
internal sealed class RunningBridge : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly StringWriter _text = new();
    private readonly TextWriter _said;
    private readonly Task<int> _running;

    private RunningBridge(SimulatedTimer timer, Uri laps, Numbers? numbers, Places? places, string badge)
    {
        _said = TextWriter.Synchronized(_text);
        _running = Running.ForRealAsync(
            timer.Url,
            laps,
            badge,
            numbers ?? new Numbers(),
            places ?? new Places(),
            Path.Combine(Folder.FullName, "outbox.json"),
            new Say(_said, chinese: false),
            _stop.Token
        );
    }

    public DirectoryInfo Folder { get; } = System.IO.Directory.CreateTempSubdirectory("hub-test-");

    public string Said
    {
        get
        {
            lock (_said)
                return _text.ToString();
        }
    }

    /// <summary>Starts it and waits until the timer has answered it.</summary>
    public static Task<RunningBridge> StartAsync(
        SimulatedTimer timer,
        LapsEndpoint hub,
        Numbers? numbers = null,
        Places? places = null,
        string badge = LapsEndpoint.Badge
    ) => StartAsync(timer, hub.Laps, badge, numbers, places);

    /// <param name="laps">Where a hub takes laps.</param>
    public static async Task<RunningBridge> StartAsync(
        SimulatedTimer timer,
        Uri laps,
        string badge,
        Numbers? numbers = null,
        Places? places = null
    )
    {
        var loads = timer.Loads;
        var bridge = new RunningBridge(timer, laps, numbers, places, badge);
        await Eventually.TrueAsync(() => timer.Loads > loads, "the bridge has asked the timer");
        return bridge;
    }

    public Task SaysAsync(string what) =>
        Eventually.TrueAsync(() => Said.Contains(what, StringComparison.Ordinal), what);

    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _stop.CancelAsync();
        return await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _stop.Dispose();
        Folder.Delete(recursive: true);
    }
}
