using System.Diagnostics;
using Hub.Sheets;

namespace Hub.Bench;

/// <summary>What a hostile file costs: seconds and the most memory, each in a process of its own.</summary>
internal static class WeaponsBench
{
    /// <param name="size">From 0.01 to 1: as large as an import takes.</param>
    public static async Task RunAsync(double size)
    {
        Figures.Say($"files as weapons: at most 2 s and 200 MB above an idle process ({size:0.##} of full size)");
        var folder = Directory.CreateTempSubdirectory("hub-weapons-");
        try
        {
            foreach (var (i, weapon) in Weapon.All.Index())
            {
                var file = Path.Combine(folder.FullName, $"{i}");
                await File.WriteAllBytesAsync(file, weapon.Make(size));
                using var child = Process.Start(
                    new ProcessStartInfo(Environment.ProcessPath!, [.. Self(), "weapon", file])
                    {
                        RedirectStandardOutput = true,
                    }
                )!;
                var said = await child.StandardOutput.ReadToEndAsync();
                await child.WaitForExitAsync();
                Console.WriteLine($"  {weapon.Name, -48} {new FileInfo(file).Length / 1e6, 6:0.0} MB: {said.Trim()}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>In the child: reads one file as an import does.</summary>
    public static void Read(string path)
    {
        var file = File.ReadAllBytes(path);
        // what is read first pays for the code itself
        Sheet.Read("企业名称\n甲公司\n"u8.ToArray(), "warm.csv");
        var before = Peak();
        var watch = Stopwatch.StartNew();
        string said;
        try
        {
            var read = Roster.Read(RosterKind.Employers, Sheet.Read(file, "weapon"));
            said = $"{read.Employers.Count:N0} taken, {read.Refused.Count:N0} refused";
        }
        catch (UnreadableRosterException e)
        {
            said = e.Message;
        }
        Console.WriteLine($"{watch.Elapsed.TotalSeconds:0.00} s, {Peak() - before:N0} MB: {said}");
    }

    private static long Peak()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 >> 20;
    }

    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [typeof(WeaponsBench).Assembly.Location]
            : [];
}
