using System.IO.Compression;
using System.Text;
using Hub.Features.Floor;

namespace Hub.Tests.Kernel.Stores;

public sealed class BackupTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

    [Fact]
    public async Task A_backup_holds_all_of_a_ledger_as_it_is()
    {
        await using var hub = await HubAsync();
        var file = Write(hub);
        var fair = Assert.Single(Backup.Check(file));
        Assert.Equal((TestHub.Fair, hub.Ledger.Fair.Head), (fair.Fair, new Head(fair.Offset, fair.Hash, fair.Epoch)));
        Assert.Equivalent(hub.Ledger.Fair.People, fair.People, strict: true);
        Assert.Equivalent(hub.Store.Read(TestHub.Fair, 0), Backup.Rows(file, TestHub.Fair), strict: true);
    }

    [Fact]
    public async Task What_is_appended_while_it_is_written_is_in_it_whole_or_not_at_all()
    {
        await using var hub = await HubAsync();
        using var enough = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
                await hub.AskAsync(TestHub.Drone([.. Enumerable.Range(0, i % 9 + 1).Select(n => $"{i}-{n}")]));
        });
        for (var i = 0; i < 20; i++)
        {
            var fair = Assert.Single(Backup.Check(Write(hub)));
            var last = Encoding.UTF8.GetString(
                Backup.Rows(Path.Combine(_folder, "hub.backup"), TestHub.Fair).Last().Body
            );
            if (last.Contains("defined"))
                Assert.Contains($"\"{fair.People.Count}\"]", last);
        }
        await enough.CancelAsync();
        await load;
    }

    [Fact]
    [Needs(Need.Time)]
    public async Task A_backup_that_was_cut_off_or_changed_anywhere_is_refused()
    {
        await using var hub = await HubAsync();
        var whole = await File.ReadAllBytesAsync(Write(hub));
        var broken = Path.Combine(_folder, "broken");
        for (var i = 0; i < whole.Length; i++)
        {
            await File.WriteAllBytesAsync(broken, whole[..i]);
            Refused(broken);
            // the first ten bytes are gzip's: when it was packed, and where
            if (i < 10)
                continue;
            byte[] changed = [.. whole];
            changed[i] ^= 1;
            await File.WriteAllBytesAsync(broken, changed);
            Refused(broken);
        }
    }

    [Theory]
    [InlineData("P1", "P9", "the facts of fair do not hold together")]
    [InlineData("朝阳技校", "朝阳学校", "its sum is another one")]
    [InlineData("\"hub\":1", "\"hub\":2", "version 2")]
    public async Task A_backup_that_somebody_edited_is_refused(string text, string other, string why)
    {
        await using var hub = await HubAsync();
        var file = Write(hub);
        string lines;
        using (var from = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress)))
            lines = await from.ReadToEndAsync();
        Assert.Contains(text, lines);
        await using (var to = new StreamWriter(new GZipStream(File.Create(file), CompressionMode.Compress)))
            await to.WriteAsync(lines.Replace(text, other));
        Assert.Contains(why, Refused(file).En);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private static async Task<TestHub> HubAsync()
    {
        var hub = await TestHub.WithFairAsync();
        for (var i = 0; i < 5; i++)
            await hub.AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
        return hub;
    }

    private static Refusal Refused(string file)
    {
        var refusal = Assert.Throws<Refusal>(() => Backup.Check(file));
        Assert.Equal("backup-broken", refusal.Code);
        return refusal;
    }

    private string Write(TestHub hub)
    {
        var file = Path.Combine(_folder, "hub.backup");
        using var to = File.Create(file);
        Backup.Write(hub.Store, to);
        return file;
    }
}
