using System.Text.Json;
using Hub.Features.Contest.Scoring;
using Hub.Sheets;

namespace Hub.Features.Contest.Export;

public enum ExportFormat
{
    Csv,
    Xlsx,
    Json,
    Html,
}

/// <summary>Results of a contest as a file or as pages to print. It holds names, and what the public may not see
/// yet.</summary>
public static class ExportContest
{
    public static void Map(IEndpointRouteBuilder fairs) =>
        fairs
            .MapGet(
                "contests/{id}/export",
                (ContestId id, string format, string? lang, string? part, HttpContext http, WallClock clock) =>
                {
                    var file = Asking.Named<ExportFormat>(format) ?? throw ContestRefusals.BadFormat();
                    var of = Asking.Named<PaperPart>(part ?? "all") ?? throw ContestRefusals.BadPart();
                    if (of is PaperPart.Parts && file is not (ExportFormat.Csv or ExportFormat.Xlsx))
                        throw ContestRefusals.BadPart();
                    var (now, zh) = (http.Fair(), Asking.IsChinese(lang));
                    var contest = now.Led(now.Contest(id));
                    return file switch
                    {
                        ExportFormat.Csv => Results.File(
                            ResultFiles.Csv(ResultTable.Of(now, contest, of is PaperPart.Parts), zh),
                            TableFile.CsvType,
                            $"{id}.csv"
                        ),
                        ExportFormat.Xlsx => Results.File(
                            ResultFiles.Xlsx(ResultTable.Of(now, contest, of is PaperPart.Parts), zh),
                            TableFile.XlsxType,
                            $"{id}.xlsx"
                        ),
                        ExportFormat.Json => Results.File(
                            JsonSerializer.SerializeToUtf8Bytes(ResultJson.Of(now, contest), SchemeFile.Json),
                            "application/json",
                            $"{id}.json"
                        ),
                        _ => Results.Content(
                            Paper.Of(now, contest, zh, of, clock.GetUtcNow()),
                            "text/html; charset=utf-8"
                        ),
                    };
                }
            )
            .For(http => Who.LeaderOf(new(http.Word("id"))), "Results as csv, xlsx, json, or html to print")
            .WithDescription(
                "lang: zh (default) or en. part, of html: all (default), results, sheets, certificates; of "
                    + "csv and xlsx: parts, for the values of every criterion and attempt. A browser's link names its "
                    + "badge by `as` in the query: as=organizer, as=chief."
            )
            .Produces(
                200,
                contentType: "text/csv",
                additionalContentTypes: [TableFile.XlsxType, "application/json", "text/html"]
            );
}
