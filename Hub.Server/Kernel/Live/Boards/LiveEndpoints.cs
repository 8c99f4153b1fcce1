using Microsoft.AspNetCore.SignalR;
using Microsoft.Net.Http.Headers;

namespace Hub.Kernel.Live;

/// <summary>A kind of board, for whoever looks for one.</summary>
/// <param name="Board">Its name; <c>*</c> stands for one word.</param>
/// <param name="Watch">The roles that may watch it; empty = everybody.</param>
public sealed record BoardKind(string Board, IReadOnlyList<Role> Watch);

public static class LiveEndpoints
{
    /// <summary>Boards by HTTP, for those who need them once or cannot hold a connection.</summary>
    public static void MapBoards(this IEndpointRouteBuilder fair)
    {
        fair.MapGet("boards", (Feeds feeds) => feeds.Boards.Select(b => new BoardKind(b.Pattern, b.Watch.Roles)))
            .WithSummary("The kinds of boards");

        fair.MapGet(
                "boards/{**board}",
                (string fair, string board, HttpContext http, Feeds feeds) =>
                {
                    var feed = feeds.Find(fair, board, http.Asker(), lag: TimeSpan.Zero);
                    var snapshot = feed.Snapshot();
                    if (feed.Allows(Asker.Anonymous))
                        http.Response.Headers.CacheControl = "no-cache";
                    // what a role may see, no shared cache may give to another
                    http.Response.Headers.Vary = "Cookie, Authorization, Hub-As";
                    var tag = new EntityTagHeaderValue($"\"{snapshot.Node}-{snapshot.Version}\"");
                    if (http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false)))
                        return Results.StatusCode(StatusCodes.Status304NotModified);
                    http.Response.GetTypedHeaders().ETag = tag;
                    return Results.Ok(snapshot);
                }
            )
            .WithSummary("A board as it is now")
            .Produces<Snapshot>()
            .Produces(304);
    }

    /// <summary>The live connection: SignalR's JSON protocol over a WebSocket.</summary>
    public static void MapLive(this WebApplication app)
    {
        var hub = app.Services.GetRequiredService<HubConnectionHandler<LiveHub>>();
        var draining = app.Services.GetRequiredService<Draining>();
        app.Map("/live", http => LiveSocket.RunAsync(http, hub, draining)).ExcludeFromDescription();

        // what a stock client asks first: the answer says that there is nothing to choose from
        app.MapPost(
                "/live/negotiate",
                () => new Negotiated(0, Guid.NewGuid(), [new OfferedTransport("WebSockets", ["Text"])])
            )
            .ExcludeFromDescription();
    }
}

/// <summary>The answer to a client that asks how to connect, in the words of SignalR's transport protocol.</summary>
public sealed record Negotiated(
    int NegotiateVersion,
    Guid ConnectionId,
    IReadOnlyList<OfferedTransport> AvailableTransports
);

/// <summary>See <see cref="Negotiated"/>.</summary>
public sealed record OfferedTransport(string Transport, IReadOnlyList<string> TransferFormats);
