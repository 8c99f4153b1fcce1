using System.Text;
using System.Text.Json;
using Hub.Features.Contest;
using Microsoft.Data.Sqlite;

namespace Hub.Tests.Features.People;

public class ErasureTests
{
    [Fact]
    public async Task An_erased_person_is_gone_from_the_screens_and_from_the_disk_and_the_totals_stay()
    {
        await using var hub = await TestHub.StartAsync();
        var names = Enumerable.Range(1, 70).Select(i => $"欧阳选手{i:00}号某").ToArray();
        await hub.AskAsync(TestHub.Drone(names));
        foreach (var seat in new[] { "J1", "J2" })
            await hub.AskAsync(new EnterMark(new("drone"), new(seat), new("17"), "speed", 8.5m));
        await using var screen = await hub.ScreenAsync();
        await screen.OpenAsync("leaderboard/drone");
        Assert.Contains(names[16], screen.Rows("leaderboard/drone")["17"]);
        Assert.True(OnDisk(hub.Data, names[16]));
        var total = Total(screen);

        using var answer = await hub.Organizer.DeleteAsync("people/drone/17");
        Assert.True(answer.IsSuccessStatusCode);
        await hub.ConfirmAsync();

        await Eventually.TrueAsync(
            () => !screen.Rows("leaderboard/drone")["17"].Contains("欧阳"),
            "the name is off the screen"
        );
        Assert.Equal(total, Total(screen));
        Assert.NotEqual(0, total);
        Assert.DoesNotContain(names[16], (await hub.Anonymous.Http.GetStringAsync("contests/drone")));
        Assert.False(OnDisk(hub.Data, names[16]));
        Assert.True(OnDisk(hub.Data, names[15]));
        Assert.Null(hub.Store.Verify(TestHub.Fair).Broken);

        await hub.RestartAsync();
        var rows = await hub.Anonymous.RowsAsync("leaderboard/drone");
        Assert.DoesNotContain("欧阳", rows["17"]);
        Assert.Contains(names[17], rows["18"]);
    }

    [Fact]
    public async Task Nobody_is_erased_twice()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var first = await hub.Organizer.DeleteAsync("people/drone/2");
        Assert.True(first.IsSuccessStatusCode);
        await hub.ConfirmAsync();
        Assert.Equal("unknown-person", (await Problem.Of(await hub.Organizer.DeleteAsync("people/drone/2"))).Code);
    }

    [Fact]
    public async Task Who_was_erased_is_gone_from_the_disk_also_when_the_hub_was_killed_before_it_emptied_its_log()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var reader = new SqliteConnection($"Data Source={hub.Data}/hub.db;Pooling=false");
        await reader.OpenAsync();
        await using var reads = reader.BeginTransaction(deferred: true);
        await using var look = reader.CreateCommand();
        (look.Transaction, look.CommandText) = (reads, "select count(*) from people");
        await look.ExecuteScalarAsync();
        // while somebody reads from it, the log cannot be emptied
        using var answer = await hub.Organizer.DeleteAsync("people/drone/1");
        Assert.True(answer.IsSuccessStatusCode);
        await hub.ConfirmAsync();
        Assert.True(OnDisk(hub.Data, "张三丰"));

        var killed = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;
        foreach (var file in (string[])["hub.db", "hub.db-wal"])
            File.Copy(Path.Combine(hub.Data, file), Path.Combine(killed, file));
        using (var store = new SqliteStore(Path.Combine(killed, "hub.db")))
        {
            Assert.Equal(hub.Offset, store.Ends(TestHub.Fair).Head.Offset);
            // it serves: what is closed in good order is emptied anyway
            Assert.False(OnDisk(killed, "张三丰"));
            Assert.True(OnDisk(killed, "李四光"));
        }
        System.IO.Directory.Delete(killed, recursive: true);
    }

    private static decimal Total(TestScreen screen) =>
        JsonSerializer
            .Deserialize<JsonElement>(screen.Rows("leaderboard/drone")["17"])
            .GetProperty("total")
            .GetDecimal();

    /// <summary>Whether the name stands in any file of the database, as UTF-8 or as JSON escapes it.</summary>
    private static bool OnDisk(string data, string name)
    {
        var escaped = JsonSerializer.Serialize(name).Trim('"');
        return System
            .IO.Directory.GetFiles(data, "hub.db*")
            .Any(file =>
            {
                using var shared = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                var bytes = new byte[shared.Length];
                shared.ReadExactly(bytes);
                return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0
                    || bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(escaped)) >= 0;
            });
    }
}
