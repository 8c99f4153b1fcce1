using System.Runtime.Versioning;

namespace Hub.Kernel;

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
        Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();
    }

    /// <summary>Opens a file to be written, which is made for the hub's user alone.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share = FileShare.Read)
    {
        var made = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.Write,
            Share = share,
        };
        if (!OperatingSystem.IsWindows())
            made.UnixCreateMode = Mine;
        return new FileStream(path, made);
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
        List<string> said = [];
        foreach (var entry in ours.Length == all.Length ? (string[])[folder, .. ours] : ours)
            if (Close(entry) is { } line)
                said.Add(line);
        return said;
    }

    [UnsupportedOSPlatform("windows")]
    private static string? Close(string entry)
    {
        try
        {
            var (has, may) = (File.GetUnixFileMode(entry), Mine | UnixFileMode.UserExecute);
            if ((has & ~may) == 0)
                return null;
            File.SetUnixFileMode(entry, has & may);
            return $"Others could read {entry}: no more.";
        }
        catch (UnauthorizedAccessException)
        {
            return $"Others can read {entry}, which belongs to another user.";
        }
        catch (FileNotFoundException)
        {
            // another process has ended, and its log with it
            return null;
        }
    }
}
