using System.Collections.Immutable;
using System.Data;
using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Hub.Ledger;

/// <summary>Ledgers in PostgreSQL, for several nodes. Whoever appends takes the row of the fair's head first; a commit is on the disk before it is
/// answered (<c>synchronous_commit=on</c>).</summary>
public sealed class PostgresStore : IStore
{
    /// <summary>How long a statement may take, seconds: a service that hangs is one that cannot be reached.</summary>
    private const int Patience = 5;

    private readonly NpgsqlDataSource _source;
    private readonly Backoff _backoff;
    private volatile bool _prepared;

    /// <param name="connection">An Npgsql connection string. Nothing is asked of the service yet.</param>
    public PostgresStore(string connection, TimeProvider? time = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection) { Timeout = Patience, CommandTimeout = Patience, CancellationTimeout = 1000, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 };
        // a node that was cut off in the middle of a transaction must not hold the head for ever
        settings.Options = $"{settings.Options} -c synchronous_commit=on -c idle_in_transaction_session_timeout={Patience * 1000}".Trim();
        _source = new NpgsqlDataSourceBuilder(settings.ToString()).Build();
        _backoff = new Backoff(time ?? TimeProvider.System);
    }

    /// <summary>Whether a hub has kept ledgers here. Asking makes nothing.</summary>
    public bool Exists => Try(() =>
    {
        using var db = _source.OpenConnection();
        return db.QuerySingle<bool>("select to_regclass('schema_version') is not null");
    });

    public IReadOnlyList<string> Fairs() => Try(db => db.Query<string>("select fair from heads where \"offset\" > 0 order by fair").AsList());

    public Head Head(string fair) => Try(db => Head(db, fair));

    public IEnumerable<Row> Read(string fair, long after)
    {
        using var db = Try(Open);
        using var command = new NpgsqlCommand("""select "offset", at, actor, command, part, slice, body, hash, digest from facts where fair = $1 and "offset" > $2 order by "offset" """, db);
        // a whole ledger takes as long as it takes
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = fair });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        using var r = Try(command.ExecuteReader);
        string actor = "", slice = "";
        while (Try(r.Read))
        {
            if (r.GetString(2) is var a && a != actor) actor = string.Intern(a);
            if (r.GetString(5) is var s && s != slice) slice = string.Intern(s);
            yield return new Row(r.GetInt64(0), r.GetInt64(1), actor, r.GetGuid(3), r.GetInt32(4), slice, r.GetFieldValue<byte[]>(6), r.GetFieldValue<byte[]>(7), r.GetInt64(8));
        }
    }

    public IReadOnlyDictionary<Guid, Answered> Answered(string fair, IReadOnlyCollection<Guid> commands) => Try(db => db
        .Query<(Guid Command, long Offset, int Facts, long Digest)>("""
            select distinct on (command) command, "offset", part + 1, digest from facts where fair = @fair and command = any(@commands) order by command, part desc
            """, new { fair, commands = commands.ToArray() })
        .ToDictionary(a => a.Command, a => new Answered(a.Offset, a.Facts, a.Digest)));

    public Appended Append(string fair, Head after, IReadOnlyList<Row> rows, IReadOnlyList<PersonChange> people) => Try(db =>
    {
        try
        {
            if (after.Offset == 0) Found(db, null, fair);
            if (people.Count == 0) return Append(db, null, fair, after, rows);
            using var transaction = db.BeginTransaction();
            if (Append(db, transaction, fair, after, rows) is not Appended.Done and var not) return not;
            Change(db, transaction, fair, people);
            transaction.Commit();
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "facts_command" }) { return Appended.Known; }
        // an erased person must not live on in dead rows
        if (people.Any(p => p.Person is null)) db.Execute("vacuum people");
        return Appended.Done;
    });

    public bool Replace(string fair, Head had, long epoch, IEnumerable<Row> rows, IReadOnlyList<PersonChange> people) => Try(db =>
    {
        using var transaction = db.BeginTransaction();
        Found(db, transaction, fair);
        db.Execute("select from heads where fair = @fair for update", new { fair }, transaction);
        if (!Head(db, fair, transaction).Equals(had)) return false;
        var last = new Head(0, Chain.Start, epoch);
        // a whole ledger takes as long as it takes
        db.Execute("""
            delete from facts where fair = @fair; delete from people where fair = @fair;
            update heads set "offset" = @Offset, hash = @Hash, epoch = @Epoch where fair = @fair
            """, new { fair, last.Offset, last.Hash, last.Epoch }, transaction, commandTimeout: 0);
        foreach (var chunk in rows.Chunk(4096))
        {
            Append(db, transaction, fair, last, chunk);
            last = last with { Offset = chunk[^1].Offset, Hash = chunk[^1].Hash };
        }
        Change(db, transaction, fair, people);
        transaction.Commit();
        db.Execute("vacuum people");
        return true;
    });

    public long NewEpoch(string fair, long ended) => Try(db =>
    {
        db.Execute("update heads set epoch = @ended + 1 where fair = @fair and epoch <= @ended", new { fair, ended });
        return db.QuerySingleOrDefault<long>("select epoch from heads where fair = @fair", new { fair });
    });

    public (Head At, ImmutableDictionary<string, Person> All) People(string fair) => Try(db =>
    {
        using var transaction = db.BeginTransaction(IsolationLevel.RepeatableRead);
        return (Head(db, fair, transaction), db.Query<(string Key, string Body)>("select key, body from people where fair = @fair", new { fair }, transaction)
            .ToImmutableDictionary(p => p.Key, p => JsonSerializer.Deserialize<Person>(p.Body, JsonSerializerOptions.Web)!));
    });

    public void Dispose() => _source.Dispose();

    private static Head Head(NpgsqlConnection db, string fair, NpgsqlTransaction? transaction = null) =>
        db.QuerySingleOrDefault<(long Offset, byte[] Hash, long Epoch)?>("""select "offset", hash, epoch from heads where fair = @fair""", new { fair }, transaction) is { } head
            ? new Head(head.Offset, head.Hash, head.Epoch) : Ledger.Head.None;

    /// <summary>The fair's head, before its first fact.</summary>
    private static void Found(NpgsqlConnection db, NpgsqlTransaction? transaction, string fair) =>
        db.Execute("insert into heads (fair, \"offset\", hash) values (@fair, 0, @hash) on conflict do nothing", new { fair, hash = Chain.Start }, transaction);

    private static void Change(NpgsqlConnection db, NpgsqlTransaction transaction, string fair, IReadOnlyList<PersonChange> people)
    {
        foreach (var (key, person) in people)
            if (person is null) db.Execute("delete from people where fair = @fair and key = @key", new { fair, key }, transaction);
            else db.Execute("insert into people values (@fair, @key, @body::json) on conflict (fair, key) do update set body = excluded.body",
                new { fair, key, body = JsonSerializer.Serialize(person, JsonSerializerOptions.Web) }, transaction);
    }

    /// <summary>One statement: it takes the head's row if it is where it is expected, then appends.</summary>
    private static Appended Append(NpgsqlConnection db, NpgsqlTransaction? transaction, string fair, Head after, IReadOnlyList<Row> rows)
    {
        using var append = new NpgsqlCommand("""
            with head as (update heads set "offset" = $2, hash = $3 where fair = $1 and "offset" = $4 and hash = $5 and epoch = $6 returning fair)
            insert into facts (fair, "offset", at, actor, command, part, slice, body, hash, digest)
            select head.fair, r.* from head, unnest($7, $8, $9, $10, $11, $12, $13, $14, $15) as r
            """, db, transaction);
        Add(NpgsqlDbType.Text, fair);
        Add(NpgsqlDbType.Bigint, rows[^1].Offset);
        Add(NpgsqlDbType.Bytea, rows[^1].Hash);
        Add(NpgsqlDbType.Bigint, after.Offset);
        Add(NpgsqlDbType.Bytea, after.Hash);
        Add(NpgsqlDbType.Bigint, after.Epoch);
        AddAll(NpgsqlDbType.Bigint, r => r.Offset);
        AddAll(NpgsqlDbType.Bigint, r => r.At);
        AddAll(NpgsqlDbType.Text, r => r.Actor);
        AddAll(NpgsqlDbType.Uuid, r => r.Command);
        AddAll(NpgsqlDbType.Integer, r => r.Part);
        AddAll(NpgsqlDbType.Text, r => r.Slice);
        AddAll(NpgsqlDbType.Json, r => r.Body);
        AddAll(NpgsqlDbType.Bytea, r => r.Hash);
        AddAll(NpgsqlDbType.Bigint, r => r.Digest);
        return append.ExecuteNonQuery() > 0 ? Appended.Done : Appended.Behind;

        void Add(NpgsqlDbType type, object value) => append.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
        void AddAll<T>(NpgsqlDbType type, Func<Row, T> of) => Add(NpgsqlDbType.Array | type, rows.Select(of).ToArray());
    }

    private NpgsqlConnection Open()
    {
        _backoff.Check();
        var db = _source.OpenConnection();
        try
        {
            if (!_prepared) Prepare(db);
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
        db.Execute("select pg_advisory_xact_lock(hashtextextended('hub schema', 0))", transaction: transaction);
        db.Execute("create table if not exists schema_version (scripts bigint not null)", transaction: transaction);
        var done = db.QuerySingleOrDefault<long>("select scripts from schema_version", transaction: transaction);
        var scripts = Scripts.Of("postgres");
        if (done == scripts.Count) return;
        foreach (var script in scripts.Skip((int)done)) db.Execute(script, transaction: transaction);
        db.Execute("delete from schema_version; insert into schema_version values (@scripts)", new { scripts = (long)scripts.Count }, transaction);
        transaction.Commit();
    }

    private T Try<T>(Func<NpgsqlConnection, T> work) => Try(() =>
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
        catch (NpgsqlException e)
        {
            if (e is not PostgresException || e.IsTransient) _backoff.Failed();
            throw new StoreException($"PostgreSQL: {e.Message}", e);
        }
    }
}
