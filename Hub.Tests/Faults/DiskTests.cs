using System.Net.Http.Json;
using Hub.Tests.Cli;

namespace Hub.Tests.Faults;

/// <summary>A real hub on a real SQLite whose disk fails it.</summary>
[Needs(Need.Process)]
public sealed class DiskTests : IDisposable
{
    /// <summary>Each of so many writes fails once in each of so many rounds, which end by a kill. A command writes some
    /// ten times, and a probe as often.</summary>
    private const int Each = 14,
        Rounds = 3;

    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

    public void Dispose() => System.IO.Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Whichever_write_fails_what_was_answered_is_there_once_and_commands_go_on()
    {
        using var disk = await FailingDisk.MakeAsync();
        var secret = await RecruiterAsync();
        var answered = new Dictionary<Guid, Receipt>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var process = await ServeAsync(disk);
            using var recruiter = new Client(new Uri(process.Url, $"/api/fairs/{TestHub.Fair}/"), secret, null);
            // what the killed one did not answer is there or not: a repeat of what it answered finds it
            foreach (var (id, receipt) in answered.TakeLast(3))
                Assert.Equal(receipt with { Repeated = true }, await AskAsync(recruiter, id));
            for (var n = 1; n <= Each; n++)
            {
                disk.Fail(n, (n + round) % 2 == 0 ? FailingDisk.Broken : FailingDisk.Full);
                while (!disk.HasFailed)
                    await GoOnAsync();
                // the last of a round is killed while it has not been asked again
                if (n < Each)
                    await GoOnAsync();
            }
            await process.KillAsync();

            async Task GoOnAsync()
            {
                var id = Guid.NewGuid();
                answered[id] = await AskAsync(recruiter, id) with { Repeated = false };
            }
        }
        Assert.True(disk.Writes > Rounds * Each);

        using var store = new SqliteStore(Path.Combine(_data, "hub.db"));
        var rows = store.Read(TestHub.Fair, 0).ToArray();
        Assert.Equal((rows.Length, null), store.Verify(TestHub.Fair));
        var byCommand = rows.ToLookup(r => r.Command, r => r.Offset);
        foreach (var (id, receipt) in answered)
            Assert.Equal([receipt.Offset], byCommand[id]);
    }

    [Fact]
    public async Task A_start_on_a_full_or_a_read_only_disk_says_so_and_what_to_do()
    {
        using var disk = await FailingDisk.MakeAsync();
        await RecruiterAsync();
        disk.Fail(1, FailingDisk.Full, after: true);
        await FailsAsync("the disk, or the quota, is full. Make room, then start again.");
        disk.Heal();
        disk.Close(FailingDisk.ReadOnly);
        await FailsAsync("the disk is read-only. Mount it for writing, or name another folder with --data.");
        disk.Heal();
        await using (await ServeAsync(disk)) { }

        async Task FailsAsync(string why) =>
            Assert.Equal(
                (1, $"The database hub.db in {_data} cannot be used: {why}"),
                await HubProcess.RunAsync(disk.Environment, "--urls", "http://127.0.0.1:0", "--data", _data)
                    is var (code, output)
                    ? (code, output.Trim())
                    : default
            );
    }

    public static TheoryData<string> Faults => [.. DiskFaults.All.Select(f => f.Name)];

    [Theory, MemberData(nameof(Faults))]
    public Task Whatever_becomes_of_its_files_a_hub_says_what_is_wrong_and_serves_nothing_else(string fault) =>
        DiskFaults.RunAsync(HubProcess.Server, fault);

    private async Task<string> RecruiterAsync()
    {
        await using var hub = await TestHub.WithFairAsync(_data);
        return (await hub.BadgeAsync(Role.Recruiter, booth: "A1")).Secret!;
    }

    private Task<HubProcess> ServeAsync(FailingDisk disk) =>
        HubProcess.StartAsync("Hub is at ", ["--urls", "http://127.0.0.1:0", "--data", _data], disk.Environment);

    /// <summary>Asks again, under the same id, for as long as it is not answered.</summary>
    private static async Task<Receipt> AskAsync(Client recruiter, Guid id)
    {
        Receipt? receipt = null;
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await recruiter.PostAsync("visits", Client.Visit($"{id:N}"[..8], "A1"), id);
                if (answer.IsSuccessStatusCode)
                    receipt = await answer.Content.ReadFromJsonAsync<Receipt>();
                else
                    Assert.True((int)answer.StatusCode is 503 or 429, $"{answer.StatusCode}");
                return receipt is not null;
            },
            "an answer"
        );
        return receipt!;
    }
}
