using System.Runtime.InteropServices;

namespace Hub.Cli;

/// <summary>The first signal (Ctrl-C, SIGTERM) begins the end of whoever serves, see <see cref="Draining"/>; a second
/// one does not wait for it.</summary>
internal sealed class SecondSignal : IDisposable
{
    private readonly PosixSignalRegistration _interrupt,
        _terminate;
    private int _heard;

    public SecondSignal() =>
        (_interrupt, _terminate) = (
            PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Hear(130)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Hear(143))
        );

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    /// <param name="code">As a shell says it: 128 and the signal.</param>
    private void Hear(int code)
    {
        if (Interlocked.Increment(ref _heard) > 1)
            Environment.Exit(code);
    }
}
