using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Hub.Tests.Faults;

/// <summary>A screen that comes back for ever, as the pages do, and looks at every frame: what it shows never goes back
/// within an epoch.</summary>
/// <param name="nodes">Those that it comes to, in turn: with several it roams.</param>
/// <param name="reads">How long it takes to read a frame.</param>
internal sealed class FaultScreen(
    IReadOnlyList<FaultNode> nodes,
    string[] boards,
    ConcurrentQueue<string> wrongs,
    TimeSpan reads = default
) : IAsyncDisposable
{
    /// <summary>How long one that roams stays.</summary>
    private static readonly TimeSpan Stays = TimeSpan.FromSeconds(2);

    private sealed class Held
    {
        public readonly Fold Fold = new();
        public (long Epoch, long Offset) Shown;
    }

    private readonly ConcurrentDictionary<string, Held> _held = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _living = Task.CompletedTask;
    private volatile HubConnection? _connection;
    private long _frames;

    /// <summary>Where it is.</summary>
    public FaultNode Node { get; private set; } = nodes[0];
    public long Frames => Interlocked.Read(ref _frames);

    public void Start() => _living = LiveAsync();

    /// <summary>The rows that it shows, and the offset and the moment that its last frame is of.</summary>
    public (SortedDictionary<string, string> Rows, long Offset, DateTimeOffset At) Shown(string board)
    {
        var held = _held.GetOrAdd(board, _ => new());
        lock (held)
            return (new(held.Fold.Rows, StringComparer.Ordinal), held.Fold.Offset, held.Fold.At);
    }

    private async Task LiveAsync()
    {
        for (var turn = 0; !_stop.IsCancellationRequested; turn++)
        {
            Node = nodes[turn % nodes.Count];
            var ended = new TaskCompletionSource();
            await using var connection = new HubConnectionBuilder()
                .WithUrl(
                    new Uri(Node.Url, $"/live?fair={TestHub.Fair}&kind=wall"),
                    o => (o.Transports, o.SkipNegotiation) = (HttpTransportType.WebSockets, true)
                )
                .WithServerTimeout(TimeSpan.FromSeconds(6))
                .Build();
            _connection = connection;
            connection.On<JsonElement>("Frame", frame => Take(connection, frame));
            connection.Closed += _ =>
            {
                ended.TrySetResult();
                return Task.CompletedTask;
            };
            try
            {
                await connection.StartAsync(_stop.Token);
                foreach (var board in boards)
                    await WatchAsync(connection, board);
                await ended.Task.WaitAsync(nodes.Count > 1 ? Stays : Timeout.InfiniteTimeSpan, _stop.Token);
            }
            // not there, not ready or ended, or it has stayed long enough: it comes back
            catch (Exception) when (!_stop.IsCancellationRequested) { }
            catch (OperationCanceledException) { }
            await Task.Delay(Random.Shared.Next(50, 200));
        }
    }

    private Task WatchAsync(HubConnection connection, string board)
    {
        var held = _held.GetOrAdd(board, _ => new());
        lock (held)
            return connection.InvokeAsync(
                "Watch",
                board,
                held.Fold.Node is null
                    ? null
                    : new
                    {
                        node = held.Fold.Node,
                        version = held.Fold.Version,
                        epoch = held.Shown.Epoch,
                        offset = held.Shown.Offset,
                    },
                _stop.Token
            );
    }

    private async Task Take(HubConnection connection, JsonElement frame)
    {
        // meanwhile nothing is taken from the socket
        await Task.Delay(reads);
        var board = frame.GetProperty("board").GetString()!;
        var held = _held[board];
        var shows = (frame.GetProperty("epoch").GetInt64(), frame.GetProperty("offset").GetInt64());
        bool fits;
        lock (held)
        {
            // what it was still reading from where it was before is thrown away
            if (connection != _connection)
                return;
            if (shows.CompareTo(held.Shown) < 0)
                wrongs.Enqueue($"screen went back: {board} on {Node.Name} from {held.Shown} to {shows}");
            fits = held.Fold.Apply(frame);
            if (fits)
                held.Shown = shows;
            else
                wrongs.Enqueue(
                    $"frame does not continue: {board} on {Node.Name} from {frame.GetProperty("from")} came to "
                        + $"{held.Fold.Version}"
                );
        }
        Interlocked.Increment(ref _frames);
        try
        {
            if (fits)
                await connection.SendAsync("Seen", board, held.Fold.Version);
            else
                await connection.SendAsync("Watch", board, null);
        }
        catch (Exception e) when (e is InvalidOperationException or OperationCanceledException or IOException) { }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _living;
        _stop.Dispose();
    }
}
