using System.Collections.Concurrent;
using Hub.Ledger;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Live;

/// <summary>A live connection that watches boards.</summary>
/// <param name="kind"><c>wall</c>, <c>tablet</c> or <c>phone</c>.</param>
internal sealed class Screen(HubConnectionContext connection, string fair, Asker asker, string kind)
{
    public HubConnectionContext Connection => connection;
    public LiveSocket Socket { get; } = connection.Features.Get<LiveSocket>()!;
    public string Fair => fair;
    public Asker Asker => asker;
    public string Kind => kind;

    /// <summary>Its cadence: at most one frame of a board in this time.</summary>
    public TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(kind is "phone" ? 500 : 100);

    public ConcurrentDictionary<string, Watch> Watches { get; } = [];
}
