using System.Collections.Immutable;
using Dapper;
using Hub.Features.Floor;
using Hub.Host;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Kernel.Stores;

/// <summary>Whatever becomes of the database's files: all that was answered is served, or it is said that something is
/// wrong.</summary>
public sealed class DamagedFilesTests : IDisposable
{
    private const int Seeds = 150;

    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private static readonly (string Name, Action<Random, string> Harm)[] Harms =
    [
        ("a byte is flipped", (r, f) => Change(f + "/hub.db", b => b[r.Next(b.Length)] ^= (byte)(1 << r.Next(8)))),
        ("a byte of the log is flipped", (r, f) => Change(f + "/hub.db-wal", b => b[r.Next(b.Length)] ^= 4)),
        ("a page is garbage", (r, f) => Change(f + "/hub.db", b => r.NextBytes(Page(r, b)))),
        ("a page is empty", (r, f) => Change(f + "/hub.db", b => Page(r, b).Clear())),
        ("a page is another one", (r, f) => Change(f + "/hub.db", b => Page(r, b).ToArray().CopyTo(Page(r, b)))),
        ("it is cut off", (r, f) => Cut(r, f + "/hub.db")),
        ("its log is cut off", (r, f) => Cut(r, f + "/hub.db-wal")),
        ("its log is gone", (_, f) => File.Delete(f + "/hub.db-wal")),
        ("it is an older copy", (_, f) => Older(f, log: false)),
        ("it is an older copy under a newer log", (_, f) => Older(f, log: true)),
        ("it is empty", (_, f) => File.WriteAllBytes(f + "/hub.db", [])),
        ("it is garbage", (r, f) => Change(f + "/hub.db", r.NextBytes)),
        ("what was answered is garbage", (r, f) => Change(f + "/hub.db.fair.witness", r.NextBytes)),
    ];

    [Fact]
    [Needs(Need.Time)]
    public async Task All_that_was_answered_is_served_or_it_is_said_that_something_is_wrong()
    {
        var (sound, whole) = (Path.Combine(_folder, "sound"), await MakeAsync());
        List<string> wrongs = [];
        var said = new Dictionary<string, int>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var (name, harm) = Harms[seed % Harms.Length];
            var folder = Path.Combine(_folder, $"{seed}");
            System.IO.Directory.CreateDirectory(folder);
            foreach (var file in System.IO.Directory.GetFiles(sound))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            harm(new Random(seed), folder);
            try
            {
                using var store = new SqliteStore(Path.Combine(folder, "hub.db"));
                await using var ledgers = new Ledgers(
                    store,
                    HubApp.Slices,
                    HubApp.Consequences,
                    TimeProvider.System,
                    NullLogger<FairLedger>.Instance
                );
                ledgers.OpenAll();
                if (Hash(ledgers[TestHub.Fair].Fair) != whole)
                    wrongs.Add($"{seed}, {name}: another state at {ledgers[TestHub.Fair].Fair.Offset} is served");
            }
            catch (Exception e) when (e is Refusal or DamagedException or StoreException)
            {
                Assert.NotEmpty(e.Message);
                said[name] = said.GetValueOrDefault(name) + 1;
            }
            catch (Exception e)
            {
                wrongs.Add($"{seed}, {name}: {e}");
            }
        }
        Assert.True(wrongs.Count == 0, string.Join('\n', wrongs));
        // these cannot be without loss
        Assert.All(
            (string[])["its log is gone", "it is an older copy", "it is empty", "it is garbage"],
            name =>
                Assert.Equal(
                    Harms
                        .Select((h, i) => (h, i))
                        .Sum(x => x.h.Name == name ? (Seeds - 1 - x.i) / Harms.Length + 1 : 0),
                    said[name]
                )
        );
    }

    /// <summary>A hub was there and was killed: some of its ledger is in the database, the rest in the log.</summary>
    /// <returns>The state that was answered.</returns>
    private async Task<string> MakeAsync()
    {
        await using var hub = await TestHub.WithFairAsync();
        System.IO.Directory.CreateDirectory(Path.Combine(_folder, "sound"));
        for (var i = 0; i < 60; i++)
        {
            await hub.AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
            if (i is not (20 or 40))
                continue;
            using (var db = new SqliteConnection($"Data Source={hub.Data}/hub.db;Pooling=false"))
            {
                db.Open();
                db.Execute("pragma wal_checkpoint(truncate)");
            }
            if (i == 20)
                File.Copy(Path.Combine(hub.Data, "hub.db"), Path.Combine(_folder, "older"));
        }
        foreach (var file in (string[])["hub.db", "hub.db-wal", "hub.db.fair.witness"])
            File.Copy(Path.Combine(hub.Data, file), Path.Combine(_folder, "sound", file));
        return Hash(hub.Ledger.Fair);
    }

    /// <summary>Personal data is not chained: see SECURITY.md.</summary>
    private static string Hash(Fair fair) =>
        $"{fair.Offset} "
        + Convert.ToHexString(StateHash.Of(fair with { People = ImmutableDictionary<string, Person>.Empty }));

    private static Span<byte> Page(Random random, byte[] bytes) =>
        bytes.AsSpan(4096 * random.Next(bytes.Length / 4096), 4096);

    private static void Change(string file, Action<byte[]> how)
    {
        var bytes = File.ReadAllBytes(file);
        how(bytes);
        File.WriteAllBytes(file, bytes);
    }

    private static void Cut(Random random, string file)
    {
        using var cut = File.OpenWrite(file);
        cut.SetLength(random.NextInt64(cut.Length));
    }

    private static void Older(string folder, bool log)
    {
        File.Copy(Path.Combine(folder, "..", "older"), folder + "/hub.db", overwrite: true);
        if (!log)
            File.Delete(folder + "/hub.db-wal");
    }
}
