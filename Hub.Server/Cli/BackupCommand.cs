using System.CommandLine;

namespace Hub.Cli;

/// <summary>Writes all ledgers to a file, while the hub runs. A file of that name is replaced once the new one is
/// whole.</summary>
internal static class BackupCommand
{
    public static System.CommandLine.Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "Where to, like hub.backup" };
        var command = new System.CommandLine.Command("backup", "Write all fairs to a file, also while the hub runs")
        {
            file,
        };
        command.SetAction(said =>
        {
            using var store = Database.Open(said);
            foreach (var fair in Write(store, said.GetValue(file)!.FullName))
                Console.WriteLine($"{fair.Fair}: {fair.Offset:N0} facts, {fair.People.Count:N0} people");
            Console.WriteLine("The file holds personal data: keep it as such.");
            return 0;
        });
        return command;
    }

    private static IReadOnlyList<KeptFair> Write(IStore store, string file)
    {
        var part = file + ".part";
        File.Delete(part);
        try
        {
            IReadOnlyList<KeptFair> kept;
            using (var to = OwnFiles.Open(part, FileMode.CreateNew))
            {
                kept = Backup.Write(store, to);
                to.Flush(flushToDisk: true);
            }
            File.Move(part, file, overwrite: true);
            return kept;
        }
        finally
        {
            File.Delete(part);
        }
    }
}
