using System.Text.Json;
using Hub.Features.Roster.Changes;
using Hub.Sheets;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Features.Roster;

/// <summary>What an import did, or, not applied, would do.</summary>
/// <param name="Sheet">The first of the workbook's sheets that are read; null for a text file.</param>
/// <param name="Sheets">All of the workbook's.</param>
/// <param name="Header">The rows of the first sheet's header, from 1, its first and its last.</param>
/// <param name="First">The first sheet's first rows, to choose the header among them.</param>
/// <param name="Rows">How many there are below the headers.</param>
/// <param name="Mapping">Field → index of the column it is read from.</param>
/// <param name="Doubtful">Rows that are refused only because they look like a total or a remark: a person may say that
/// they are right.</param>
/// <param name="Warned">Cells of rows that are taken, which were read otherwise than they stand there, or left
/// out.</param>
/// <param name="Changes">Row by row, at most a thousand.</param>
/// <param name="Pairs">Rows that are likely corrections of what is there, at most a thousand; not taken until it is
/// said whether they are.</param>
/// <param name="PairsTotal">How many there are.</param>
/// <param name="Pairing">Names these pairs, to answer all of them; null: there are none.</param>
/// <param name="Missing">What is there and the file does not name, at most a thousand. It stays.</param>
/// <param name="Offset">The ledger's offset after it; null when not applied.</param>
public sealed record ImportReport(
    RosterKind Kind,
    string Name,
    string? Charset,
    string? Delimiter,
    string? Sheet,
    IReadOnlyList<SheetSeen> Sheets,
    HeaderRows Header,
    IReadOnlyList<FirstRow> First,
    int Rows,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<Field> Fields,
    IReadOnlyDictionary<string, int> Mapping,
    int Added,
    int Changed,
    int Same,
    IReadOnlyList<RefusedRow> Refused,
    IReadOnlyList<RefusedRow> Doubtful,
    IReadOnlyList<RefusedRow> Warned,
    IReadOnlyList<RosterChange> Changes,
    IReadOnlyList<Pair> Pairs,
    int PairsTotal,
    string? Pairing,
    IReadOnlyList<Missing> Missing,
    int MissingTotal,
    bool Applied,
    long? Offset
);

public sealed record HeaderRows(int From, int Until);

/// <summary>Takes a spreadsheet of employers or positions.</summary>
public static class Import
{
    private const int MostBytes = 20 << 20;

    /// <summary>Rows of a list in the report.</summary>
    private const int MostTold = 1_000;

    /// <summary>Reads a file and, when asked, takes its good rows.</summary>
    /// <param name="where">Which sheets and which header, where the person says so.</param>
    /// <param name="apply">Asks the command; null for a dry run.</param>
    /// <param name="answers">To what an earlier run of the same file asked.</param>
    /// <param name="progress">Told how many rows are read, of how many.</param>
    /// <exception cref="Refusal"><c>unreadable-roster</c></exception>
    public static async Task<ImportReport> Run(
        Fair fair,
        RosterKind kind,
        string name,
        byte[] file,
        Where where,
        IReadOnlyDictionary<string, int>? mapping,
        Func<ImportRoster, Task<Receipt>>? apply,
        Action<int, int>? progress = null,
        Answers? answers = null
    )
    {
        Book book;
        RosterResult read;
        try
        {
            book = Book.Read(file, name, where, kind);
            read = Sheets.Roster.Read(kind, book.Taken, mapping, progress);
            if (read.Rows == 0)
                throw new UnreadableRosterException(
                    $"第 {read.Sheet.HeaderUntil} 行（表头）下面没有数据。",
                    $"There is nothing below row {read.Sheet.HeaderUntil}, the header."
                );
        }
        catch (UnreadableRosterException e)
        {
            throw Refusal.UnreadableRoster(e.Zh, e.En);
        }
        answers = (answers ?? Answers.None).Named([.. book.Sheets.Select(s => s.Name)]);
        var diff = RosterDiff.Of(fair.Roster.Directory, read.Employers, read.Positions, answers);
        var receipt = apply is null
            ? null
            : await apply(new ImportRoster(read.Employers, read.Positions, answers == Answers.None ? null : answers));
        return new ImportReport(
            kind,
            name,
            read.Sheet.Charset,
            read.Sheet.Delimiter,
            read.Sheet.Name,
            book.Sheets,
            new(read.Sheet.HeaderFrom, read.Sheet.HeaderUntil),
            read.Sheet.First,
            read.Rows,
            read.Columns,
            read.Fields,
            read.Mapping,
            diff.Added,
            diff.Changed,
            diff.Same,
            [
                .. read
                    .Refused.Concat(diff.Refused.Select(r => r with { Column = read.HeaderOf(r.Column) }))
                    .OrderBy(r => r.Sheet is null ? 0 : book.Taken.ToList().FindIndex(s => s.Name == r.Sheet))
                    .ThenBy(r => r.Row),
            ],
            [
                .. read
                    .Employers.Select(e => e.Doubt)
                    .Concat(read.Positions.Select(p => p.Doubt))
                    .OfType<RefusedRow>()
                    .Where(diff.Refused.Contains),
            ],
            read.Warned,
            [.. diff.Changes.Take(MostTold)],
            [.. diff.Pairs.Take(MostTold)],
            diff.Pairs.Count,
            diff.Pairing,
            [.. diff.Missing.Take(MostTold)],
            diff.Missing.Count,
            receipt is not null,
            receipt?.Offset
        );
    }

    public static void Map(IEndpointRouteBuilder fairs) =>
        fairs
            .MapPost(
                "imports",
                async (
                    string kind,
                    bool? apply,
                    string? name,
                    int? header,
                    string? mapping,
                    string? same,
                    string? taken,
                    string? alike,
                    string? apart,
                    string? format,
                    HttpContext http,
                    [FromQuery] string[]? sheet = null
                ) =>
                {
                    var answers = Answers.Read(same, taken, alike, apart);
                    var roster = Asking.Named<RosterKind>(kind) ?? throw RosterRefusals.UnknownKind();
                    var file = await http.FileAsync();
                    Dictionary<string, int>? columns;
                    try
                    {
                        columns = mapping is null ? null : JsonSerializer.Deserialize<Dictionary<string, int>>(mapping);
                    }
                    catch (JsonException)
                    {
                        throw RosterRefusals.BadMapping();
                    }
                    var report = await http.InTurnAsync(() =>
                        Run(
                            http.Fair(),
                            roster,
                            name ?? "roster.csv",
                            file,
                            new(sheet is { Length: > 0 } ? sheet : null, header),
                            columns,
                            apply is true ? http.Ask : null,
                            answers: answers
                        )
                    );
                    return format is "csv"
                        ? Results.File(
                            Sheets.TableFile.Csv(Sheets.Roster.RefusedCsv(report.Refused)),
                            "text/csv; charset=utf-8",
                            "refused.csv"
                        )
                        : Results.Ok(report);
                }
            )
            .Produces<ImportReport>()
            .WithDescription(
                "same: row:id of rows that correct what is there, parted by commas, a row of several sheets after "
                    + "its sheet's number in the workbook (2!7:e5); taken: rows that are right as they stand; "
                    + "alike, apart: the report's `pairing`, when all the rest are the same, or all are new."
            )
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .Asks<ImportRoster>("Import employers or positions from a CSV, TSV, XLSX or XLS file");
}
