using System.Text.Json;
using Hub.Tests.Cli;
using Hub.Tests.Faults;

namespace Hub.Tests.Kernel.Stores;

/// <summary>What an earlier build has written, the present one opens, verifies and shows as that one did.</summary>
public sealed class LandedLedgerTests(Services services) : IDisposable
{
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

    public static TheoryData<string> Versions => [.. Landed.Versions];
    public static TheoryData<string> LostVersions => [.. Landed.LostVersions];

    [Theory]
    [Needs(Need.Process)]
    [MemberData(nameof(Versions))]
    public async Task A_ledger_is_whole_and_gives_the_same_boards(string version)
    {
        var landed = new Landed(version);
        landed.Copy(Landed.Ledger, _data);
        await GivesTheSameAsync(landed, 1, "--data", _data);
    }

    [Theory]
    [Needs(Need.Process)]
    [MemberData(nameof(Versions))]
    public Task A_backup_is_put_back_and_gives_the_same_boards(string version) =>
        PutBackAsync(new Landed(version), "--data", _data);

    [Theory]
    [Needs(Need.Service, Need.Process)]
    [MemberData(nameof(Versions))]
    public async Task A_backup_is_put_back_into_a_PostgreSQL_and_gives_the_same_boards(string version) =>
        await PutBackAsync(new Landed(version), $"--ConnectionStrings:Postgres={await services.DatabaseAsync()}");

    [Theory]
    [Needs(Need.Process)]
    [MemberData(nameof(Versions))]
    public async Task What_was_asked_then_is_known_when_it_is_asked_again(string version)
    {
        var (landed, others) = (new Landed(version), new List<string>());
        landed.Copy(Landed.Ledger, _data);
        var whose = landed.Whose(Landed.Secrets);
        await using (var hub = await TestHub.AsItIsAsync(_data, new HandClock(landed.Head.Moment).Use))
            foreach (var line in landed.Lines(Landed.Asked))
            {
                var asked = JsonSerializer.Deserialize<Question>(line, Landed.Json)!;
                using var who = hub.Bearer(whose[asked.As]);
                // whoever counts no more repeats nothing
                if (!(await who.Http.GetAsync("me")).IsSuccessStatusCode)
                    continue;
                using var answer = await Question.SendAsync(
                    who.Http,
                    new(asked.How),
                    asked.Path,
                    asked.Content,
                    asked.Key,
                    asked.Clock
                );
                var text = await answer.Content.ReadAsStringAsync();
                if (!answer.IsSuccessStatusCode || !Repeats(text, asked.Offset))
                    others.Add($"{line}: {text}");
            }
        Same(others);
        await HoldsTheSameAsync(landed, "--data", _data);

        // the report of an import says where it stands, not that it was repeated
        static bool Repeats(string answer, long offset)
        {
            var receipt = JsonSerializer.Deserialize<JsonElement>(answer);
            return receipt.GetProperty("offset").GetInt64() == offset
                && (!receipt.TryGetProperty("repeated", out var repeated) || repeated.GetBoolean());
        }
    }

    [Theory]
    [Needs(Need.Process)]
    [MemberData(nameof(LostVersions))]
    public async Task A_ledger_whose_hub_was_killed_before_it_followed_a_pass_is_whole(string version)
    {
        new Landed(version).Copy(Landed.LostLedger, _data);
        Assert.Equal(0, (await HubProcess.RunAsync("verify", "--data", _data)).Code);
    }

    [Theory]
    [MemberData(nameof(LostVersions))]
    public async Task What_follows_from_a_pass_is_done_at_the_start_when_it_was_not_before(string version)
    {
        var (landed, clock, differences) = (new Landed(version), new HandClock(LandedStory.Moment), new List<string>());
        landed.Copy(Landed.LostLedger, _data);
        await using var hub = await TestHub.AsItIsAsync(_data, clock.Use);
        try
        {
            await Eventually.TrueAsync(async () => await LookAsync() == 0, "what follows is done");
        }
        finally
        {
            Same(differences);
        }

        async Task<int> LookAsync()
        {
            // a board is rendered once for a moment
            clock.Now += TimeSpan.FromMilliseconds(1);
            differences = await landed.DifferencesAsync(hub, Landed.LostBoards, heads: false);
            return differences.Count;
        }
    }

    public void Dispose() => System.IO.Directory.Delete(_data, recursive: true);

    private async Task PutBackAsync(Landed landed, params string[] store)
    {
        var (code, output) = await HubProcess.RunAsync(["restore", landed.File(Landed.Backup), .. store]);
        Assert.True(code == 0, output);
        // what is put back begins a new epoch
        await GivesTheSameAsync(landed, 2, store);
    }

    private async Task GivesTheSameAsync(Landed landed, long epoch, params string[] store)
    {
        Assert.Equal((0, landed.Head.Verify), Said(await HubProcess.RunAsync(["verify", .. store])));
        await using (var hub = await TestHub.AsItIsAsync(_data, new HandClock(landed.Head.Moment).Use, store))
            Same(await landed.DifferencesAsync(hub, Landed.Boards, epoch));
        Assert.Equal((0, landed.Head.Verify), Said(await HubProcess.RunAsync(["verify", .. store])));
        // it was opened, and nothing more
        await HoldsTheSameAsync(landed, store);
    }

    private static async Task HoldsTheSameAsync(Landed landed, params string[] store)
    {
        var (before, now) = (Landed.Held(landed.File(Landed.Backup)), await Landed.HeldAsync(store));
        Assert.Equal((landed.Head.Offset, landed.Head.Hash), (now.Offset, now.Hash));
        Assert.Equal(before.People, now.People);
        Assert.Equal(before.Facts, now.Facts);
    }

    private static void Same(List<string> others) =>
        Assert.True(others.Count == 0, $"{others.Count} lines differ:\n{string.Join('\n', others.Take(20))}");

    private static (int, string) Said((int Code, string Output) ran) => (ran.Code, ran.Output.Trim());
}
