using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Features.Floor;

/// <summary>Hangs up a picture of the halls, or takes it down.</summary>
/// <param name="Image">PNG, JPEG or WebP, at most 1 MB; null: none.</param>
public sealed record SetPlan(byte[]? Image) : Command
{
    private const int MostBytes = 1 << 20;

    /// <summary>Pictures as they are sent, each decoded once: anybody may ask for one again and again.</summary>
    private static readonly ConditionalWeakTable<Plan, byte[]> Pictures = [];

    public override Who May() => Who.Organizer;

    public override Decision Decide(Fair fair, Asker asker, DateTimeOffset now)
    {
        if (Image is null)
            return fair.Floor.Plan is null ? Decision.Nothing : new PlanSet(null, null);
        if (Image.Length > MostBytes)
            throw FloorRefusals.PlanTooLarge();
        var type = TypeOf(Image) ?? throw FloorRefusals.NoPicture();
        return new PlanSet(type, Convert.ToBase64String(Image));
    }

    /// <summary>The picture as it is sent.</summary>
    public static byte[] Picture(Plan plan) => Pictures.GetValue(plan, p => Convert.FromBase64String(p.Image));

    /// <summary>By what it begins with: what a picture says of itself is shown to everybody.</summary>
    private static string? TypeOf(ReadOnlySpan<byte> image) =>
        image.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? "image/png"
        : image.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : image.StartsWith("RIFF"u8) && image.Length > 12 && image[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;

    public static void Map(IEndpointRouteBuilder fairs)
    {
        fairs
            .MapPost(
                "floor/plan",
                async (string fair, HttpContext http) => await http.Ask(new SetPlan(await http.FileAsync()))
            )
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes + 1))
            .Asks<SetPlan>("Upload a picture of the halls: PNG, JPEG or WebP");
        fairs
            .MapDelete("floor/plan", (string fair, HttpContext http) => http.Ask(new SetPlan(Image: null)))
            .Asks<SetPlan>("Take the picture of the halls down");
        fairs
            .MapGet(
                "floor/plan",
                (HttpContext http) =>
                {
                    var plan = http.Fair().Floor.Plan ?? throw FloorRefusals.UnknownPlan();
                    // its address has its version
                    http.Response.Headers.CacheControl = "public, max-age=86400";
                    return Results.Bytes(Picture(plan), plan.Type);
                }
            )
            .WithSummary("The picture of the halls");
    }
}
