using Microsoft.AspNetCore.Mvc;

namespace Hub.Features.Access;

/// <summary>Who one is at a fair.</summary>
/// <param name="Badge">Id of the badge; null for a visitor without one.</param>
/// <param name="Pass">A visitor's pass; null without one.</param>
public sealed record Me(
    string Fair,
    string FairName,
    string? FairNameEn,
    Role Role,
    string? Badge,
    string? Label,
    BoothId? Booth,
    ContestId? Contest,
    SeatId? Seat,
    string? Board,
    PassId? Pass
)
{
    /// <summary>What a pass of the hub's own making looks like, a regular expression: of what looks so, spaces and
    /// hyphens are left out when it is typed.</summary>
    public string PassShape => PassCode.PassShape;

    public static Me Of(Fair fair, Asker asker) =>
        new(
            fair.Id,
            fair.Slice<About>().Name,
            fair.Slice<About>().NameEn,
            asker.Role,
            asker == Asker.Anonymous || asker.Pass is not null ? null : asker.Id,
            fair.Access.Badges.GetValueOrDefault(asker.Id)?.Label,
            asker.Booth,
            asker.Contest,
            asker.Seat,
            asker.Board,
            asker.Pass
        );
}

/// <param name="Zone">IANA time zone.</param>
public sealed record FairInfo(string Id, string Name, string? NameEn, string Zone);

public sealed record EnterRequest(string Secret);

public static class Enter
{
    /// <summary>Bytes. Anybody may send one.</summary>
    private const int LongestRequest = 1024;

    public static void Map(IEndpointRouteBuilder fair) =>
        fair.MapGet("me", (HttpContext http) => Me.Of(http.Fair(), http.Asker()))
            .WithSummary("Who this badge makes you");

    public static void MapOfAllFairs(IEndpointRouteBuilder api)
    {
        api.MapGet(
                "fairs",
                (Ledgers ledgers) =>
                    ledgers
                        .All.Select(l => l.Fair)
                        .Select(f => (f.Id, About: f.Slice<About>()))
                        .Select(f => new FairInfo(f.Id, f.About.Name, f.About.NameEn, f.About.Zone))
            )
            .WithSummary("The fairs of this hub");

        api.MapPost(
                "enter",
                (EnterRequest request, HttpContext http, Ledgers ledgers, Guesses guesses) =>
                {
                    var (typed, normal) = (request.Secret, PassCode.Normal(request.Secret));
                    guesses.Demand(http, normal);
                    foreach (var ledger in ledgers.All)
                    foreach (var secret in new[] { typed, normal })
                        if (ledger.Fair.Access.Find(secret) is { } asker)
                        {
                            Door.Keep(http, asker.Role, secret);
                            return Me.Of(ledger.Fair, asker);
                        }
                    var ended = ledgers
                        .All.Select(l => l.Fair.Access)
                        .Any(a => a.HasEnded(typed) || a.HasEnded(normal));
                    throw Door.Wrong(http, guesses, normal, ended);
                }
            )
            .WithMetadata(new RequestSizeLimitAttribute(LongestRequest))
            .RequireRateLimiting(Limits.Entering)
            .WithSummary("Exchange a badge's secret, or the restore code of a pass, for a cookie")
            .ProducesProblem(401)
            .ProducesProblem(413)
            .ProducesProblem(429);

        api.MapPost(
                "leave",
                (HttpContext http) =>
                {
                    if (Door.As(http) is { } role)
                        Door.Forget(http, role);
                    return Results.NoContent();
                }
            )
            .WithSummary("Forget the cookie of the role named in Hub-As");
    }
}
