using System.Diagnostics;
using System.Globalization;
using Hub.Tests;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>From the start of <c>dotnet run</c> to the first answer of the demo, each time with no database
/// yet.</summary>
internal static class StartBench
{
    public static async Task RunAsync(int rounds)
    {
        List<double> times = [];
        for (var round = 1; round <= rounds; round++)
        {
            using var folder = new Folder();
            var port = Ports.Free();
            var clock = Stopwatch.StartNew();
            using var hub = Hubs.Start(
                "run",
                "--no-build",
                "-c",
                "Release",
                "--project",
                "Hub.Server",
                "--",
                "demo",
                "--data",
                folder.Path,
                "--urls",
                string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")
            );
            try
            {
                await Hubs.AnswersAsync(port, hub);
            }
            finally
            {
                times.Add(clock.Elapsed.TotalSeconds);
                await Hubs.StopAsync(hub);
            }
            Say($"round {round}: {times[^1]:N2} s");
        }
        Say($"start {Spread(times, "N2")} s, goal ≤ 3");
    }
}
