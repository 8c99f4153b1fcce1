using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Kernel.Live;

/// <summary>What a screen says that it is. The names are on the wire.</summary>
public enum ScreenKind
{
    Phone,
    Tablet,
    Wall,
}

/// <summary>A live connection that watches boards.</summary>
/// <param name="since">When it connected, UTC.</param>
/// <param name="device">The browser that it runs in, as that calls itself; null when it does not say.</param>
internal sealed class Screen(
    HubConnectionContext connection,
    string fair,
    Asker asker,
    ScreenKind kind,
    DateTimeOffset since,
    Guid? device
)
{
    public HubConnectionContext Connection => connection;
    public LiveSocket Socket { get; } = connection.Features.Get<LiveSocket>()!;
    public string Fair => fair;
    public Asker Asker => asker;
    public ScreenKind Kind => kind;
    public DateTimeOffset Since => since;
    public Guid? Device => device;

    /// <summary>Its cadence: at most one frame of a board in this time.</summary>
    public TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(kind is ScreenKind.Phone ? 500 : 100);

    public ConcurrentDictionary<string, Watch> Watches { get; } = [];
}
