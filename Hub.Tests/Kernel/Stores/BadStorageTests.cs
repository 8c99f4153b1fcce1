using System.Net;
using System.Runtime.CompilerServices;
using Hub.Features.Floor;
using Microsoft.Data.Sqlite;

namespace Hub.Tests.Kernel.Stores;

public class BadStorageTests
{
    [Fact]
    public async Task A_locked_database_refuses_commands_for_now_and_screens_stay_up()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var screen = await hub.ScreenAsync();
        await screen.OpenAsync("floor");
        var before = hub.Offset;
        await using (var other = new SqliteConnection($"Data Source={hub.Data}/hub.db;Pooling=false"))
        {
            await other.OpenAsync();
            Execute(other, "begin exclusive");
            await RefusedAsync(hub, before);
            var beats = screen.Frames("floor").Count;
            await Eventually.TrueAsync(() => screen.Frames("floor").Count > beats, "a heartbeat while locked");
            Execute(other, "rollback");
        }
        await GoesOnAsync(hub, screen, before);
    }

    [Fact]
    public async Task A_full_disk_refuses_commands_for_now_and_screens_stay_up()
    {
        await using var hub = await TestHub.WithFairAsync();
        await using var screen = await hub.ScreenAsync();
        await screen.OpenAsync("floor");
        // SQLite's own limit gives the same SQLITE_FULL as a full disk
        var writer = Writer((SqliteStore)hub.Store);
        Execute(writer, "pragma max_page_count = 1");
        for (var i = 0; i < 2_000; i++)
            try
            {
                await hub.AskAsync(new RecordVisit(new($"fill{i}"), new("A1"), Way.In));
            }
            catch (Refusal)
            {
                break;
            }
        var before = hub.Offset;
        await RefusedAsync(hub, before);
        Execute(writer, "pragma max_page_count = 1000000");
        await GoesOnAsync(hub, screen, before);
    }

    private static async Task RefusedAsync(TestHub hub, long before)
    {
        using var answer = await hub.Organizer.PostAsync("visits", Client.Visit("p1", "B1"));
        var problem = await Problem.Of(answer);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "ledger-unavailable", true),
            (problem.Status, problem.Code, problem.Retry)
        );
        Assert.NotNull(answer.Headers.RetryAfter);
        using (var ready = await hub.Anonymous.Http.GetAsync("/health/ready"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            Assert.Contains("unwritable", await ready.Content.ReadAsStringAsync());
        }
        Assert.Equal(before, hub.Offset);
        Assert.Contains("B1", (await hub.Anonymous.RowsAsync("floor")).Keys);
    }

    private static async Task GoesOnAsync(TestHub hub, TestScreen screen, long before)
    {
        // by itself: nobody sends a command where it is not ready
        await Eventually.TrueAsync(
            async () => (await hub.Anonymous.Http.GetAsync("/health/ready")).IsSuccessStatusCode,
            "it is ready again"
        );
        Assert.Equal((before, before), (hub.Offset, hub.Store.Head(TestHub.Fair).Offset));
        await Eventually.TrueAsync(
            async () => (await hub.Organizer.PostAsync("visits", Client.Visit("late", "B1"))).IsSuccessStatusCode,
            "commands go on"
        );
        Assert.Equal(before + 1, hub.Offset);
        Assert.Equal((before + 1, null), hub.Store.Verify(TestHub.Fair));
        await Eventually.TrueAsync(() => screen.Rows("floor")["B1"].Contains("\"here\":1"), "the visit on the screen");
        Assert.Empty(screen.Wrongs);
    }

    private static void Execute(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_writer")]
    private static extern ref SqliteConnection Writer(SqliteStore store);
}
