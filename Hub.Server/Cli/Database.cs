using System.CommandLine;
using Hub.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Cli;

/// <summary>The database, opened by a command beside (or without) a running hub, which folds what is appended within half a second.</summary>
internal static class Database
{
    /// <summary>Every command's.</summary>
    public static readonly Option<string> Folder = new("--data") { Description = "The folder of hub.db", DefaultValueFactory = _ => "data", Recursive = true };

    /// <exception cref="Refusal"><c>unknown-database</c>: none is made.</exception>
    public static SqliteStore Open(string folder)
    {
        var path = Path.Combine(folder, "hub.db");
        return File.Exists(path) ? new SqliteStore(path) : throw Refusal.Unknown("database", $"没有数据库 {path}。", $"There is no database {path}.");
    }

    /// <exception cref="Refusal"><c>unknown-database</c>, <c>unknown-fair</c>: none is made.</exception>
    public static async Task<int> WithFairAsync(string folder, string fair, Func<FairLedger, Task> work)
    {
        using var store = Open(folder);
        var fairs = store.Fairs();
        if (!fairs.Contains(fair))
            throw Refusal.Unknown("fair", $"没有活动 {fair}；有：{string.Join("、", fairs)}。", $"There is no fair {fair}; there are: {string.Join(", ", fairs)}.");
        await using var ledgers = new Ledgers(store, HubApp.Slices, TimeProvider.System, NullLogger<FairLedger>.Instance);
        await work(ledgers.Open(fair));
        return 0;
    }
}
