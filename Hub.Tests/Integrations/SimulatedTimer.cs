using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Integrations;

/// <summary>A race timer as RotorHazard 4.4 is seen by its pages: Engine.IO 4 and Socket.IO 5 over a WebSocket, the
/// events and their shapes, and the order in which it sends them. Only what the bridge hears is here; crossings come
/// from the test instead of from radios. All methods may be called from one test at a time.</summary>
/// <remarks>Its order has traps: a race that is staged is announced with the start of the race before; a race that is
/// cleared is emptied before it is said to be over.</remarks>
internal sealed class SimulatedTimer : IAsyncDisposable
{
    private const int Ready = 0,
        Racing = 1,
        Done = 2,
        Staging = 3;

    private sealed record Pilot(int Id, string Callsign, string? Number);

    private sealed class Crossing
    {
        public int Number;
        public double Stamp,
            Time; // milliseconds
        public bool Deleted,
            Late;
    }

    private readonly Lock _one = new();
    private readonly Dictionary<int, (string Name, int?[] Pilots)> _heats = [];
    private readonly List<Pilot> _pilots = [];
    private readonly List<Channel<string>> _listeners = [];
    private readonly int _ping;
    private readonly bool _firstLap;
    private readonly int? _lapsToWin;
    private WebApplication _app = null!;
    private CancellationTokenSource _running = new();
    private bool _hangs;

    // the race
    private int _state = Ready,
        _heat;
    private double _clock = 104_233.218_764_532, // seconds since the machine was started
        _starts;
    private List<Crossing>[] _laps = [];
    private object? _last;
    private int _loads;

    private SimulatedTimer(int seats, int ping, bool firstLap, int? lapsToWin) =>
        (Seats, _ping, _firstLap, _lapsToWin, _laps) = (seats, ping, firstLap, lapsToWin, Empty(seats));

    public int Seats { get; }
    public Uri Url { get; private set; } = null!;

    /// <summary>How often somebody has asked it for data.</summary>
    public int Loads => Volatile.Read(ref _loads);

    public int Listeners
    {
        get
        {
            lock (_one)
                return _listeners.Count;
        }
    }

    /// <param name="ping">Milliseconds between two pings, and for which an answer may be out.</param>
    /// <param name="firstLap">The first crossing ends the first lap.</param>
    /// <param name="lapsToWin">Who has so many is done; what comes after it counts nothing.</param>
    public static async Task<SimulatedTimer> StartAsync(
        int seats = 4,
        int ping = 20_000,
        bool firstLap = false,
        int? lapsToWin = null
    )
    {
        var timer = new SimulatedTimer(seats, ping, firstLap, lapsToWin)
        {
            Url = new Uri($"http://127.0.0.1:{Ports.Free()}"),
        };
        await timer.OpenAsync();
        return timer;
    }

    /// <returns>The timer's number of the pilot, from 1.</returns>
    /// <param name="number">What an attribute <c>number</c> of the pilot says.</param>
    public int AddPilot(string callsign, string? number = null)
    {
        lock (_one)
        {
            _pilots.Add(new(_pilots.Count + 1, callsign, number));
            Tell("pilot_data", PilotData());
            return _pilots.Count;
        }
    }

    /// <param name="pilots">On the seats from 0 on; null: an empty seat.</param>
    /// <returns>The timer's number of the heat, from 1.</returns>
    public int AddHeat(string name, params int?[] pilots)
    {
        lock (_one)
        {
            _heats[_heats.Count + 1] = (name, pilots);
            Tell("heat_data", HeatData());
            return _heats.Count;
        }
    }

    /// <summary>Adds pilots by their callsigns and a heat of them, and makes it the current one.</summary>
    public int Heat(string name, params string?[] callsigns)
    {
        var heat = AddHeat(name, [.. callsigns.Select(c => c is null ? (int?)null : PilotOf(c))]);
        SetHeat(heat);
        return heat;
    }

    /// <param name="heat">0: practice.</param>
    public void SetHeat(int heat)
    {
        lock (_one)
        {
            Assert.Equal(Ready, _state);
            _heat = heat;
            Tell("current_laps", CurrentLaps());
            Tell("race_status", Status());
        }
    }

    /// <summary>A race is staged: it waits for its start signal.</summary>
    public void Stage()
    {
        lock (_one)
        {
            Assert.Equal(Ready, _state);
            _laps = Empty(Seats);
            _last = null;
            _state = Staging;
            Tell("current_laps", CurrentLaps());
            Tell("race_status", Status());
            _clock += 60.000_017;
            _starts = _clock;
            Tell("stage_ready", new { pi_starts_at_s = _starts, heat_id = _heat });
        }
    }

    /// <summary>The start signal of a race that is staged; or it is staged and started.</summary>
    public void StageRace()
    {
        if (_state != Staging)
            Stage();
        lock (_one)
        {
            _state = Racing;
            Tell("race_status", Status());
        }
    }

    /// <summary>A pilot flies through the gate.</summary>
    /// <param name="milliseconds">Since the start signal.</param>
    public void Cross(int seat, double milliseconds)
    {
        lock (_one)
        {
            Assert.Equal(Racing, _state);
            var (laps, seen) = (_laps[seat], _laps[seat].Where(c => !c.Deleted || c.Late).ToList());
            var number = laps.Count(c => !c.Deleted);
            var late = _lapsToWin is { } win && number + (_firstLap ? 1 : 0) > win;
            laps.Add(
                new()
                {
                    Number = number,
                    Stamp = milliseconds,
                    Time = number == 0 ? milliseconds : milliseconds - seen[^1].Stamp,
                    Deleted = late,
                    Late = late,
                }
            );
            Tell("current_laps", CurrentLaps());
        }
    }

    /// <param name="index">Of all that were heard on the seat, from 0, also those that are deleted.</param>
    public void DeleteLap(int seat, int index)
    {
        lock (_one)
        {
            _laps[seat][index].Deleted = true;
            var (number, before) = (0, 0d);
            foreach (var lap in _laps[seat].Where(c => !c.Deleted))
            {
                (lap.Number, lap.Time, before) = (number, lap.Stamp - before, lap.Stamp);
                number++;
            }
            Tell("current_laps", CurrentLaps());
        }
    }

    /// <summary>The race ends; of one that is staged still, it is called off.</summary>
    public void Stop()
    {
        lock (_one)
        {
            _state = _state == Staging ? Ready : Done;
            Tell("race_status", Status());
        }
    }

    /// <summary>The race is saved, or discarded, which looks alike from outside.</summary>
    public void Save()
    {
        lock (_one)
        {
            _last = Race();
            _laps = Empty(Seats);
            _state = Ready;
            Tell("current_laps", CurrentLaps());
            Tell("race_status", Status());
        }
    }

    /// <summary>It says nothing more to those who listen, and its connections stay open.</summary>
    public void Hang() => Volatile.Write(ref _hangs, true);

    /// <summary>Its connections break and are not taken; it goes on measuring.</summary>
    public async Task CutOffAsync()
    {
        await _running.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _hangs = false;
    }

    public Task ComeBackAsync() => OpenAsync();

    /// <summary>Its program is started again: the race that was on is lost, and its clock goes on.</summary>
    public async Task RestartAsync()
    {
        await CutOffAsync();
        (_state, _laps, _last, _starts) = (Ready, Empty(Seats), null, 0);
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CutOffAsync();
        _running.Dispose();
    }

    private int PilotOf(string callsign)
    {
        lock (_one)
            if (_pilots.Find(p => p.Callsign == callsign) is { } pilot)
                return pilot.Id;
        return AddPilot(callsign);
    }

    private async Task OpenAsync()
    {
        _running.Dispose();
        _running = new();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"{Url}");
        _app = builder.Build();
        _app.UseWebSockets(new() { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        _app.Map("/socket.io/", (Delegate)ServeAsync);
        await _app.StartAsync();
    }

    private async Task ServeAsync(HttpContext http)
    {
        Assert.Equal(("4", "websocket"), ($"{http.Request.Query["EIO"]}", $"{http.Request.Query["transport"]}"));
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var listener = Channel.CreateUnbounded<string>();
        listener.Writer.TryWrite(
            $"0{{\"sid\":\"a\",\"upgrades\":[],\"pingTimeout\":{_ping},\"pingInterval\":{_ping}}}"
        );
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_running.Token, http.RequestAborted);
        try
        {
            var ended = await Task.WhenAny(
                HearAsync(socket, listener, gone.Token),
                SayAsync(socket, listener.Reader, gone.Token),
                PingAsync(listener.Writer, gone.Token)
            );
            await gone.CancelAsync();
            await ended;
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException) { }
        finally
        {
            lock (_one)
                _listeners.Remove(listener);
        }
    }

    private async Task HearAsync(WebSocket socket, Channel<string> listener, CancellationToken stop)
    {
        var buffer = new byte[4096];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, stop);
            if (part.MessageType is WebSocketMessageType.Close)
                return;
            var packet = Encoding.UTF8.GetString(buffer, 0, part.Count);
            if (packet == "40")
                lock (_one)
                {
                    listener.Writer.TryWrite("40{\"sid\":\"b\"}");
                    _listeners.Add(listener);
                }
            else if (packet.StartsWith("42[\"load_data\"", StringComparison.Ordinal))
                Load(JsonSerializer.Deserialize<JsonElement>(packet[2..])[1], listener.Writer);
            else
                Assert.Equal("3", packet);
        }
    }

    private async Task SayAsync(WebSocket socket, ChannelReader<string> packets, CancellationToken stop)
    {
        await foreach (var packet in packets.ReadAllAsync(stop))
            if (!Volatile.Read(ref _hangs))
                await socket.SendAsync(Encoding.UTF8.GetBytes(packet), WebSocketMessageType.Text, true, stop);
    }

    private async Task PingAsync(ChannelWriter<string> to, CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(_ping, stop);
            to.TryWrite("2");
        }
    }

    private void Load(JsonElement asked, ChannelWriter<string> to)
    {
        lock (_one)
            foreach (var type in asked.GetProperty("load_types").EnumerateArray())
                to.TryWrite(
                    Event(
                        type.GetString()!,
                        type.GetString() switch
                        {
                            "current_laps" => CurrentLaps(),
                            "race_status" => Status(),
                            "heat_data" => HeatData(),
                            "pilot_data" => PilotData(),
                            var other => throw new InvalidOperationException(other),
                        }
                    )
                );
        Interlocked.Increment(ref _loads);
    }

    private void Tell(string name, object said)
    {
        foreach (var listener in _listeners)
            listener.Writer.TryWrite(Event(name, said));
    }

    private static string Event(string name, object said) => $"42[\"{name}\",{JsonSerializer.Serialize(said)}]";

    private object Status() =>
        new
        {
            race_status = _state,
            race_format_id = 1,
            race_heat_id = _heat,
            race_class_id = 0,
            unlimited_time = 1,
            race_time_sec = 0,
            staging_tones = 0,
            hide_stage_timer = false,
            pi_starts_at_s = _starts,
            pi_staging_at_s = _starts,
            show_init_time_flag = false,
            next_round = 1,
        };

    private object CurrentLaps() =>
        _last is null ? new { current = Race() } : new { current = Race(), last_race = _last };

    private object Race() =>
        new
        {
            node_index = Enumerable
                .Range(0, Seats)
                .Select(seat =>
                {
                    var pilot =
                        _heats.TryGetValue(_heat, out var heat)
                        && seat < heat.Pilots.Length
                        && heat.Pilots[seat] is { } id
                            ? _pilots[id - 1]
                            : null;
                    return new
                    {
                        laps = _laps[seat]
                            .Index()
                            .Where(l => !l.Item.Deleted || l.Item.Late)
                            .Select(l => new
                            {
                                lap_index = l.Index,
                                lap_number = l.Item.Late ? -1 : l.Item.Number + (_firstLap ? 1 : 0),
                                lap_raw = l.Item.Time,
                                lap_time = Shown(l.Item.Time),
                                lap_time_stamp = l.Item.Stamp,
                                splits = Array.Empty<object>(),
                                late_lap = l.Item.Late,
                            })
                            .ToArray(),
                        fastest_lap_index = (int?)null,
                        pilot = pilot is null
                            ? null
                            : new
                            {
                                id = pilot.Id,
                                name = "",
                                callsign = pilot.Callsign,
                            },
                        finished_flag = pilot is null ? null : (bool?)false,
                    };
                })
                .ToArray(),
        };

    private object HeatData() =>
        new
        {
            heats = _heats
                .Select(h => new
                {
                    id = h.Key,
                    displayname = h.Value.Name,
                    class_id = 0,
                })
                .ToArray(),
            attributes = Array.Empty<object>(),
        };

    private object PilotData() =>
        new
        {
            pilots = _pilots
                .Select(p => new
                {
                    pilot_id = p.Id,
                    callsign = p.Callsign,
                    name = "",
                    number = p.Number,
                })
                .ToArray(),
            attributes = Array.Empty<object>(),
        };

    /// <summary>As its pages show a time: to the millisecond.</summary>
    private static string Shown(double milliseconds) =>
        TimeSpan.FromMilliseconds(Math.Floor(milliseconds + 0.5)).ToString(@"m\:ss\.fff", CultureInfo.InvariantCulture);

    private static List<Crossing>[] Empty(int seats) =>
        [.. Enumerable.Range(0, seats).Select(_ => new List<Crossing>())];
}
