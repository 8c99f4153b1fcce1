using System.CommandLine;
using Hub.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Cli;

/// <summary>The database, opened by a command beside (or without) a running hub, which folds what is appended within half a second.</summary>
internal static class Database
{
    public static Option<string> Option() => new("--data") { Description = "The folder of hub.db", DefaultValueFactory = _ => "data" };

    public static async Task<int> WithAsync(string data, Func<Ledgers, Task<int>> work)
    {
        using var store = new SqliteStore(Path.Combine(data, "hub.db"));
        await using var ledgers = new Ledgers(store, HubApp.Slices, TimeProvider.System, NullLogger<FairLedger>.Instance);
        try
        {
            ledgers.OpenAll();
            return await work(ledgers);
        }
        catch (Refusal refusal)
        {
            await Console.Error.WriteLineAsync($"{refusal.Code}: {refusal.En}");
            return 1;
        }
    }
}
