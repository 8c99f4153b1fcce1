using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;

namespace Hub.Bench;

/// <summary>A hub in a process of its own.</summary>
internal static class Hubs
{
    /// <summary>The repository that this program was built in.</summary>
    public static string Root { get; } = FindRoot();

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        // nobody reads what it says, and a full pipe would stop it
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>The server's own build of the same configuration as this program's.</summary>
    public static string Server =>
        Path.Combine(
            Root,
            "Hub.Server",
            "bin",
            Path.GetRelativePath(Path.Combine(Root, "Hub.Bench", "bin"), AppContext.BaseDirectory),
            "Hub.Server.dll"
        );

    /// <summary>Asks until the hub answers.</summary>
    /// <exception cref="TimeoutException">Not within 60 s, or its process has ended.</exception>
    public static async Task AnswersAsync(int port, Process process)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        for (
            var clock = Stopwatch.StartNew();
            clock.Elapsed < TimeSpan.FromSeconds(60) && !process.HasExited;
            await Task.Delay(5)
        )
            try
            {
                (await http.GetAsync($"http://127.0.0.1:{port}/health")).EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException e) when (e.InnerException is SocketException) { }
        throw new TimeoutException($"The hub on port {port} does not answer.");
    }

    /// <summary>The offset of a fair.</summary>
    public static async Task<long> OffsetAsync(int port, string fair)
    {
        using var http = new HttpClient();
        using var health = JsonDocument.Parse(await http.GetStringAsync($"http://127.0.0.1:{port}/health"));
        return health.RootElement.GetProperty("fairs").GetProperty(fair).GetInt64();
    }

    /// <summary>Never blocks: this may be the thread that hears what the hub last says.</summary>
    public static Task StopAsync(Process process)
    {
        process.Kill(entireProcessTree: true);
        return process.WaitForExitAsync();
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("This program runs in a build of the repository.");
    }
}
