using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

/// <summary>Loaded into the process of a hub by the runtime (DOTNET_STARTUP_HOOKS, whence its name): its clock then
/// goes wrong by the seconds that stand in the file HUB_TEST_CLOCK.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("HUB_TEST_CLOCK") is { } file)
            DiagnosticListener.AllListeners.Subscribe(new Host(new WrongClock(file)));
    }

    private sealed class WrongClock(string file) : TimeProvider
    {
        private long _read;
        private double _off;

        public override DateTimeOffset GetUtcNow()
        {
            if (_read == 0 || GetElapsedTime(_read) > TimeSpan.FromMilliseconds(200))
                (_read, _off) = (GetTimestamp(), double.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture));
            return base.GetUtcNow().AddSeconds(_off);
        }
    }

    /// <summary>What the host tells those who want to change it before it is built.</summary>
    private sealed class Host(TimeProvider clock)
        : IObserver<DiagnosticListener>,
            IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener listener)
        {
            if (listener.Name is "Microsoft.Extensions.Hosting")
                listener.Subscribe(this);
        }

        public void OnNext(KeyValuePair<string, object?> told)
        {
            if (told is { Key: "HostBuilding", Value: IHostBuilder host })
                host.ConfigureServices(s => s.AddSingleton(clock));
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
