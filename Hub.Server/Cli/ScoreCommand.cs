using System.CommandLine;
using System.Text;
using Hub.Features.Contest.Scoring;
using Hub.Sheets;

namespace Hub.Cli;

/// <summary>Reckons a contest from files, without a server: for audits, and to try a scheme.</summary>
internal static class ScoreCommand
{
    public static System.CommandLine.Command Make()
    {
        var scheme = new Option<string?>("--scheme")
        {
            Description =
                $"The contest's rules: a JSON file, a spreadsheet of criteria, or an example: "
                + $"{string.Join(", ", Examples.Names)}",
        };
        var marks = new Option<FileInfo?>("--marks")
        {
            Description = "CSV: contestant, criterion, value; attempt, seat, group where needed",
        };
        var explain = new Option<string?>("--explain")
        {
            Description = "Show how everything of this contestant came about; ID, or GROUP/ID",
        };
        var english = new Option<bool>("--english") { Description = "Explain in English" };
        var to = new Option<FileInfo?>("--out") { Description = "Write the ranking to this CSV file" };
        var schema = new Option<bool>("--schema") { Description = "Print the JSON Schema of schemes instead" };
        var command = new System.CommandLine.Command("score", "Reckon a contest from files, without a server")
        {
            scheme,
            marks,
            explain,
            english,
            to,
            schema,
        };
        command.SetAction(said =>
        {
            if (said.GetValue(schema))
            {
                Console.WriteLine(SchemeSchema.Make().ToJsonString(SchemeFile.Json));
                return 0;
            }
            try
            {
                var rules = Read(said.GetValue(scheme) ?? throw new IOException("--scheme FILE says by which rules."));
                if (said.GetValue(marks) is not { } file)
                {
                    Console.WriteLine(
                        $"{rules.Scheme.Id}: {rules.Places.Count - 1} parts, no holes; "
                            + $"the {(rules.Total.Final is Best.Low ? "lower" : "higher")} total wins"
                    );
                    return 0;
                }
                var entrants = MarksFile.Read(File.ReadAllBytes(file.FullName), rules);
                entrants.AsParallel().ForAll(e => _ = e.Reckoning.Total);
                var standings = Standings.Of(rules, entrants);
                var missing = Missing(rules, standings);
                Warn(rules, standings, missing);
                if (said.GetValue(explain) is { } who)
                    return Explain(rules, standings, who, !said.GetValue(english));
                var csv = Csv(rules, standings, missing);
                if (said.GetValue(to) is { } path)
                    File.WriteAllText(path.FullName, csv, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
                else
                    Console.Write(csv);
                return 0;
            }
            catch (Exception e) when (e is SchemeException or MarksException or UnreadableRosterException)
            {
                Console.Error.WriteLine(e.Message);
                return 1;
            }
        });
        return command;
    }

    /// <summary>Of each standing the marks that are missing in what is begun. A seat that gives nobody of a group a
    /// mark is empty there.</summary>
    private static IReadOnlyList<IReadOnlyList<Slot>> Missing(Rules rules, IReadOnlyList<Standing> standings)
    {
        var seats = standings
            .GroupBy(s => s.Entrant.Group ?? "")
            .ToDictionary(
                g => g.Key,
                g =>
                    g.SelectMany(s => rules.Places.Where(p => p.IsEntered).SelectMany(s.Entrant.Reckoning.Tries))
                        .SelectMany(r => r.From)
                        .Where(m => m is { Seat: not null, Value.IsNothing: false })
                        .Select(m => m.Seat!.Value)
                        .ToHashSet()
            );
        return
        [
            .. standings.Select(s =>
                (IReadOnlyList<Slot>)
                    [
                        .. MissingMarks
                            .Of(rules, s.Entrant.Reckoning)
                            .Where(m => seats[s.Entrant.Group ?? ""].Contains(m.Seat)),
                    ]
            ),
        ];
    }

    /// <summary>Says on the error stream which marks are missing in what is begun.</summary>
    private static void Warn(Rules rules, IReadOnlyList<Standing> standings, IReadOnlyList<IReadOnlyList<Slot>> missing)
    {
        const int most = 20;
        var lacking = standings.Zip(missing).Where(s => s.Second.Count > 0).ToList();
        if (lacking.Count == 0)
            return;
        Console.Error.WriteLine(
            $"Marks are missing in what is begun, of {lacking.Count} of {standings.Count} contestants ("
                + rules.Scheme.Missing switch
                {
                    Lacking.Zero => "counts 0",
                    Lacking.Wait => "the total waits",
                    _ => "left out",
                }
                + " where it cannot be reckoned without):"
        );
        foreach (var (standing, marks) in lacking.Take(most))
            Console.Error.WriteLine(
                $"  {$"{standing.Entrant.Group} {standing.Entrant.Number}".TrimStart()}: "
                    + string.Join(", ", marks.Take(most).Select(m => Explanation.Of(rules, m, zh: false)))
                    + (marks.Count > most ? $" and {marks.Count - most} more" : "")
            );
        if (lacking.Count > most)
            Console.Error.WriteLine($"  and {lacking.Count - most} more");
    }

    private static Rules Read(string named)
    {
        var file = File.Exists(named)
            ? File.ReadAllBytes(named)
            : Examples.Read(named) ?? throw new IOException($"There is no file and no example {named}.");
        if (SchemeFile.IsText(file))
            return SchemeFile.Read(file);
        var read = SchemeSheet.Read(file, Path.GetFileName(named));
        return Rules.Of(
            read.Scheme
                ?? throw new SchemeException([
                    .. read.Refused.Select(r => new Hole($"row {r.Row}, {r.Column} '{r.Value}'", r.Reason, r.ReasonEn)),
                ])
        );
    }

    private static int Explain(Rules rules, IReadOnlyList<Standing> standings, string who, bool zh)
    {
        var found = standings
            .Where(s => who == s.Entrant.Number.Text || who == $"{s.Entrant.Group}/{s.Entrant.Number}")
            .ToList();
        foreach (var s in found)
        {
            Console.WriteLine(
                zh
                    ? $"{s.Entrant.Group} {s.Entrant.Number}，第 {s.Rank?.ToString() ?? "–"} 名".Trim()
                    : $"{s.Entrant.Group} {s.Entrant.Number}, rank {s.Rank?.ToString() ?? "–"}".Trim()
            );
            Console.Write(Explanation.Of(rules, s.Entrant.Reckoning.Total, zh));
        }
        if (found.Count == 0)
            Console.Error.WriteLine($"There is no contestant {who}.");
        return found.Count == 0 ? 1 : 0;
    }

    private static string Csv(
        Rules rules,
        IReadOnlyList<Standing> standings,
        IReadOnlyList<IReadOnlyList<Slot>> missing
    )
    {
        var text = new StringBuilder("group,rank,contestant,status,total,award,tie");
        foreach (var module in rules.Total.Criteria)
            text.Append(',').Append(CsvText.Cell(module.Part.Id));
        text.AppendLine(",missing");
        foreach (var (s, lacks) in standings.Zip(missing))
        {
            text.AppendJoin(
                ',',
                CsvText.Cell(s.Entrant.Group ?? ""),
                s.Rank,
                CsvText.Cell(s.Entrant.Number.Text),
                s.Entrant.Status.ToString(),
                Plain(s.Entrant.Reckoning.Total.Value),
                CsvText.Cell(s.Award ?? ""),
                CsvText.Cell(s.Tie?.Part ?? "")
            );
            foreach (var module in rules.Total.Criteria)
                text.Append(',').Append(Plain(s.Entrant.Reckoning.Of(module).Value));
            text.Append(',').Append(lacks.Count).AppendLine();
        }
        return text.ToString();
    }

    private static string Plain(Value value) => value.IsNothing ? "" : value.ToString();
}
