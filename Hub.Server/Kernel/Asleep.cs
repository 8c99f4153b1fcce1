using System.Runtime.InteropServices;

namespace Hub.Kernel;

/// <summary>The time that a machine's timestamps have left out so far, because it slept. Only how it grows
/// counts.</summary>
public delegate TimeSpan Asleep();

/// <summary>A laptop's lid may be closed for half an hour: its time of day goes on then, and
/// <see cref="TimeProvider.GetTimestamp"/> stands still where .NET takes a clock that does.</summary>
internal static class Sleep
{
    /// <summary>Linux: CLOCK_BOOTTIME counts sleep, .NET's CLOCK_MONOTONIC does not. macOS: CLOCK_MONOTONIC_RAW does,
    /// .NET's CLOCK_UPTIME_RAW does not. On Windows the timestamps count it themselves.</summary>
    private static readonly int? Counting =
        OperatingSystem.IsLinux() ? 7
        : OperatingSystem.IsMacOS() ? 4
        : null;

    public static TimeSpan OfMachine() =>
        Counting is { } clock && Get(clock, out var up) == 0
            ? TimeSpan.FromSeconds(up.Seconds)
                + TimeSpan.FromTicks(up.Nanoseconds / TimeSpan.NanosecondsPerTick)
                - TimeProvider.System.GetElapsedTime(0)
            : TimeSpan.Zero;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int Get(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
