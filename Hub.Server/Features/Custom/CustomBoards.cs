using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Hub.Features.Access;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Features.Custom;

/// <summary>Boards whose rows an integration writes: a people counter, a timing gate, a sponsor's ticker. Live
/// readings, of which the latest counts: the only rows that are not in the ledger, gone with the process.</summary>
internal static class CustomBoards
{
    /// <summary>Most bytes of a row.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Its board is made with its rows: see <see cref="Board"/>.</summary>
    public static readonly Feature Feature = new("Custom")
    {
        Endpoints = [Map],
        Services = services =>
            services
                .AddHosted<Readings>()
                .AddSingleton<INotificationHandler<FactsCommitted>>(s => s.GetRequiredService<Readings>())
                .AddSingleton(s => Board(s.GetRequiredService<Readings>())),
    };

    public static Board Board(Readings readings) =>
        new Board<RawRow>(
            "custom/*",
            _ => Who.Everybody,
            (fair, _) => (readings.Version, fair.Access.Badges),
            (fair, words, _) => Has(fair, words[0]) ? readings.Of(fair.Id, words[0]).Select(r => (r.Key, r.Row!)) : null
        );

    public static bool Has(Fair fair, string board) =>
        fair.Access.Badges.Values.Any(b => b.Asker.Board == board && !b.Revoked);

    private static void Map(IEndpointRouteBuilder fairs)
    {
        fairs
            .MapPost(
                "custom/{board}/{row}",
                async (string fair, string board, string row, HttpContext http, Readings readings) =>
                {
                    May(http, fair, board, row);
                    var reading = await Read(http.Request);
                    // its badge may have been revoked while it came
                    May(http, fair, board, row);
                    readings.Set(fair, board, row, reading);
                    Meters.Readings.Add(1);
                    return Results.NoContent();
                }
            )
            .Accepts<JsonElement>("application/json")
            .Produces(204)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .RequireRateLimiting(Limits.Readings)
            .IsQuick()
            .WithSummary("Set a row of a board of one's own (integration)")
            .WithDescription("Live readings: the latest counts, nothing of it is kept.")
            .ProducesProblem(400)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(429);

        fairs
            .MapDelete(
                "custom/{board}/{row}",
                (string fair, string board, string row, HttpContext http, Readings readings) =>
                {
                    // somebody has to be able to take off the walls what an integration left there
                    if (http.Asker().Role is not Role.Organizer)
                        May(http, fair, board, row);
                    readings.Set(fair, board, row, null);
                    return Results.NoContent();
                }
            )
            .RequireRateLimiting(Limits.Readings)
            .IsQuick()
            .Produces(204)
            .WithSummary("Remove a row of a board of one's own (integration, organizer)")
            .ProducesProblem(429);
    }

    private static void May(HttpContext http, string fair, string board, string row)
    {
        Who.IntegrationOf(board).Demand(http.Asker());
        if (row.Length > 64)
            throw CustomRefusals.RowNameTooLong();
    }

    /// <summary>The body as it came, once it is known to be one JSON object.</summary>
    private static async Task<RawRow> Read(HttpRequest request)
    {
        if (request.ContentLength > MostBytes)
            throw new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge);
        var all = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 1024) + 1);
        while (await request.Body.ReadAsync(all.GetMemory(1024)) is > 0 and var read)
            all.Advance(read);
        // what is not UTF-8 would end the connection of every screen that is sent it
        if (!Utf8.IsValid(all.WrittenSpan))
            throw CustomRefusals.NotUtf8();
        try
        {
            var reader = new Utf8JsonReader(all.WrittenSpan);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
                throw new JsonException("one JSON object is expected");
            reader.Skip();
            if (reader.Read())
                throw new JsonException("one JSON object is expected");
        }
        catch (JsonException e)
        {
            throw CustomRefusals.NoObject(e.Message);
        }
        return new RawRow(all.WrittenMemory.ToArray());
    }
}
