using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Hub.Tests.Faults;

/// <summary>A screen that comes back for ever, as the pages do, and looks at every frame: what it shows never goes back
/// within an epoch.</summary>
internal sealed class FaultScreen(FaultNode node, string[] boards, ConcurrentQueue<string> wrongs) : IAsyncDisposable
{
    private sealed class Held
    {
        public readonly Fold Fold = new();
        public (long Epoch, long Offset) Shown;
    }

    private readonly ConcurrentDictionary<string, Held> _held = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _living = Task.CompletedTask;
    private long _frames;

    public FaultNode Node => node;
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
        while (!_stop.IsCancellationRequested)
        {
            var ended = new TaskCompletionSource();
            await using var connection = new HubConnectionBuilder()
                .WithUrl(
                    new Uri(node.Url, $"/live?fair={TestHub.Fair}&kind=wall"),
                    o => (o.Transports, o.SkipNegotiation) = (HttpTransportType.WebSockets, true)
                )
                .WithServerTimeout(TimeSpan.FromSeconds(6))
                .Build();
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
                await ended.Task.WaitAsync(_stop.Token);
            }
            // not there, not ready or ended: it comes back
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
        var board = frame.GetProperty("board").GetString()!;
        var held = _held[board];
        var shows = (frame.GetProperty("epoch").GetInt64(), frame.GetProperty("offset").GetInt64());
        bool fits;
        lock (held)
        {
            if (shows.CompareTo(held.Shown) < 0)
                wrongs.Enqueue($"screen went back: {board} on {node.Name} from {held.Shown} to {shows}");
            fits = held.Fold.Apply(frame);
            if (fits)
                held.Shown = shows;
            else
                wrongs.Enqueue(
                    $"frame does not continue: {board} on {node.Name} from {frame.GetProperty("from")} came to "
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
