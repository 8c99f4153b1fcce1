using Hub.Features.Access;
using Hub.Features.Floor;
using Hub.Features.People;
using Hub.Tests.Faults;

namespace Hub.Tests.Cli;

[Needs(Need.Process)]
public sealed class RestoreCommandTests(Services services) : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

    private string File => Path.Combine(_folder, "hub.backup");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Needs(Need.Service)]
    public async Task A_running_hub_goes_back_to_its_backup_and_whoever_was_erased_stays_erased(bool postgres)
    {
        string[] database = postgres ? [$"--ConnectionStrings:Postgres={await services.DatabaseAsync()}"] : [];
        await using var hub = await TestHub.WithFairAsync(settings: database);
        string[] store = postgres ? database : ["--data", hub.Data];
        await hub.AskAsync(new RecordVisit(new("p1"), new("A1"), Way.In));
        var kept = hub.Offset;
        Assert.Equal(
            (0, $"{TestHub.Fair}: {kept} facts, 3 people"),
            Said(await HubProcess.RunAsync(["backup", File, .. store]))
        );
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));

        await hub.AskAsync(new RecordVisit(new("p2"), new("A1"), Way.In));
        await hub.AskAsync(new ErasePerson("drone/2"));
        await using var screen = await hub.ScreenAsync();
        await screen.OpenAsync("floor");
        var had = hub.Offset;
        Assert.Equal(
            (1, $"There is already: {TestHub.Fair}. --replace puts the backup in its place."),
            Said(await HubProcess.RunAsync(["restore", File, .. store]))
        );
        Assert.Equal(
            (0, $"{TestHub.Fair}: {kept} facts, 2 people, 1 erased again, in the place of {had} facts; epoch 2"),
            Said(await HubProcess.RunAsync(["restore", File, "--replace", .. store]))
        );

        await Eventually.TrueAsync(() => hub.Ledger.Fair.Epoch == 2, "the running hub notices");
        await Eventually.TrueAsync(() => screen.Notices.Contains("ledger-rewound"), "the screen is told");
        Assert.Equal((kept + 1, 1), (hub.Offset, hub.Ledger.Fair.Floor.Here));
        Assert.Equal(["drone/1", "drone/3"], hub.Ledger.Fair.People.Keys.Order());
        await hub.AskAsync(new RecordVisit(new("p3"), new("A1"), Way.In));
        Assert.Equal(
            (0, $"{TestHub.Fair}: {kept + 2} facts, whole"),
            Said(await HubProcess.RunAsync(["verify", .. store]))
        );
    }

    [Fact]
    [Needs(Need.Process)]
    public async Task A_visitor_who_was_erased_since_stays_erased_by_whoever_it_was()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (one, two, booth) = (
            await hub.PassAsync(),
            await hub.PassAsync(),
            await hub.BadgeAsync(Role.Recruiter, booth: "A1")
        );
        foreach (var who in (Client[])[one, two])
        {
            await who.AskAsync("my/profile", new { pass = who.Id, fields = new { name = "样例", phone = "000 0001" } });
            await who.AskAsync("intentions", new { pass = who.Id, employer = "e1" });
            await booth.AskAsync("leads/A1/note", new { pass = who.Id, text = "谈得好" });
        }
        Assert.Equal(0, (await HubProcess.RunAsync("backup", File, "--data", hub.Data)).Code);

        // one by their own hand, who then comes back under another pass; the other by the clock, and types again
        await one.DeleteAsync($"people/pass/{one.Id}");
        await hub.AskAsync(new SetRetention(0, new DateOnly(2020, 1, 1)));
        await hub.AskAsync(new ErasePeople());
        await hub.AskAsync(new SetRetention(30));
        await two.AskAsync("my/profile", new { pass = two.Id, fields = new { name = "样例二" } });

        var (code, output) = await HubProcess.RunAsync("restore", File, "--replace", "--data", hub.Data);
        Assert.True(code == 0, output);
        await Eventually.TrueAsync(() => hub.Ledger.Fair.Epoch == 2, "the running hub notices");
        Assert.Empty(hub.Ledger.Fair.VisitorsData);
        Assert.Equal(3, hub.Ledger.Fair.People.Count);
        Assert.Contains(one.Id!, hub.Ledger.Fair.Privacy.Erased.Select(x => x.Text));
        await Eventually.TrueAsync(
            () => hub.Ledger.Fair.Access.Passes[new(one.Id!)].Revoked,
            "what follows from the erasure is there too"
        );
        Assert.Null(hub.Store.Verify(TestHub.Fair).Broken);
    }

    [Fact]
    [Needs(Need.Process)]
    public async Task A_visitor_who_changed_the_pass_before_the_erasure_stays_erased_under_the_old_one()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (who, booth) = (await hub.PassAsync(), await hub.BadgeAsync(Role.Recruiter, booth: "A1"));
        await who.AskAsync("my/profile", new { pass = who.Id, fields = new { name = "样例", phone = "000 0001" } });
        await who.AskAsync("intentions", new { pass = who.Id, employer = "e1" });
        await booth.AskAsync("leads/A1/note", new { pass = who.Id, text = "谈得好" });
        Assert.Equal(0, (await HubProcess.RunAsync("backup", File, "--data", hub.Data)).Code);

        foreach (var (had, now) in ((string, string)[])[(who.Id!, "MNPQRTVW"), ("MNPQRTVW", "WVTRQPNM")])
            await hub.Ledger.AskAsync(
                Guid.NewGuid(),
                Asker.Of(new(had)),
                new MakePass(new(now), PassCode.HashText(now))
            );
        await hub.AskAsync(new ErasePass(new("WVTRQPNM")));
        Assert.Empty(hub.Ledger.Fair.VisitorsData);

        var (code, output) = await HubProcess.RunAsync("restore", File, "--replace", "--data", hub.Data);
        Assert.True(code == 0, output);
        await Eventually.TrueAsync(() => hub.Ledger.Fair.Epoch == 2, "the running hub notices");
        Assert.Empty(hub.Ledger.Fair.VisitorsData);
        Assert.All(
            (string[])[who.Id!, "WVTRQPNM"],
            p => Assert.Contains(p, hub.Ledger.Fair.Privacy.Erased.Select(x => x.Text))
        );
    }

    [Fact]
    [Needs(Need.Process)]
    public async Task Whoever_is_in_the_backup_since_an_erasure_that_it_knows_is_put_back()
    {
        await using var hub = await TestHub.WithFairAsync();
        await hub.AskAsync(new ErasePerson("drone/2"));
        await hub.AskAsync(TestHub.Drone());
        Assert.Equal(0, (await HubProcess.RunAsync("backup", File, "--data", hub.Data)).Code);
        Assert.Equal(0, (await HubProcess.RunAsync("restore", File, "--replace", "--data", hub.Data)).Code);
        await Eventually.TrueAsync(() => hub.Ledger.Fair.Epoch == 2, "the running hub notices");
        Assert.Equal("李四光", hub.Ledger.Fair.Person(new PersonKey.Contestant(new("drone"), new("2")))?.Name);
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task A_fair_moves_from_SQLite_to_PostgreSQL_when_one_node_is_not_enough()
    {
        var database = $"--ConnectionStrings:Postgres={await services.DatabaseAsync()}";
        await using var small = await TestHub.WithFairAsync();
        for (var i = 0; i < 20; i++)
            await small.AskAsync(new RecordVisit(new($"p{i}"), new(i % 2 == 0 ? "A1" : "B1"), Way.In));
        // who checks out is counted; else the hour would say something else of who is still there
        for (var i = 0; i < 10; i++)
            await small.AskAsync(new RecordVisit(new($"p{i}"), new(i % 2 == 0 ? "A1" : "B1"), Way.Out));
        var rows = await small.Anonymous.RowsAsync("floor");
        Assert.Equal(0, (await HubProcess.RunAsync("backup", File, "--data", small.Data)).Code);
        var (code, output) = await HubProcess.RunAsync("restore", File, database);
        Assert.True(code == 0, output);
        await using var large = await TestHub.StartAsync(settings: database);
        Assert.Equal(rows, await large.Anonymous.RowsAsync("floor"));
        Assert.Equal(2, large.Ledger.Fair.Epoch);
        Assert.Equivalent(small.Ledger.Fair.People, large.Ledger.Fair.People, strict: true);
        Assert.Null(large.Store.Verify(TestHub.Fair).Broken);
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task Also_while_commands_are_coming_a_fair_is_replaced()
    {
        await using var nodes = await Nodes.StartAsync(services);
        var database = $"--ConnectionStrings:Postgres={nodes.Database}";
        Assert.Equal(0, (await HubProcess.RunAsync("backup", File, database)).Code);
        using var enough = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
                await (i % 2 == 0 ? nodes.A : nodes.B).AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
        });
        var (code, output) = await HubProcess.RunAsync("restore", File, "--replace", database);
        await enough.CancelAsync();
        await load;
        Assert.True(code == 0, output);
        await Eventually.TrueAsync(
            () => (nodes.A.Ledger.Fair.Epoch, nodes.B.Ledger.Fair.Epoch) == (2, 2),
            "both nodes notice"
        );
        await nodes.AgreeAsync();
        Assert.Null(nodes.A.Store.Verify(TestHub.Fair).Broken);
    }

    [Fact]
    public async Task A_broken_backup_is_refused_before_anything_is_made_and_a_broken_ledger_is_not_backed_up()
    {
        await using var hub = await TestHub.WithFairAsync();
        Assert.Equal(0, (await HubProcess.RunAsync("backup", File, "--data", hub.Data)).Code);
        var before = await System.IO.File.ReadAllBytesAsync(File);
        await System.IO.File.WriteAllBytesAsync(File, before[..^20]);
        var nowhere = Path.Combine(_folder, "data");
        var (code, output) = await HubProcess.RunAsync("restore", File, "--data", nowhere);
        Assert.Equal(1, code);
        Assert.StartsWith("This is no whole backup", output);
        Assert.False(System.IO.Directory.Exists(nowhere));

        await using (
            var db = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={hub.Data}/hub.db;Pooling=false")
        )
        {
            await db.OpenAsync();
            await using var command = db.CreateCommand();
            command.CommandText = "update facts set actor = 'x' where offset = 2";
            await command.ExecuteNonQueryAsync();
        }
        Assert.Contains(
            "is not whole at offset 2",
            (await HubProcess.RunAsync("backup", File, "--data", hub.Data)).Output
        );
        Assert.Equal(before[..^20], await System.IO.File.ReadAllBytesAsync(File));
        Assert.Equal(1, (await HubProcess.RunAsync("backup", "/proc/nowhere/hub.backup", "--data", hub.Data)).Code);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    /// <summary>The exit code and the first line.</summary>
    private static (int, string) Said((int Code, string Output) ran) => (ran.Code, ran.Output.Split('\n')[0]);
}
