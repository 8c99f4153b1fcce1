using Dapper;
using Hub.Tests.Faults;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Hub.Tests.Kernel.Stores;

/// <summary>What every store keeps of its promise.</summary>
public abstract class StoreTests : IAsyncLifetime
{
    private const string Fair = "fair";

    private IStore _store = null!;

    /// <summary>Another view of the same storage, as another process has it.</summary>
    protected abstract IStore Open();

    /// <summary>Past the store.</summary>
    protected abstract void Execute(string sql);

    public virtual ValueTask InitializeAsync()
    {
        _store = Open();
        return default;
    }

    public virtual ValueTask DisposeAsync()
    {
        _store?.Dispose();
        return default;
    }

    [Fact]
    public void What_was_appended_is_read_in_order_as_it_was()
    {
        Assert.Equal((Head.None, 0), (_store.Head(Fair), _store.Fairs().Count));
        var rows = Rows(1, commands: 5, parts: 2);
        Assert.True(Append(rows));
        Assert.True(Append("other", Rows(1)));
        var more = Rows(11);
        Assert.True(Append(more));
        Assert.Equal(new Head(11, more[0].Hash, 1), _store.Head(Fair));
        Assert.Equal([Fair, "other"], _store.Fairs().Order());
        Assert.Equivalent(rows.Skip(3), _store.Read(Fair, 3).Take(7), strict: true);
        Assert.Equal(Enumerable.Range(1, 11).Select(i => (long)i), _store.Read(Fair, 0).Select(r => r.Offset));
    }

    [Fact]
    public void A_turn_tells_where_the_ledger_ends_and_what_lies_beyond_what_was_known()
    {
        var rows = Rows(1, commands: 5);
        Append(rows);
        var head = _store.Head(Fair);
        foreach (
            var known in (Head[])
                [head, Head.None, head with { Offset = 2 }, head with { Epoch = 2 }, head with { Offset = 9 }]
        )
        {
            using var turn = _store.Turn(Fair, known);
            Assert.Equal(head, turn.Head);
            Assert.Equivalent(rows.Skip((int)known.Offset), turn.Beyond, strict: true);
        }
        Append(Rows(6, commands: ITurn.Most));
        using (var turn = _store.Turn(Fair, head))
            Assert.Equal(turn.Head.Offset, turn.Beyond[^1].Offset);
        using (var turn = _store.Turn(Fair, Head.None))
            Assert.Equal(ITurn.Most, turn.Beyond.Count);
    }

    [Fact]
    public void A_turn_that_is_given_up_leaves_nothing()
    {
        using (_store.Turn(Fair, Head.None)) { }
        Assert.Equal((Head.None, 0), (_store.Head(Fair), _store.Fairs().Count));
        Append(Rows(1));
        using (_store.Turn(Fair, Head.None)) { }
        Assert.True(Append(Rows(2)));
    }

    [Fact]
    public void A_command_that_is_in_the_ledger_is_met_and_nothing_of_its_batch_is_kept()
    {
        var first = Rows(1, commands: 2, parts: 3);
        Append(first);
        var again = Rows(7, commands: 2);
        Assert.False(
            Append([again[0], again[1] with { Command = first[0].Command }], new PersonChange("x", new Person("x")))
        );
        Assert.Equal((6, 0), (_store.Head(Fair).Offset, _store.People(Fair).All.Count));
        var known = _store.Answered(Fair, [first[0].Command, again[0].Command]);
        Assert.Equal(new Answered(3, 3, 7), Assert.Single(known).Value);
        Assert.True(Append(again));
        Assert.Empty(_store.Answered("other", [first[0].Command]));
    }

    [Fact]
    public void People_are_set_and_erased_with_the_facts()
    {
        Append(Rows(1), new PersonChange("a", new Person("张三", "朝阳")), new PersonChange("b", new Person("李四")));
        Append(Rows(2), new PersonChange("a", new Person("张三丰")), new PersonChange("b", null));
        Append(Rows(3));
        Assert.Equal(2, _store.Head(Fair).People);
        Assert.Equal(KeyValuePair.Create("a", new Person("张三丰")), Assert.Single(_store.People(Fair).All));
        Assert.Equal(_store.Head(Fair), _store.People(Fair).At);
        Assert.Equal((Head.None, 0), (_store.People("other").At, _store.People("other").All.Count));
    }

    [Fact]
    public void An_epoch_is_begun_once_by_however_many_see_the_last_one_end()
    {
        Append(Rows(1));
        using var other = Open();
        Assert.Equal((2, 2), (NewEpoch(_store, Fair, 1), NewEpoch(other, Fair, 1)));
        Assert.Equal(2, _store.Head(Fair).Epoch);
        Assert.Equal(8, NewEpoch(other, Fair, 7));
        Assert.Equal(1, _store.Head(Fair).Offset);
        Assert.Equal(3, NewEpoch(_store, "gone", 2));
        Assert.Equal((new Head(0, Chain.Start, 3), 1), (_store.Head("gone"), _store.Fairs().Count));
    }

    [Fact]
    public void Another_ledger_takes_the_place_of_one_or_of_none_and_goes_on()
    {
        var rows = Rows(1, commands: 5000);
        Assert.True(_store.Replace(Fair, Head.None, 2, rows, [new PersonChange("a", new Person("张三"))]));
        Assert.Equal(new Head(5000, rows[^1].Hash, 2), _store.Head(Fair));
        Append(Rows(5001), new PersonChange("b", new Person("李四")));

        var (other, head) = (Rows(1, commands: 3), _store.Head(Fair));
        Assert.True(_store.Replace(Fair, head, 3, other, [new PersonChange("c", new Person("王五"))]));
        Assert.Equal(new Head(3, other[^1].Hash, 3), _store.Head(Fair));
        Assert.Equivalent(other, _store.Read(Fair, 0), strict: true);
        Assert.Equal(["c"], _store.People(Fair).All.Keys);
        Assert.Equal(3, _store.Head(Fair).People);
        Assert.True(Append(Rows(4)));
    }

    [Fact]
    public void A_ledger_stays_when_the_other_is_not_read_to_its_end_or_the_head_is_another_one()
    {
        var rows = Rows(1, commands: 3);
        Append(rows, new PersonChange("a", new Person("张三")));
        var head = _store.Head(Fair);
        Assert.False(_store.Replace(Fair, head with { Offset = 2 }, 2, Rows(1), []));
        Assert.Throws<IOException>(() => _store.Replace(Fair, head, 2, Rows(1).Concat(Torn()), []));
        Assert.Equal((head, 1), (_store.Head(Fair), _store.People(Fair).All.Count));
        Assert.Equivalent(rows, _store.Read(Fair, 0), strict: true);
        Assert.True(Append(Rows(4)));

        static IEnumerable<Row> Torn() => throw new IOException();
    }

    [Fact]
    public async Task Of_many_who_append_at_once_each_has_its_turn_and_nothing_has_a_gap()
    {
        const int writers = 4,
            each = 50;
        await Task.WhenAll(
            Enumerable
                .Range(0, writers)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        using var store = Open();
                        for (var done = 0; done < each; )
                        {
                            using var turn = store.Turn(Fair, Head.None);
                            if (turn.Append(Rows(turn.Head.Offset + 1), []))
                                done++;
                        }
                    })
                )
        );
        Assert.Equal(
            Enumerable.Range(1, writers * each).Select(i => (long)i),
            _store.Read(Fair, 0).Select(r => r.Offset)
        );
    }

    [Theory]
    [InlineData("update heads set \"offset\" = 2", 2, "facts go on to 3, and the head is at 2")]
    [InlineData("delete from heads", 0, "facts go on to 3, and the head is at 0")]
    [InlineData("update heads set \"offset\" = 4", 3, "offset 4 is missing, the head is at 4")]
    [InlineData("delete from facts where \"offset\" = 3", 2, "offset 3 is missing, the head is at 3")]
    [InlineData("update heads set hash = (select hash from facts where \"offset\" = 1)", 3, "the head is another one")]
    public void A_head_that_is_not_where_its_facts_are_is_told_also_to_who_has_its_turn(
        string sql,
        int good,
        string what
    )
    {
        Append(Rows(1, commands: 3));
        Assert.Null(_store.Ends(Fair).Damage);
        Execute(sql);
        var damage = _store.Ends(Fair).Damage;
        Assert.Equal((good, what), (damage?.Good, damage?.En));
        Assert.Equal([Fair], _store.Fairs());
        using var turn = _store.Turn(Fair, _store.Head(Fair));
        Assert.Equal(damage, turn.Ends.Damage);
    }

    [Fact]
    public void A_fact_whose_place_is_taken_is_damage_and_not_a_repeat()
    {
        Append(Rows(1, commands: 3));
        Execute("update heads set \"offset\" = 2");
        using var turn = _store.Turn(Fair, _store.Head(Fair));
        var damaged = Assert.Throws<DamagedException>(() => turn.Append(Rows(3), []));
        Assert.Equal(Damage.Beyond(2, 3), damaged.Damage);
    }

    [Fact]
    public void A_probe_leaves_nothing()
    {
        Append(Rows(1), new PersonChange("a", new Person("张三")));
        var head = _store.Head(Fair);
        _store.Probe();
        _store.Probe();
        Assert.Equivalent(head, _store.Head(Fair), strict: true);
        Assert.Equal([Fair], _store.Fairs());
        Assert.Equal((1, 0), (_store.People(Fair).All.Count, _store.People("").All.Count));
    }

    private static long NewEpoch(IStore store, string fair, long ended)
    {
        store.NewEpoch(fair, ended);
        return store.Head(fair).Epoch;
    }

    private bool Append(List<Row> rows, params PersonChange[] people) => Append(Fair, rows, people);

    private bool Append(string fair, List<Row> rows, params PersonChange[] people)
    {
        using var turn = _store.Turn(fair, Head.None);
        return turn.Append(rows, people);
    }

    private static List<Row> Rows(long first, int commands = 1, int parts = 1) =>
        [
            .. from command in Enumerable.Range(0, commands)
            let id = Guid.NewGuid()
            from part in Enumerable.Range(0, parts)
            select new Row(
                first + command * parts + part,
                1_700_000_000_000 + command,
                "actor",
                id,
                part,
                "floor",
                """{"$":"visit","pass":"张\u0000"}"""u8.ToArray(),
                id.ToByteArray().Concat(id.ToByteArray()).ToArray(),
                7
            ),
        ];
}

public sealed class SqliteStoreTests : StoreTests
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;

    protected override IStore Open() => new SqliteStore(Path.Combine(_folder, "hub.db"), busy: 30);

    protected override void Execute(string sql)
    {
        using var db = new SqliteConnection($"Data Source={_folder}/hub.db;Pooling=false");
        db.Open();
        db.Execute(sql);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }
}

[Needs(Need.Service)]
public sealed class PostgresStoreTests(Services services) : StoreTests
{
    private string _database = null!;

    protected override IStore Open() => new PostgresStore(_database);

    protected override void Execute(string sql)
    {
        using var db = new NpgsqlConnection(_database);
        db.Open();
        db.Execute(sql);
    }

    public override async ValueTask InitializeAsync()
    {
        _database = await services.DatabaseAsync();
        await base.InitializeAsync();
    }
}
