using System.Text.Json;

namespace Hub.Kernel;

/// <summary>What a process knows of the time of day, for the next one of the same run of the machine: the clock may
/// have leapt in between.</summary>
/// <param name="Origin">Ticks of the time of day when the machine's timestamps were zero.</param>
/// <param name="Since">On those timestamps: since when both have agreed.</param>
public sealed record ClockMark(long Origin, TimeSpan Since);

/// <summary>Keeps the mark in a file beside the database. What cannot be read or written is not known: nothing depends
/// on it but how much a start can notice.</summary>
public sealed class ClockFile(string path)
{
    /// <summary>Another one after each start of the machine, whose timestamps begin anew then; null where nobody says
    /// so.</summary>
    private static readonly string? Boot = Try(() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    public ClockMark? Read() =>
        Boot is not null
        && Try(() => JsonSerializer.Deserialize<Kept>(File.ReadAllText(path))) is { } kept
        && kept.Boot == Boot
            ? kept.Mark
            : null;

    /// <summary>Where the folder is not, none is made. The file is replaced as a whole: a full disk, or an end in that
    /// very moment, leaves the mark of before, which holds as well until somebody sets the clock.</summary>
    public void Write(ClockMark mark)
    {
        if (Boot is not null)
            Try(() =>
            {
                var part = path + ".part";
                // as the database beside it, it is its user's alone
                using (var file = OwnFiles.Open(part, FileMode.Create))
                    JsonSerializer.Serialize(file, new Kept(Boot, mark));
                File.Move(part, path, overwrite: true);
                return path;
            });
    }

    private static T? Try<T>(Func<T?> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private sealed record Kept(string Boot, ClockMark Mark);
}
