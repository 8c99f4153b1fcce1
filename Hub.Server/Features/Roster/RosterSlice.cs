using System.Collections.Immutable;

namespace Hub.Features.Roster;

/// <summary>Who offers what where.</summary>
/// <param name="Closed">Booths that are closed, or are no more, and since when.</param>
public sealed record RosterSlice(RosterDirectory Directory, ImmutableDictionary<BoothId, DateTimeOffset> Closed) : Slice
{
    public static readonly SliceKind Kind = new(
        new RosterSlice(RosterDirectory.Empty, ImmutableDictionary<BoothId, DateTimeOffset>.Empty),
        RosterFacts.All,
        typeof(ClockConfirmed)
    );

    public override Slice Then(Fact fact, DateTimeOffset at) =>
        fact switch
        {
            RosterImported f => Becomes(Directory.Then(f), at),
            RosterWithdrawn f => Becomes(Directory.Then(f), at),
            BoothClosed f => this with { Closed = Closed.SetItem(f.Booth, at) },
            BoothOpened f => this with { Closed = Closed.Remove(f.Booth) },
            ClockConfirmed f => this with
            {
                Closed = Closed.SetItems(
                    Closed.Where(c => c.Value > at).Select(c => KeyValuePair.Create(c.Key, f.Right(c.Value, at)))
                ),
            },
            _ => throw new UnknownFactException(fact),
        };

    private RosterSlice Becomes(RosterDirectory next, DateTimeOffset at) =>
        new(
            next,
            Closed
                .RemoveRange(next.Booths.Keys.Except(Directory.Booths.Keys))
                .SetItems(Directory.Booths.Keys.Except(next.Booths.Keys).Select(gone => KeyValuePair.Create(gone, at)))
        );
}
