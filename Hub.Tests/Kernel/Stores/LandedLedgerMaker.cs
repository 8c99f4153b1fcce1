using System.Text.Json;
using Dapper;
using Hub.Host;
using Hub.Tests.Cli;
using Microsoft.Data.Sqlite;

namespace Hub.Tests.Kernel.Stores;

/// <summary>Makes the folder of a new version, by hand: see the README of a folder.</summary>
public class LandedLedgerMaker
{
    [Fact(Explicit = true)]
    [Needs(Need.Process)]
    public async Task Make_the_folder_of_this_version()
    {
        var version = Environment.GetEnvironmentVariable("HUB_LANDED") ?? "";
        Assert.True(version.Length > 0, "Name the version: HUB_LANDED=2027-05");
        var landed = new Landed(version);
        Assert.False(System.IO.Directory.Exists(landed.Folder), $"{landed.Folder} is there: it is not written again.");
        System.IO.Directory.CreateDirectory(landed.Folder);
        var work = System.IO.Directory.CreateTempSubdirectory("hub-landed-").FullName;
        try
        {
            await MakeAsync(landed, work);
            await File.WriteAllTextAsync(landed.File("README.md"), Readme(version));
        }
        catch
        {
            System.IO.Directory.Delete(landed.Folder, recursive: true);
            throw;
        }
        finally
        {
            System.IO.Directory.Delete(work, recursive: true);
        }
    }

    private static async Task MakeAsync(Landed landed, string work)
    {
        var (data, copy, clock) = (Sub(work, "day"), Sub(work, "copy"), new HandClock(LandedStory.Rehearsal));
        var (whose, asked) = (new Dictionary<string, string>(), new List<string>());
        await using (var hub = await TestHub.StartAsync(data, clock.Use))
            await new LandedStory(hub, clock, whose, asked).RehearseAsync();
        clock.Now = LandedStory.Opening;
        await using (var hub = await TestHub.AsItIsAsync(data, clock.Use))
            await new LandedStory(hub, clock, whose, asked).DayAsync();
        Assert.True(clock.Now < LandedStory.Moment, $"The story ends at {clock.Now}.");
        var facts = Facts(data);
        // each kind has happened: a new one is missing until somebody tells its story
        Assert.Equal(HubApp.Slices.Facts.Select(f => $"{f.Slice}/{f.Name}").Order(StringComparer.Ordinal), facts.Keys);

        Pack(data, landed.File(Landed.Ledger));
        Assert.Equal(0, (await HubProcess.RunAsync("backup", landed.File(Landed.Backup), "--data", data)).Code);
        await WriteAsync(landed.File(Landed.Secrets), Landed.Text(whose));
        await WriteAsync(landed.File(Landed.Asked), [.. asked]);

        landed.Copy(Landed.Ledger, copy);
        var (_, verified) = await HubProcess.RunAsync("verify", "--data", copy);
        var held = Landed.Held(landed.File(Landed.Backup));
        var head = new Landed.Header(LandedStory.Moment, held.Offset, held.Hash, verified.Trim(), facts);
        await using var shown = await TestHub.AsItIsAsync(copy, new HandClock(LandedStory.Moment).Use);
        var boards = await Landed.RecordAsync(shown, whose);
        await WriteAsync(landed.File(Landed.Boards), [JsonSerializer.Serialize(head, Landed.Json), .. boards]);
    }

    private static string Sub(string work, string name) =>
        System.IO.Directory.CreateDirectory(Path.Combine(work, name)).FullName;

    private static Task WriteAsync(string file, params string[] lines) =>
        File.WriteAllTextAsync(file, string.Concat(lines.Select(l => l + "\n")));

    /// <summary>The database as one small file, without a log beside it.</summary>
    private static void Pack(string data, string to)
    {
        using var db = new SqliteConnection($"Data Source={data}/hub.db;Pooling=false");
        db.Execute("vacuum into @to", new { to });
    }

    /// <summary>How many facts there are of each kind, by slice and name.</summary>
    private static SortedDictionary<string, int> Facts(string data)
    {
        using var db = new SqliteConnection($"Data Source={data}/hub.db;Pooling=false");
        var facts = db.Query<(string Kind, int Count)>(
            """
            select slice || '/' || json_extract(cast(body as text), '$.t') as kind, count(*) from facts group by kind
            """
        );
        return new(facts.ToDictionary(k => k.Kind, k => k.Count), StringComparer.Ordinal);
    }

    private static string Readme(string version) =>
        $"""
            Made by the build of {version}, and never written again:

            - `{Landed.Ledger}`: a fair of invented people and employers, with every kind of fact (`LandedStory` tells
              it)
            - `{Landed.Backup}`: its backup
            - `{Landed.Boards}`: every board at one moment, as HTTP gave it, a line for each row, in the order of their
              keys; the node's name is left out. First comes where the ledger ends, and how many facts of each kind it
              has
            - `{Landed.Asked}`: commands as they were asked
            - `{Landed.Secrets}`: the secrets of its badges and passes, which count nowhere else

            `LandedLedgerTests` opens all of it. A version that writes something new gets a folder of its own:

            ```sh
            HUB_LANDED=2027-05 dotnet test --solution Hub.sln --no-build -- \
              --filter-class "*.LandedLedgerMaker" --explicit only
            ```

            """;
}
