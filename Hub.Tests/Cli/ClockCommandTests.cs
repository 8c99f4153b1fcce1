namespace Hub.Tests.Cli;

[Needs(Need.Process)]
public sealed class ClockCommandTests : IDisposable
{
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

    public void Dispose() => System.IO.Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Nothing_is_written_at_the_keyboard_while_the_clock_is_in_doubt()
    {
        long offset;
        await using (var hub = await TestHub.WithFairAsync(_data))
            offset = hub.Offset;
        Assert.Equal((0, true), await SaysAsync("Nothing speaks against the clock.", "clock"));
        // the clock was put forward by a day since a hub knew what time it is
        var file = new ClockFile(Path.Combine(_data, "hub.db.clock"));
        var mark = new WallClock(TimeProvider.System).Mark;
        file.Write(mark with { Origin = mark.Origin - TimeSpan.TicksPerDay });
        Assert.SkipWhen(file.Read() is null, "only Linux says which run of the machine it is");

        Assert.Equal((1, true), await SaysAsync("by the time that has passed it is", "badge", "organizer"));
        Assert.Equal((0, true), await SaysAsync("hub clock --right", "clock"));
        var backup = Path.Combine(_data, "backup");
        Assert.Equal((0, true), await SaysAsync("facts", "backup", backup));
        Assert.Equal((1, true), await SaysAsync("until somebody says", "restore", backup, "--replace"));
        Assert.Equal(offset, Offset());

        Assert.Equal((0, true), await SaysAsync("time goes on from here", "clock", "--right"));
        Assert.Equal((0, false), await SaysAsync("until somebody says", "badge", "organizer"));
        Assert.Equal(offset + 2, Offset());
        Assert.Equal((0, true), await SaysAsync("Nothing speaks against the clock.", "clock"));
    }

    private long Offset()
    {
        using var store = new SqliteStore(Path.Combine(_data, "hub.db"));
        return store.Head(TestHub.Fair).Offset;
    }

    /// <returns>Its exit code, and whether it said this.</returns>
    private async Task<(int, bool)> SaysAsync(string what, params string[] args)
    {
        var (code, output) = await HubProcess.RunAsync([.. args, "--data", _data]);
        return (code, output.Contains(what, StringComparison.Ordinal));
    }
}
