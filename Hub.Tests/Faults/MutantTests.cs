namespace Hub.Tests.Faults;

/// <summary>The proof can fail: each of these breaks one thing in the hub's source, and the proof has to see it.
/// <c>./faults.sh --mutants</c></summary>
[Collection(nameof(Mutants))]
public class MutantTests
{
    /// <summary>What is broken, where, and the check that sees it. <c>Is</c> is a piece of the hub's source, word for
    /// word, however its lines are broken: whoever changes such a piece there changes it here, so that the same thing
    /// is broken. A file is found by its name wherever it lies.</summary>
    private static readonly (
        string Name,
        string File,
        string Is,
        string Becomes,
        string Fault,
        string[] SeenBy,
        FaultStore Store
    )[] Mutants =
    [
        (
            "no head lock",
            "PostgresStore.cs",
            " from heads where fair = $1 for update",
            " from heads where fair = $1",
            "nothing but calm",
            ["calm", "chain"],
            FaultStore.Postgres
        ),
        (
            "no head poll",
            "FairFollower.cs",
            "await _look.WaitAsync(TimeSpan.FromMilliseconds(500), _stop.Token);",
            "await _look.WaitAsync(TimeSpan.FromSeconds(60), _stop.Token); current.StoreWasReached();",
            "exactly the last message",
            ["nodes", "own"],
            FaultStore.Postgres
        ),
        (
            "no epoch check",
            "FairFollower.cs",
            "if (head.Epoch <= fair.Epoch) return false;",
            "",
            "an older backup is put back",
            ["screen went back", "frame does not continue", "screens"],
            FaultStore.Postgres
        ),
        (
            "acknowledged before it is committed",
            "FairWriter.cs",
            "if (!turn.Append(draft.Rows, draft.People)) return false;",
            "draft.Answer(store.Answered); if (!turn.Append(draft.Rows, draft.People)) return false;",
            "PostgreSQL is killed",
            ["answered", "calm"],
            FaultStore.Postgres
        ),
        (
            "no look at the clock",
            "FairWriter.cs",
            "var (clock, doubt) = time.Look(fair, store);",
            "var (clock, doubt) = (time.Look(fair, store).Shows, (ClockDoubt?)null);",
            "the clock of a node leaps",
            ["clock"],
            FaultStore.Sqlite
        ),
        (
            "no look at the store's clock",
            "ClockDoubt.cs",
            "store is { } its && IsFar(shows, its) ?",
            "store is { } its && its == last ?",
            "a node starts with a wrong clock",
            ["clock"],
            FaultStore.Postgres
        ),
        (
            "no tombstones",
            "Readings.cs",
            "return news ? rows.SetItem(reading.Key, reading) : rows;",
            "return !news ? rows : reading.Row is null ? rows.Remove(reading.Key) : rows.SetItem(reading.Key, "
                + "reading);",
            "a removed reading",
            ["readings"],
            FaultStore.Postgres
        ),
        (
            "what fails beside the requests ends the node",
            "Supervised.cs",
            "await FailAsync(e, stoppingToken);",
            "Environment.Exit(1);",
            "a node's Redis is ill",
            ["end"],
            FaultStore.Postgres
        ),
        (
            "a pass that another node made is refused",
            "Door.cs",
            "? ledger.LookAsync()",
            "? Task.CompletedTask",
            "a node's Redis hangs",
            ["command refused", "calm"],
            FaultStore.Postgres
        ),
        (
            "a screen that has seen more is shown less",
            "Feeds.cs",
            "(since.Epoch, since.Offset).CompareTo((ledger.Fair.Epoch, ledger.Fair.Offset)) > 0",
            "since.Epoch == ledger.Fair.Epoch && since.Offset > ledger.Fair.Offset",
            "an older backup is put back while a node is cut off",
            ["screen went back"],
            FaultStore.Postgres
        ),
        (
            "whoever was erased stays in the database",
            "SqliteStore.cs",
            "delete from people where fair = @fair and key = @key\"",
            "delete from people where fair = @fair and key = @key and 1 = 0\"",
            "a node is killed",
            ["erased", "own", "disk"],
            FaultStore.Sqlite
        ),
        (
            "no chain check",
            "FairFollower.cs",
            "if (Chain.Wrong(offset, hash, row) is { } wrong) throw new DamagedException(wrong);",
            "",
            "a fact is changed",
            ["damage"],
            FaultStore.Sqlite
        ),
        (
            "the head is believed",
            "Head.cs",
            "public Damage? Damage =>",
            "public Damage? Damage => null; public Damage? Believed =>",
            "the head is behind its facts, and nobody has witnessed them",
            ["head"],
            FaultStore.Sqlite
        ),
        (
            "the witness is not heard",
            "FairFollower.cs",
            "(ends.Damage ?? store.Lost(fair.Id, answered, head))",
            "ends.Damage",
            "the log is cut off",
            ["witness"],
            FaultStore.Sqlite
        ),
        (
            "the witness is not told",
            "CurrentFair.cs",
            "store.Witness?.Note(id, fair.Head);",
            "",
            "the log is cut off",
            ["witness"],
            FaultStore.Sqlite
        ),
        (
            "ready on a full disk",
            "Kernel/Nodes/Health.cs",
            ": ledgers.All.Any(l => l.RefusesWrites) ? \"unwritable\"",
            "",
            "the disk is full for a while",
            ["ready"],
            FaultStore.Sqlite
        ),
        (
            "no probe",
            "FairFollower.cs",
            "store.Probe();",
            "return;",
            "the disk is full for a while",
            ["ready again"],
            FaultStore.Sqlite
        ),
        (
            "files for everybody",
            "OwnFiles.cs",
            "made.UnixCreateMode = Mine;",
            "made.UnixCreateMode = Mine | UnixFileMode.OtherRead;",
            "others look into its folder",
            ["files"],
            FaultStore.Sqlite
        ),
    ];

    public static TheoryData<string> Names => [.. Mutants.Select(m => m.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_place_that_is_broken_is_still_there(string name)
    {
        var mutant = Mutants.Single(m => m.Name == name);
        BrokenHub.AssertHas(name, mutant.File, mutant.Is);
    }

    [Theory(Explicit = true), MemberData(nameof(Names))]
    [Needs(Need.Service, Need.Process)]
    public async Task A_broken_hub_is_found_out(string name)
    {
        Assert.SkipUnless(BrokenHub.IsWanted(name), "another was asked for");
        var (_, file, source, becomes, fault, seenBy, store) = Mutants.Single(m => m.Name == name);
        using var hub = await BrokenHub.BuildAsync(file, source, becomes);
        var found = await Assert.ThrowsAsync<FaultFound>(async () =>
        {
            if (DiskFaults.All.Any(f => f.Name == fault))
            {
                await DiskFaults.RunAsync(hub.Server, fault);
                return;
            }
            for (var seed = 1; seed <= 3; seed++)
                await FaultTests.RunAsync(hub.Server, store, seed, TimeSpan.Zero, _ => { }, fault);
        });
        if (Environment.GetEnvironmentVariable("HUB_FAULTS_LOG") is { } log)
            await File.AppendAllLinesAsync(log, [$"{name}: seen by {found.Message}"]);
        Assert.Contains(found.Check, seenBy);
    }
}
