using Hub.Features.Floor;

namespace Hub.Tests.Faults;

/// <summary>A PostgreSQL that comes back with less than was answered, as after a failover to a replica that
/// lagged.</summary>
[Needs(Need.Service)]
public sealed class FailoverTests(Services services) : IDisposable
{
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

    public void Dispose() => System.IO.Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task What_was_answered_before_it_is_noticed_by_a_node_that_starts_and_goes_on_when_somebody_says_so()
    {
        var database = await services.DatabaseAsync();
        Head kept,
            answered;
        await using (var hub = await StartAsync(asItIs: false))
        {
            await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
            kept = hub.Ledger.Fair.Head;
            await hub.AskAsync(new RecordVisit(new("p2"), new("A1"), Way.In));
            await hub.AskAsync(new RecordVisit(new("p3"), new("A1"), Way.In));
            answered = hub.Ledger.Fair.Head;
            Assert.Equal(answered, hub.Store.Witness!.Of(TestHub.Fair));
        }
        await PostgresServer.PutBackAsync(database, kept);
        await using var again = await StartAsync(asItIs: true);
        var damage = again.Ledgers.Damaged[TestHub.Fair];
        Assert.Equal(Damage.Lost(kept.Offset, answered.Offset), damage);
        Assert.Contains("verify --accept", damage.ToDo);

        again.Store.NewEpoch(TestHub.Fair, answered.Epoch);
        await Eventually.TrueAsync(() => again.Ledgers.Damaged.Count == 0, "it goes on");
        Assert.Equal(kept.Offset + 1, (await again.AskAsync(new RecordVisit(new("p4"), new("A1"), Way.In))).Offset);
        Assert.Null(again.Store.Verify(TestHub.Fair).Broken);

        Task<TestHub> StartAsync(bool asItIs) =>
            asItIs
                ? TestHub.AsItIsAsync(_data, settings: $"--ConnectionStrings:Postgres={database}")
                : TestHub.WithFairAsync(_data, settings: $"--ConnectionStrings:Postgres={database}");
    }
}
