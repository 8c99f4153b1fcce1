using Hub.Access;
using Hub.Ledger;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Floor;

/// <summary>Hangs up a picture of the halls, or takes it down.</summary>
/// <param name="Image">PNG, JPEG or WebP, at most 1 MB; null: none.</param>
public sealed record SetPlan(byte[]? Image) : Command
{
    private const int Most = 1 << 20;

    public override bool Allows(Asker asker) => asker.Role is Role.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (Image is null) return fair.Floor.Plan is null ? Decision.Nothing : new PlanSet(null, null);
        if (Image.Length > Most) throw Refusal.Malformed("图片最多 1 MB，请缩小后再上传。", "A plan has 1 MB at most: make the picture smaller.");
        var type = TypeOf(Image) ?? throw Refusal.Malformed("展位图要是 PNG、JPEG 或 WebP 图片。", "A plan is a PNG, JPEG or WebP picture.");
        return new PlanSet(type, Convert.ToBase64String(Image));
    }

    /// <summary>By what it begins with: what a picture says of itself is shown to everybody.</summary>
    private static string? TypeOf(ReadOnlySpan<byte> image) =>
        image.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? "image/png"
        : image.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : image.StartsWith("RIFF"u8) && image.Length > 12 && image[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;

    public static void Map(IEndpointRouteBuilder fairs)
    {
        fairs.MapPost("floor/plan", async (string fair, HttpContext http) => await http.Ask(new SetPlan(await http.FileAsync())))
            .WithMetadata(new RequestSizeLimitAttribute(Most + 1)).AsCommand("Upload a picture of the halls: PNG, JPEG or WebP (organizer)");
        fairs.MapDelete("floor/plan", (string fair, HttpContext http) => http.Ask(new SetPlan(Image: null))).AsCommand("Take the picture of the halls down (organizer)");
        fairs.MapGet("floor/plan", (string fair, HttpContext http, Ledgers ledgers) =>
        {
            var plan = ledgers[fair].Fair.Floor.Plan ?? throw Refusal.Unknown("plan", "还没有展位图。", "There is no plan yet.");
            // its address has its version
            http.Response.Headers.CacheControl = "public, max-age=86400";
            return Results.Bytes(Convert.FromBase64String(plan.Image), plan.Type);
        }).WithSummary("The picture of the halls");
    }
}
