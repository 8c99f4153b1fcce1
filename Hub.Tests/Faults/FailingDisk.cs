using System.Diagnostics;
using System.IO.MemoryMappedFiles;

namespace Hub.Tests.Faults;

/// <summary>A disk that fails a hub in a process of its own when it is told to: see FailingDisk.c.</summary>
internal sealed class FailingDisk : IDisposable
{
    /// <summary>Errors as Linux numbers them.</summary>
    public const int Broken = 5,
        Full = 28,
        ReadOnly = 30;

    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hub-disk-").FullName;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _said;

    private FailingDisk()
    {
        _file = MemoryMappedFile.CreateFromFile(Path.Combine(_folder, "said"), FileMode.Create, null, 20);
        _said = _file.CreateViewAccessor();
    }

    /// <summary>A test that has it is skipped where nothing can be compiled.</summary>
    public static async Task<FailingDisk> MakeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Libraries are loaded before others on Linux.");
        Assert.SkipUnless(File.Exists("/usr/bin/cc"), "There is no C compiler; ./test.sh installs one.");
        var disk = new FailingDisk();
        using var cc = Process.Start(
            new ProcessStartInfo(
                "/usr/bin/cc",
                [
                    "-shared",
                    "-fPIC",
                    "-Wall",
                    "-Werror",
                    "-o",
                    disk.Library,
                    Path.Combine(Repository.Root, "Hub.Tests", "Faults", "FailingDisk.c"),
                    "-ldl",
                ]
            )
            {
                RedirectStandardError = true,
            }
        )!;
        var said = await cc.StandardError.ReadToEndAsync();
        await cc.WaitForExitAsync();
        Assert.True(cc.ExitCode == 0, said);
        return disk;
    }

    /// <summary>For the hub that writes to it.</summary>
    public (string, string)[] Environment =>
        [("LD_PRELOAD", Library), ("HUB_TEST_DISK", Path.Combine(_folder, "said"))];

    /// <summary>Whether the write has failed that was to fail.</summary>
    public bool HasFailed => _said.ReadInt32(0) == 0;

    /// <summary>How many writes there were.</summary>
    public int Writes => _said.ReadInt32(12);

    private string Library => Path.Combine(_folder, "disk.so");

    /// <param name="nth">From now on, 1 is the next.</param>
    /// <param name="after">Every later one fails too.</param>
    public void Fail(int nth, int error, bool after = false)
    {
        _said.Write(4, error);
        _said.Write(8, after ? 1 : 0);
        _said.Write(0, nth);
    }

    /// <summary>Nothing can be opened to be written.</summary>
    public void Close(int error) => _said.Write(16, error);

    public void Heal()
    {
        _said.Write(0, 0);
        _said.Write(16, 0);
    }

    public void Dispose()
    {
        _said.Dispose();
        _file.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }
}
