using Dapper;
using Microsoft.Data.Sqlite;

namespace Hub.Tests.Kernel.Stores;

public class SchemaTests
{
    [Fact]
    public void A_database_of_the_first_schema_is_opened_whole_and_goes_on()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("hub-test-").FullName;
        var path = Path.Combine(folder, "hub.db");
        using (var old = new SqliteConnection($"Data Source={path};Pooling=false"))
        {
            old.Open();
            old.Execute(Scripts.Of("sqlite")[0]);
            old.Execute("pragma user_version = 1");
            var hash = Chain.Start;
            for (var offset = 1L; offset <= 3; offset++)
            {
                var (id, body) = (Guid.NewGuid(), """{"t":"nothing"}"""u8.ToArray());
                hash = Chain.Next(hash, offset, 1_700_000_000_000, "system", id, 0, "fair", body);
                old.Execute(
                    "insert into facts values ('fair', @offset, 1700000000000, 'system', @command, 0, 'fair', @body, "
                        + "@hash)",
                    new
                    {
                        offset,
                        command = id.ToByteArray(bigEndian: true),
                        body,
                        hash,
                    }
                );
            }
        }
        using (var store = new SqliteStore(path))
        {
            var rows = store.Read("fair", 0).ToList();
            Assert.Equal((3, null), store.Verify("fair"));
            Assert.Equivalent(new Head(3, rows[2].Hash, 1, 3), store.Head("fair"), strict: true);
            Assert.Equal(new Answered(2, 1, 0), store.Answered("fair", [rows[1].Command])[rows[1].Command]);
            Assert.Equal(3, store.Head("fair").People);
            using var turn = store.Turn("fair", store.Head("fair"));
            Assert.True(turn.Append([rows[2] with { Offset = 4, Command = Guid.NewGuid() }], []));
        }
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
