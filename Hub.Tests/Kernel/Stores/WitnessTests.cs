using System.Net;
using Dapper;
using Hub.Features.Floor;
using Microsoft.Data.Sqlite;

namespace Hub.Tests.Kernel.Stores;

/// <summary>What was answered and is not in the ledger any more is noticed, however whole the ledger looks.</summary>
public sealed class WitnessTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_noted_is_told_and_a_torn_or_foreign_file_tells_nothing()
    {
        var (beside, head) = (Path.Combine(_folder, "hub.db"), new Head(12, [.. Enumerable.Repeat((byte)7, 32)], 3));
        var file = beside + ".fair.witness";
        using (var witness = new Witness(beside))
        {
            Assert.Equal((null, 0), (witness.Of("fair"), witness.Fairs.Count));
            witness.Note("fair", head with { Offset = 11 });
            witness.Note("fair", head);
            witness.Note("other", Head.None);
            witness.Flush("fair");
            witness.Flush("nobody");
            Assert.Equal(head, witness.Of("fair"));
            Assert.Equal(["fair", "other"], witness.Fairs);
        }
        var line = File.ReadAllText(file);
        using var again = new Witness(beside);
        Assert.Equal(head, again.Of("fair"));
        foreach (var torn in (string[])[line[..^2], line.Replace("offset 0", "offset 1"), "", "garbage"])
        {
            File.WriteAllText(file, torn);
            Assert.Null(again.Of("fair"));
        }
        // another fair's
        File.WriteAllText(beside + ".other.witness", line);
        Assert.Null(again.Of("other"));
    }

    [Fact]
    public void What_cannot_be_noted_fails_nobody_until_it_is_flushed_and_is_noted_then()
    {
        var beside = Path.Combine(_folder, "hub.db");
        System.IO.Directory.CreateDirectory(beside + ".fair.witness");
        using var witness = new Witness(beside);
        witness.Note("fair", Head.None);
        Assert.ThrowsAny<Exception>(() => witness.Flush("fair"));
        System.IO.Directory.Delete(beside + ".fair.witness");
        witness.Flush("fair");
        Assert.Equal(Head.None, witness.Of("fair"));
    }

    [Fact]
    public async Task It_is_as_new_as_what_was_answered()
    {
        await using var hub = await TestHub.WithFairAsync();
        using var elsewhere = new Witness(Path.Combine(hub.Data, "hub.db"));
        for (var i = 0; i < 20; i++)
        {
            var offset = (await hub.AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In))).Offset;
            Assert.Equal(offset, elsewhere.Of(TestHub.Fair)!.Offset);
        }
        Assert.Equal(hub.Ledger.Fair.Head, elsewhere.Of(TestHub.Fair));
    }

    [Fact]
    public async Task A_log_that_was_cut_off_is_noticed_and_the_fair_goes_on_when_somebody_says_so()
    {
        var (secret, end, answered) = await CutOffAsync();
        await using var hub = await TestHub.AsItIsAsync(_folder);
        using var recruiter = hub.Bearer(secret);
        var says = $"{answered - end} are missing: the ledger ends at {end}, and {answered} were answered";
        using (var answer = await recruiter.PostAsync("visits", Client.Visit("late", "A1")))
        {
            var problem = await Problem.Of(answer);
            Assert.Equal(
                (HttpStatusCode.ServiceUnavailable, "ledger-damaged", true),
                (problem.Status, problem.Code, problem.Retry)
            );
            Assert.Contains($"{answered - end}", problem.Detail);
        }
        Assert.Contains(says, await hub.Anonymous.Http.GetStringAsync("/health"));
        Assert.Equal((end, says), hub.Store.Verify(TestHub.Fair));

        // as `verify --accept` does, while the hub runs
        hub.Store.NewEpoch(TestHub.Fair, 1);
        await Eventually.TrueAsync(
            async () => (await hub.Anonymous.Http.GetAsync("/health/ready")).IsSuccessStatusCode,
            "it goes on"
        );
        Assert.Equal((end, 2), (hub.Offset, hub.Ledger.Fair.Epoch));
        await recruiter.VisitAsync("late", "A1");
        Assert.Equal((end + 1, null), hub.Store.Verify(TestHub.Fair));
    }

    [Fact]
    public async Task A_ledger_that_grew_past_what_was_answered_with_other_facts_is_noticed()
    {
        var (_, end, answered) = await CutOffAsync();
        var witness = Path.Combine(_folder, "hub.db.fair.witness");
        var said = await File.ReadAllTextAsync(witness);
        File.Delete(witness);
        await using (var hub = await TestHub.StartAsync(_folder))
            while (hub.Offset <= answered)
                await hub.AskAsync(new RecordVisit(new($"q{hub.Offset}"), new("A1"), Way.In));
        await File.WriteAllTextAsync(witness, said);
        await using var again = await TestHub.AsItIsAsync(_folder);
        var (good, says) = (answered - 1, $"offset {answered} is another fact than the one that was answered");
        Assert.Equal((good, says), (again.Ledgers.Damaged[TestHub.Fair].Good, again.Ledgers.Damaged[TestHub.Fair].En));
        Assert.Equal(says, again.Store.Verify(TestHub.Fair).Broken);
        Assert.True(end < answered);
    }

    [Fact]
    public async Task An_older_copy_of_the_database_from_before_a_restore_is_noticed()
    {
        long end;
        await using (var hub = await TestHub.WithFairAsync(_folder))
        {
            end = hub.Offset;
            Checkpoint(hub.Data);
            File.Copy(Path.Combine(_folder, "hub.db"), Path.Combine(_folder, "old"));
            hub.Store.NewEpoch(TestHub.Fair, 1);
            await Eventually.TrueAsync(() => hub.Ledger.Fair.Epoch == 2, "the new epoch");
        }
        File.Move(Path.Combine(_folder, "old"), Path.Combine(_folder, "hub.db"), overwrite: true);
        await using var again = await TestHub.AsItIsAsync(_folder);
        Assert.Equal(
            (end, "it is an older copy: it is of epoch 1, and answers were given in epoch 2"),
            (again.Ledgers.Damaged[TestHub.Fair].Good, again.Ledgers.Damaged[TestHub.Fair].En)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_database_of_which_nothing_is_left_is_not_taken_for_a_new_one(bool empty)
    {
        long answered;
        await using (var hub = await TestHub.WithFairAsync(_folder))
            answered = hub.Offset;
        if (empty)
            await File.WriteAllBytesAsync(Path.Combine(_folder, "hub.db"), []);
        else
            File.Delete(Path.Combine(_folder, "hub.db"));
        await using var again = await TestHub.AsItIsAsync(_folder);
        Assert.Equal(
            (0, $"{answered} are missing: the ledger ends at 0, and {answered} were answered"),
            (again.Ledgers.Damaged[TestHub.Fair].Good, again.Ledgers.Damaged[TestHub.Fair].En)
        );
        Assert.Equal("ledger-damaged", (await Problem.Of(await again.Anonymous.Http.GetAsync("boards/floor"))).Code);
    }

    [Fact]
    public async Task A_database_that_was_moved_without_its_witness_is_served_and_gets_a_new_one()
    {
        Head head;
        await using (var hub = await TestHub.WithFairAsync(_folder))
            head = hub.Ledger.Fair.Head;
        File.Delete(Path.Combine(_folder, "hub.db.fair.witness"));
        await using var again = await TestHub.AsItIsAsync(_folder);
        Assert.Equal(head, again.Ledger.Fair.Head);
        Assert.Equal(head, again.Store.Witness!.Of(TestHub.Fair));
    }

    /// <summary>A hub was there, and what its log held is gone: the database is whole, and ends before what was
    /// answered.</summary>
    /// <returns>A recruiter's secret; where the ledger ends, and where it was answered.</returns>
    private async Task<(string Secret, long End, long Answered)> CutOffAsync()
    {
        await using var hub = await TestHub.WithFairAsync();
        var secret = (await hub.BadgeAsync(Role.Recruiter, booth: "A1")).Secret!;
        for (var i = 0; i < 5; i++)
            await hub.AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
        var end = hub.Offset;
        Checkpoint(hub.Data);
        for (var i = 5; i < 12; i++)
            await hub.AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
        foreach (var file in (string[])["hub.db", "hub.db.fair.witness"])
            File.Copy(Path.Combine(hub.Data, file), Path.Combine(_folder, file));
        return (secret, end, hub.Offset);
    }

    /// <summary>What is in the log is in the database now.</summary>
    private static void Checkpoint(string data)
    {
        using var db = new SqliteConnection($"Data Source={data}/hub.db;Pooling=false");
        db.Open();
        db.Execute("pragma wal_checkpoint(truncate)");
    }
}
