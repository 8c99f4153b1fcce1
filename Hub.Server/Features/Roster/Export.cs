using Hub.Sheets;

namespace Hub.Features.Roster;

/// <summary>Writes the roster out, all columns, as it is read in again.</summary>
public static class Export
{
    public static byte[] File(RosterDirectory directory, RosterKind kind, bool xlsx)
    {
        var header = RosterTable.Fields(kind).Select(f => f.Zh);
        var rows = RosterTable.Rows(directory, kind);
        return xlsx
            ? TableFile.Xlsx(header, rows, kind is RosterKind.Employers ? "单位" : "岗位")
            : TableFile.Csv(header, rows);
    }

    public static void Map(IEndpointRouteBuilder fairs) =>
        fairs
            .MapGet(
                "roster/export",
                (string kind, string? format, HttpContext http) =>
                {
                    var of = Asking.Named<RosterKind>(kind) ?? throw RosterRefusals.UnknownKind();
                    var xlsx = format switch
                    {
                        "xlsx" => true,
                        null or "csv" => false,
                        _ => throw RosterRefusals.UnknownFormat(),
                    };
                    return Results.File(
                        File(http.Fair().Roster.Directory, of, xlsx),
                        xlsx ? TableFile.XlsxType : TableFile.CsvType,
                        $"{of.ToString().ToLowerInvariant()}.{(xlsx ? "xlsx" : "csv")}"
                    );
                }
            )
            .For(_ => Who.Organizer, "The roster as a file: kind is employers or positions, format csv or xlsx")
            .WithDescription("All columns, in the order of the booths; read in again it changes nothing.");
}
