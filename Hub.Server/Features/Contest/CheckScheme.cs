using Hub.Features.Contest.Scoring;
using Hub.Sheets;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Features.Contest;

/// <summary>What a scheme is, before it is any contest's.</summary>
/// <param name="Text">The scheme as JSON to go on with: the file itself, or what was made of the spreadsheet. Null
/// where that is none.</param>
/// <param name="Refused">Cells of a spreadsheet that say nothing.</param>
/// <param name="Summary">Null while there are holes.</param>
public sealed record SchemeReport(
    string? Text,
    IReadOnlyList<Hole> Holes,
    IReadOnlyList<RefusedRow> Refused,
    SchemeSummary? Summary
);

/// <param name="MarksEach">Marks that a contestant has when all are in.</param>
/// <param name="Wins">Which totals win.</param>
/// <param name="Parts">Each before what it is made of.</param>
public sealed record SchemeSummary(
    ContestId Id,
    string Name,
    string? NameEn,
    int MarksEach,
    Best Wins,
    IReadOnlyList<SchemePart> Parts
);

/// <param name="Depth">0: a module.</param>
/// <param name="Max">Null: no limit, or not marked.</param>
/// <param name="Marks">How many are entered for each contestant.</param>
public sealed record SchemePart(
    int Depth,
    string Id,
    string Name,
    string? NameEn,
    decimal? Weight,
    bool Counts,
    Kind? Kind,
    IReadOnlyList<SeatId> Seats,
    decimal? Max,
    decimal? Step,
    int Attempts,
    int Marks
);

/// <summary>Reads a scheme and says what it is and what is wrong with it. Changes nothing.</summary>
public static class CheckScheme
{
    /// <param name="file">JSON, or a spreadsheet as <see cref="SchemeSheet"/> reads it.</param>
    public static SchemeReport Of(byte[] file, string name)
    {
        try
        {
            if (SchemeFile.IsText(file))
                return Of(SchemeFile.Read(file), SchemeFile.Text(file));
            var read = SchemeSheet.Read(file, name);
            if (read.Scheme is null)
                return new(null, [], read.Refused, null);
            var text = SchemeFile.Write(read.Scheme);
            try
            {
                return Of(Rules.Of(read.Scheme), text);
            }
            catch (SchemeException e)
            {
                return new(text, e.Holes, [], null);
            }
        }
        catch (SchemeException e)
        {
            return new(SchemeFile.Text(file), e.Holes, [], null);
        }
        catch (UnreadableRosterException e)
        {
            return new(null, [new("", e.Zh, e.En)], [], null);
        }
    }

    private static SchemeReport Of(Rules rules, string text) =>
        new(
            text,
            [],
            [],
            new(
                rules.Scheme.Id,
                rules.Scheme.Name,
                rules.Scheme.NameEn,
                rules.MarksEach,
                rules.Total.Final,
                [
                    .. rules
                        .Places.Skip(1)
                        .Select(p => new SchemePart(
                            Depth(p),
                            p.Part.Id,
                            p.Part.Name,
                            p.Part.NameEn,
                            p.Part.Weight,
                            p.Part.Counts,
                            p.Part.Kind,
                            p.Seats,
                            p.Part.Max,
                            p.IsEntered ? p.Range.Step : null,
                            p.Part.Attempts?.Count ?? 1,
                            p.IsEntered ? p.Seats.Count * p.Attempts : 0
                        )),
                ]
            )
        );

    private static int Depth(Place place) => place.Parent?.Parent is null ? 0 : 1 + Depth(place.Parent);

    public static void Map(IEndpointRouteBuilder fairs) =>
        fairs
            .MapPost(
                "contests/check",
                async (string fair, string? name, HttpContext http) =>
                {
                    var file = await http.FileAsync();
                    return await http.InTurnAsync(() => Task.FromResult(Of(file, name ?? "contest")));
                }
            )
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .For(
                _ => Who.Organizer,
                "What a scheme is, and what is wrong with it: a JSON file or a spreadsheet of criteria as the body"
            )
            .ProducesProblem(400)
            .ProducesProblem(413)
            .RequireRateLimiting(Limits.Commands);

    /// <summary>Largest scheme or list of contestants, in bytes.</summary>
    internal const int MostBytes = 2 << 20;
}
