using System.Collections.Immutable;
using Hub.Features.Access;

namespace Hub.Features.Displays;

/// <summary>A row <c>node/ID</c> of the board <c>screens</c>: a node that is there.</summary>
/// <param name="Name">What its machine is called.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Status">As at <c>/health</c>.</param>
/// <param name="Redis">As at <c>/health</c>; as that node sees it.</param>
/// <param name="RedisSays">Redis' words when it refuses; else null.</param>
/// <param name="Failing">As at <c>/health</c>.</param>
/// <param name="Offset">What it shows of this fair.</param>
/// <param name="Walls">Of this fair, as tablets and phones.</param>
/// <param name="Heard">When the node was last heard, UTC.</param>
/// <param name="TurnedAway">Why → how many requests it turned away in the last ten minutes: <c>guessed</c>,
/// <c>revoked</c>, <c>limited</c>, <c>forbidden</c>, <c>malformed</c>, <c>failed</c>.</param>
/// <param name="Plain">Somebody uses it over plain http from another machine: badges and passes can be read on the
/// way.</param>
/// <param name="Clock">As at <c>/health</c>.</param>
public sealed record NodeRow(
    string Node,
    string Name,
    string Address,
    string Status,
    string Redis,
    long Offset,
    int Walls,
    int Tablets,
    int Phones,
    DateTimeOffset Heard,
    IReadOnlyDictionary<string, int> TurnedAway,
    bool Plain,
    string? RedisSays,
    IReadOnlyList<string> Failing,
    ClockDoubt? Clock
) : ScreensBoardRow
{
    /// <summary>Seconds. A screen is sent something every 2.5 and its node tells every 2 what it has confirmed: one
    /// that has confirmed nothing for longer than this is behind.</summary>
    public int BehindAfter => 6;

    /// <summary>Seconds, of a screen or of the node itself: after so many a screen says by itself that it is
    /// stale.</summary>
    public int SilentAfter => 8;
}

/// <summary>A row <c>screen/ID</c> of the board <c>screens</c>: a wall or a tablet.</summary>
/// <param name="Node">The node that it is connected to.</param>
/// <param name="Badge">Id of the badge that it is signed in with, and its label; null without one.</param>
/// <param name="Since">When it connected, UTC.</param>
public sealed record ScreenRow(
    string Node,
    ScreenKind Kind,
    Role Role,
    string? Badge,
    string? Label,
    DateTimeOffset Since,
    IReadOnlyList<Shown> Boards
) : ScreensBoardRow;

/// <summary>A row of <c>screens</c>.</summary>
public abstract record ScreensBoardRow;

/// <summary>A board that a screen watches, and what the screen last said that it shows.</summary>
/// <param name="Version">0 when it has never said so.</param>
/// <param name="Offset">The ledger's; 0 when it has never said so.</param>
/// <param name="At">When it was sent that, UTC; when it began to watch, if it has never said so. It is sent something
/// every 2.5 seconds at least: what is older than a few of them is not what the screen should show.</param>
public sealed record Shown(string Board, long Version, long Offset, DateTimeOffset At);

internal static class ScreensBoard
{
    public static Board Board(Presence presence) =>
        new Board<ScreensBoardRow>(
            "screens",
            _ => Who.Organizer,
            (fair, _) => (presence.Version, fair.Access.Badges),
            (fair, _, _) => presence.Roll.Nodes.Values.SelectMany(heard => Rows(fair, heard))
        )
        {
            Kinds = [new("node/*", typeof(NodeRow)), new("screen/*", typeof(ScreenRow))],
        };

    private static IEnumerable<(string, ScreensBoardRow)> Rows(Fair fair, Heard heard)
    {
        var (told, at) = (heard.Told, heard.At);
        var here = told.Fairs.GetValueOrDefault(fair.Id) ?? new FairTold(0, 0, 0, 0);
        yield return (
            $"node/{told.Node}",
            new NodeRow(
                told.Node,
                told.Name,
                told.Address,
                told.Status,
                told.Redis,
                here.Offset,
                here.Walls,
                here.Tablets,
                here.Phones,
                at,
                told.TurnedAway ?? ImmutableDictionary<string, int>.Empty,
                told.Plain,
                told.RedisSays,
                told.Failing ?? [],
                told.Clock
            )
        );
        foreach (var s in told.Screens.Where(s => s.Fair == fair.Id))
            yield return (
                $"screen/{told.Node}-{s.Id}",
                new ScreenRow(
                    told.Node,
                    s.Kind,
                    s.Role,
                    s.Badge,
                    s.Badge is { } id ? fair.Access.Badges.GetValueOrDefault(id)?.Label : null,
                    s.Since,
                    [
                        .. s.Boards.Select(b => new Shown(
                            b.Board,
                            b.Version,
                            b.Offset,
                            at - TimeSpan.FromMilliseconds(b.Age)
                        )),
                    ]
                )
            );
    }
}
