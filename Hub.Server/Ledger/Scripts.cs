using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Hub.Ledger;

/// <summary>The schema: embedded SQL scripts, applied once each in the order of their names.</summary>
internal static class Scripts
{
    public static void Apply(SqliteConnection db)
    {
        using var transaction = db.BeginTransaction();
        var done = db.QuerySingle<long>("pragma user_version", transaction: transaction);
        var scripts = Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith("sqlite-", StringComparison.Ordinal)).Order().ToArray();
        foreach (var script in scripts.Skip((int)done))
        {
            using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(script)!);
            db.Execute(text.ReadToEnd(), transaction: transaction);
        }
        db.Execute($"pragma user_version = {scripts.Length}", transaction: transaction);
        transaction.Commit();
    }
}
