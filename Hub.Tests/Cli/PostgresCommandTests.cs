using Hub.Tests.Faults;
using Npgsql;

namespace Hub.Tests.Cli;

/// <summary>The commands at the keyboard on the PostgreSQL of several nodes.</summary>
[Needs(Need.Process)]
public class PostgresCommandTests(Services services)
{
    [Fact]
    [Needs(Need.Service)]
    public async Task A_badge_issued_at_the_keyboard_counts_on_the_running_nodes()
    {
        await using var nodes = await Nodes.StartAsync(services);
        var (code, output) = await HubProcess.RunAsync(
            "badge",
            "organizer",
            "--data",
            nodes.A.Data,
            $"--ConnectionStrings:Postgres={nodes.Database}"
        );
        Assert.True(code == 0, output);
        var lost = nodes.B.Bearer(output.Trim());
        await Eventually.TrueAsync(
            async () => (await lost.Http.GetAsync("me")).IsSuccessStatusCode,
            "the new badge counts"
        );
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task An_import_is_folded_by_the_running_nodes_and_verify_walks_the_chain()
    {
        await using var nodes = await Nodes.StartAsync(services);
        var file = Path.Combine(nodes.A.Data, "list.csv");
        await File.WriteAllTextAsync(file, "代号,简称,桌\n1,甲公司,C1\n");
        Assert.Equal(
            0,
            (
                await HubProcess.RunAsync(
                    "import",
                    file,
                    "--map",
                    "name=2",
                    "booth=3",
                    "--data",
                    nodes.A.Data,
                    $"--ConnectionStrings:Postgres={nodes.Database}"
                )
            ).Code
        );
        await Eventually.TrueAsync(
            async () => (await nodes.B.Anonymous.RowsAsync("floor")).ContainsKey("C1"),
            "the new booth"
        );

        var (code, output) = await HubProcess.RunAsync(
            [("ConnectionStrings__Postgres", nodes.Database)],
            "verify",
            "--data",
            nodes.A.Data
        );
        Assert.Equal(
            (0, $"{TestHub.Fair}: {nodes.A.Store.Head(TestHub.Fair).Offset} facts, whole"),
            (code, output.Trim())
        );
    }

    [Fact]
    [Needs(Need.Service)]
    public async Task A_mistyped_fair_is_not_founded()
    {
        var database = await services.DatabaseAsync();
        await using var hub = await TestHub.StartAsync(settings: $"--ConnectionStrings:Postgres={database}");
        var (code, output) = await HubProcess.RunAsync(
            "badge",
            "organizer",
            "--fair",
            "fiar",
            "--data",
            hub.Data,
            $"--ConnectionStrings:Postgres={database}"
        );
        Assert.Equal((1, $"There is no fair fiar; there are: {TestHub.Fair}."), (code, output.Trim()));
        Assert.Equal([TestHub.Fair], hub.Store.Fairs());
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("badge", "organizer")]
    [Needs(Need.Service)]
    public async Task An_empty_database_stays_empty(params string[] command)
    {
        var database = await services.DatabaseAsync();
        var (code, output) = await HubProcess.RunAsync([
            .. command,
            "--data",
            Path.GetTempPath(),
            $"--ConnectionStrings:Postgres={database}",
        ]);
        Assert.Equal((1, "There are no ledgers in this PostgreSQL database."), (code, output.Trim()));
        await using var db = new NpgsqlConnection(database);
        await db.OpenAsync();
        await using var tables = new NpgsqlCommand("select count(*) from pg_tables where schemaname = 'public'", db);
        Assert.Equal(0L, await tables.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData("Postgres=Host=127.0.0.1;Port=1;Username=hub;Database=hub", "Failed to connect to 127.0.0.1:1")]
    [InlineData("Postgres=no such words", "cannot be read")]
    [InlineData("Postgre=Host=127.0.0.1", "is neither --ConnectionStrings:Postgres=…")]
    public async Task A_database_that_is_not_reached_is_said_in_a_sentence_and_no_other_one_is_taken(
        string connection,
        string says
    )
    {
        await using var hub = await TestHub.StartAsync();
        var (code, output) = await HubProcess.RunAsync(
            "verify",
            "--data",
            hub.Data,
            $"--ConnectionStrings:{connection}"
        );
        Assert.Equal(1, code);
        Assert.Contains(says, output);
        Assert.DoesNotContain("   at ", output);
    }
}
