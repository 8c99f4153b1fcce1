using System.Collections.Immutable;
using System.Data;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hub.Kernel.Stores;

/// <summary>Ledgers in one SQLite file: WAL, and every commit is on the disk before it is answered
/// (<c>synchronous=FULL</c>).</summary>
public sealed class SqliteStore : IStore
{
    private const string Ending = """
        select h.offset, h.hash, h.epoch, h.people, f.offset, f.hash from (select $fair as fair) as asked
        left join heads as h on h.fair = asked.fair
        left join facts as f on f.fair = asked.fair and f.offset = (select max(offset) from facts where fair = $fair)
        """;

    private readonly string _connection;
    private readonly SqliteConnection _writer;
    private readonly Lock _writing = new();
    private readonly SqliteCommand _append,
        _answered,
        _ends;

    /// <summary>Whether what was erased may lie in the log still: also by a process that was killed before it emptied
    /// it.</summary>
    private bool _erased = true;

    /// <param name="path">The database file; made, with its folder, when it is not there.</param>
    /// <param name="busy">How long a commit waits for another process that holds the database, seconds.</param>
    /// <exception cref="Refusal"><c>database-unusable</c></exception>
    public SqliteStore(string path, int busy = 2)
    {
        Witness = new Witness(path);
        _connection = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = busy,
            Pooling = true,
        }.ToString();
        try
        {
            OwnFiles.Make(path);
            _writer = Open();
            Prepare(_writer);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            _writer?.Dispose();
            throw Unusable.Of(path, e);
        }
        _append = Prepare(
            """
            insert into facts (fair, offset, at, actor, command, part, slice, body, hash, digest)
            values ($fair, $offset, $at, $actor, $command, $part, $slice, $body, $hash, $digest)
            """,
            "$fair",
            "$offset",
            "$at",
            "$actor",
            "$command",
            "$part",
            "$slice",
            "$body",
            "$hash",
            "$digest"
        );
        _answered = Prepare(
            "select offset, part + 1, digest from facts indexed by facts_command where fair = $fair and command = "
                + "$command order by part desc limit 1",
            "$fair",
            "$command"
        );
        _ends = Prepare(Ending, "$fair");
    }

    public Witness Witness { get; }

    public IReadOnlyList<string> Fairs() =>
        Try(() =>
        {
            using var db = Open();
            // a fair whose head is gone is one too; from one fair's facts it leaps to the next one's
            return db.Query<string>(
                    """
                    with recursive each_fair (fair) as (
                        select min(fair) from facts
                        union all
                        select (select min(fair) from facts where fair > e.fair)
                        from each_fair as e where fair is not null
                    )
                    select fair from each_fair where fair is not null
                    union select fair from heads where offset > 0 order by fair
                    """
                )
                .AsList();
        });

    public Head Head(string fair) =>
        Try(() =>
        {
            using var db = Open();
            return Head(db, fair);
        });

    public Ends Ends(string fair) =>
        Try(() =>
        {
            // a turn of this process holds the lock, and its end will do it
            if (_erased && _writing.TryEnter())
                try
                {
                    Forget();
                }
                finally
                {
                    _writing.Exit();
                }
            using var db = Open();
            using var command = db.CreateCommand();
            command.CommandText = Ending;
            command.Parameters.AddWithValue("$fair", fair);
            return Ends(command);
        });

    public IEnumerable<Row> Read(string fair, long after)
    {
        using var db = Try(Open);
        using var command = Reading(db, fair, after);
        foreach (var row in Rows(command))
            yield return row;
    }

    public IReadOnlyDictionary<Guid, Answered> Answered(string fair, IReadOnlyCollection<Guid> commands) =>
        Try(() =>
        {
            lock (_writing)
            {
                var found = new Dictionary<Guid, Answered>();
                foreach (var id in commands)
                {
                    Bind(_answered, fair, id.ToByteArray(bigEndian: true));
                    using var r = _answered.ExecuteReader();
                    if (r.Read())
                        found[id] = new Answered(r.GetInt64(0), r.GetInt32(1), r.GetInt64(2));
                }
                return found;
            }
        });

    public ITurn Turn(string fair, Head known) =>
        Try(() =>
        {
            _writing.Enter();
            var turn = new Writing(this, fair);
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
        Try(() =>
        {
            lock (_writing)
            {
                using var transaction = _writer.BeginTransaction();
                if (!Head(_writer, fair, transaction).Equals(had))
                    return false;
                _writer.Execute(
                    "delete from facts where fair = @fair; delete from people where fair = @fair; delete from heads "
                        + "where fair = @fair",
                    new { fair },
                    transaction
                );
                Add(transaction, fair, epoch, rows, people);
                transaction.Commit();
                _erased = true;
                Forget();
                return true;
            }
        });

    public void NewEpoch(string fair, long ended) =>
        Try(() =>
        {
            lock (_writing)
                return _writer.Execute(
                    """
                    insert into heads (fair, offset, hash, epoch) values (@fair, 0, @start, @ended + 1)
                    on conflict do update set epoch = excluded.epoch where heads.epoch <= @ended
                    """,
                    new
                    {
                        fair,
                        start = Chain.Start,
                        ended,
                    }
                );
        });

    public (Head At, ImmutableDictionary<string, Person> All) People(string fair) =>
        Try(() =>
        {
            using var db = Open();
            using var transaction = db.BeginTransaction(deferred: true);
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
        Try(() =>
        {
            lock (_writing)
            {
                using var transaction = _writer.BeginTransaction();
                // more than a page: what needs room has to find some
                _writer.Execute(
                    "insert into people values ('', 'probe', zeroblob(16384)); delete from people where fair = ''",
                    transaction: transaction
                );
                transaction.Commit();
                return true;
            }
        });

    public void Dispose()
    {
        Witness.Dispose();
        _append.Dispose();
        _answered.Dispose();
        _ends.Dispose();
        _writer.Dispose();
        using var pool = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(pool);
    }

    private static Head Head(SqliteConnection db, string fair, SqliteTransaction? transaction = null) =>
        db.QuerySingleOrDefault<(long Offset, byte[] Hash, long Epoch, long People)?>(
            "select offset, hash, epoch, people from heads where fair = @fair",
            new { fair },
            transaction
        )
            is { } head
            ? new Head(head.Offset, head.Hash, head.Epoch, head.People)
            : Facts.Head.None;

    private static Ends Ends(SqliteCommand ending)
    {
        using var r = ending.ExecuteReader();
        r.Read();
        return Columns(() =>
            new Ends(
                r.IsDBNull(0)
                    ? Facts.Head.None
                    : new Head(r.GetInt64(0), r.GetFieldValue<byte[]>(1), r.GetInt64(2), r.GetInt64(3)),
                r.IsDBNull(4) ? 0 : r.GetInt64(4),
                r.IsDBNull(4) ? Chain.Start : r.GetFieldValue<byte[]>(5)
            )
        );
    }

    private void Add(
        SqliteTransaction transaction,
        string fair,
        long epoch,
        IEnumerable<Row> rows,
        IReadOnlyList<PersonChange> people
    )
    {
        _append.Transaction = transaction;
        Row last = null!;
        foreach (var r in rows)
        {
            Bind(
                _append,
                fair,
                r.Offset,
                r.At,
                r.Actor,
                r.Command.ToByteArray(bigEndian: true),
                r.Part,
                r.Slice,
                r.Body,
                r.Hash,
                r.Digest
            );
            _append.ExecuteNonQuery();
            last = r;
        }
        _writer.Execute(
            "insert into heads (fair, offset, hash, epoch, people) values (@fair, @Offset, @Hash, @epoch, @Offset) on "
                + "conflict do update set offset = excluded.offset, hash = excluded.hash",
            new
            {
                fair,
                last.Offset,
                last.Hash,
                epoch,
            },
            transaction
        );
        if (people.Count > 0)
            _writer.Execute("update heads set people = offset where fair = @fair", new { fair }, transaction);
        foreach (var (key, person) in people)
            if (person is null)
                _writer.Execute("delete from people where fair = @fair and key = @key", new { fair, key }, transaction);
            else
                _writer.Execute(
                    "insert into people values (@fair, @key, @body) on conflict do update set body = excluded.body",
                    new
                    {
                        fair,
                        key,
                        body = JsonSerializer.Serialize(person, JsonSerializerOptions.Web),
                    },
                    transaction
                );
    }

    /// <summary>An erased person must not live on in the log that was written ahead. While somebody reads from it, or
    /// the disk fails, it cannot be emptied: then it is tried again at the next commit, or the next look at its ends.
    /// What is committed is committed all the same.</summary>
    private void Forget()
    {
        if (!_erased)
            return;
        try
        {
            _erased = _writer.QuerySingle<(int Busy, int, int)>("pragma wal_checkpoint(truncate)").Busy != 0;
        }
        catch (SqliteException) { }
    }

    private static SqliteCommand Reading(
        SqliteConnection db,
        string fair,
        long after,
        SqliteTransaction? transaction = null
    )
    {
        var command = db.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "select offset, at, actor, command, part, slice, body, hash, digest from facts where fair = $fair and "
            + "offset > $after order by offset limit $most";
        command.Parameters.AddWithValue("$fair", fair);
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$most", transaction is null ? -1 : ITurn.Most);
        return command;
    }

    private static IEnumerable<Row> Rows(SqliteCommand command)
    {
        using var r = Try(command.ExecuteReader);
        string actor = "",
            slice = "";
        Func<Row> columns = Next;
        Func<Row?> next = () => r.Read() ? Columns(columns) : null;
        while (Try(next) is { } row)
            yield return row;

        Row Next()
        {
            // the same few actors and slices come again and again: one string each
            if (r.GetString(2) is var a && a != actor)
                actor = string.Intern(a);
            if (r.GetString(5) is var s && s != slice)
                slice = string.Intern(s);
            return new Row(
                r.GetInt64(0),
                r.GetInt64(1),
                actor,
                new Guid(r.GetFieldValue<byte[]>(3), bigEndian: true),
                r.GetInt32(4),
                slice,
                r.GetFieldValue<byte[]>(6),
                r.GetFieldValue<byte[]>(7),
                r.GetInt64(8)
            );
        }
    }

    private SqliteConnection Open()
    {
        var db = new SqliteConnection(_connection);
        db.Open();
        db.Execute(
            "pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on; pragma cache_size = "
                + "-32000; pragma wal_autocheckpoint = 4000"
        );
        return db;
    }

    private static void Prepare(SqliteConnection db)
    {
        using var transaction = db.BeginTransaction();
        var done = db.QuerySingle<long>("pragma user_version", transaction: transaction);
        var scripts = Scripts.Of("sqlite");
        // a full disk can still be read, and backed up
        if (done == scripts.Count)
            return;
        foreach (var script in scripts.Skip((int)done))
            db.Execute(script, transaction: transaction);
        db.Execute($"pragma user_version = {scripts.Count}", transaction: transaction);
        transaction.Commit();
    }

    private SqliteCommand Prepare(string sql, params string[] names)
    {
        var command = _writer.CreateCommand();
        command.CommandText = sql;
        foreach (var name in names)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    private static void Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }

    private static T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            throw new DamagedException(Damage.Unreadable(e.Message));
        }
        catch (SqliteException e)
        {
            throw new StoreException($"SQLite: {e.Message}", e);
        }
        catch (Exception e) when (e is DataException or JsonException)
        {
            throw new DamagedException(Damage.Unreadable(e.Message));
        }
    }

    /// <summary>What is in a row of ours; SQLite itself keeps anything in any column.</summary>
    private static T Columns<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e)
            when (e
                    is InvalidCastException
                        or InvalidOperationException
                        or ArgumentException
                        or FormatException
                        or OverflowException
            )
        {
            throw new DamagedException(Damage.Unreadable(e.Message));
        }
    }

    /// <summary>SQLite has one writer at a time: the transaction is the turn. It stays on one thread.</summary>
    private sealed class Writing(SqliteStore store, string fair) : ITurn
    {
        private SqliteTransaction? _transaction;
        private bool _over;

        public Ends Ends { get; private set; } = Facts.Ends.None;
        public Head Head => Ends.Head;
        public IReadOnlyList<Row> Beyond { get; private set; } = [];

        public Writing Begin(Head known)
        {
            _transaction = store._writer.BeginTransaction();
            store._ends.Transaction = _transaction;
            Bind(store._ends, fair);
            Ends = SqliteStore.Ends(store._ends);
            if (Head.Equals(known))
                return this;
            using var beyond = Reading(store._writer, fair, known.Offset, _transaction);
            Beyond = [.. Rows(beyond)];
            return this;
        }

        public bool Append(IReadOnlyList<Row> rows, IReadOnlyList<PersonChange> people) =>
            Try(() =>
            {
                try
                {
                    store.Add(_transaction!, fair, Head.Epoch, rows, people);
                }
                catch (SqliteException e) when (e.SqliteExtendedErrorCode == raw.SQLITE_CONSTRAINT_UNIQUE)
                {
                    return false;
                }
                // nobody else can have used these offsets
                catch (SqliteException e) when (e.SqliteExtendedErrorCode == raw.SQLITE_CONSTRAINT_PRIMARYKEY)
                {
                    throw new DamagedException(Damage.Beyond(Head.Offset, rows[0].Offset));
                }
                // an erased person must not live on in the log that was written ahead, also when nobody knows whether
                // the commit failed
                store._erased |= people.Any(p => p.Person is null);
                _transaction!.Commit();
                store.Forget();
                return true;
            });

        public void Dispose()
        {
            if (_over)
                return;
            _over = true;
            try
            {
                _transaction?.Dispose();
            }
            finally
            {
                store._writing.Exit();
            }
        }
    }
}
