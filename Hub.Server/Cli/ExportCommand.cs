using System.CommandLine;
using Hub.Features.Roster;
using Hub.Sheets;

namespace Hub.Cli;

/// <summary>Writes the roster to a file that can be imported again.</summary>
internal static class ExportCommand
{
    public static System.CommandLine.Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "Where to: a name that ends in .csv or .xlsx" };
        var kind = new Option<RosterKind>("--kind")
        {
            Description = "employers or positions",
            DefaultValueFactory = _ => RosterKind.Employers,
        };
        var fair = Keyboard.FairOption();
        var command = new System.CommandLine.Command("export", "Write the employers or positions to a spreadsheet")
        {
            file,
            kind,
            fair,
        };
        command.SetAction(
            (parsed, _) =>
                Database.WithFairAsync(
                    parsed,
                    parsed.GetValue(fair)!,
                    async keyboard =>
                    {
                        var to = parsed.GetValue(file)!;
                        var xlsx = to.Extension.ToLowerInvariant() switch
                        {
                            ".xlsx" => true,
                            ".csv" => false,
                            _ => throw RosterRefusals.UnknownFormat(),
                        };
                        var directory = keyboard.Fair.Roster.Directory;
                        await File.WriteAllBytesAsync(to.FullName, Export.File(directory, parsed.GetValue(kind), xlsx));
                        Console.WriteLine(to.FullName);
                    }
                )
        );
        return command;
    }
}
