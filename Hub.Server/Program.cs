using System.Data.Common;
using Hub.Cli;
using Hub.Ledger;

// Hub: serve (the default), demo, import, badge, verify, backup, restore, openapi
var root = Serve.Make();
root.Subcommands.Add(DemoCommand.Make());
root.Subcommands.Add(ImportCommand.Make());
root.Subcommands.Add(BadgeCommand.Make());
root.Subcommands.Add(VerifyCommand.Make());
root.Subcommands.Add(BackupCommand.Make());
root.Subcommands.Add(RestoreCommand.Make());
root.Subcommands.Add(OpenApiCommand.Make());
try { return await root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false }); }
catch (Exception e) when (e is Refusal or StoreException or DbException or IOException or UnauthorizedAccessException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
