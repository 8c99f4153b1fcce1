using System.Diagnostics;
using Npgsql;
using StackExchange.Redis;

[assembly: AssemblyFixture(typeof(Hub.Tests.Faults.Services))]

namespace Hub.Tests.Faults;

/// <summary>A PostgreSQL and a Redis for all tests that need one, started when the first of them asks; without them
/// those tests are skipped, by name.</summary>
public sealed class Services : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _postgres = new(PostgresServer.StartAsync);
    private readonly Lazy<Task<RedisServer>> _redis = new(() => RedisServer.StartAsync());

    /// <summary>Connects to a new, empty database.</summary>
    public async Task<string> DatabaseAsync() => Patient(await (await _postgres.Value).NewDatabaseAsync());

    /// <summary>How a node connects that does not give a slow machine up.</summary>
    public static string Patient(string database) =>
        $"{database};Timeout={Seconds};Command Timeout={Seconds};Options=-c "
        + $"idle_in_transaction_session_timeout={Seconds}s";

    private static int Seconds => (int)Eventually.Patience.TotalSeconds;

    public async Task<string> RedisAsync() => (await _redis.Value).Address;

    public async ValueTask DisposeAsync()
    {
        if (_postgres is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _postgres.Value).DisposeAsync();
        if (_redis is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _redis.Value).DisposeAsync();
    }
}

/// <summary>A service as a process of ours, on a port and in a folder of its own.</summary>
internal abstract class Service(int port, string folder) : IAsyncDisposable
{
    private Process? _process;

    public int Port => port;
    protected string Folder => folder;

    /// <summary>What makes it serve.</summary>
    protected abstract ProcessStartInfo Command { get; }

    /// <summary>Whether it answers.</summary>
    protected abstract Task<bool> AnswersAsync();

    public async Task LaunchAsync()
    {
        _process = Process.Start(Command)!;
        // what it says must not fill the pipe
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.TrueAsync(AnswersAsync, $"{GetType().Name} answers");
    }

    public async Task KillAsync()
    {
        Signal("KILL");
        await _process!.WaitForExitAsync();
    }

    /// <summary>It hangs: it holds its connections and answers nothing.</summary>
    public void Pause() => Signal("STOP");

    public void Resume() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    protected static string NewFolder(string name) =>
        System.IO.Directory.CreateTempSubdirectory($"hub-{name}-").FullName;

    protected static ProcessStartInfo Run(string file, params string[] args) =>
        new(file, args) { RedirectStandardOutput = true, RedirectStandardError = true };

    protected static async Task RunToEndAsync(ProcessStartInfo command)
    {
        using var process = Process.Start(command)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command.FileName} failed: {string.Concat(said)}");
    }

    protected static string? Find(string program, string folders) =>
        folders
            .Split(':')
            .Where(System.IO.Directory.Exists)
            .Select(f => Path.Combine(f, program))
            .LastOrDefault(File.Exists);

    /// <summary>To the service and whatever it started: a paused parent whose children go on is not paused.</summary>
    private void Signal(string signal)
    {
        var children = File.ReadAllText($"/proc/{_process!.Id}/task/{_process.Id}/children").Trim();
        using var kill = Process.Start(
            "/bin/sh",
            ["-c", $"kill -{signal} {_process.Id} {children} 2>/dev/null || true"]
        );
        kill.WaitForExit();
    }
}

internal sealed class PostgresServer : Service
{
    private static readonly string? Bin = System.IO.Directory.Exists("/usr/lib/postgresql")
        ? System
            .IO.Directory.GetDirectories("/usr/lib/postgresql")
            .Order()
            .Select(d => Path.Combine(d, "bin"))
            .LastOrDefault(System.IO.Directory.Exists)
        : null;

    private int _databases;

    private PostgresServer(int port, string folder)
        : base(port, folder) { }

    public static async Task<PostgresServer> StartAsync()
    {
        Assert.SkipUnless(Bin is not null, "PostgreSQL is not installed; ./test.sh installs it.");
        var server = new PostgresServer(Ports.Free(), NewFolder("postgres"));
        // PostgreSQL refuses to run as root
        if (Environment.IsPrivilegedProcess)
            await RunToEndAsync(Run("chown", "postgres", server.Folder));
        await RunToEndAsync(
            server.AsItself(
                "initdb",
                "-D",
                server.Data,
                "-A",
                "trust",
                "-U",
                "hub",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync"
            )
        );
        await server.LaunchAsync();
        return server;
    }

    protected override ProcessStartInfo Command =>
        AsItself(
            "postgres",
            "-D",
            Data,
            "-p",
            $"{Port}",
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=200"
        );

    private string Data => Path.Combine(Folder, "data");

    public string Connection(string database) => $"Host=127.0.0.1;Port={Port};Username=hub;Database={database}";

    public async Task<string> NewDatabaseAsync()
    {
        var name = $"hub{Interlocked.Increment(ref _databases)}";
        await using var db = new NpgsqlConnection(Connection("postgres"));
        await db.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name}", db);
        await create.ExecuteNonQueryAsync();
        return Connection(name);
    }

    /// <summary>The database's only ledger is as it was at an older head, as after a backup is put back.</summary>
    public static async Task PutBackAsync(string database, Head backup)
    {
        await using var db = new NpgsqlConnection(database + ";Pooling=false");
        await db.OpenAsync();
        await using var transaction = await db.BeginTransactionAsync();
        // the head first: whoever has a turn ends it before
        await using var head = new NpgsqlCommand(
            "update heads set \"offset\" = $1, hash = $2, epoch = $3, people = least(people, $1)",
            db
        )
        {
            Parameters =
            {
                new() { Value = backup.Offset },
                new() { Value = backup.Hash },
                new() { Value = backup.Epoch },
            },
        };
        await head.ExecuteNonQueryAsync();
        await using var facts = new NpgsqlCommand("delete from facts where \"offset\" > $1", db)
        {
            Parameters = { new() { Value = backup.Offset } },
        };
        await facts.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            await using var db = new NpgsqlConnection(Connection("postgres") + ";Pooling=false");
            await db.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private ProcessStartInfo AsItself(string program, params string[] args)
    {
        var path = Path.Combine(Bin!, program);
        return Environment.IsPrivilegedProcess
            ? Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. args])
            : Run(path, args);
    }
}

internal sealed class RedisServer : Service
{
    private RedisServer(int port, string folder)
        : base(port, folder) { }

    public static async Task<RedisServer> StartAsync()
    {
        Assert.SkipUnless(Program is not null, "Redis is not installed; ./test.sh installs it.");
        var server = new RedisServer(Ports.Free(), NewFolder("redis"));
        await server.LaunchAsync();
        return server;
    }

    public string Address => $"127.0.0.1:{Port}";

    protected override ProcessStartInfo Command =>
        Run(Program!, "--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Folder);

    private static string? Program { get; } = Find("redis-server", Environment.GetEnvironmentVariable("PATH") ?? "");

    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync(
                $"{Address},connectTimeout=500,abortConnect=true"
            );
            return (await redis.GetDatabase().PingAsync()) > TimeSpan.Zero;
        }
        catch (RedisException)
        {
            return false;
        }
    }
}
