using System.Net;
using Dapper;
using Hub.Features.Floor;
using Hub.Tests.Cli;
using Microsoft.Data.Sqlite;

namespace Hub.Tests.Faults;

/// <summary>What can become of the files of a hub of one node, and what the hub has to do then: it says what is wrong
/// and serves nothing else than what was answered.</summary>
internal static class DiskFaults
{
    /// <summary>How long a hub has for what it does at once, on a machine that does much else.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    public static (string Name, Func<Disk, Task> Work)[] All =>
        [
            (
                "a fact is changed",
                async disk =>
                {
                    await disk.PrepareAsync();
                    disk.Execute("update facts set body = replace(body, 'A1', 'A2') where offset = 6");
                    await disk.RefusesAsync("damage");
                }
            ),
            (
                "the head is behind its facts, and nobody has witnessed them",
                async disk =>
                {
                    await disk.PrepareAsync();
                    File.Delete(Path.Combine(disk.Data, "hub.db.fair.witness"));
                    disk.Execute(
                        "update heads set (offset, hash) = (select f.offset, f.hash from facts f where f.offset = 6)"
                    );
                    await disk.RefusesAsync("head");
                }
            ),
            (
                "the log is cut off",
                async disk =>
                {
                    await disk.PrepareAsync();
                    var (file, before) = (Path.Combine(disk.Data, "hub.db"), Path.Combine(disk.Data, "before"));
                    await using (var hub = await disk.ServeAsync())
                    {
                        using var recruiter = disk.Recruiter(hub);
                        disk.Execute("pragma wal_checkpoint(truncate)");
                        // the hub itself may empty the log at any moment
                        File.Copy(file, before);
                        await recruiter.VisitAsync("p9", "A1");
                        await hub.KillAsync();
                    }
                    File.Move(before, file, overwrite: true);
                    File.Delete(file + "-wal");
                    File.Delete(file + "-shm");
                    await disk.RefusesAsync("witness");
                }
            ),
            (
                "the disk is full for a while",
                async disk =>
                {
                    await disk.PrepareAsync();
                    using var failing = await FailingDisk.MakeAsync();
                    await using var hub = await disk.ServeAsync(failing.Environment);
                    using var recruiter = disk.Recruiter(hub);
                    failing.Fail(1, FailingDisk.Full, after: true);
                    using (var refused = await recruiter.PostAsync("visits", Client.Visit("p9", "A1")))
                        if ((await Problem.Of(refused)).Code is not "ledger-unavailable" and var code)
                            throw new FaultFound("refused", $"a command on a full disk was answered {code}");
                    using (var ready = await recruiter.Http.GetAsync("/health/ready"))
                        if (ready.StatusCode is HttpStatusCode.OK)
                            throw new FaultFound("ready", "a hub on a full disk says that it is ready");
                    failing.Heal();
                    using var limit = new CancellationTokenSource(Soon);
                    while (!(await recruiter.Http.GetAsync("/health/ready")).IsSuccessStatusCode)
                        if (limit.IsCancellationRequested)
                            throw new FaultFound("ready again", "there is room, and the hub does not notice");
                        else
                            await Task.Delay(50);
                    await recruiter.VisitAsync("p9", "A1");
                }
            ),
            (
                "others look into its folder",
                async disk =>
                {
                    await using var hub = await disk.ServeAsync();
                    foreach (var file in System.IO.Directory.GetFileSystemEntries(disk.Data).Append(disk.Data))
                        if (
                            !OperatingSystem.IsWindows()
                            && (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0
                        )
                            throw new FaultFound("files", $"others can read {file}");
                }
            ),
        ];

    /// <param name="server">The hub that is run.</param>
    /// <exception cref="FaultFound">A promise was broken.</exception>
    public static async Task RunAsync(string server, string name)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("hub-disk-").FullName;
        try
        {
            await All.Single(f => f.Name == name).Work(new Disk(server, Path.Combine(folder, "data")));
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    internal sealed class Disk(string server, string data)
    {
        private string _secret = "";

        public string Data => data;

        /// <summary>A fair of eight facts.</summary>
        public async Task PrepareAsync()
        {
            await using var hub = await TestHub.WithFairAsync(data);
            _secret = (await hub.BadgeAsync(Role.Recruiter, booth: "A1")).Secret!;
            for (var i = 0; hub.Offset < 8; i++)
                await hub.AskAsync(new RecordVisit(new($"p{i}"), new("A1"), Way.In));
        }

        public Task<HubProcess> ServeAsync(params (string, string)[] environment) =>
            HubProcess.StartAsync("Hub is at ", ["--urls", "http://127.0.0.1:0", "--data", data], server, environment);

        public Client Recruiter(HubProcess hub) => new(new Uri(hub.Url, $"/api/fairs/{TestHub.Fair}/"), _secret, null);

        /// <summary>Past the hub.</summary>
        public void Execute(string sql)
        {
            using var db = new SqliteConnection($"Data Source={data}/hub.db;Pooling=false");
            db.Open();
            db.Execute(sql);
        }

        /// <summary>A hub that is started now says that its ledger is damaged, and writes nothing.</summary>
        /// <param name="check">What sees it when it does not.</param>
        public async Task RefusesAsync(string check)
        {
            await using var hub = await ServeAsync();
            using var recruiter = Recruiter(hub);
            recruiter.Http.Timeout = Soon;
            string code;
            try
            {
                using var answer = await recruiter.PostAsync("visits", Client.Visit("late", "A1"));
                code = answer.IsSuccessStatusCode ? "granted" : (await Problem.Of(answer)).Code;
            }
            catch (OperationCanceledException)
            {
                code = "not answered";
            }
            if (code is not "ledger-damaged")
                throw new FaultFound(check, $"a command on a damaged ledger was {code}");
            using var ready = await recruiter.Http.GetAsync("/health/ready");
            if (ready.StatusCode is HttpStatusCode.OK)
                throw new FaultFound(check, "a hub of a damaged ledger says that it is ready");
        }
    }
}
