using System.CommandLine;
using System.Text;
using Hub.Features.Roster;
using Hub.Features.Roster.Changes;
using Hub.Sheets;
using Spectre.Console;

namespace Hub.Cli;

/// <summary>Imports a spreadsheet at the keyboard of the hub's machine.</summary>
internal static class ImportCommand
{
    public static System.CommandLine.Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV, TSV, XLSX or XLS" }.AcceptExistingOnly();
        var kind = new Option<RosterKind>("--kind")
        {
            Description = "employers or positions",
            DefaultValueFactory = _ => RosterKind.Employers,
        };
        var fair = Keyboard.FairOption();
        var sheet = new Option<string[]>("--sheet")
        {
            Description = "A sheet of the workbook; may be repeated. Without it, all that look alike",
            AllowMultipleArgumentsPerToken = true,
        };
        var header = new Option<int?>("--header") { Description = "The header's first row, by its number from 1" };
        var map = new Option<string[]>("--map")
        {
            Description = "field=COLUMN, the column by its number from 1; may be repeated",
            AllowMultipleArgumentsPerToken = true,
        };
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would change" };
        var report = new Option<FileInfo?>("--report") { Description = "Write the refused rows to this CSV file" };
        var same = new Option<string[]>("--same")
        {
            Description = "ROW=ID: the row corrects this employer or position, as the dry run asks; may be repeated",
            AllowMultipleArgumentsPerToken = true,
        };
        var taken = new Option<string[]>("--new")
        {
            Description = "ROW: the row is right as it stands and new; may be repeated",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new System.CommandLine.Command("import", "Import employers or positions from a spreadsheet")
        {
            file,
            kind,
            fair,
            sheet,
            header,
            map,
            same,
            taken,
            dry,
            report,
        };
        command.SetAction(
            (parsed, _) =>
                Database.WithFairAsync(
                    parsed,
                    parsed.GetValue(fair)!,
                    async keyboard =>
                    {
                        var bytes = await File.ReadAllBytesAsync(parsed.GetValue(file)!.FullName);
                        var done = await WithBarAsync(progress =>
                            Import.Run(
                                keyboard.Fair,
                                parsed.GetValue(kind),
                                parsed.GetValue(file)!.Name,
                                bytes,
                                new(
                                    parsed.GetValue(sheet) is { Length: > 0 } sheets ? sheets : null,
                                    parsed.GetValue(header)
                                ),
                                Mapping(parsed.GetValue(map)),
                                parsed.GetValue(dry) ? null : keyboard.AskAsync,
                                progress,
                                Answers.Read(
                                    string.Join(',', parsed.GetValue(same) ?? []).Replace('=', ':'),
                                    string.Join(',', parsed.GetValue(taken) ?? []),
                                    null,
                                    null
                                )
                            )
                        );
                        Print(done);
                        if (parsed.GetValue(report) is { } to)
                            await File.WriteAllTextAsync(
                                to.FullName,
                                Sheets.Roster.RefusedCsv(done.Refused),
                                new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)
                            );
                    }
                )
        );
        return command;
    }

    private static Dictionary<string, int> Mapping(string[]? pairs)
    {
        var mapping = new Dictionary<string, int>();
        foreach (var pair in (pairs ?? []).Select(p => p.Split('=', 2)))
            if (
                pair.Length < 2
                || !int.TryParse(pair[1], out var column)
                || column < 1
                || !mapping.TryAdd(pair[0], column - 1)
            )
                throw Refusal.Malformed(
                    "--map 写作 field=列号，每个字段一次。",
                    "--map is field=COLUMN, the column a number from 1, each field once."
                );
        return mapping;
    }

    private static Task<ImportReport> WithBarAsync(Func<Action<int, int>?, Task<ImportReport>> import) =>
        Console.IsOutputRedirected
            ? import(null)
            : AnsiConsole
                .Progress()
                .AutoClear(true)
                .StartAsync(bars =>
                {
                    var bar = bars.AddTask("reading …");
                    return import(
                        (done, all) =>
                        {
                            if (done % 100 != 0 && done != all)
                                return;
                            bar.Description = $"{done:N0} of {all:N0} rows";
                            (bar.MaxValue, bar.Value) = (all, done);
                        }
                    );
                });

    private static void Print(ImportReport r)
    {
        Console.WriteLine(
            $"{r.Name}: {r.Rows:N0} rows, charset {r.Charset ?? "-"}, delimiter "
                + $"{(r.Delimiter is "\t" ? "tab" : r.Delimiter ?? "-")}"
                + (
                    r.Sheet is null
                        ? ""
                        : $", sheet {string.Join(", ", r.Sheets.Where(s => s.Taken).Select(s => s.Name))}"
                )
                + $", header in row {r.Header.From}"
                + (r.Header.Until > r.Header.From ? $" to {r.Header.Until}" : "")
        );
        foreach (var left in r.Sheets.Where(s => !s.Taken))
            Console.WriteLine(
                $"  sheet {left.Name} is not read{(left.Hidden ? " (hidden)" : "")}: {left.Rows:N0} rows"
            );
        foreach (var column in r.Columns)
            Console.WriteLine(
                $"  {column.Index + 1, 3} {column.Header} → {column.Field ?? "(not used)"}"
                    + (column.Hidden ? " (hidden)" : "")
            );
        Console.WriteLine(
            $"{(r.Applied ? "" : "dry run: ")}{r.Added:N0} added, {r.Changed:N0} changed, {r.Same:N0} the same, "
                + $"{r.Refused.Count:N0} refused"
        );
        Lines(
            r.Refused,
            r.Refused.Count,
            row => $"{At(row.Sheet, row.Row)}, {row.Column} '{row.Value}': {row.ReasonEn}",
            " (--report FILE)"
        );
        Lines(r.Warned, r.Warned.Count, row => $"{At(row.Sheet, row.Row)}, {row.Column} '{row.Value}': {row.ReasonEn}");
        Lines(
            r.Changes,
            r.Added + r.Changed,
            c =>
                $"{At(c.Sheet, c.Row)}, {c.Id} {c.Name}: "
                + (
                    c.Cells.Count == 0
                        ? "added"
                        : string.Join("; ", c.Cells.Select(f => $"{f.Field} '{f.Was}' → '{f.Now}'"))
                )
        );
        Lines(
            r.Pairs,
            r.PairsTotal,
            p =>
                $"{At(p.Sheet, p.Row)}: is '{p.Now}' {p.Id} '{p.Was}', corrected? --same {Said(p)}={p.Id}, "
                + $"or --new {Said(p)}"
        );
        Lines(r.Missing, r.MissingTotal, m => $"not in the file: {m.Id} {m.Name} {m.Place} (hub withdraw {m.Id})");

        static string At(string? sheet, int row) => $"{(sheet is null ? "" : $"{sheet}, ")}row {row}";
        string Said(Pair pair) =>
            RefusedRow.Named(
                pair.Row,
                pair.Sheet is null ? null : $"{r.Sheets.Select(s => s.Name).ToList().IndexOf(pair.Sheet) + 1}"
            );
    }

    private static void Lines<T>(IEnumerable<T> rows, int all, Func<T, string> line, string more = "")
    {
        foreach (var row in rows.Take(MostLines))
            Console.WriteLine($"  {line(row)}");
        if (all > MostLines)
            Console.WriteLine($"  … and {all - MostLines:N0} more{more}");
    }

    private const int MostLines = 20;
}
