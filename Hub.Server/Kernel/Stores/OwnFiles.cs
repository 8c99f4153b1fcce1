using System.Runtime.Versioning;

namespace Hub.Kernel.Stores;

/// <summary>The hub's files are for its own user alone: personal data is in them. On Windows a file has the rights of
/// its folder, and nothing is done here.</summary>
public static class OwnFiles
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes an empty file, with its folder, unless it is there. SQLite gives the files beside its database
    /// the same rights.</summary>
    public static void Make(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Mine | UnixFileMode.UserExecute);
        if (File.Exists(path))
            return;
        var made = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
        };
        if (!OperatingSystem.IsWindows())
            made.UnixCreateMode = Mine;
        new FileStream(path, made).Dispose();
    }

    /// <summary>Takes from everybody else what an older hub, or a copy, has given them: the database and the files
    /// whose names begin with its own, and the folder when nothing else is in it.</summary>
    /// <returns>A line for each that others could read until now, or still can.</returns>
    public static IReadOnlyList<string> Tighten(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (OperatingSystem.IsWindows())
            return [];
        var all = Directory.GetFileSystemEntries(folder);
        var ours = Array.FindAll(
            all,
            f => Path.GetFileName(f).StartsWith(Path.GetFileName(path), StringComparison.Ordinal)
        );
        return [.. (ours.Length == all.Length ? [folder, .. ours] : ours).Where(IsOpen).Select(Close)];
    }

    [UnsupportedOSPlatform("windows")]
    private static bool IsOpen(string entry) => (File.GetUnixFileMode(entry) & ~(Mine | UnixFileMode.UserExecute)) != 0;

    [UnsupportedOSPlatform("windows")]
    private static string Close(string entry)
    {
        try
        {
            File.SetUnixFileMode(entry, File.GetUnixFileMode(entry) & (Mine | UnixFileMode.UserExecute));
            return $"Others could read {entry}: no more.";
        }
        catch (UnauthorizedAccessException)
        {
            return $"Others can read {entry}, which belongs to another user.";
        }
    }
}
