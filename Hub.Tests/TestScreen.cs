using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Hub.Tests;

/// <summary>A frame as it came.</summary>
internal sealed record Arrival(long Version, long From, int Rows, JsonElement Frame);

/// <summary>A real screen: a WebSocket, folds of frames, and it says what it has seen.</summary>
internal sealed class TestScreen : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly ConcurrentDictionary<string, (Fold Fold, List<Arrival> Frames)> _boards = [];

    private TestScreen(HubConnection connection)
    {
        _connection = connection;
        _connection.On<JsonElement>("Frame", TakeAsync);
        _connection.On<JsonElement>("Notice", n => Notices.Enqueue(n.GetProperty("code").GetString()!));
        _connection.Closed += _ =>
        {
            Closed = true;
            return Task.CompletedTask;
        };
    }

    public ConcurrentQueue<string> Notices { get; } = [];

    /// <summary>What a screen must never see: versions going back, frames that do not continue.</summary>
    public ConcurrentQueue<string> Wrongs { get; } = [];

    public bool Closed { get; private set; }

    public static async Task<TestScreen> ConnectAsync(
        Uri hub,
        string? secret = null,
        string kind = "wall",
        Guid? device = null
    )
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(
                new Uri(hub, $"/live?fair={TestHub.Fair}&kind={kind}&device={device}"),
                o =>
                {
                    (o.Transports, o.SkipNegotiation) = (HttpTransportType.WebSockets, true);
                    if (secret is not null)
                        o.Headers["Authorization"] = $"Bearer {secret}";
                }
            )
            .Build();
        var screen = new TestScreen(connection);
        await connection.StartAsync();
        return screen;
    }

    /// <param name="since">(node, version) that it still holds.</param>
    /// <param name="shown">(epoch, offset) that it has shown.</param>
    public Task WatchAsync(
        string board,
        (string Node, long Version)? since = null,
        (long Epoch, long Offset) shown = default
    )
    {
        _boards.TryAdd(board, (new Fold(), []));
        return _connection.InvokeAsync(
            "Watch",
            board,
            since is { } s
                ? new
                {
                    node = s.Node,
                    version = s.Version,
                    epoch = shown.Epoch,
                    offset = shown.Offset,
                }
                : null
        );
    }

    public Task UnwatchAsync(string board) => _connection.SendAsync("Unwatch", board);

    /// <summary>Watches, and waits for the rows.</summary>
    public async Task OpenAsync(string board)
    {
        await WatchAsync(board);
        await Eventually.TrueAsync(() => Frames(board).Count > 0, $"first frame of {board}");
    }

    public IReadOnlyList<Arrival> Frames(string board)
    {
        lock (_boards[board].Frames)
            return [.. _boards[board].Frames];
    }

    public SortedDictionary<string, string> Rows(string board)
    {
        lock (_boards[board].Frames)
            return new(_boards[board].Fold.Rows, StringComparer.Ordinal);
    }

    /// <summary>The rows that it shows, and the moment that they are of.</summary>
    public (SortedDictionary<string, string> Rows, DateTimeOffset At) Shown(string board)
    {
        lock (_boards[board].Frames)
            return (Rows(board), _boards[board].Fold.At);
    }

    public Fold Held(string board) => _boards[board].Fold;

    private async Task TakeAsync(JsonElement frame)
    {
        var board = frame.GetProperty("board").GetString()!;
        var (fold, frames) = _boards[board];
        bool fits;
        lock (frames)
        {
            var (node, version) = (fold.Node, fold.Version);
            fits = fold.Apply(frame);
            if (fits && node == fold.Node && fold.Version < version)
                Wrongs.Enqueue($"{board} went back from {version} to {fold.Version}");
            if (!fits)
                Wrongs.Enqueue($"{board}: a frame from {frame.GetProperty("from")} came to {version}");
            frames.Add(
                new Arrival(
                    frame.GetProperty("version").GetInt64(),
                    frame.GetProperty("from").GetInt64(),
                    frame.GetProperty("set").EnumerateObject().Count(),
                    frame
                )
            );
        }
        if (fits)
            await _connection.SendAsync("Seen", board, fold.Version);
        else
            await _connection.SendAsync("Watch", board, null);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
