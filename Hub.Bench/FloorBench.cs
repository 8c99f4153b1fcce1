using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Hub.Features.Access;
using Hub.Features.Floor;
using Hub.Tests;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>A full hall: so many scans a second, half of them without a check-out, while phones watch the floor; and
/// what a visitor costs in memory.</summary>
internal static partial class FloorBench
{
    private const int Tablets = 128,
        Visitors = 20_000;

    public static async Task RunAsync(int perSecond, int phones, TimeSpan warm, TimeSpan measured)
    {
        Memory();
        using var folder = new Folder();
        using (var store = new SqliteStore(folder.Database))
        {
            var made = new MadeFair(store, "bench", TimeProvider.System.GetUtcNow());
            made.Open();
            for (var i = 0; i < Tablets; i++)
                made.Badge(Role.Organizer, PostingClient.Secret(i));
            made.Commit();
        }
        var port = Ports.Free();
        using var hub = Hubs.Start(
            Hubs.Server,
            "--data",
            folder.Path,
            "--urls",
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")
        );
        using var stop = new CancellationTokenSource();
        try
        {
            await Hubs.AnswersAsync(port, hub);
            var watching = new Phone[phones];
            for (var i = 0; i < phones; i++)
                watching[i] = await Phone.OpenAsync(port, stop.Token);
            var scans = new ConcurrentQueue<(double Milliseconds, bool Granted, long Offset, long At)>();
            var (began, cpu, clock) = (DateTimeOffset.MinValue, TimeSpan.Zero, Stopwatch.StartNew());
            await Task.WhenAll(
                Enumerable
                    .Range(0, Tablets)
                    .Select(tablet =>
                        Task.Run(async () =>
                        {
                            using var http = new HttpClient
                            {
                                BaseAddress = new Uri($"http://127.0.0.1:{port}/"),
                                DefaultRequestHeaders = { Authorization = new("Bearer", PostingClient.Secret(tablet)) },
                            };
                            var random = new Random(tablet);
                            for (var n = 0; ; n++)
                            {
                                var due = TimeSpan.FromSeconds((n + tablet / (double)Tablets) * Tablets / perSecond);
                                if (due > warm + measured)
                                    break;
                                if (due - clock.Elapsed is var early && early > TimeSpan.Zero)
                                    await Task.Delay(early);
                                var since = Stopwatch.GetTimestamp();
                                using var answer = await http.PostAsJsonAsync(
                                    "api/fairs/bench/visits",
                                    new
                                    {
                                        pass = $"V-{random.Next(2_000)}",
                                        booth = MadeFair.Booth(random.Next(MadeFair.Booths)),
                                        way = random.Next(4) == 0 ? "out" : "in",
                                        at = DateTimeOffset.FromUnixTimeMilliseconds(
                                            TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()
                                        ),
                                    }
                                );
                                var receipt = answer.IsSuccessStatusCode
                                    ? await answer.Content.ReadFromJsonAsync<Receipt>()
                                    : null;
                                if (due >= warm)
                                    scans.Enqueue(
                                        (
                                            Stopwatch.GetElapsedTime(since).TotalMilliseconds,
                                            receipt is not null,
                                            receipt?.Offset ?? 0,
                                            Stopwatch.GetTimestamp()
                                        )
                                    );
                                else if (tablet == 0)
                                    (cpu, began) = (Cpu(hub), TimeProvider.System.GetUtcNow());
                            }
                        })
                    )
            );
            var (seconds, used) = ((TimeProvider.System.GetUtcNow() - began).TotalSeconds, Cpu(hub) - cpu);
            await Task.Delay(1_000);
            await stop.CancelAsync();
            double[] times = [.. scans.Select(s => s.Milliseconds).Order()];
            double[] ages =
            [
                .. watching.SelectMany(p => p.Ages).Where(a => a.At >= began).Select(a => a.Milliseconds).Order(),
            ];
            // from the answer until a phone shows it: what was gathered comes with the next frame
            var shown = new List<double>();
            foreach (var phone in watching.Take(20))
            {
                var frames = phone.Frames.OrderBy(f => f.Offset).ToArray();
                foreach (var scan in scans.Where(s => s.Granted).Take(5_000))
                {
                    var i = Array.FindIndex(frames, f => f.Offset >= scan.Offset);
                    if (i >= 0)
                        shown.Add(Math.Max(0, Stopwatch.GetElapsedTime(scan.At, frames[i].At).TotalMilliseconds));
                }
            }
            shown.Sort();
            hub.Refresh();
            Say(
                $"{times.Length / measured.TotalSeconds:N0} scans/s for {measured.TotalSeconds:N0} s with {phones} "
                    + $"phones: {scans.Count(s => !s.Granted)} refused, goal 0; answered p50 {At(times, 50):N2} ms, "
                    + $"p99 "
                    + $"{At(times, 99):N1} ms"
            );
            Say(
                $"a frame is p50 {At(ages, 50):N0} ms, p99 {At(ages, 99):N0} ms old when a phone gets it "
                    + $"({ages.Length:N0} frames, {watching.Average(p => p.Bytes) / measured.TotalSeconds / 1024:N1} "
                    + $"KB/s "
                    + $"a phone), goal p99 ≤ 500"
            );
            Say(
                $"from the answer to a scan until a phone shows it: p50 {At([.. shown], 50):N0} ms, p99 "
                    + $"{At([.. shown], 99):N0} ms"
            );
            Say($"server CPU {used.TotalSeconds / seconds:N2} cores, memory {hub.WorkingSet64 / 1048576.0:N0} MB");
        }
        finally
        {
            await stop.CancelAsync();
            await Hubs.StopAsync(hub);
        }
    }

    /// <summary>What the state of a fair grows by with a visitor that has a pass and makes 12 visits, half of them
    /// checked out.</summary>
    private static void Memory()
    {
        var (day, at) = (new DateOnly(2026, 6, 6), new DateTimeOffset(2026, 6, 6, 9, 0, 0, TimeSpan.FromHours(8)));
        Slice floor = FloorSlice.Empty,
            access = AccessSlice.Kind.Empty;
        var random = new Random(1);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Visitors; i++)
        {
            var pass = PassCode.NewPass();
            access = access.Then(new PassMade(pass, PassCode.HashText(PassCode.New())), at);
            var facts = new List<Entry>();
            for (var v = 0; v < 18; v++)
                facts.Add(
                    new Entry(
                        0,
                        at.AddMinutes(v * 20 + random.NextDouble()),
                        "",
                        Guid.Empty,
                        0,
                        "floor",
                        new VisitRecorded(
                            new(new string(pass.Text)),
                            new(MadeFair.Booth(random.Next(MadeFair.Booths))),
                            v % 3 != 2,
                            day
                        )
                    )
                );
            floor = floor.Then(facts);
        }
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Say(
            $"{(after - before) / (double)Visitors:N0} bytes a visitor with a pass and 18 scans, goal ≤ 1,536 "
                + $"({((FloorSlice)floor).People + ((AccessSlice)access).Passes.Count:N0})"
        );
    }

    private static double At(double[] sorted, int percent) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];

    private static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>A phone that shows the floor and says what it shows.</summary>
    private sealed partial class Phone
    {
        private readonly ClientWebSocket _socket = new();

        public ConcurrentQueue<(DateTimeOffset At, double Milliseconds)> Ages { get; } = [];
        public ConcurrentQueue<(long Offset, long At)> Frames { get; } = [];
        public long Bytes { get; private set; }

        public static async Task<Phone> OpenAsync(int port, CancellationToken stop)
        {
            var phone = new Phone();
            await phone._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/live?fair=bench&kind=phone"), stop);
            await phone.SendAsync("""{"protocol":"json","version":1}""", stop);
            await phone.SendAsync("""{"type":1,"target":"Watch","arguments":["floor",null]}""", stop);
            _ = phone.ReadAsync(stop);
            return phone;
        }

        private async Task ReadAsync(CancellationToken stop)
        {
            var (buffer, message) = (new byte[64 * 1024], new MemoryStream());
            try
            {
                while (true)
                {
                    var part = await _socket.ReceiveAsync(buffer, stop);
                    Bytes += part.Count;
                    message.Write(buffer, 0, part.Count);
                    if (!part.EndOfMessage)
                        continue;
                    var text = Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)Math.Min(400, message.Length));
                    message.SetLength(0);
                    if (Frame().Match(text) is not { Success: true } frame)
                        continue;
                    var now = TimeProvider.System.GetUtcNow();
                    Ages.Enqueue(
                        (
                            now,
                            (
                                now - DateTimeOffset.Parse(frame.Groups[3].Value, CultureInfo.InvariantCulture)
                            ).TotalMilliseconds
                        )
                    );
                    Frames.Enqueue(
                        (long.Parse(frame.Groups[2].Value, CultureInfo.InvariantCulture), Stopwatch.GetTimestamp())
                    );
                    await SendAsync(
                        $$"""{"type":1,"target":"Seen","arguments":["floor",{{frame.Groups[1].Value}}]}""",
                        stop
                    );
                }
            }
            catch (Exception e) when (e is OperationCanceledException or WebSocketException) { }
        }

        private Task SendAsync(string text, CancellationToken stop) =>
            _socket.SendAsync(Encoding.UTF8.GetBytes(text + '\u001e'), WebSocketMessageType.Text, true, stop);

        [GeneratedRegex("\"version\":(\\d+).*?\"offset\":(\\d+),\"at\":\"([^\"]+)\"")]
        private static partial Regex Frame();
    }
}
