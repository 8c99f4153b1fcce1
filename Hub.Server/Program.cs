using System.Data.Common;
using Hub.Cli;

// Hub: serve (the default), demo, import, export, withdraw, badge, confirm, clock, verify, score, backup, restore,
// openapi
var root = Serve.Make();
var demo = DemoCommand.Make();
root.Subcommands.Add(demo);
root.Subcommands.Add(ImportCommand.Make());
root.Subcommands.Add(ExportCommand.Make());
root.Subcommands.Add(WithdrawCommand.Make());
root.Subcommands.Add(BadgeCommand.Make());
root.Subcommands.Add(ConfirmCommand.Make());
root.Subcommands.Add(ClockCommand.Make());
root.Subcommands.Add(VerifyCommand.Make());
root.Subcommands.Add(ScoreCommand.Make());
root.Subcommands.Add(BackupCommand.Make());
root.Subcommands.Add(RestoreCommand.Make());
root.Subcommands.Add(OpenApiCommand.Make());
var said = root.Parse(args);
if (args.Any(a => Database.HasPassword(a)))
    await Console.Error.WriteLineAsync(
        "Whoever is on this machine reads a password on the command line. Say it in the environment, or in a file: see "
            + "docs/operating.md."
    );

// who serves hears signals itself, and takes the time that it needs to end: see Draining
TimeSpan? patience =
    said.CommandResult.Command == root || said.CommandResult.Command == demo ? null : TimeSpan.FromSeconds(2);
try
{
    return await said.InvokeAsync(
        new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = patience }
    );
}
catch (Exception e)
    when (e
            is Refusal
                or StoreException
                or DamagedException
                or DbException
                or IOException
                or UnauthorizedAccessException
                or OperationCanceledException
    )
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
