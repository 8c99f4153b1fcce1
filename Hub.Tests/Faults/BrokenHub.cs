using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Hub.Tests.Faults;

/// <summary>The hub with one piece of its source changed, built in a folder of its own.</summary>
internal sealed class BrokenHub : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hub-mutant-").FullName;

    private BrokenHub() { }

    public string Server => Path.Combine(_folder, "out", "Hub.Server.dll");

    /// <summary>Whether this one is to be broken: all are, unless a pattern says which.</summary>
    public static bool IsWanted(string name) =>
        Regex.IsMatch(name, Environment.GetEnvironmentVariable("HUB_MUTANTS") ?? "");

    /// <param name="file">A file of the hub's source, wherever it lies.</param>
    /// <param name="piece">See <see cref="AssertHas"/>.</param>
    public static async Task<BrokenHub> BuildAsync(string file, string piece, string becomes)
    {
        var hub = new BrokenHub();
        try
        {
            var (root, folder) = (Repository.Root, hub._folder);
            await RunAsync(
                "cp",
                ["-r", Path.Combine(root, "Hub.Server"), .. System.IO.Directory.GetFiles(root), folder]
            );
            foreach (var made in (string[])["obj", "bin"])
                System.IO.Directory.Delete(Path.Combine(folder, "Hub.Server", made), recursive: true);
            await RunAsync("ln", "-s", Path.Combine(root, "Hub.Client.Web"), folder);
            var path = Source(folder, file);
            await File.WriteAllTextAsync(path, Places(piece).Replace(await File.ReadAllTextAsync(path), _ => becomes));
            await RunAsync(
                "dotnet",
                "build",
                Path.Combine(folder, "Hub.Server"),
                "--nologo",
                "-v",
                "quiet",
                "-p:TreatWarningsAsErrors=false",
                "-p:RunAnalyzers=false",
                "-o",
                Path.Combine(folder, "out")
            );
            return hub;
        }
        catch
        {
            hub.Dispose();
            throw;
        }
    }

    /// <summary>A piece, word for word, stands once in a file of the hub, however its lines are broken.</summary>
    /// <param name="name">What is broken there.</param>
    public static void AssertHas(string name, string file, string piece)
    {
        var found = Places(piece).Count(File.ReadAllText(Source(Repository.Root, file)));
        Assert.True(found == 1, $"{file} has {found} times what \"{name}\" breaks; name the new piece there: {piece}");
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code and what it said.</returns>
    public static async Task<(int Code, string Said)> TryRunAsync(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        // hubs of this process have said how sockets wake their threads, which tests elsewhere must not (SocketThreads)
        foreach (var set in start.Environment.Keys.Where(k => k.StartsWith("DOTNET_SYSTEM_NET_SOCKETS_")).ToList())
            start.Environment.Remove(set);
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    public static async Task RunAsync(string program, params string[] args)
    {
        var (code, said) = await TryRunAsync(program, args);
        Assert.True(code == 0, said);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private static Regex Places(string piece) => new(Regex.Escape(piece).Replace("\\ ", "\\s+"));

    private static string Source(string root, string file) =>
        System.IO.Directory.GetFiles(Path.Combine(root, "Hub.Server"), file, SearchOption.AllDirectories).Single();
}

/// <summary>What breaks the hub on purpose takes the whole machine, one after the other.</summary>
[CollectionDefinition(nameof(Mutants), DisableParallelization = true)]
public sealed class Mutants;
