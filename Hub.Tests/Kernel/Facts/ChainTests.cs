using Hub.Features.Floor;
using Microsoft.Data.Sqlite;

namespace Hub.Tests.Kernel.Facts;

public class ChainTests
{
    [Fact]
    public async Task An_untouched_ledger_is_whole() => Assert.Equal((13, null), await AfterAsync(""));

    [Fact]
    public async Task A_changed_body_is_found() =>
        Assert.Equal(
            (7, "offset 8 was changed"),
            await AfterAsync("update facts set body = replace(body, 'A1', 'A2') where offset = 8")
        );

    [Fact]
    public async Task A_changed_actor_is_found() =>
        Assert.Equal((7, "offset 8 was changed"), await AfterAsync("update facts set actor = 'x' where offset = 8"));

    [Fact]
    public async Task A_changed_time_is_found() =>
        Assert.Equal((7, "offset 8 was changed"), await AfterAsync("update facts set at = at + 1 where offset = 8"));

    [Fact]
    public async Task A_removed_row_is_found() =>
        Assert.Equal((7, "offset 8 is missing, 9 follows"), await AfterAsync("delete from facts where offset = 8"));

    [Fact]
    public async Task A_removed_row_is_found_when_those_behind_move_up() =>
        Assert.Equal(
            (7, "offset 8 was changed"),
            await AfterAsync(
                "delete from facts where offset = 8; update facts set offset = -offset where offset > 8; update facts "
                    + "set offset = -offset - 1 where offset < 0"
            )
        );

    [Fact]
    public async Task Swapped_rows_are_found() =>
        Assert.Equal(
            (7, "offset 8 was changed"),
            await AfterAsync(
                "update facts set offset = -9 where offset = 8; update facts set offset = 8 where offset = 9; update "
                    + "facts set offset = 9 where offset = -9"
            )
        );

    private static async Task<(long, string?)> AfterAsync(string tamper)
    {
        await using var hub = await TestHub.WithFairAsync();
        for (var i = 0; hub.Offset < 13; i++)
            await hub.AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
        if (tamper is not "")
        {
            await using var db = new SqliteConnection($"Data Source={hub.Data}/hub.db;Pooling=false");
            await db.OpenAsync();
            await using var command = db.CreateCommand();
            command.CommandText = tamper;
            Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
        }
        return hub.Store.Verify(TestHub.Fair);
    }
}
