using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Features.Floor;
using Microsoft.Data.Sqlite;

namespace Hub.Tests.Cli;

[Needs(Need.Process)]
public partial class CommandLineTests
{
    [Fact]
    public async Task The_first_start_prints_the_organizers_link_and_the_next_one_does_not()
    {
        var data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;
        await using (var first = await HubProcess.ServeAsync(data))
        {
            var link = OrganizerLink().Match(first.Printed);
            Assert.True(link.Success, first.Printed);
            Assert.Equal(first.Url, new Uri(link.Groups[1].Value));
            using var http = new HttpClient { BaseAddress = first.Url };
            using var entered = await http.PostAsJsonAsync("/api/enter", new { secret = link.Groups[2].Value });
            Assert.Equal(
                "organizer",
                (await entered.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("role").GetString()
            );
            await first.KillAsync();
        }
        await using (var second = await HubProcess.ServeAsync(data))
            Assert.DoesNotContain("Organizer", second.Printed);
        System.IO.Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task The_first_start_takes_a_time_zone_and_none_that_nobody_knows()
    {
        var data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;
        foreach (
            var command in (string[][])
                [
                    [],
                    ["demo"],
                ]
        )
        {
            var (code, output) = await HubProcess.RunAsync([.. command, "--zone", "Asia/Peking", "--data", data]);
            Assert.Equal(1, code);
            Assert.Contains("There is no time zone Asia/Peking.", output);
            Assert.Empty(System.IO.Directory.GetFiles(data));
        }
        await using (var hub = await HubProcess.ServeAsync(data, "--zone", "Europe/Berlin"))
        {
            using var http = new HttpClient { BaseAddress = hub.Url };
            Assert.Contains("\"zone\":\"Europe/Berlin\"", await http.GetStringAsync("api/fairs"));
            await hub.KillAsync();
        }
        System.IO.Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_second_hub_on_the_same_file_is_refused_with_what_to_do_until_the_first_one_ends()
    {
        var data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;
        await using (var first = await HubProcess.ServeAsync(data))
        {
            foreach (
                var again in (string[][])
                    [
                        [],
                        ["demo"],
                    ]
            )
            {
                var (code, output) = await HubProcess.RunAsync([
                    .. again,
                    "--urls",
                    "http://127.0.0.1:0",
                    "--data",
                    data,
                ]);
                Assert.Equal(1, code);
                Assert.StartsWith($"Another hub serves {data}/hub.db already.", output);
                Assert.Contains("ConnectionStrings:Postgres", output);
                Assert.Single(output.Trim().Split('\n'));
            }
            Assert.Equal(0, (await HubProcess.RunAsync("verify", "--data", data)).Code);
            Assert.Equal(0, (await HubProcess.RunAsync("badge", "organizer", "--data", data)).Code);
            await first.KillAsync();
        }
        await using (await HubProcess.ServeAsync(data)) { }
        System.IO.Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_the_only_fault_that_is_told()
    {
        await using var hub = await TestHub.StartAsync();
        var data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;
        foreach (
            var command in (string[][])
                [
                    [],
                    ["demo"],
                ]
        )
        {
            var (code, output) = await HubProcess.RunAsync([.. command, "--urls", $"{hub.Url}", "--data", data]);
            Assert.Equal(1, code);
            Assert.EndsWith($" {hub.Url.ToString().TrimEnd('/')}: address already in use.", output.Trim());
            // what ends because of it is not told as if it had failed by itself
            Assert.DoesNotContain("BackgroundService", output);
        }
        System.IO.Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_badge_issued_at_the_keyboard_counts_in_the_running_hub()
    {
        await using var hub = await TestHub.WithFairAsync();
        var (code, output) = await HubProcess.RunAsync(
            "badge",
            "organizer",
            "--fair",
            TestHub.Fair,
            "--data",
            hub.Data
        );
        Assert.Equal(0, code);
        using var lost = new Client(new Uri(hub.Url, $"/api/fairs/{TestHub.Fair}/"), output.Trim(), null);
        await Eventually.TrueAsync(
            async () => (await lost.Http.GetAsync("me")).IsSuccessStatusCode,
            "the new badge counts"
        );
        await lost.VisitAsync("p1", "A1");
    }

    [Fact]
    public async Task Verify_says_whether_the_ledger_is_whole_and_where_it_is_not()
    {
        await using var hub = await TestHub.WithFairAsync();
        for (var i = 0; i < 5; i++)
            await hub.AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
        var (code, output) = await HubProcess.RunAsync("verify", "--data", hub.Data);
        Assert.Equal((0, $"{TestHub.Fair}: {hub.Offset} facts, whole"), (code, output.Trim()));

        await using (var db = new SqliteConnection($"Data Source={hub.Data}/hub.db;Pooling=false"))
        {
            await db.OpenAsync();
            await using var command = db.CreateCommand();
            command.CommandText = $"update facts set body = replace(body, 'A1', 'A2') where offset = {hub.Offset - 1}";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }
        (code, output) = await HubProcess.RunAsync("verify", "--data", hub.Data);
        Assert.Equal(
            (1, $"{TestHub.Fair}: {hub.Offset - 2} facts hold, then offset {hub.Offset - 1} was changed"),
            (code, output.Trim())
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task Verify_misses_facts_that_were_cut_off_at_the_end(int cut)
    {
        await using var hub = await TestHub.WithFairAsync();
        var (end, last) = (hub.Offset, Math.Max(0, hub.Offset - cut));
        await using (var db = new SqliteConnection($"Data Source={hub.Data}/hub.db;Pooling=false"))
        {
            await db.OpenAsync();
            await using var command = db.CreateCommand();
            command.CommandText = $"delete from facts where offset > {last}";
            await command.ExecuteNonQueryAsync();
        }
        var (code, output) = await HubProcess.RunAsync("verify", "--data", hub.Data);
        Assert.Equal(
            (1, $"{TestHub.Fair}: {last} facts hold, then offset {last + 1} is missing, the head is at {end}"),
            (code, output.Trim())
        );
    }

    [Fact]
    public async Task Answered_facts_that_are_gone_are_said_and_the_hub_goes_on_without_them_when_it_is_told_to()
    {
        var data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;
        string secret;
        await using (var hub = await HubProcess.ServeAsync(data))
        {
            secret = OrganizerLink().Match(hub.Printed).Groups[2].Value;
            using var organizer = new Client(new Uri(hub.Url, "/api/fairs/fair/"), secret, null);
            Database(data, "pragma wal_checkpoint(truncate)");
            await organizer.AskAsync("badges", new { role = "display", label = "wall" });
            await hub.KillAsync();
        }
        File.Delete(Path.Combine(data, "hub.db-wal"));
        File.Delete(Path.Combine(data, "hub.db-shm"));
        var said = "fair: 2 facts hold, then 1 are missing: the ledger ends at 2, and 3 were answered";
        Assert.Equal((1, said), Trimmed(await HubProcess.RunAsync("verify", "--data", data)));
        Assert.Contains("`verify`", (await HubProcess.RunAsync("badge", "organizer", "--data", data)).Output);

        await using var again = await HubProcess.ServeAsync(data);
        Assert.DoesNotContain("Organizer", again.Printed);
        using var http = new HttpClient { BaseAddress = again.Url };
        Assert.Equal(503, (int)(await http.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(
            (
                0,
                "fair: 1 are missing: the ledger ends at 2, and 3 were answered; it goes on without, in epoch 2\n"
                    + "fair: 2 facts, whole"
            ),
            Trimmed(await HubProcess.RunAsync("verify", "--accept", "--data", data))
        );
        await Eventually.TrueAsync(
            async () => (await http.GetAsync("/health/ready")).IsSuccessStatusCode,
            "the running hub goes on"
        );
        using var same = new Client(new Uri(again.Url, "/api/fairs/fair/"), secret, null);
        await same.AskAsync("badges", new { role = "display", label = "wall" });
        Assert.Equal((0, "fair: 3 facts, whole"), Trimmed(await HubProcess.RunAsync("verify", "--data", data)));
        await again.KillAsync();
        System.IO.Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_hub_whose_database_cannot_be_opened_says_why_in_a_sentence_and_ends()
    {
        var data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "hub.db"), new string('x', 8192));
        foreach (
            var command in (string[][])
                [
                    [],
                    ["verify"],
                ]
        )
        {
            var (code, output) = Trimmed(await HubProcess.RunAsync([.. command, "--data", data]));
            Assert.Equal(1, code);
            Assert.Contains($"The database hub.db in {data} cannot be used: it is no database", output);
            Assert.DoesNotContain("   at ", output);
        }
        System.IO.Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_password_on_the_command_line_is_warned_of()
    {
        var (code, output) = await HubProcess.RunAsync(
            "verify",
            "--ConnectionStrings:Postgres=Host=127.0.0.1;Port=1;Username=hub;Password=secret"
        );
        Assert.Equal(1, code);
        Assert.StartsWith("Whoever is on this machine reads a password on the command line.", output);
        Assert.DoesNotContain("secret", output);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("badge", "organizer")]
    [InlineData("import", "openapi.json", "--dry-run")]
    public async Task A_command_that_needs_a_database_says_that_there_is_none_and_makes_none(params string[] command)
    {
        var nowhere = Path.Combine(Path.GetTempPath(), $"hub-test-{Guid.NewGuid()}");
        var (code, output) = await HubProcess.RunAsync([.. command, "--data", nowhere]);
        Assert.Equal((1, $"There is no database {nowhere}/hub.db."), (code, output.Trim()));
        Assert.False(System.IO.Directory.Exists(nowhere));
    }

    [Theory]
    [InlineData("badge", "organizer")]
    [InlineData("import", "openapi.json", "--dry-run")]
    public async Task A_mistyped_fair_is_not_founded_and_the_fairs_there_are_are_named(params string[] command)
    {
        await using var hub = await TestHub.WithFairAsync();
        var (code, output) = await HubProcess.RunAsync([.. command, "--fair", "fiar", "--data", hub.Data]);
        Assert.Equal((1, $"There is no fair fiar; there are: {TestHub.Fair}."), (code, output.Trim()));
        Assert.Equal([TestHub.Fair], hub.Store.Fairs());
    }

    [Fact]
    public async Task A_mistyped_command_is_an_error_that_lists_the_commands_and_starts_nothing()
    {
        var nowhere = Path.Combine(Path.GetTempPath(), $"hub-test-{Guid.NewGuid()}");
        var (code, output) = await HubProcess.RunAsync("verfy", "--data", nowhere);
        Assert.Equal(1, code);
        Assert.All(
            (string[])["'verfy'", "demo", "import", "badge", "verify", "score", "openapi"],
            word => Assert.Contains(word, output)
        );
        Assert.Equal(1, (await HubProcess.RunAsync("demo", "--sped", "9", "--data", nowhere)).Code);
        Assert.False(System.IO.Directory.Exists(nowhere));
    }

    [Fact]
    public async Task The_fair_is_named_by_options_never_by_a_variable_that_happens_to_be_called_so()
    {
        var data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;
        await using (
            var hub = await HubProcess.StartAsync(
                "Hub is at ",
                ["--data", data, "--fair", "week", "--name-en", "Skills Week"],
                ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
                ("NAME", "WSLBOX"),
                ("NAME-EN", "WSLBOX"),
                ("FAIR", "box"),
                ("DATA", "/proc/nowhere")
            )
        )
        {
            using var http = new HttpClient { BaseAddress = hub.Url };
            var fair = (await http.GetFromJsonAsync<JsonElement>("/api/fairs"))[0];
            Assert.Equal(
                ("week", "人才周", "Skills Week"),
                (
                    fair.GetProperty("id").GetString(),
                    fair.GetProperty("name").GetString(),
                    fair.GetProperty("nameEn").GetString()
                )
            );
        }
        System.IO.Directory.Delete(data, recursive: true);
    }

    private static (int, string) Trimmed((int Code, string Output) ran) => (ran.Code, ran.Output.Trim());

    private static void Database(string data, string sql)
    {
        using var db = new SqliteConnection($"Data Source={data}/hub.db;Pooling=false");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [GeneratedRegex("^Organizer: (http.*/)enter#([0-9a-f]{40})$", RegexOptions.Multiline)]
    private static partial Regex OrganizerLink();
}
