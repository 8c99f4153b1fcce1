using System.CommandLine;
using System.Text;
using Hub.Floor;
using Hub.Ledger;
using Hub.Rosters;
using Spectre.Console;

namespace Hub.Cli;

/// <summary>Imports a spreadsheet at the keyboard of the hub's machine.</summary>
internal static class ImportCommand
{
    public static System.CommandLine.Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV, TSV, XLSX or XLS" }.AcceptExistingOnly();
        var kind = new Option<RosterKind>("--kind") { Description = "employers or positions", DefaultValueFactory = _ => RosterKind.Employers };
        var fair = new Option<string>("--fair") { Description = "The fair's id", DefaultValueFactory = _ => "fair" };
        var map = new Option<string[]>("--map") { Description = "field=COLUMN, the column by its number from 1; may be repeated", AllowMultipleArgumentsPerToken = true };
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would change" };
        var report = new Option<FileInfo?>("--report") { Description = "Write the refused rows to this CSV file" };
        var data = Database.Option();
        var command = new System.CommandLine.Command("import", "Import employers or positions from a spreadsheet") { file, kind, fair, map, dry, report, data };
        command.SetAction((parsed, _) => Database.WithAsync(parsed.GetValue(data)!, async ledgers =>
        {
            var ledger = ledgers.Open(parsed.GetValue(fair)!);
            if (ledger.Fair.Offset == 0) await ledger.AskAsync(Guid.NewGuid(), Asker.System, new OpenFair(parsed.GetValue(fair)!, null, "Asia/Shanghai"));
            var bytes = await File.ReadAllBytesAsync(parsed.GetValue(file)!.FullName);
            var mapping = Mapping(parsed.GetValue(map));
            var done = await AnsiConsole.Status().StartAsync("reading …", status => Import.Run(ledger.Fair, parsed.GetValue(kind), parsed.GetValue(file)!.Name, bytes, mapping,
                parsed.GetValue(dry) ? null : command =>
                {
                    status.Status($"writing {command.Employers.Count + command.Positions.Count:N0} rows …");
                    return ledger.AskAsync(Guid.NewGuid(), Asker.System, command);
                }));
            Print(done);
            if (parsed.GetValue(report) is { } to) await File.WriteAllTextAsync(to.FullName, Rosters.Roster.RefusedCsv(done.Refused), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            return 0;
        }));
        return command;
    }

    private static Dictionary<string, int>? Mapping(string[]? pairs) => pairs is not { Length: > 0 } ? null : pairs.Select(p => p.Split('=', 2))
        .ToDictionary(p => p[0], p => p.Length == 2 && int.TryParse(p[1], out var column) && column > 0 ? column - 1
            : throw Refusal.Malformed("--map 写作 field=列号。", "--map is field=COLUMN, the column a number from 1."));

    private static void Print(ImportReport r)
    {
        Console.WriteLine($"{r.Name}: {r.Rows:N0} rows, charset {r.Charset ?? "-"}, delimiter {(r.Delimiter is "\t" ? "tab" : r.Delimiter ?? "-")}{(r.Sheet is null ? "" : $", sheet {r.Sheet}")}");
        foreach (var column in r.Columns) Console.WriteLine($"  {column.Index + 1,3} {column.Header} → {column.Field ?? "(not used)"}");
        Console.WriteLine($"{(r.Applied ? "" : "dry run: ")}{r.Added:N0} added, {r.Changed:N0} changed, {r.Same:N0} the same, {r.Refused.Count:N0} refused");
        foreach (var row in r.Refused.Take(20)) Console.WriteLine($"  row {row.Row}, {row.Column} '{row.Value}': {row.ReasonEn}");
        if (r.Refused.Count > 20) Console.WriteLine($"  … and {r.Refused.Count - 20:N0} more (--report FILE)");
    }
}
