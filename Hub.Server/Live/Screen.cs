using System.Collections.Concurrent;
using Hub.Ledger;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Live;

/// <summary>A live connection that watches boards.</summary>
/// <param name="interval">Its cadence: at most one frame of a board in this time.</param>
internal sealed class Screen(HubConnectionContext connection, string fair, Asker asker, TimeSpan interval)
{
    public HubConnectionContext Connection => connection;
    public LiveSocket Socket { get; } = connection.Features.Get<LiveSocket>()!;
    public string Fair => fair;
    public Asker Asker => asker;
    public TimeSpan Interval => interval;
    public ConcurrentDictionary<string, Watch> Watches { get; } = [];
}
