using System.Runtime.Versioning;
using Hub.Host;
using Microsoft.Data.Sqlite;

namespace Hub.Tests.Kernel.Stores;

/// <summary>The hub's files are its user's alone; what cannot be used says why, and what to do.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OwnFilesTests : IDisposable
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        Folder = Mine | UnixFileMode.UserExecute,
        Loose = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_a_hub_makes_is_for_its_user_alone()
    {
        await using var hub = await TestHub.WithFairAsync(Data);
        using var alone = Storage.Alone(HubApp.Settings(["--data", Data]), line => Assert.Fail(line));
        await Eventually.TrueAsync(() => hub.Store.Witness!.Of(TestHub.Fair) is not null, "the witness");
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(Data, "hub.db.clock")), "the clock's mark");
        Assert.Equal(Folder, File.GetUnixFileMode(Data));
        var files = System.IO.Directory.GetFiles(Data).Select(Path.GetFileName).Order().ToArray();
        Assert.Equal(
            ["hub.db", "hub.db-shm", "hub.db-wal", "hub.db.clock", "hub.db.fair.witness", "hub.db.serving"],
            files
        );
        Assert.All(files, f => Assert.Equal((f, Mine), (f, File.GetUnixFileMode(Path.Combine(Data, f!)))));
    }

    [Fact]
    public void What_others_could_read_is_closed_at_the_start_and_said()
    {
        System.IO.Directory.CreateDirectory(Data);
        File.SetUnixFileMode(Data, Folder | Loose | UnixFileMode.OtherExecute);
        foreach (var name in (string[])["hub.db", "hub.db-wal"])
        {
            File.WriteAllText(Path.Combine(Data, name), "");
            File.SetUnixFileMode(Path.Combine(Data, name), Mine | Loose);
        }
        List<string> said = [];
        Storage.Alone(HubApp.Settings(["--data", Data]), said.Add)!.Dispose();
        Assert.Equal(
            (string[])[Data, Path.Combine(Data, "hub.db"), Path.Combine(Data, "hub.db-wal")],
            said.Select(l => l["Others could read ".Length..^": no more.".Length]).Order()
        );
        Assert.Equal(
            (Folder, Mine),
            (File.GetUnixFileMode(Data), File.GetUnixFileMode(Path.Combine(Data, "hub.db-wal")))
        );
        Storage.Alone(HubApp.Settings(["--data", Data]), line => Assert.Fail(line))!.Dispose();
    }

    [Fact]
    public void A_folder_in_which_others_have_something_stays_as_it_is()
    {
        System.IO.Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "theirs"), "");
        var modes = (Mine | Loose, Folder | Loose);
        File.SetUnixFileMode(Path.Combine(Data, "theirs"), modes.Item1);
        File.SetUnixFileMode(Data, modes.Item2);
        Storage.Alone(HubApp.Settings(["--data", Data]), line => Assert.Fail(line))!.Dispose();
        Assert.Equal(modes, (File.GetUnixFileMode(Path.Combine(Data, "theirs")), File.GetUnixFileMode(Data)));
    }

    [Theory]
    [InlineData(
        "this is no database, as anybody can see who looks at it for a moment, and then for another one",
        "it is no database"
    )]
    [InlineData(null, "another process holds it locked")]
    public void A_database_that_cannot_be_opened_says_where_it_is_why_and_what_to_do(string? garbage, string why)
    {
        var file = Path.Combine(_folder, "hub.db");
        if (garbage is not null)
            File.WriteAllText(file, garbage + new string('x', 4096));
        else
            new SqliteStore(file).Dispose();
        using var other = new SqliteConnection($"Data Source={file};Pooling=false");
        if (garbage is null)
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "pragma locking_mode = exclusive; begin exclusive";
            command.ExecuteNonQuery();
        }
        var said = Assert.Throws<Refusal>(() => new SqliteStore(file, busy: 1));
        Assert.Equal("database-unusable", said.Code);
        Assert.StartsWith($"The database hub.db in {_folder} cannot be used: {why}", said.En);
        Assert.StartsWith($"无法使用 {_folder} 里的数据库 hub.db：", said.Zh);
    }

    [Theory]
    [InlineData(28, "the disk, or the quota, is full. Make room")]
    [InlineData(122, "the disk, or the quota, is full. Make room")]
    [InlineData(30, "the disk is read-only. Mount it")]
    [InlineData(5, "the disk fails. See to it")]
    [InlineData(0, "this user may not write there. Give the folder")]
    [InlineData(-1, "there is no such folder")]
    [InlineData(99, "something else See to the disk.")]
    public void What_the_system_says_is_said_in_words(int error, string says) =>
        Assert.Contains(
            says,
            Unusable
                .Of(
                    Path.Combine(_folder, "hub.db"),
                    error switch
                    {
                        0 => new UnauthorizedAccessException(),
                        -1 => new DirectoryNotFoundException(),
                        _ => new IOException("something else", error),
                    }
                )
                .En
        );
}
