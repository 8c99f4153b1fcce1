using System.ComponentModel;
using MediatR;
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
    [DefaultValue(PassCode.PassShape)]
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

/// <summary>What a secret would change in the browser that shows it.</summary>
/// <param name="Brings">Whom it makes of the browser.</param>
/// <param name="Has">Who the browser is in that role until then; null: nobody, or nobody any more.</param>
public sealed record Arrival(Me Brings, Me? Has);

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
                async (EnterRequest request, HttpContext http, Ledgers ledgers, Guesses guesses, IMediator mediator) =>
                {
                    Door.DemandOwnPage(http);
                    var (fair, asker, secret) = await ShownAsync(http, ledgers, guesses, request);
                    // a phone shows its pass itself
                    if (asker.Pass is null)
                    {
                        secret = Secret.New();
                        await AskAsync(mediator, fair, asker, new BeginSession(Secret.HashText(secret)));
                    }
                    await LeaveAsync(mediator, Had(ledgers, http, asker.Role));
                    Door.Keep(http, asker.Role, secret);
                    return Me.Of(fair, asker);
                }
            )
            .WithMetadata(new RequestSizeLimitAttribute(LongestRequest))
            .RequireRateLimiting(Limits.Entering)
            .WithSummary("Exchange a badge's secret, or the restore code of a pass, for a cookie")
            .ProducesProblem(401)
            .ProducesProblem(413)
            .ProducesProblem(429);

        api.MapPost(
                "enter/look",
                async (EnterRequest request, HttpContext http, Ledgers ledgers, Guesses guesses) =>
                {
                    Door.DemandOwnPage(http);
                    var (fair, asker, _) = await ShownAsync(http, ledgers, guesses, request);
                    return new Arrival(
                        Me.Of(fair, asker),
                        Had(ledgers, http, asker.Role) is (var there, var before, _) ? Me.Of(there, before) : null
                    );
                }
            )
            .WithMetadata(new RequestSizeLimitAttribute(LongestRequest))
            .RequireRateLimiting(Limits.Entering)
            .WithSummary("What a secret would change in this browser: nothing has changed yet")
            .ProducesProblem(401)
            .ProducesProblem(413)
            .ProducesProblem(429);

        api.MapPost(
                "leave",
                async (HttpContext http, Ledgers ledgers, IMediator mediator) =>
                {
                    Door.DemandOwnPage(http);
                    if (Door.As(http) is { } role)
                    {
                        await LeaveAsync(mediator, Had(ledgers, http, role));
                        Door.Forget(http, role);
                    }
                    return Results.NoContent();
                }
            )
            .WithSummary("Sign out of the role named in Hub-As: what this browser showed counts no more");
    }

    /// <summary>Who enters: with a badge's own secret or a pass's code, however that was typed. What a browser shows
    /// once it has entered makes no other session.</summary>
    /// <exception cref="Refusal"><c>badge-unknown</c>, <c>too-many-requests</c>, <c>ledger-damaged</c></exception>
    private static async Task<(Fair Fair, Asker Asker, string Secret)> ShownAsync(
        HttpContext http,
        Ledgers ledgers,
        Guesses guesses,
        EnterRequest request
    )
    {
        var (typed, normal) = (request.Secret, PassCode.Normal(request.Secret));
        guesses.Demand(http, normal);
        if (Holder(ledgers, typed) is { Asker.Session: null } found)
            return found;
        // it may have been made on another node a moment ago
        await Task.WhenAll(ledgers.All.Where(l => l.Damage is null).Select(l => l.LookAsync()));
        if (Holder(ledgers, typed) is { Asker.Session: null } late)
            return late;
        // it may be one of a fair whose ledger cannot be read
        foreach (var (fair, damage) in ledgers.Damaged)
            throw damage.Refuse(fair);
        var ended = ledgers.All.Select(l => l.Fair.Access).Any(a => a.HasEnded(typed) || a.HasEnded(normal));
        throw Door.Wrong(http, guesses, normal, ended);
    }

    /// <summary>Who this browser is in a role until now.</summary>
    private static (Fair Fair, Asker Asker, string Secret)? Had(Ledgers ledgers, HttpContext http, Role role) =>
        Holder(ledgers, Door.Kept(http, role)) is { } had && had.Asker.Role == role ? had : null;

    private static (Fair Fair, Asker Asker, string Secret)? Holder(Ledgers ledgers, string? typed)
    {
        foreach (var ledger in ledgers.All)
        foreach (var secret in new[] { typed ?? "", PassCode.Normal(typed ?? "") })
            if (ledger.Fair is var fair && fair.Access.Find(secret) is { } asker)
                return (fair, asker, secret);
        return null;
    }

    private static Task LeaveAsync(IMediator mediator, (Fair Fair, Asker Asker, string Secret)? had) =>
        had is { Asker.Session: not null }
            ? AskAsync(mediator, had.Value.Fair, had.Value.Asker, new EndSession())
            : Task.CompletedTask;

    private static Task<Receipt> AskAsync(IMediator mediator, Fair fair, Asker asker, Command command) =>
        mediator.Send(new Asked(fair.Id, Guid.NewGuid(), asker, command));
}
