using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Hub.Tests.Cli;

namespace Hub.Tests.Kernel.Stores;

[Needs(Need.Process)]
public class KillTests
{
    private const int Scanners = 6,
        Kills = 6,
        Seed = 20240601;

    [Fact]
    public async Task Whenever_it_is_killed_every_answered_command_is_there_and_no_offset_is_used_twice()
    {
        var data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;
        string[] secrets;
        await using (var hub = await TestHub.WithFairAsync(data))
            secrets =
            [
                .. await Task.WhenAll(
                    Enumerable
                        .Range(0, Scanners)
                        .Select(async _ => (await hub.BadgeAsync(Role.Recruiter, booth: "A1")).Secret!)
                ),
            ];

        var random = new Random(Seed);
        var answered = new ConcurrentDictionary<Guid, (Receipt Receipt, int Scanner, string Pass)>();
        var unanswered = new ConcurrentDictionary<Guid, (int Scanner, string Pass)>();
        for (var kill = 0; kill <= Kills; kill++)
        {
            await using var process = await HubProcess.ServeAsync(data);
            using var http = new HttpClient { BaseAddress = new Uri(process.Url, $"/api/fairs/{TestHub.Fair}/") };

            // a repeat finds what was answered before: the newest of it, and some of the rest
            var all = answered.OrderByDescending(a => a.Value.Receipt.Offset).ToArray();
            foreach (
                var (id, (receipt, scanner, pass)) in all.Take(40)
                    .Concat(all.Skip(40).Where(_ => random.Next(all.Length) < 60))
            )
                Assert.Equal(receipt with { Repeated = true }, await VisitAsync(http, secrets[scanner], id, pass));
            // what was not answered is there or not: the repeat decides, once
            foreach (var (id, (scanner, pass)) in unanswered)
                answered[id] = (
                    await VisitAsync(http, secrets[scanner], id, pass) is { } late
                        ? late with
                        {
                            Repeated = false,
                        }
                        : throw new InvalidOperationException("not answered"),
                    scanner,
                    pass
                );
            unanswered.Clear();
            if (kill == Kills)
                break;

            var before = answered.Count;
            var running = Enumerable
                .Range(0, Scanners)
                .Select(scanner =>
                    Task.Run(async () =>
                    {
                        for (var i = 0; ; i++)
                        {
                            var (id, pass) = (Guid.NewGuid(), $"k{kill}-s{scanner}-{i}");
                            unanswered[id] = (scanner, pass);
                            Receipt? receipt;
                            try
                            {
                                receipt = await VisitAsync(http, secrets[scanner], id, pass);
                            }
                            catch (HttpRequestException)
                            {
                                return;
                            }
                            unanswered.TryRemove(id, out _);
                            // too fast: it was refused, and changed nothing
                            if (receipt is not null)
                                answered[id] = (receipt, scanner, pass);
                        }
                    })
                )
                .ToArray();
            var (watch, when) = (Stopwatch.StartNew(), TimeSpan.FromMilliseconds(random.Next(200, 1500)));
            await Eventually.TrueAsync(() => watch.Elapsed > when && answered.Count > before + 20, "its moment");
            await process.KillAsync();
            await Task.WhenAll(running);
        }

        var offsets = answered.Values.Select(a => a.Receipt.Offset).ToArray();
        Assert.Equal(offsets.Length, offsets.Distinct().Count());
        Assert.True(offsets.Length > Kills * 20);
        using (var store = new SqliteStore(Path.Combine(data, "hub.db")))
        {
            var rows = store.Read(TestHub.Fair, 0).ToArray();
            Assert.Equal((rows.Length, null), store.Verify(TestHub.Fair));
            Assert.Equal(Enumerable.Range(1, rows.Length).Select(i => (long)i), rows.Select(r => r.Offset));
            var byCommand = rows.ToLookup(r => r.Command, r => r.Offset);
            foreach (var (id, (receipt, _, _)) in answered)
                Assert.Equal([receipt.Offset], byCommand[id]);
        }
        Assert.Equal(0, (await HubProcess.RunAsync("verify", "--data", data)).Code);
        System.IO.Directory.Delete(data, recursive: true);
    }

    /// <returns>Null when the hub said that this is too fast.</returns>
    private static async Task<Receipt?> VisitAsync(HttpClient http, string secret, Guid id, string pass)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "visits")
        {
            Content = JsonContent.Create(
                new
                {
                    pass,
                    booth = "A1",
                    way = "in",
                }
            ),
            Headers = { Authorization = new("Bearer", secret) },
        };
        request.Headers.Add("Idempotency-Key", id.ToString());
        try
        {
            using var answer = await http.SendAsync(request);
            if ((int)answer.StatusCode == 429)
                return null;
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
            return await answer.Content.ReadFromJsonAsync<Receipt>();
        }
        catch (IOException e)
        {
            throw new HttpRequestException("cut off in the answer", e);
        }
    }
}
