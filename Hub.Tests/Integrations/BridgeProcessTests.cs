using System.Diagnostics;
using System.Text;

namespace Hub.Tests.Integrations;

/// <summary>The bridge as a race director runs it: the program itself.</summary>
[Needs(Need.Process)]
public class BridgeProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("hub-test-");
    private readonly List<Process> _started = [];

    [Fact]
    public async Task Killed_in_a_race_while_the_hub_is_away_it_goes_on_where_it_was()
    {
        await using var timer = await SimulatedTimer.StartAsync();
        await using var hub = await LapsEndpoint.StartAsync();
        timer.Heat("Heat 1", "07", "11");
        var running = Start(timer, hub);
        await Eventually.TrueAsync(() => timer.Listeners == 1, "it listens");
        timer.StageRace();
        timer.Cross(0, 400);
        await Eventually.TrueAsync(() => Newest(hub) == ("07:0.4: 11:-:", false), "the first crossing");
        await hub.GoAsync();
        timer.Cross(0, 31_400.25);
        await Eventually.TrueAsync(() => Kept().Contains("31.00025", StringComparison.Ordinal), "the lap is on disk");
        running.Kill();
        await running.WaitForExitAsync();

        // the rest of the race is flown and cleared while nobody listens
        timer.Cross(1, 900);
        timer.Cross(0, 62_400.25);
        timer.Stop();
        timer.Save();
        await hub.ComeBackAsync();
        var again = Start(timer, hub);
        await Eventually.TrueAsync(() => Newest(hub) == ("07:0.4:31.00025,31 11:0.9:", true), "the end");
        Assert.Single(hub.Taken.Select(t => t.GetProperty("run").GetString()).Distinct());

        await Eventually.TrueAsync(() => Kept().Contains("\"Waiting\":[]", StringComparison.Ordinal), "it is answered");
        await TerminateAsync(again);
        Assert.Equal(0, again.ExitCode);
    }

    [Fact]
    public async Task Told_to_end_it_says_by_its_code_that_something_was_not_sent()
    {
        await using var timer = await SimulatedTimer.StartAsync();
        await using var hub = await LapsEndpoint.StartAsync();
        timer.Heat("Heat 1", "07");
        await hub.GoAsync();
        var running = Start(timer, hub);
        await Eventually.TrueAsync(() => timer.Listeners == 1, "it listens");
        timer.StageRace();
        await Eventually.TrueAsync(
            () => Kept().Contains("\\u002207\\u0022", StringComparison.Ordinal),
            "it is on disk"
        );
        await TerminateAsync(running);
        Assert.Equal(2, running.ExitCode);
    }

    [Fact]
    public async Task Settings_that_are_wrong_end_it_at_once()
    {
        string[] where = ["--hub", "http://127.0.0.1:9/", "--fair", "fair", "--contest", "drone", "--lang", "en"];
        Assert.Equal((1, true), await FailsAsync(where, badge: null, "HUB_BADGE"));
        Assert.Equal((1, true), await FailsAsync([.. where, "--pilots", "none.csv"], "a", "none.csv"));
        Assert.Equal((1, true), await FailsAsync(["--fair", "fair"], "a", "--hub"));
        Assert.Equal((1, true), await FailsAsync([.. where, "--timer", "timer:5000"], "a", "--timer"));
        var pilots = Path.Combine(_folder.FullName, "pilots.csv");
        await File.WriteAllTextAsync(pilots, "callsign,number\nFalcon,07\nHeron,07\n");
        Assert.Equal((1, true), await FailsAsync([.. where, "--pilots", pilots], "a", "pilots.csv:3"));
    }

    [Fact]
    public async Task A_dry_run_prints_what_would_be_sent_and_needs_no_badge()
    {
        await using var timer = await SimulatedTimer.StartAsync();
        await using var hub = await LapsEndpoint.StartAsync();
        timer.Heat("Heat 1", "07");
        var running = Start(timer, hub, badge: null, "--dry-run");
        await Eventually.TrueAsync(() => timer.Listeners == 1, "it listens");
        timer.StageRace();
        timer.Cross(0, 400);
        using var limit = new CancellationTokenSource(Eventually.Patience);
        string? line;
        do line = await running.StandardOutput.ReadLineAsync(limit.Token);
        while (line?.Contains("\"start\":0.4", StringComparison.Ordinal) is false);
        Assert.StartsWith("{\"stage\":null,\"heat\":null,\"run\":\"", line);
        Assert.Equal(0, hub.Tries);
    }

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private static (string, bool)? Newest(LapsEndpoint hub) =>
        hub.Newest is { } newest ? BridgeTests.Shown(newest) : null;

    private string Outbox => Path.Combine(_folder.FullName, "outbox.json");

    private string Kept() => File.Exists(Outbox) ? File.ReadAllText(Outbox) : "";

    private Process Start(SimulatedTimer timer, LapsEndpoint hub) => Start(timer, hub, LapsEndpoint.Badge);

    private Process Start(SimulatedTimer timer, LapsEndpoint hub, string? badge, params string[] more) =>
        Start(
            [
                .. (string[])["--timer", $"{timer.Url}", "--hub", $"{hub.Url}", "--fair", "fair", "--contest", "drone"],
                "--outbox",
                Outbox,
                "--lang",
                "en",
                .. more,
            ],
            badge
        );

    private async Task<(int Code, bool Says)> FailsAsync(string[] args, string? badge, string says)
    {
        var running = Start(args, badge);
        var (output, error) = (running.StandardOutput.ReadToEndAsync(), running.StandardError.ReadToEndAsync());
        await running.WaitForExitAsync();
        return (running.ExitCode, (await output + await error).Contains(says, StringComparison.Ordinal));
    }

    private static async Task TerminateAsync(Process process)
    {
        using (var kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {process.Id}"]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    private Process Start(string[] args, string? badge)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Hub.RotorHazard.Outbox).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("HUB_BADGE");
        if (badge is not null)
            start.Environment["HUB_BADGE"] = badge;
        var process = Process.Start(start)!;
        _started.Add(process);
        return process;
    }
}
