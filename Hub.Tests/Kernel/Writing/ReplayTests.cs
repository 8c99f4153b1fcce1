using Hub.Features.Contest;
using Hub.Features.Floor;
using Hub.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Kernel.Writing;

public sealed class ReplayTests : IDisposable
{
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

    public void Dispose() => System.IO.Directory.Delete(_data, recursive: true);

    private static readonly string[] Boards = ["floor", "totals", "booth/A1", "leaderboard/drone", "marks/drone/J1"];

    [Fact]
    public async Task After_a_restart_every_board_shows_the_same_rows()
    {
        // the hour says how many are likely still there
        await using var hub = await TestHub.StillAsync();
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
            await hub.AskAsync(
                new RecordVisit(
                    new($"p{random.Next(40)}"),
                    new(random.GetItems(["A1", "A2", "B1"], 1)[0]),
                    random.Next(3) == 0 ? Way.Out : Way.In
                )
            );
        foreach (var seat in new[] { "J1", "J2" })
            for (var c = 1; c <= 3; c++)
                await hub.AskAsync(
                    new EnterMark(new("drone"), new(seat), new(c.ToString()), "speed", c + (seat is "J1" ? 0.5m : 0))
                );

        var before = await RowsAsync(hub);
        Assert.Contains(before, r => r.Key.StartsWith("booth/A1", StringComparison.Ordinal));
        await hub.RestartAsync();
        Assert.Equal(before, await RowsAsync(hub));
        Assert.Null(hub.Store.Verify(TestHub.Fair).Broken);
    }

    [Fact]
    public async Task What_another_process_appends_is_folded_within_half_a_second()
    {
        await using var hub = await TestHub.StillAsync();
        await using var screen = await hub.ScreenAsync();
        await screen.OpenAsync("totals");
        using var store = new SqliteStore(Path.Combine(hub.Data, "hub.db"));
        await using var beside = new Ledgers(
            store,
            Story.Kinds,
            HubApp.Consequences,
            new FakeTimeProvider(Story.Morning),
            Microsoft.Extensions.Logging.Abstractions.NullLogger<FairLedger>.Instance
        );
        beside.OpenAll();

        await beside[TestHub.Fair]
            .AskAsync(Guid.NewGuid(), Asker.System, new RecordVisit(new("theirs"), new("A1"), Way.In));
        Assert.DoesNotContain("theirs", hub.Ledger.Fair.Floor.Passes.Keys.Select(x => x.Text));
        hub.Pass(0.5);
        await Eventually.TrueAsync(() => hub.Ledger.Fair.Floor.Passes.ContainsKey(new("theirs")), "their visit here");
        await Eventually.TrueAsync(
            () => screen.Rows("totals")["fair"].Contains("\"here\":1"),
            "their visit on the screen"
        );
    }

    [Fact]
    public async Task Two_processes_that_write_at_once_never_use_an_offset_twice()
    {
        // each waits for the other as long as it takes
        SqliteStore Store() => new(Path.Combine(_data, "hub.db"), (int)Eventually.Patience.TotalSeconds);
        await using var hub = await TestHub.WithFairAsync(_data, s => s.AddSingleton<IStore>(_ => Store()));
        using var store = Store();
        await using var beside = new Ledgers(
            store,
            Story.Kinds,
            HubApp.Consequences,
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<FairLedger>.Instance
        );
        beside.OpenAll();
        var before = hub.Offset;

        async Task<List<long>> Ask(FairLedger ledger, string name)
        {
            var offsets = new List<long>();
            for (var i = 0; i < 100; i++)
                offsets.Add(
                    (
                        await ledger.AskAsync(
                            Guid.NewGuid(),
                            Asker.System,
                            new RecordVisit(new($"{name}{i}"), new("A1"), Way.In)
                        )
                    ).Offset
                );
            return offsets;
        }
        var all = await Task.WhenAll(
            Task.Run(() => Ask(hub.Ledger, "a")),
            Task.Run(() => Ask(beside[TestHub.Fair], "b"))
        );

        Assert.Equal(Enumerable.Range(1, 200).Select(i => before + i), all.SelectMany(o => o).Order());
        Assert.Equal((before + 200, null), hub.Store.Verify(TestHub.Fair));
        await Eventually.TrueAsync(
            () => hub.Ledger.Fair.Floor.Here == 200 && beside[TestHub.Fair].Fair.Floor.Here == 200,
            "both show all"
        );
    }

    private static async Task<List<KeyValuePair<string, string>>> RowsAsync(TestHub hub)
    {
        var all = new List<KeyValuePair<string, string>>();
        foreach (var board in Boards)
            all.AddRange(
                (await hub.Organizer.RowsAsync(board)).Select(r => KeyValuePair.Create($"{board} {r.Key}", r.Value))
            );
        return all;
    }
}
