using System.Diagnostics;
using Dapper;
using Hub.Features.Floor;
using Hub.Host;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>Visits decided and committed by a ledger, in turns with a bare loop that inserts the very same rows in
/// transactions of the size that the ledger's had.</summary>
internal static class LedgerBench
{
    /// <summary>Enough to fill a batch while another is being committed.</summary>
    private const int Askers = 2 * FairLedger.MostInBatch;

    public static async Task RunAsync(int rounds, int commands)
    {
        List<double> ledgers = [],
            bares = [],
            ratios = [];
        for (var round = 0; round <= rounds; round++)
        {
            var (ledger, batch, rows) = await LedgerAsync(commands);
            var bare = Bare(rows, batch);
            Say(
                $"round {round}: ledger {ledger:N0}/s in transactions of {batch}, bare {bare:N0}/s, ratio "
                    + $"{ledger / bare:N2}{(round == 0 ? " (warm-up, not counted)" : "")}"
            );
            if (round == 0)
                continue;
            ledgers.Add(ledger);
            bares.Add(bare);
            ratios.Add(ledger / bare);
        }
        Say(
            $"ledger {Spread(ledgers)} commands/s, bare SQLite {Spread(bares)} rows/s, ratio {Spread(ratios, "N2")}, "
                + $"goal ≥ 0.5"
        );
    }

    private static async Task<(double PerSecond, int Batch, List<Row> Rows)> LedgerAsync(int commands)
    {
        using var folder = new Folder();
        using var store = new SqliteStore(folder.Database);
        var made = new MadeFair(store, "bench", TimeProvider.System.GetUtcNow());
        made.Open();
        made.Commit();
        await using var ledger = new FairLedger(
            "bench",
            store,
            HubApp.Slices,
            HubApp.Consequences,
            TimeProvider.System,
            NullLogger<FairLedger>.Instance
        );
        ledger.Start();
        var transactions = 0;
        ledger.Told += news => transactions += news.Wrote is null ? 0 : 1;

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, Askers)
                .Select(asker =>
                    Task.Run(async () =>
                    {
                        for (var i = asker; i < commands; i += Askers)
                        {
                            var turn = i / Askers;
                            await ledger.AskAsync(
                                Guid.NewGuid(),
                                Asker.System,
                                new RecordVisit(
                                    new($"P{asker:0000}-{turn / 2:000}"),
                                    new(MadeFair.Booth(asker % MadeFair.Booths)),
                                    turn % 2 == 0 ? Way.In : Way.Out
                                )
                            );
                        }
                    })
                )
        );
        var seconds = clock.Elapsed.TotalSeconds;

        var rows = store.Read("bench", made.Offset).ToList();
        if (rows.Count != commands)
            throw new InvalidOperationException($"{commands} commands made {rows.Count} facts.");
        return (commands / seconds, (int)Math.Round((double)commands / transactions), rows);
    }

    private static double Bare(List<Row> rows, int batch)
    {
        using var folder = new Folder();
        // a store makes the table and its index as they are
        new SqliteStore(folder.Database).Dispose();
        using var db = new SqliteConnection($"Data Source={folder.Database};Pooling=false");
        db.Open();
        db.Execute("pragma journal_mode = wal; pragma synchronous = full");
        using var insert = db.CreateCommand();
        insert.CommandText = "insert into facts values ('bench', $1, $2, $3, $4, $5, $6, $7, $8, $9)";
        SqliteParameter[] p =
        [
            .. Enumerable
                .Range(1, 9)
                .Select(i => insert.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" })),
        ];

        var clock = Stopwatch.StartNew();
        foreach (var chunk in rows.Chunk(batch))
        {
            using var transaction = db.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var r in chunk)
            {
                (p[0].Value, p[1].Value, p[2].Value, p[3].Value) = (
                    r.Offset,
                    r.At,
                    r.Actor,
                    r.Command.ToByteArray(bigEndian: true)
                );
                (p[4].Value, p[5].Value, p[6].Value, p[7].Value, p[8].Value) = (
                    r.Part,
                    r.Slice,
                    r.Body,
                    r.Hash,
                    r.Digest
                );
                insert.ExecuteNonQuery();
            }
            transaction.Commit();
        }
        return rows.Count / clock.Elapsed.TotalSeconds;
    }
}
