using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Hub.Kernel.Stores;

/// <summary>Ledgers in PostgreSQL, for several nodes. Whoever appends locks the row of the fair's head first; a commit
/// is on the disk before it is answered (<c>synchronous_commit=on</c>).</summary>
public sealed class PostgresStore : IStore
{
    /// <summary>How long a statement may take, seconds, if the connection string does not say: a service that hangs is
    /// one that cannot be reached.</summary>
    private const int Patience = 5;

    private const string Reading = """
        select "offset", at, actor, command, part, slice, body, hash, digest from facts
        where fair = $1 and "offset" > $2 order by "offset" limit $3
        """;

    /// <summary>A fair's head, before its first fact.</summary>
    private const string Founding =
        "insert into heads (fair, \"offset\", hash) values ($1, 0, $2) on conflict do nothing";

    /// <summary>A head, and what time it is there.</summary>
    private const string Looking =
        """select "offset", hash, epoch, people, clock_timestamp() from heads where fair = @fair""";

    private const string Ending = """
        select h."offset", h.hash, h.epoch, h.people, f."offset", f.hash, clock_timestamp()
        from (select $1::text as fair) as asked
        left join heads as h on h.fair = asked.fair
        left join facts as f on f.fair = asked.fair
            and f."offset" = (select max("offset") from facts where fair = $1)
        """;

    private const string Locking = "select \"offset\", hash, epoch, people from heads where fair = $1 for update";

    /// <summary>For a transaction that is no writer's turn.</summary>
    private const string Unhurried = "set local idle_in_transaction_session_timeout = '1min'";

    private readonly NpgsqlDataSource _source;
    private readonly Backoff _backoff;
    private readonly TimeProvider _time;
    private volatile bool _prepared;
    private long _ahead = long.MinValue;

    /// <param name="connection">An Npgsql connection string. Nothing is asked of the service yet.</param>
    public PostgresStore(string connection, TimeProvider? time = null)
    {
        var (said, settings) = (
            new DbConnectionStringBuilder { ConnectionString = connection },
            new NpgsqlConnectionStringBuilder(connection)
        );
        (settings.CancellationTimeout, settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (1000, 20, 2);
        if (!said.ContainsKey("Timeout"))
            settings.Timeout = Patience;
        if (!said.ContainsKey("Command Timeout"))
            settings.CommandTimeout = Patience;
        // a node that hangs, or was cut off, in the middle of its turn must not hold the head for ever; PostgreSQL
        // takes the last that is said
        settings.Options = $"-c idle_in_transaction_session_timeout=3s {settings.Options} -c synchronous_commit=on";
        _source = new NpgsqlDataSourceBuilder(settings.ToString()).Build();
        _time = time ?? TimeProvider.System;
        _backoff = new Backoff(_time);
    }

    /// <summary>Beside this node, when it has a folder.</summary>
    public Witness? Witness { get; init; }

    public TimeSpan? Ahead => Interlocked.Read(ref _ahead) is var ticks && ticks > long.MinValue ? new(ticks) : null;

    /// <summary>Whether a hub has kept ledgers here. Asking makes nothing.</summary>
    public bool Exists =>
        Try(() =>
        {
            using var db = _source.OpenConnection();
            return db.QuerySingle<bool>("select to_regclass('schema_version') is not null");
        });

    public IReadOnlyList<string> Fairs() =>
        Try(db =>
            // a fair whose head is gone is one too; from one fair's facts it leaps to the next one's
            db.Query<string>(
                    """
                    with recursive each_fair (fair) as (
                        select min(fair) from facts
                        union all
                        select (select min(fair) from facts where fair > e.fair)
                        from each_fair as e where fair is not null
                    )
                    select fair from each_fair where fair is not null
                    union select fair from heads where "offset" > 0 order by fair
                    """
                )
                .AsList()
        );

    public Head Head(string fair) => Try(db => Head(db, fair));

    public Ends Ends(string fair) =>
        Try(db =>
        {
            using var batch = new NpgsqlBatch(db) { BatchCommands = { Command(Ending, fair) } };
            using var r = batch.ExecuteReader();
            return EndsOf(r);
        });

    public IEnumerable<Row> Read(string fair, long after)
    {
        using var db = Try(Open);
        using var command = new NpgsqlCommand(Reading, db)
        {
            Parameters =
            {
                new() { Value = fair },
                new() { Value = after },
                new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
            },
        };
        // a whole ledger takes as long as it takes
        command.CommandTimeout = 0;
        using var r = Try(() => command.ExecuteReader());
        foreach (var row in Rows(r))
            yield return row;
    }

    public IReadOnlyDictionary<Guid, Answered> Answered(string fair, IReadOnlyCollection<Guid> commands) =>
        Try(db =>
            db.Query<(Guid Command, long Offset, int Facts, long Digest)>(
                    """
                    select distinct on (command) command, "offset", part + 1, digest from facts
                    where fair = @fair and command = any(@commands) order by command, part desc
                    """,
                    new { fair, commands = commands.ToArray() }
                )
                .ToDictionary(a => a.Command, a => new Answered(a.Offset, a.Facts, a.Digest))
        );

    public ITurn Turn(string fair, Head known) =>
        Try(() =>
        {
            var turn = new Writing(this, Open(), fair);
            try
            {
                return turn.Begin(known);
            }
            catch
            {
                turn.Dispose();
                throw;
            }
        });

    public bool Replace(string fair, Head had, long epoch, IEnumerable<Row> rows, IReadOnlyList<PersonChange> people) =>
        Try(db =>
        {
            using var transaction = db.BeginTransaction();
            // the rows come from a file that may be slow
            db.Execute(Unhurried, transaction: transaction);
            using (
                var begin = new NpgsqlBatch(db, transaction)
                {
                    BatchCommands = { Command(Founding, fair, Chain.Start), Command(Locking, fair) },
                }
            )
            using (var r = begin.ExecuteReader())
                if (!HeadOf(r).Equals(had))
                    return false;
            // a whole ledger takes as long as it takes
            db.Execute(
                "delete from facts where fair = @fair; delete from people where fair = @fair; update heads set epoch = "
                    + "@epoch where fair = @fair",
                new { fair, epoch },
                transaction,
                commandTimeout: 0
            );
            foreach (var chunk in rows.Chunk(4096))
                Run(db, transaction, Append(fair, chunk, people: true));
            foreach (var chunk in people.Chunk(1024))
                Run(db, transaction, chunk.Select(p => Change(fair, p)));
            transaction.Commit();
            db.Execute("vacuum people");
            return true;
        });

    public void NewEpoch(string fair, long ended) =>
        Try(db =>
            db.Execute(
                """
                insert into heads (fair, "offset", hash, epoch) values (@fair, 0, @start, @ended + 1)
                on conflict (fair) do update set epoch = excluded.epoch where heads.epoch <= @ended
                """,
                new
                {
                    fair,
                    start = Chain.Start,
                    ended,
                }
            )
        );

    public (Head At, ImmutableDictionary<string, Person> All) People(string fair) =>
        Try(db =>
        {
            using var transaction = db.BeginTransaction(IsolationLevel.RepeatableRead);
            return (
                Head(db, fair, transaction),
                db.Query<(string Key, string Body)>(
                        "select key, body from people where fair = @fair",
                        new { fair },
                        transaction
                    )
                    .ToImmutableDictionary(
                        p => p.Key,
                        p => JsonSerializer.Deserialize<Person>(p.Body, JsonSerializerOptions.Web)!
                    )
            );
        });

    public void Probe() =>
        Try(db =>
        {
            using var transaction = db.BeginTransaction();
            db.Execute(
                "insert into people values ('', 'probe', '{}'); delete from people where fair = ''",
                transaction: transaction
            );
            transaction.Commit();
            return true;
        });

    public void Dispose()
    {
        Witness?.Dispose();
        _source.Dispose();
    }

    private Head Head(NpgsqlConnection db, string fair, NpgsqlTransaction? transaction = null)
    {
        if (
            db.QuerySingleOrDefault<(long Offset, byte[] Hash, long Epoch, long People, DateTime Clock)?>(
                Looking,
                new { fair },
                transaction
            )
            is not { } head
        )
            return Facts.Head.None;
        Compare(head.Clock);
        return new Head(head.Offset, head.Hash, head.Epoch, head.People);
    }

    private Ends EndsOf(NpgsqlDataReader r)
    {
        r.Read();
        Compare(r.GetDateTime(6));
        return new Ends(
            r.IsDBNull(0)
                ? Facts.Head.None
                : new Head(r.GetInt64(0), r.GetFieldValue<byte[]>(1), r.GetInt64(2), r.GetInt64(3)),
            r.IsDBNull(4) ? 0 : r.GetInt64(4),
            r.IsDBNull(4) ? Chain.Start : r.GetFieldValue<byte[]>(5)
        );
    }

    private static Head HeadOf(NpgsqlDataReader r) =>
        r.Read() ? new Head(r.GetInt64(0), r.GetFieldValue<byte[]>(1), r.GetInt64(2), r.GetInt64(3)) : Facts.Head.None;

    /// <param name="clock">What the service's clock showed just now, UTC.</param>
    private void Compare(DateTime clock) =>
        Interlocked.Exchange(ref _ahead, (clock - _time.GetUtcNow().UtcDateTime).Ticks);

    private IEnumerable<Row> Rows(NpgsqlDataReader r)
    {
        string actor = "",
            slice = "";
        while (Try(r.Read))
        {
            if (r.GetString(2) is var a && a != actor)
                actor = string.Intern(a);
            if (r.GetString(5) is var s && s != slice)
                slice = string.Intern(s);
            yield return new Row(
                r.GetInt64(0),
                r.GetInt64(1),
                actor,
                r.GetGuid(3),
                r.GetInt32(4),
                slice,
                r.GetFieldValue<byte[]>(6),
                r.GetFieldValue<byte[]>(7),
                r.GetInt64(8)
            );
        }
    }

    /// <param name="people">Whether personal data changes with it.</param>
    private static IEnumerable<NpgsqlBatchCommand> Append(string fair, IReadOnlyList<Row> rows, bool people)
    {
        yield return Command(
            "update heads set \"offset\" = $2, hash = $3, people = case when $4 then $2 else people end where fair = "
                + "$1",
            fair,
            rows[^1].Offset,
            rows[^1].Hash,
            people
        );
        var facts = Command(
            """
            insert into facts (fair, "offset", at, actor, command, part, slice, body, hash, digest)
            select $1, r.* from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) as r
            """,
            fair,
            All(r => r.Offset),
            All(r => r.At),
            All(r => r.Actor),
            All(r => r.Command),
            All(r => r.Part),
            All(r => r.Slice),
            All(r => r.Body),
            All(r => r.Hash),
            All(r => r.Digest)
        );
        facts.Parameters[7].NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json;
        yield return facts;

        T[] All<T>(Func<Row, T> of) => [.. rows.Select(of)];
    }

    private static NpgsqlBatchCommand Change(string fair, PersonChange change)
    {
        if (change.Person is null)
            return Command("delete from people where fair = $1 and key = $2", fair, change.Key);
        var set = Command(
            "insert into people values ($1, $2, $3) on conflict (fair, key) do update set body = excluded.body",
            fair,
            change.Key,
            JsonSerializer.Serialize(change.Person, JsonSerializerOptions.Web)
        );
        set.Parameters[2].NpgsqlDbType = NpgsqlDbType.Json;
        return set;
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    /// <summary>Sends all of it in one go.</summary>
    private static void Run(
        NpgsqlConnection db,
        NpgsqlTransaction? transaction,
        IEnumerable<NpgsqlBatchCommand> commands
    )
    {
        using var batch = new NpgsqlBatch(db, transaction);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        batch.ExecuteNonQuery();
    }

    private NpgsqlConnection Open()
    {
        _backoff.Check();
        var db = _source.OpenConnection();
        try
        {
            if (!_prepared)
                Prepare(db);
            _prepared = true;
        }
        catch
        {
            db.Dispose();
            throw;
        }
        return db;
    }

    /// <summary>Several nodes may start at once: one applies the scripts, the others wait for it.</summary>
    private static void Prepare(NpgsqlConnection db)
    {
        using var transaction = db.BeginTransaction();
        // a node that starts has much to do
        db.Execute(Unhurried, transaction: transaction);
        db.Execute("select pg_advisory_xact_lock(hashtextextended('hub schema', 0))", transaction: transaction);
        db.Execute("create table if not exists schema_version (scripts bigint not null)", transaction: transaction);
        var done = db.QuerySingleOrDefault<long>("select scripts from schema_version", transaction: transaction);
        var scripts = Scripts.Of("postgres");
        if (done == scripts.Count)
            return;
        foreach (var script in scripts.Skip((int)done))
            db.Execute(script, transaction: transaction);
        db.Execute(
            "delete from schema_version; insert into schema_version values (@scripts)",
            new { scripts = (long)scripts.Count },
            transaction
        );
        transaction.Commit();
    }

    private T Try<T>(Func<NpgsqlConnection, T> work) =>
        Try(() =>
        {
            using var db = Open();
            return work(db);
        });

    private T Try<T>(Func<T> work)
    {
        try
        {
            var done = work();
            _backoff.Reached();
            return done;
        }
        catch (PostgresException e)
            when (e.SqlState is PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted)
        {
            throw new DamagedException(Damage.Unreadable(e.Message));
        }
        catch (NpgsqlException e)
        {
            if (e is not PostgresException || e.IsTransient)
                _backoff.Failed();
            throw new StoreException($"PostgreSQL: {e.Message}", e);
        }
    }

    /// <summary>A transaction of two messages there and back: one takes the head and what lies beyond, the other
    /// appends and commits.</summary>
    private sealed class Writing(PostgresStore store, NpgsqlConnection db, string fair) : ITurn
    {
        public Ends Ends { get; private set; } = Facts.Ends.None;
        public Head Head => Ends.Head;
        public IReadOnlyList<Row> Beyond { get; private set; } = [];

        public Writing Begin(Head known)
        {
            using var batch = new NpgsqlBatch(db) { BatchCommands = { Command("begin") } };
            if (known.Offset == 0)
                batch.BatchCommands.Add(Command(Founding, fair, Chain.Start));
            batch.BatchCommands.Add(Command(Locking, fair));
            // after the lock, so that it sees what is committed by now
            batch.BatchCommands.Add(Command(Ending, fair));
            batch.BatchCommands.Add(Command(Reading, fair, known.Offset, (long)ITurn.Most));
            using var r = batch.ExecuteReader();
            r.NextResult();
            Ends = store.EndsOf(r);
            r.NextResult();
            Beyond = [.. store.Rows(r)];
            return this;
        }

        public bool Append(IReadOnlyList<Row> rows, IReadOnlyList<PersonChange> people) =>
            store.Try(() =>
            {
                try
                {
                    Run(
                        db,
                        null,
                        [
                            .. PostgresStore.Append(fair, rows, people.Count > 0),
                            .. people.Select(p => Change(fair, p)),
                            Command("commit"),
                        ]
                    );
                }
                catch (PostgresException e)
                    when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "facts_command" })
                {
                    return false;
                }
                // nobody else can have used these offsets
                catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UniqueViolation)
                {
                    throw new DamagedException(Damage.Beyond(Head.Offset, rows[0].Offset));
                }
                // an erased person must not live on in dead rows
                if (people.Any(p => p.Person is null))
                    db.Execute("vacuum people");
                return true;
            });

        /// <summary>A transaction that is still open is rolled back with its connection.</summary>
        public void Dispose() => db.Dispose();
    }
}
